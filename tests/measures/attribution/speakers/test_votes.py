"""One person is one speaker of one kind, whatever single articles say, and a researcher can overrule it."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.categories import SPEAKER_KINDS
from analysis.corpus import read_corpus
from analysis.export.table_file import export_table
from analysis.measures.attribution.attributions import found_in
from analysis.measures.attribution.speakers.corrections import (
    NO_CORRECTIONS,
    SpeakersError,
    read_corrections,
)
from analysis.measures.attribution.speakers.votes import one_name, speakers_of, unknown_aliases
from analysis.models.cache import Cache
from analysis.table_files import csv_bytes
from tests.conftest import ROOT, articles
from tests.tiny import ARTICLES

COLUMNS = ["article", "outlet", "speaker", "kind", "affiliation", "sure", "form", "named"]


def found(*rows):
    """Rows of (article, speaker, kind), and if wanted affiliation, sure, form and named."""
    usual = ("", True, "person", True)
    filled = [(row[0], f"outlet {row[0][0]}", *row[1:], *usual[len(row) - 3 :]) for row in rows]
    return pd.DataFrame(filled, columns=COLUMNS)


def table_of(tmp_path, text, name="people.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_corrections(str(path))


def kinds(rows, given=NO_CORRECTIONS):
    table = one_name(rows, given)
    return dict(zip(table["speaker"], table["kind"], strict=True))


def test_a_person_whom_two_outlets_describe_differently_is_of_one_kind():
    said = "Mine Closes\n\n{} Petra Sandoval said on Monday that the mine would close in March.\n"
    corpus = articles(
        ("a1", "Tide", said.format("Energy Minister")),
        ("a2", "Tide", said.format("Energy Minister")),
        ("b1", "Ridge", said.format("Professor")),
        ("b2", "Ridge", "Mine Closes\n\nPetra Sandoval said the mine would close in March.\n"),
    )
    table = found_in(corpus, cache=Cache(None))
    assert set(table["kind"]) == {"government", "expert", "other"}
    assert kinds(table) == {"Petra Sandoval": "government"}
    (row,) = speakers_of(table).to_dict("records")
    assert row["votes"] == "government 2; expert 1"
    assert (row["articles"], row["outlets"], row["given"]) == (4, 2, False)


def test_articles_are_counted_and_not_mentions():
    rows = found(
        *[("a1", "Ina Falk", "media")] * 5, ("b1", "Ina Falk", "ngo"), ("b2", "Ina Falk", "ngo")
    )
    assert kinds(rows) == {"Ina Falk": "ngo"}


def test_a_title_at_the_name_counts_before_what_is_only_usual():
    rows = found(
        *((f"a{n}", "Ina Falk", "business", "", False) for n in range(3)),
        ("b1", "Ina Falk", "government", "", True),
    )
    assert kinds(rows) == {"Ina Falk": "government"}
    (row,) = speakers_of(rows).to_dict("records")
    assert (row["votes"], row["guesses"]) == ("government 1", "business 3")


def test_equal_votes_go_by_what_is_usual_and_then_by_the_order_of_kinds():
    equal = [("a1", "Ina Falk", "expert"), ("a2", "Ina Falk", "ngo")]
    assert kinds(found(*equal)) == {"Ina Falk": "ngo"}
    assert kinds(found(*equal, ("a3", "Ina Falk", "expert", "", False))) == {"Ina Falk": "expert"}


def test_who_has_a_name_is_never_anonymous():
    source = [("a1", "Ina Falk", "anonymous"), ("a2", "Ina Falk", "anonymous")]
    assert kinds(found(*source)) == {"Ina Falk": "other"}
    assert kinds(found(*source, ("b1", "Ina Falk", "expert", "", False))) == {"Ina Falk": "expert"}


def test_a_person_of_whom_no_article_shows_a_kind_stays_other():
    assert kinds(found(("a1", "Ina Falk", "other"), ("b1", "Ina Falk", "other"))) == {
        "Ina Falk": "other"
    }


def test_an_organisation_has_one_kind_and_affiliation_too():
    body = [("a1", "Blue Shield", "ngo", "Norland"), ("a2", "Blue Shield", "ngo", "Norland")]
    rows = found(
        *((*row, True, "organisation") for row in (*body, ("b1", "Blue Shield", "other", "")))
    )
    table = one_name(rows)
    assert set(table["kind"]) == {"ngo"}
    assert set(table["affiliation"]) == {"Norland"}


def test_speakers_without_a_name_keep_what_their_article_says():
    rows = found(
        ("a1", "officials", "government", "", True, "description", False),
        ("a2", "officials", "ngo", "", True, "description", False),
        ("a3", "", "anonymous", "", False, "", False),
    )
    assert one_name(rows)["kind"].tolist() == ["government", "ngo", "anonymous"]
    assert speakers_of(rows).empty


NAMES = st.sampled_from(["Ina Falk", "Falk", "Ina M. Falk", "Bo Falk", "Blue Shield"])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a1", "a2", "b1", "b2", "b3"]),
        NAMES,
        st.sampled_from(SPEAKER_KINDS),
        st.sampled_from(["", "Norland", "Sutland"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS, st.randoms())
def test_every_speaker_has_one_kind_whatever_the_order_of_the_rows(rows, random):
    first = found(*rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    again = first.iloc[order].reset_index(drop=True)
    table = one_name(first)
    assert table.groupby("speaker")[["kind", "affiliation"]].nunique().to_numpy().max() == 1
    shuffled = one_name(again)
    pd.testing.assert_frame_equal(shuffled, table.iloc[order].reset_index(drop=True))
    pd.testing.assert_frame_equal(speakers_of(first), speakers_of(again))


PEOPLE = found(
    ("a1", "Ina Falk", "government", "Norland"),
    ("a2", "Falk", "other"),
    ("b1", "Ina Falk", "media"),
    ("b1", "Bo Lund", "expert"),
    ("b2", "Robert Lund", "civilian"),
    ("b3", "Quick Facts", "other"),
    ("b3", "the boss", "business", "", True, "description", False),
)


def test_a_kind_and_an_affiliation_by_hand_hold_for_all_forms_of_a_name(tmp_path):
    given = table_of(tmp_path, "alias,name,kind,affiliation\nIna Falk,Ina Falk,expert,Sutland\n")
    rows = one_name(PEOPLE, given).query("speaker == 'Ina Falk'")
    assert len(rows) == 3
    assert set(rows["kind"]) == {"expert"}
    assert set(rows["affiliation"]) == {"Sutland"}
    changed = speakers_of(PEOPLE, given).set_index("name")
    assert changed["given"].to_dict() == {
        "Ina Falk": True, "Bo Lund": False, "Quick Facts": False, "Robert Lund": False,
    }  # fmt: skip
    assert changed.loc["Ina Falk", "votes"] == "government 1; media 1"


def test_two_aliases_become_one_speaker_by_one_name(tmp_path):
    text = "alias,name,kind,affiliation\nRobert Lund,Bo Lund,,\nBo Lund,Bo Lund,,\n"
    (row,) = (
        speakers_of(PEOPLE, table_of(tmp_path, text)).query("name == 'Bo Lund'").to_dict("records")
    )
    assert row["aliases"] == "Bo Lund; Robert Lund"
    assert (row["kind"], row["votes"], row["given"]) == ("expert", "expert 1; civilian 1", True)


def test_a_name_that_is_another_form_of_a_person_joins_both(tmp_path):
    rows = found(
        ("a1", "Ina Maria Falk", "ngo"), ("a2", "Ina Maria Falk", "ngo"),
        ("a3", "Ina Falk", "ngo"), ("b1", "Frau Falk-Lund", "media"),
    )  # fmt: skip
    given = table_of(tmp_path, "alias,name,kind,affiliation\nFrau Falk-Lund,Ina Falk,,\n")
    assert kinds(rows) == {"Ina Maria Falk": "ngo", "Frau Falk-Lund": "media"}
    assert kinds(rows, given) == {"Ina Falk": "ngo"}


def test_a_form_that_is_somebody_else_is_taken_out_of_a_person(tmp_path):
    given = table_of(tmp_path, "alias,name,kind,affiliation\nFalk,Bo Falk,ngo,\n")
    assert kinds(PEOPLE, given)["Bo Falk"] == "ngo"
    assert kinds(PEOPLE, given)["Ina Falk"] == "government"


def test_an_alias_without_a_name_is_nobody_who_has_one(tmp_path):
    given = table_of(tmp_path, "alias,name,kind,affiliation\nQuick Facts,,media,\n")
    row = one_name(PEOPLE, given).query("speaker == 'Quick Facts'").iloc[0]
    assert (bool(row["named"]), row["kind"]) == (False, "media")
    assert "Quick Facts" not in set(speakers_of(PEOPLE, given)["name"])


def test_a_description_can_be_given_a_name(tmp_path):
    given = table_of(tmp_path, "alias\tname\tkind\taffiliation\nthe boss\tMia Roth\t\t\n", "p.tsv")
    row = one_name(PEOPLE, given).query("speaker == 'Mia Roth'").iloc[0]
    assert (bool(row["named"]), row["kind"]) == (True, "business")


def test_an_alias_in_no_article_is_known_as_such(tmp_path):
    text = "alias,name,kind,affiliation\nNobody Here,Bo Lund,,\nFalk,Ina Falk,,\n"
    assert unknown_aliases(PEOPLE, table_of(tmp_path, text)) == ["Nobody Here"]


def test_a_word_that_is_a_person_here_and_a_country_there_is_left_as_found(tmp_path):
    rows = found(
        ("a1", "Ada Jordan", "ngo"),
        ("a2", "Jordan", "other"),
        ("b1", "Jordan", "government", "Jordan", True, "organisation"),
    )
    exported = speakers_of(rows)
    (tmp_path / "s.csv").write_bytes(csv_bytes(exported))
    given = read_corrections(str(tmp_path / "s.csv"))
    assert given.disputed == ("Jordan",)
    pd.testing.assert_frame_equal(one_name(rows, given), one_name(rows))


def test_the_exported_table_given_back_changes_nothing(tmp_path):
    for place in (ROOT / "seeds", ARTICLES):
        values = {"corpus": str(place)}
        export_table("speakers", [], values, tmp_path / "speakers.csv")
        given = values | {"speakers": str(tmp_path / "speakers.csv")}
        for name in ("speakers", "attributions"):
            export_table(name, [], values, tmp_path / "found.csv")
            export_table(name, [], given, tmp_path / "given.csv")
            assert (tmp_path / "given.csv").read_bytes() == (tmp_path / "found.csv").read_bytes()


def test_what_spreadsheets_would_compute_comes_back_as_it_was(tmp_path):
    rows = found(("a1", "-Ina Falk", "ngo"))
    (tmp_path / "s.csv").write_bytes(csv_bytes(speakers_of(rows)))
    assert list(read_corrections(str(tmp_path / "s.csv")).names) == ["-Ina Falk"]


HEAD = "alias,name,kind,affiliation\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"people\.csv, row 1: no column 'alias'; the columns are alias, name.*it has none"),
        ("alias,name,kind\nA,B,ngo\n", r"row 1: no column 'affiliation'.*it has alias, name, kind"),
        ("name,kind,affiliation\n", r"row 1: no column 'alias'"),
        ("alias,name,kind,affiliation,kind\n", r"row 1: two columns 'kind'; give one"),
        (
            HEAD + "\nA,B,press,\n",
            r"row 3, column kind: unknown kind 'press'; there is government, ",
        ),
        (HEAD + "A,B\n", r"row 2: 2 cells where the header has 4"),
        (HEAD + ",B,ngo,\n", r"row 2, column alias: empty; give the speaker as the articles"),
        (HEAD + "A,B,,\nA,C,,\n", r"row 3, column alias: 'A' is 'C' here and 'B' in row 2"),
        (HEAD + "A,B,ngo,\nC,B,media,\n", r"row 3, column kind: 'B' is 'media' here and 'ngo' in"),
        (HEAD + "A,B,,X\nC,B,,Y\n", r"row 3, column affiliation: 'B' is 'Y' here and 'X' in row 2"),
        (HEAD + 'A,"B,,\n', r"cannot be read \(unexpected end of data\)"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_by_row_column_and_value(text, said, tmp_path):
    with pytest.raises(SpeakersError, match=said):
        table_of(tmp_path, text)


def test_a_file_that_is_no_table_is_refused(tmp_path):
    with pytest.raises(SpeakersError, match=r"people\.xlsx: ends with '\.xlsx'; give a \.csv or"):
        table_of(tmp_path, HEAD, "people.xlsx")
    with pytest.raises(SpeakersError, match=r"none\.csv: cannot be read"):
        read_corrections(str(tmp_path / "none.csv"))
    (tmp_path / "latin.csv").write_bytes(HEAD.encode() + "Zoë,Zoë,,\n".encode("latin-1"))
    with pytest.raises(SpeakersError, match=r"latin\.csv: cannot be read .*give a table in UTF-8"):
        read_corrections(str(tmp_path / "latin.csv"))


def test_a_row_of_a_spreadsheet_that_is_empty_is_no_row(tmp_path):
    given = table_of(tmp_path, "\ufeff" + HEAD + ",,,\n Falk , Ina Falk ,ngo,\n,,,\n")
    assert (given.rows, json.dumps(given.names)) == (1, '{"Falk": "Ina Falk"}')


def test_the_corpus_of_the_tests_has_one_kind_for_every_name():
    table = one_name(found_in(read_corpus(ARTICLES).articles))
    named = table[table["named"]]
    assert named.groupby("speaker")["kind"].nunique().max() == 1
