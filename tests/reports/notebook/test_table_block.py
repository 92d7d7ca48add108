import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.reports.notebook.run import Run
from analysis.reports.notebook.table_block import table_block
from analysis.tables import (
    Attributions,
    Frequencies,
    Keyness,
    Languages,
    NearDuplicates,
    Outlets,
    Patterns,
    Problems,
    SectionShares,
    StretchesOutside,
)
from analysis.tables.labels import labels_of
from analysis.tables.patterns import Concentration, Quality, SpeakersAcross
from tests.conftest import ROOT

NINE = [f"c{k}" for k in range(9)]


def keyness_rows(**columns):
    rows = {
        "term": ["tax", "deal", "war", "road", "city", "vote"], "target": "a", "reference": "b",
        "n_target": [3, 1, 1, 1, 1, 1], "n_reference": [0, 2, 2, 2, 2, 2], "words_target": 1500,
        "words_reference": 2000, "log_odds": [1.25, -0.5, 0, 0, 0, 0],
        "low": [0.125, -1.5, 0, 0, 0, 0], "high": [2.0, 0.5, 0, 0, 0, 0], "pct_diff": float("inf"),
    }  # fmt: skip
    return pd.DataFrame(rows | columns)


def names(block):
    return [column.name for column in block.columns]


def test_columns_that_say_the_same_in_every_row_are_said_once_in_the_note():
    block = table_block(keyness_rows())
    assert block.note == (
        "In all rows: target = a; reference = b; all words, target = 1,500; "
        "all words, reference = 2,000; %DIFF = ∞."
    )
    assert names(block) == ["term", "n_target", "n_reference", "log_odds", "low", "high"]
    assert block.rows[0] == ("tax", 3, 0, 1.25, 0.125, 2.0)


def test_a_column_without_any_value_is_left_out():
    block = table_block(keyness_rows(pct_diff=float("nan")))
    assert "%DIFF" not in block.note
    assert "pct_diff" not in names(block)


@pytest.mark.parametrize("table", [keyness_rows().head(5), keyness_rows().iloc[:, :8]])
def test_a_short_or_a_narrow_table_keeps_every_column(table):
    block = table_block(table)
    assert (names(block), block.note) == (list(table), "")


@given(st.lists(st.lists(st.sampled_from([0, 1]), min_size=9, max_size=9), max_size=8))
def test_nothing_is_lost_between_the_note_and_the_rows(rows):
    table = pd.DataFrame(rows, columns=NINE, dtype=int)
    block = table_block(table)
    said = dict(
        part.split(" = ")
        for part in block.note.removeprefix("In all rows: ")[:-1].split("; ")
        if part
    )
    shown = [dict(zip(names(block), row, strict=True)) for row in block.rows]
    whole = [{name: int(v) for name, v in (said | row).items()} for row in shown]
    assert whole == table.to_dict("records")


def test_an_interval_of_log_odds_has_decimals_and_one_of_rates_has_none():
    rates = pd.DataFrame({"term": ["a"], "rate": [1.0], "low": [0.5], "high": [2.0]})
    for table, digits in ((keyness_rows(), 2), (rates, 0)):
        by_name = {column.name: column.digits for column in table_block(table).columns}
        assert (by_name["low"], by_name["high"]) == (digits, digits)


def test_differences_of_outlets_have_one_sign_and_names_of_outlets_stay():
    corrections = pd.DataFrame(
        {
            "comparison": ["outlet", "difference", "difference"],
            "of": ["A - B", "A - B", "A - B - C"],
        }
    )
    assert [row[1] for row in table_block(corrections).rows] == ["A - B", "A − B", "A - B - C"]
    forecasts = pd.DataFrame({"of": ["A - B"], "all_of": ["both"]})
    assert table_block(forecasts).rows[0][0] == "A − B"
    assert table_block(pd.DataFrame({"of": ["A - B"]})).rows == (("A - B",),)


def test_what_an_interval_rests_on_reads_as_words_where_there_is_none():
    rows = keyness_rows(interval="none")
    assert "basis of the interval = none" in table_block(rows).note


def test_a_column_of_the_corpus_is_shown_by_its_own_name_and_kind():
    table = pd.DataFrame({"=x": ["y"], "whole": [1], "real": [0.5], "truth": [True]})
    described = [(c.label, c.type) for c in table_block(table).columns]
    assert described == [
        ("=x", "text"), ("whole", "integer"), ("real", "number"), ("truth", "text"),
    ]  # fmt: skip


def test_days_and_missing_days_are_text_and_null():
    table = pd.DataFrame({"first": pd.to_datetime(["2016-12-14", None])})
    assert table_block(table).rows == (("2016-12-14",), (None,))


SHOWN_IN_REPORTS = (
    Frequencies, Keyness, Languages, NearDuplicates, Outlets, Problems, SectionShares, StretchesOutside,
)  # fmt: skip


@pytest.mark.parametrize("table", SHOWN_IN_REPORTS)
def test_every_column_of_the_tables_in_reports_has_a_label_of_its_own_kind(table):
    for column in table_block(table.empty()).columns:
        assert column.name in labels_of(table.names())
        numeric = "int" in str(table.columns()[column.name].dtype)
        assert (column.type in ("integer", "rate")) or not numeric


def test_a_column_that_is_empty_in_every_row_is_left_out_and_not_said():
    rows = keyness_rows(target="", words_target=[1, 2, 3, 4, 5, 6])
    block = table_block(rows)
    assert "target" not in names(block)
    assert block.note == "In all rows: reference = b; all words, reference = 2,000; %DIFF = ∞."
    short = table_block(rows.head(5))
    assert "target" in names(short)


def test_intervals_of_shares_have_the_decimals_of_their_values():
    shares = pd.DataFrame({"outlet": ["a"], "value": [0.25], "low": [0.125], "high": [0.5]})
    by_name = {column.name: column.digits for column in table_block(shares).columns}
    assert by_name["value"] == by_name["low"] == by_name["high"] == 3


ATTRIBUTION_TABLES = (Attributions, Concentration, Patterns, Quality, SpeakersAcross)


@pytest.mark.parametrize("table", ATTRIBUTION_TABLES)
def test_every_column_of_attribution_tables_that_reports_show_has_a_label(table):
    labels = [column.label for column in table_block(table.empty()).columns]
    assert len(labels) == len(set(labels)) > 1
    assert not any("_" in label for label in labels)


def test_kinds_of_speakers_are_written_as_readers_write_them():
    table = pd.DataFrame({"category": ["ngo", "armed_group"], "speaker": ["ngo", "armed_group"]})
    assert table_block(table).rows == (("NGO", "ngo"), ("armed group", "armed_group"))


def test_truths_are_written_in_words():
    block = table_block(pd.DataFrame({"outlet": ["a", "b"], "reliable": [True, False]}))
    assert block.rows == (("a", "yes"), ("b", "no"))


def test_a_table_of_which_no_row_is_shown_says_so_instead_of_standing_empty(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "analysis.reports.notebook.run._show", lambda block, **_: shown.append(block)
    )
    run = Run("said", read_corpus(ROOT / "seeds"), folder=str(tmp_path), settings={})
    rows = run.corpus.articles[["id", "outlet"]]
    run.table(rows, name="some", caption="Articles.", show=rows.head(0))
    run.table(rows.head(0), name="none", caption="Articles.")
    assert [" ".join(block.paragraphs) for block in shown] == [
        "Nothing was found to show here. Articles. All 2 rows that were left out are in some.csv.",
        "Nothing was found to show here. Articles.",
    ]
