import csv
import io
import zipfile

from analysis.corpus import read_corpus
from analysis.export.table_file import export_table
from tests.conftest import ROOT


def test_text_files_of_articles_can_be_read_back_and_are_the_same_each_time(tmp_path):
    outs = [tmp_path / f"{name}.zip" for name in "ab"]
    for out in outs:
        _, rows = export_table("articles", [], {"corpus": str(ROOT / "seeds")}, out)
        assert rows == 2
    assert outs[0].read_bytes() == outs[1].read_bytes()
    seeds = read_corpus(str(ROOT / "seeds")).articles.set_index("id")
    back = read_corpus(str(outs[0])).articles.set_index("id")
    assert back["text"].to_dict() == seeds["text"].to_dict()
    assert back["outlet"].to_dict() == seeds["outlet"].to_dict()
    with zipfile.ZipFile(outs[0]) as packed:
        about = list(csv.DictReader(io.StringIO(packed.read("corpus.csv").decode())))
        assert {row["file"] for row in about} | {"corpus.csv"} == set(packed.namelist())
    assert all(row["file"].split("_")[1] == row["date"][:10] for row in about)
