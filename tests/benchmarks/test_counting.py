from tests.benchmarks import corpus
from tests.benchmarks.counting import alternate, ratio


def test_counting_words_takes_less_than_scikit_learn_takes(shared, tmp_path):
    corpus.make(2_000, tmp_path / "made.parquet")
    corpus.store(tmp_path / "made.parquet", tmp_path / "articles.parquet")
    found = alternate(tmp_path / "articles.parquet", ways=("all", "scikit-learn"))
    assert ratio(found, "all") < 1
