"""What coders mended, as a table, and the table read again."""

import pytest

from analysis.coding import (
    CorrectionsError,
    corrections_of,
    read_codings,
    read_corrections_of_codings,
    read_sample,
)
from analysis.coding.correction_table import column_of
from analysis.table_files import csv_bytes
from tests.coding.samples import write_sample
from tests.coding.test_coding_rows import row, written

TEXT = "The mayor said that taxes fall. The clerk left."


@pytest.fixture
def sample(tmp_path):
    items = [("a", "text", "mayor", "ngo"), ("a", "text", "clerk", "ngo")]
    return write_sample(tmp_path / "sample", [("a", "Taxes", TEXT)], items)


def corrections(sample, place, *rows):
    told = [row(article="a", item="a:1", start=4, end=9) | one for one in rows]
    return corrections_of(read_codings([written(place, *told)], sample).codings, sample)


def test_what_was_left_has_no_row_and_what_was_mended_says_from_and_to(sample, tmp_path):
    start = TEXT.index("clerk")
    table = corrections(
        sample,
        tmp_path / "c.csv",
        {"answer": "mend", "start": 0, "label": "government", "note": "=why"},
        {"item": "a:2", "start": start, "end": start + 5},
        {"item": "a:new-1", "answer": "add", "start": 20, "end": 25, "label": "civilian"},
        {"item": "a:read", "start": "", "end": "", "field": "", "label": ""},
    )
    told = table[["start", "end", "what", "from", "to", "coder", "note"]].to_numpy().tolist()
    assert told == [
        [4, 9, "kind", "ngo", "government", "Ada", "=why"],
        [4, 9, "span", "4-9", "0-9", "Ada", "=why"],
        [20, 25, "missing", "", "civilian", "Ada", ""],
    ]


def test_a_coder_who_left_it_has_a_row_where_another_did_not(sample, tmp_path):
    table = corrections(
        sample, tmp_path / "c.csv", {}, {"coder": "Bea", "answer": "reject", "label": ""}
    )
    assert table[["what", "from", "to", "coder"]].to_numpy().tolist() == [
        ["kind", "ngo", "ngo", "Ada"],
        ["wrong", "ngo", "nothing", "Bea"],
    ]


def test_the_column_is_found_by_the_labels():
    assert column_of(("government", "ngo")) == "kind"
    assert column_of(("said", "thought", "done")) == "act"
    assert column_of(("neutral", "doubtful")) == "cue_class"
    assert column_of(("loaded", "not loaded")) == column_of(()) == "label"


def test_a_table_is_read_as_it_was_written(sample, tmp_path):
    table = corrections(sample, tmp_path / "c.csv", {"answer": "mend", "start": 0, "note": "=why"})
    place = tmp_path / "corrections.csv"
    place.write_bytes(csv_bytes(table))
    assert read_corrections_of_codings(str(place)).equals(table)
    assert read_sample(sample).labels[0] == "government"


WRONG = [
    ("a,text,4,9,kind,ngo,press", "column to: 'press'; expected government, international"),
    ("a,text,4,9,mood,ngo,x", "column what: 'mood'; expected speaker, affiliation, kind"),
    ("a,body,4,9,speaker,x,y", "column field: 'body'; expected text or title"),
    ("a,text,9,9,speaker,x,y", "column end: '9'; expected more than 9"),
    ("a,text,x,9,speaker,x,y", "column start: 'x'; expected a whole number"),
    (",text,4,9,speaker,x,y", "column article: ''; expected the id"),
    ("a,text,4,9,span,4-9,9-4", "column to: '9-4'; expected places as 12-40"),
]


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_a_wrong_value_is_named_with_row_and_column(tmp_path, line, said):
    place = tmp_path / "c.csv"
    head = "article,field,start,end,what,from,to"
    place.write_text(f"{head}\na,text,1,2,speaker,x,y\n{line}\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match=rf"c\.csv, row 2, {said}"):
        read_corrections_of_codings(str(place))


def test_a_table_without_a_column_is_refused(tmp_path):
    place = tmp_path / "c.csv"
    place.write_text("article,field\na,text\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match="no column 'start'"):
        read_corrections_of_codings(str(place))
