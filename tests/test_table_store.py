"""A kept table is the one that would be made now; where what decides it has changed, it is made anew."""

import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from analysis import table_store
from analysis.corpus import read_corpus
from analysis.models.cache import Cache
from analysis.recipes import parameters_of, recipes, steps_of
from analysis.study import Study
from analysis.table_store import TableStore, on_disk
from tests.conftest import ROOT
from tests.tiny import ARTICLES

KEPT = sorted(name for name, recipe in recipes().items() if recipe.kept)


@pytest.fixture(scope="module")
def tiny():
    return read_corpus(ARTICLES)


@pytest.fixture
def kept(tmp_path):
    return Cache(tmp_path / "kept")


def study_with(corpus, kept, settings=None):
    """Return a study of the small corpus that keeps its tables all the same."""
    study = Study(corpus, settings)
    for one in {study, study._of_every_article}:
        one.__dict__["_store"] = TableStore(one._counted.articles, kept=kept)
    return study


def never(*_, **__):
    pytest.fail("was made again")


def entries(kept):
    return sorted(kept.folder.glob("??/*.json"))


def test_every_kept_table_is_the_one_that_is_made_anew(tiny, kept):
    assert {"voices", "found-mentions", "loaded-language", "near-actors"} <= set(KEPT)
    first, fresh = study_with(tiny, kept), Study(tiny)
    for name in KEPT:
        first[name]
    again = study_with(tiny, kept)
    for name in KEPT:
        read, made = again[name], fresh[name]
        pairs = zip(read, made, strict=True) if isinstance(made, tuple) else [(read, made)]
        for one, other in pairs:
            pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_nothing_is_made_again_in_a_later_study(tiny, kept, monkeypatch):
    first = study_with(tiny, kept)
    for name in KEPT:
        first[name]
    again = study_with(tiny, kept)
    made = []
    now = Study._made_now
    monkeypatch.setattr(Study, "_made_now", lambda self, one: made.append(one) or now(self, one))
    for name in KEPT:
        again[name]
    assert not [one.name for one in made if one.kept]


def test_a_study_knows_what_an_earlier_one_kept_and_makes_nothing_to_know_it(tiny, kept):
    assert not study_with(tiny, kept).at_hand("sections")
    study_with(tiny, kept)["sections"]
    later = study_with(tiny, kept)
    assert later.at_hand("sections")
    assert not later.at_hand("quotations")
    assert "sections" not in later.made


def test_of_few_articles_nothing_is_kept(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path))
    Study(tiny)["sections"]
    assert not (tmp_path / "tables").exists()


def test_a_parameter_that_decides_a_table_decides_its_key_and_no_other_does(kept, tiny):
    store = TableStore(tiny.articles, kept=kept)
    table = pd.DataFrame({"n": [1, 2]})
    store.made("table", {"sections": ["body"]}, lambda: table)
    assert store.made("table", {"sections": ["body"]}, never).equals(table)
    for name, values in (
        ("table", {"sections": ["headline"]}),
        ("another", {"sections": ["body"]}),
    ):
        other = pd.DataFrame({"n": [3]})
        assert store.made(name, values, lambda other=other: other) is other


def test_a_word_list_that_was_edited_is_read_again(tiny, kept, tmp_path):
    words = tmp_path / "own.tsv"
    words.write_text("term\tcategory\nbridge\tdoubt\n")
    settings = {"lexicons": [str(words)]}
    before = study_with(tiny, kept, settings)["loaded-word"]
    assert set(before.loc[before["lexicon"] == "own", "term"]) == {"bridge"}
    words.write_text("term\tcategory\nferries\tdoubt\nferry\tdoubt\n")
    after = study_with(tiny, kept, settings)["loaded-word"]
    assert "bridge" not in set(after.loc[after["lexicon"] == "own", "term"])
    assert "ferry" in set(after.loc[after["lexicon"] == "own", "term"])


def test_other_articles_have_tables_of_their_own(tiny, kept):
    one = TableStore(tiny.articles, kept=kept)
    one.made("table", {}, lambda: pd.DataFrame({"n": [1]}))
    changed = tiny.articles.copy()
    changed.loc[3, "author"] = "Somebody Else"
    other = TableStore(changed, kept=kept)
    assert other.made("table", {}, lambda: pd.DataFrame({"n": [2]}))["n"].tolist() == [2]


@pytest.mark.parametrize(
    "file", ["measures/attribution/voices.py", "resources/wordlists/cues.tsv", "tables/base.py"]
)
def test_code_and_word_lists_decide_the_key(file, tmp_path):
    shutil.copytree(
        ROOT / "analysis", tmp_path / "analysis", ignore=shutil.ignore_patterns("__pycache__")
    )
    told = "from analysis.table_store import code_version; print(code_version())"

    def version():
        call = [sys.executable, "-c", told]
        return subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    before = version()
    assert before == version()
    with (tmp_path / "analysis" / file).open("a", encoding="utf-8") as end:
        end.write("\n# more\n")
    assert version() != before


def test_a_damaged_table_is_made_again(tiny, kept):
    store = TableStore(tiny.articles, kept=kept)
    store.made("table", {}, lambda: pd.DataFrame({"n": [1]}))
    (entry,) = entries(kept)
    entry.write_bytes(entry.read_bytes()[:-3])
    assert store.made("table", {}, lambda: pd.DataFrame({"n": [7]}))["n"].tolist() == [7]


def test_what_would_be_read_otherwise_than_it_was_written_is_not_kept(tiny, kept):
    store = TableStore(tiny.articles, kept=kept)
    tuples = pd.DataFrame({"span": [(0, 1), (2, 3)]})  # would come back as lists
    assert store.made("table", {}, lambda: tuples) is tuples
    assert not entries(kept)


def test_tables_made_of_what_somebody_else_made_are_not_kept(tiny, kept):
    study = study_with(tiny, kept)
    study.put("found-attributions", study["found-attributions"].iloc[:0])
    assert study["attributions"].empty
    assert not study_with(tiny, kept)["attributions"].empty


def test_kept_tables_depend_on_nothing_but_articles_and_parameters():
    """A recipe that asks for the corpus may read its name or its problems, which the key does not hold."""
    for name in KEPT:
        needs = {need for one in steps_of(name) - {"articles"} for need in recipes()[one].needs}
        assert "corpus" not in needs, name
        assert set(parameters_of(name)) <= set(Study(read_corpus(ARTICLES))._values)


def test_the_oldest_tables_go_when_there_are_too_many(tmp_path, monkeypatch):
    kept = Cache(tmp_path / "kept", most=2500)
    for number in range(4):
        kept.write(f"{number:064d}", bytes(1000))
    assert kept.read(f"{0:064d}") is None
    assert kept.read(f"{3:064d}") == bytes(1000)
    assert len(entries(kept)) == 2


def test_without_a_cache_everything_is_made(tiny, monkeypatch):
    monkeypatch.setenv("FRAMING_CACHE", "")
    store = TableStore(pd.concat([tiny.articles] * 3))
    table = pd.DataFrame({"n": [1]})
    assert store.made("table", {}, lambda: table) is table
    monkeypatch.setattr(table_store, "code_version", never)
    assert store.made("table", {}, lambda: table) is table


@pytest.fixture
def large(monkeypatch):
    """A table of every type of column, which counts as large."""
    monkeypatch.setattr(table_store, "LARGE", 1)
    return pd.DataFrame(
        {
            "text": ["one", "zwei é", "", "“four”"],
            "count": [1, 2, 3, 4],
            "rate": [0.5, None, 1e-300, -0.0],
            "right": [True, False, True, True],
            "day": pd.to_datetime(["2020-01-01", None, "2021-02-03", "2022-01-01"]),
            "kind": pd.Categorical(["b", "a", "b", "a"]),
        },
        index=pd.Index([3, 1, 2, 0]),
    )


def test_a_table_on_disk_is_the_same_table_and_can_be_changed(large, tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path / "cache"))
    there = on_disk(large)
    assert there is not large
    pd.testing.assert_frame_equal(there, large, check_exact=True)
    changed = there.copy(deep=False)
    changed.loc[3, "count"] = 9
    assert (changed["count"].iloc[0], there["count"].iloc[0]) == (9, 1)
    joined = pd.concat([there, there]).sort_values(["count", "text"]).groupby("kind").size()
    assert joined.to_dict() == {"a": 4, "b": 4}
    assert list((tmp_path / "cache" / "tables on disk").iterdir()) == []  # files without a name


def test_tables_of_a_tuple_are_put_on_disk_each(large):
    pair = on_disk((large, large.head(2)))
    assert type(pair) is tuple
    for there, given in zip(pair, (large, large.head(2)), strict=True):
        assert there is not given
        pd.testing.assert_frame_equal(there, given, check_exact=True)


def test_what_cannot_lie_on_disk_stays_as_it_is(large, monkeypatch, tmp_path):
    odd = large.assign(odd=[1, "a", None, {}])
    lone = large.assign(text=pd.Series(["\ud800"] * 4, large.index, dtype=object))
    for given in (odd, lone, {"a": 1}, None):
        assert on_disk(given) is given
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path / "file"))
    assert on_disk(large) is large  # no room, or no right to write
    monkeypatch.setattr(table_store, "LARGE", 2**20)
    assert on_disk(large) is large


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a process holds")
def test_a_table_on_disk_takes_no_memory_of_the_process(tmp_path):
    code = """
import numpy as np, pandas as pd
from analysis.table_store import on_disk
def own():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
numbers = np.random.default_rng(1).random(200_000)
on_disk(pd.DataFrame({f"c{k}": numbers for k in range(11)}))  # what pandas and Arrow load
before = own()
tables = [on_disk(pd.DataFrame({f"c{k}": numbers * k for k in range(40)})) for _ in range(5)]
total = sum(table["c39"].sum() for table in tables)  # 305 MiB
assert own() - before < 130, own() - before
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"FRAMING_CACHE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_a_study_of_many_articles_has_the_same_tables(tiny, monkeypatch):
    monkeypatch.setattr(table_store, "LARGE", 1)
    few = Study(tiny)
    monkeypatch.setattr("analysis.study.MANY", 1)
    many = Study(tiny)
    for name in ("attributions", "tallies", "patterns", "loaded-outlet", "keyness"):
        pd.testing.assert_frame_equal(many[name], few[name], check_exact=True)
