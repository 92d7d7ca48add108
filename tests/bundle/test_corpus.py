"""The corpus in a bundle is the one that was given: titles stand beside the texts, not in them."""

from analysis.bundle.payload import articles_of
from analysis.corpus import read_corpus
from analysis.table_files import jsonl_bytes


def test_a_title_that_was_put_before_a_text_is_packed_once(tmp_path):
    (tmp_path / "a.csv").write_text(
        "id,outlet,title,text\n1,Post,Mayor says no,The mayor was firm.\n", encoding="utf-8"
    )
    corpus = read_corpus(tmp_path / "a.csv")
    assert corpus.articles["put_before"].tolist() == [len("Mayor says no") + 2]
    packed = articles_of(corpus, texts=True)
    assert packed["text"].tolist() == ["The mayor was firm."]
    (tmp_path / "b.jsonl").write_bytes(jsonl_bytes(packed))
    again = read_corpus(tmp_path / "b.jsonl")
    assert again.digest == corpus.digest
    assert again.articles["text"].tolist() == corpus.articles["text"].tolist()
