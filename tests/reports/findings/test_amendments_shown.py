"""Corrections by coders in a report: applied, counted, and those that do not fit named."""

import json
import shutil

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.export.table_file import export_table
from analysis.measures.attribution.amendments import NOT_HERE, Amended
from analysis.reports import amendment_notices
from analysis.study import Study
from analysis.tables.codings import UnfitCorrections
from tests.commands import framing
from tests.conftest import ROOT
from tests.execution import executed, page_of
from tests.tiny import ARTICLES

HEAD = "article,field,start,end,what,from,to,coder,note\n"
MENDED = (
    "h01,text,411,420,speaker,Residents,Bo Fischer,ann,\n"  # "Residents said ..."
    "h01,text,411,420,kind,civilian,expert,ann,\n"
)
UNFIT = "p01,text,5,9,kind,ngo,expert,ann,\nzz,text,5,9,kind,ngo,expert,ann,\n"


@pytest.fixture
def folder(tmp_path):
    shutil.copy(ARTICLES, tmp_path / "articles.csv")
    (tmp_path / "mended.csv").write_text(HEAD + MENDED + UNFIT, encoding="utf-8")
    return tmp_path


def amended_with(*rows):
    unfit = [
        [article, "text", 5, 9, "kind", "ngo", "expert", "ann", "", reason]
        for article, reason in rows
    ]
    return Amended(pd.DataFrame(), 2, UnfitCorrections.of_rows(unfit, "article"))


def test_applied_corrections_are_counted_and_the_others_named():
    (only,) = amendment_notices(amended_with(), "a/mended.csv")
    assert only.startswith("2 corrections of mended.csv were applied to what the model found. Art")
    _, away, here = amendment_notices(
        amended_with(("zz", NOT_HERE), ("p01", "no attribution has this place")), "mended.csv"
    )
    assert away == (
        "1 correction of mended.csv belongs to articles that are not part of this run: zz."
    )
    assert here == (
        "1 correction of mended.csv was not applied (no attribution has this place): p01, kind at 5 to 9 of "
        "the text. The table below has them all."
    )


def test_a_corrected_speaker_is_the_speaker_in_every_table(folder):
    corpus = read_corpus(folder / "articles.csv")
    before = Study(corpus)
    after = Study(corpus, {"corrections": str(folder / "mended.csv")})
    row = after["attributions"].query("speaker == 'Bo Fischer'")
    assert row["kind"].tolist() == ["expert"]
    assert len(after["attributions"]) == len(before["attributions"])
    told = after["speakers"].set_index("name")
    assert told.loc["Bo Fischer", ["kind", "aliases", "attributions", "votes"]].tolist() == [
        "expert", "Bo Fischer", 1, "",
    ]  # fmt: skip
    kinds = [
        study["patterns"]
        .query("measure == 'kind' and category == 'expert' and outlet == 'Harbour Herald'")["n"]
        .iloc[0]
        for study in (before, after)
    ]
    assert kinds[1] == kinds[0] + 1
    assert after["unfit-corrections"]["article"].tolist() == ["p01", "zz"]


def test_the_estimates_of_a_sample_rest_on_the_model_alone(folder):
    corpus = read_corpus(folder / "articles.csv")
    given = {"measure": "speakers", "corrections": str(folder / "mended.csv")}
    plain, mended = Study(corpus, {"measure": "speakers"}), Study(corpus, given)
    pd.testing.assert_frame_equal(plain["coded-counts"], mended["coded-counts"])
    assert not plain["attributions"].equals(mended["attributions"])


def test_exports_take_them_and_a_table_that_is_none_is_refused(folder):
    values = {"corpus": str(ARTICLES), "corrections": str(folder / "mended.csv")}
    export_table("unfit-corrections", [], values, folder / "left.csv")
    left = pd.read_csv(folder / "left.csv")
    assert left["reason"].tolist() == ["no attribution has this place", NOT_HERE]
    (folder / "bad.csv").write_text(HEAD + "p01,text,9,5,kind,,expert,,\n", encoding="utf-8")
    study = Study(read_corpus(ARTICLES), {"corrections": str(folder / "bad.csv")})
    with pytest.raises(ValueError, match=r"bad\.csv, row 1, column end: '5'; expected more than 9"):
        study.check()


def test_a_report_about_the_model_applies_none_and_says_so(folder):
    given = {"corpus": str(folder / "articles.csv"), "measure": "speakers"}
    notebook = ROOT / "notebooks/50_validity.ipynb"
    pages, tables = {}, {}
    for name, more in (("plain", {}), ("mended", {"corrections": str(folder / "mended.csv")})):
        out = folder / name
        made = executed(notebook, given | more | {"out": str(out)}, folder)
        pages[name] = page_of(made, out)
        tables[name] = (out / "forecast.csv").read_bytes()
    assert tables["plain"] == tables["mended"]
    assert "The 4 corrections of mended.csv are not applied in this report" in pages["mended"]
    assert "were applied" not in pages["mended"]
    assert "mended.csv" not in pages["plain"]


def test_a_report_applies_records_and_verifies_them(folder):
    every = pd.read_csv(ARTICLES, dtype=str, keep_default_na=False)
    few = every[every["id"].isin(["h01", "h02", "h03", "p01", "p02", "p03"])]
    few.to_csv(folder / "articles.csv", index=False)
    run = ("run", "attribution", "--corpus", "articles.csv", "--name", "mended")
    given = ["-p", "corrections=mended.csv", "-p", "resamples=100"]
    code, _, said = framing(folder, *run, *given)
    assert code == 0, said
    page = (folder / "reports/attribution/mended/report.html").read_text("utf-8")
    assert "2 corrections of mended.csv were applied" in page
    assert "p01, kind at 5 to 9 of the text" in page
    figures = folder / "figures/attribution/mended"
    patterns = pd.read_csv(figures / "patterns.csv")
    assert "Bo Fischer" in set(patterns["category"])
    record = json.loads((figures / "kinds.json").read_text("utf-8"))
    assert record["corrections"] == {"applied": 2, "not applied": 2}
    assert record["digests"]["own corrections"].startswith("sha256:")
    # the articles from another place, as in a bundle
    few.to_csv(folder / "moved.csv", index=False)
    code, out, _ = framing(folder, "verify", "reports/attribution/mended", "--corpus", "moved.csv")
    assert code == 0, out
    # another table is told, and the numbers are no longer the same
    (folder / "mended.csv").write_text(HEAD + UNFIT, encoding="utf-8")
    code, out, _ = framing(folder, "verify", "reports/attribution/mended")
    assert code != 0
    assert "own corrections" in out
