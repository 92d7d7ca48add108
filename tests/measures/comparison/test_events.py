import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.corpus.sections.cut import sections_of
from analysis.measures.comparison.events import EventsError, events_of, read_events
from analysis.parameters import columns_from
from analysis.study import Study
from tests.conftest import ROOT, articles

BRIDGE = (
    "Bridge at Lomond closed",
    "The Lomond bridge was closed on Friday after engineer Ada Quill found cracks in two pylons. "
    "Ferries to Port Anson will run all night, the harbour office said.",
)
BRIDGE_TOO = (
    "Cracked pylons shut Lomond bridge",
    "Cracks in the pylons, found by engineer Ada Quill, have shut the Lomond bridge. Drivers bound for "
    "Port Anson queued at the harbour for ferries.",
)
SCHOOL = (
    "Teachers of Varna strike",
    "Teachers in Varna walked out over wages. Union leader Petra Dimov said classrooms would stay empty "
    "until the minister raises salaries.",
)
SCHOOL_TOO = (
    "Minister meets Varna union",
    "Petra Dimov of the union met the minister about salaries; teachers in Varna have left classrooms "
    "empty over wages.",
)
FROST = (
    "Frost hurts vines",
    "Growers near Tolosa counted the damage of a late frost: half of the grapes are gone.",
)
TOLD = [BRIDGE, SCHOOL, BRIDGE_TOO, FROST, SCHOOL_TOO]


def corpus_of(told, days=None, **columns):
    rows = [(f"{k}", "xy"[k % 2], f"{title}\n\n{text}") for k, (title, text) in enumerate(told)]
    table = articles(*rows, **columns)
    if days:
        table["date"] = pd.to_datetime(pd.Series(days)).astype("datetime64[s]")
    return table


def found(table, **knobs):
    return events_of(table, sections_of(table), **knobs)


def groups(table):
    return sorted(sorted(part) for part in table.groupby("event")["article"].apply(list))


def test_articles_that_tell_the_same_are_one_event_and_it_says_why():
    table = found(corpus_of(TOLD))
    assert groups(table) == [["0", "2"], ["1", "4"], ["3"]]
    why = table.set_index("article")["why"]
    assert "Quill" in why["0"]
    assert "pylons" in why["0"]
    assert why["3"] == "no other article is like it"
    assert table.set_index("article")["score"]["3"] == 0
    assert (table.set_index("article")["score"][["0", "1", "2", "4"]] > 0.175).all()


def test_the_days_of_an_event_are_close_and_name_it():
    days = ["2020-01-02", "2020-01-02", "2020-01-03", "2020-01-02", "2020-02-20"]
    table = found(corpus_of(TOLD, days))
    assert groups(table) == [["0", "2"], ["1"], ["3"], ["4"]]
    assert table["event"][0].startswith("2020-01-02 ")
    assert groups(found(corpus_of(TOLD, days), days=60)) == [["0", "2"], ["1", "4"], ["3"]]


@given(st.permutations(range(len(TOLD))))
@settings(max_examples=10)
def test_the_order_of_articles_changes_nothing(order):
    table = corpus_of(TOLD)
    shuffled = table.iloc[list(order)].reset_index(drop=True)
    pd.testing.assert_frame_equal(found(shuffled), found(table))


def test_a_column_event_is_used_as_it_is():
    table = found(corpus_of(TOLD, event=["a", "b", "a", "", "c"]))
    assert table["event"].tolist() == ["a", "b", "a", "3", "c"]
    assert table["why"].tolist() == ["given", "given", "given", "no event is given", "given"]
    assert table["score"].tolist() == [1, 1, 1, 0, 1]


def test_an_article_alone_takes_no_name_of_a_given_event():
    table = found(corpus_of(TOLD, event=["3", "3", "", "", ""]))
    assert table["event"].tolist() == ["3", "3", "2", "article 3", "4"]


def test_a_table_given_back_goes_before_what_was_found():
    table = found(corpus_of(TOLD), given={"3": "harvest", "4": "harvest"})
    assert groups(table) == [["0", "2"], ["1"], ["3", "4"]]
    assert table["why"].tolist()[3:] == ["given", "given"]


def test_articles_without_words_are_events_of_their_own():
    table = found(corpus_of([("...", "..."), ("!!!", "!!!")]))
    assert table["event"].nunique() == 2


def test_a_single_article_is_an_event():
    assert found(corpus_of([FROST]))["score"].tolist() == [0]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("article,event\n0,a\n9,b\n", "row 3, column article: the corpus has no article '9'"),
        ("article,event\n0,\n", "row 2, column event: empty for '0'"),
        (
            "article,event\n0,a\n0,b\n",
            "row 3, column event: '0' is in 'b' here and in 'a' in row 2",
        ),
        ("article,story\n0,a\n", "row 1: needs one column 'event'.*it has article, story"),
        ("article,event\n0,a,b\n", "row 2: 3 cells where the header has 2"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_by_row_and_value(tmp_path, written, message):
    file = tmp_path / "events.csv"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(EventsError, match=message):
        read_events(str(file), corpus_of(TOLD))


def test_only_csv_is_read(tmp_path):
    with pytest.raises(EventsError, match=r"ends with '.xlsx'; give a .csv file"):
        read_events(str(tmp_path / "events.xlsx"), corpus_of(TOLD))


def test_what_was_exported_can_be_given_back(tmp_path):
    table = corpus_of(TOLD)
    first = found(table)
    first.to_csv(tmp_path / "events.csv", index=False)
    again = found(table, given=read_events(str(tmp_path / "events.csv"), table))
    assert again["event"].tolist() == first["event"].tolist()
    assert set(again["why"]) == {"given"}


def test_any_column_can_be_the_event(tmp_path):
    rows = [
        {"id": str(k), "outlet": "x", "title": title, "text": text, "story": story}
        for k, ((title, text), story) in enumerate(zip(TOLD, "abba", strict=False))
    ]
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    corpus = read_corpus(file, columns=columns_from(["event=story"]))
    assert corpus.articles["event"].tolist() == list("abba")
    assert Study(corpus)["events"]["event"].tolist() == list("abba")
    assert corpus.digest != read_corpus(file).digest


def test_workers_and_hash_seed_change_nothing(tmp_path):
    code = (
        "import sys; sys.path.insert(0, '.'); from tests.measures.comparison.test_events import *; "
        "print(found(corpus_of(TOLD)).to_csv())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("name", "floor", "precision"),
    [("seesaw", 0.97, 0.97), ("seesaw_nodate", 0.935, 0.93), ("ecb", 0.93, 0.7)],
)
def test_events_of_other_corpora_are_found(shared, name, floor, precision):
    folder = shared / "data/comparison"
    read = read_corpus(folder / f"events_{name}.jsonl.gz").articles
    gold = pd.read_csv(folder / f"events_{name}_gold.csv", dtype=str).set_index("article")["event"]
    table = found(read)
    true = pd.factorize(gold.loc[table["article"]])[0]
    ours = pd.factorize(table["event"])[0]
    both = pd.Series(1, index=table.index).groupby([true, ours]).transform("sum")
    p = (both / np.bincount(ours)[ours]).mean()
    r = (both / np.bincount(true)[true]).mean()
    assert 2 * p * r / (p + r) >= floor
    outlets = table["outlet"].to_numpy()
    same = np.triu(ours[:, None] == ours[None], 1) & (outlets[:, None] != outlets[None])
    assert (same & (true[:, None] == true[None])).sum() / same.sum() >= precision


def test_the_seeds_are_one_event():
    assert len(groups(found(read_corpus(ROOT / "seeds").articles))) == 1
