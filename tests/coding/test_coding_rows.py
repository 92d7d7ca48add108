"""Codings read back: from the page and the sheet, as spreadsheets save them, with every bad row named."""

import csv
import io
from datetime import datetime, time

import openpyxl
import pytest

from analysis.coding import CodingsError, coding_sheet, read_codings, read_sample
from analysis.errors import FramingError
from analysis.table_files import csv_bytes
from analysis.tables.codings import Codings
from tests.coding.samples import twenty, write_sample

COLUMNS = Codings.names()
TIME = "2026-01-31T12:00:00Z"
TEXT = "\U0001f600 The mayor said that taxes fall. The clerk said [[no]]."


@pytest.fixture
def sample(tmp_path):
    items = [("007", "text", "mayor", "ngo"), ("007", "text", "clerk", "government")]
    articles = [("007", "On taxes", TEXT), ("1-2", "", "A mayor spoke."), ("c", "", "Nothing.")]
    items.append(("1-2", "text", "mayor", "civilian"))
    return write_sample(tmp_path / "sample", articles, items)


def row(**told):
    start = TEXT.index("mayor")
    usual = dict.fromkeys(COLUMNS, "") | {
        "coder": "Ada", "item": "007:1", "article": "007", "field": "text", "start": start,
        "end": start + 5, "answer": "accept", "label": "ngo", "coded_at": TIME,
    }  # fmt: skip
    return usual | told


def written(place, *rows, separator=",", encoding="utf-8", columns=COLUMNS):
    out = io.StringIO(newline="")
    lines = csv.DictWriter(out, columns, delimiter=separator)
    lines.writeheader()
    lines.writerows(rows)
    place.write_bytes(out.getvalue().encode(encoding))
    return place


def test_good_rows_come_back_sorted_and_with_their_types(sample, tmp_path):
    read_all = row(item="c:read", article="c", field="", start="", end="", label="")
    added = row(
        item="007:new-1", start=TEXT.index("taxes"), end=TEXT.index("taxes") + 5, answer="add"
    )
    mended = row(start=TEXT.index("The"), answer="mend", label="civilian", coder="Bea")
    place = written(tmp_path / "c.csv", read_all, added, mended, row(note=" a note "))
    codings = read_codings([place], sample).codings
    assert list(codings) == COLUMNS
    assert codings[["coder", "item"]].to_numpy().tolist() == [
        ["Ada", "007:1"], ["Ada", "007:new-1"], ["Ada", "c:read"], ["Bea", "007:1"],
    ]  # fmt: skip
    assert codings["start"].isna().tolist() == [False, False, True, False]
    assert codings["note"].tolist() == ["a note", "", "", ""]
    assert codings["coded_at"].tolist() == [TIME] * 4


WRONG = [
    ({"coder": " "}, "coder", "the name of the coder"),
    ({"item": "007:9"}, "item", "an item of the sample"),
    ({"item": "c:1", "article": "c"}, "item", "ARTICLE:new-1"),
    ({"item": "x:1", "article": "x"}, "article", "an article of the sample"),
    ({"article": "c"}, "article", "'007', of this item"),
    ({"answer": "yes"}, "answer", "accept or mend or reject"),
    ({"answer": "add"}, "answer", "accept or mend or reject"),
    ({"item": "007:new-1"}, "answer", "add"),
    ({"item": "007:read", "answer": "reject"}, "answer", "accept"),
    ({"label": "press"}, "label", "one of government, ngo, civilian"),
    ({"label": ""}, "label", "one of government, ngo, civilian"),
    ({"answer": "reject"}, "label", "nothing after reject"),
    ({"answer": "mend", "start": 9, "end": 9}, "end", "more than 9"),
    ({"answer": "mend", "start": 9, "end": 4}, "end", "more than 9"),
    ({"answer": "mend", "end": len(TEXT) + 1}, "end", f"{len(TEXT)} at most, in the text"),
    ({"answer": "mend", "end": "x"}, "end", "a whole number from 0"),
    ({"answer": "mend", "start": "-1"}, "start", "a whole number from 0"),
    ({"answer": "mend", "start": "1.5"}, "start", "a whole number from 0"),
    ({"answer": "mend", "field": "body"}, "field", "text or title"),
    ({"answer": "mend", "start": "", "end": "", "field": ""}, "field", "text or title"),
    ({"answer": "mend"}, "answer", "accept"),
    ({"start": 0}, "answer", "mend"),
    ({"coded_at": "soon"}, "coded_at", "a time as 2026-01-31T12:00:00Z"),
    ({"coded_at": "03/04/2026 12:00"}, "coded_at", "a time as 2026-01-31T12:00:00Z"),
    ({"coded_at": "2026-01-31"}, "coded_at", "a time as 2026-01-31T12:00:00Z"),
]


@pytest.mark.parametrize(("told", "column", "right"), WRONG)
def test_a_bad_row_is_named_and_costs_no_good_row(sample, tmp_path, told, column, right):
    other = row(item="1-2:1", article="1-2", start=2, end=7, label="civilian")
    place = written(tmp_path / "c.csv", other, row(**told))
    with pytest.raises(CodingsError, match="1 row of codings is wrong, 1 good") as caught:
        read_codings([place], sample)
    (problem,) = caught.value.problems.itertuples()
    assert (problem.file, problem.row, problem.column) == (str(place), 2, column)
    assert right in problem.expected
    assert problem.value == str(row(**told)[column])
    read = read_codings([place], sample, skip_bad=True)
    assert read.codings["item"].tolist() == ["1-2:1"]
    assert len(read.problems) == 1


def test_many_bad_rows_are_one_line_with_their_number_and_examples(sample, tmp_path):
    place = written(tmp_path / "c.csv", *(row(item=f"nobody:{n}") for n in range(40)))
    with pytest.raises(CodingsError) as caught:
        read_codings([place], sample)
    assert len(str(caught.value).splitlines()) == 2
    assert "40 rows of codings are wrong, 0 good:" in str(caught.value)
    assert "row 1 'nobody:0'; row 2 'nobody:1'; row 3 'nobody:2'" in str(caught.value)
    assert len(caught.value.problems) == 40


def test_the_same_answer_twice_is_one_and_two_that_differ_are_none(sample, tmp_path):
    one = written(tmp_path / "one.csv", row(), row(coder="Bea"))
    two = written(tmp_path / "two.csv", row(coded_at="2026-02-01T12:00:00Z"))
    read = read_codings([one, two], sample)
    assert (len(read.codings), read.repeats) == (2, 1)
    assert read.codings["coded_at"].tolist() == ["2026-02-01T12:00:00Z", TIME]
    written(two, row(label="civilian"))
    with pytest.raises(
        CodingsError, match=r"two answers by 'Ada' to '007:1': the other is in .*two.csv, row 1"
    ):
        read_codings([one, two], sample)
    assert read_codings([one, two], sample, skip_bad=True).codings["coder"].tolist() == ["Bea"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_excel_does_to_a_file_is_undone(sample, tmp_path, separator, encoding):
    # lost zeros, an id taken for a time, another for a day, whole numbers with a point, local times
    rows = [
        row(item="7:01", article="7", start="6.0", end="11.0", note="né; à, «b»"),
        row(item="1-2:1", article="02-Jan", start=2, end=7, label="CIVILIAN", answer="Accept"),
    ]
    rows[0]["coded_at"] = "31/01/2026 12:00"
    place = written(tmp_path / "c.csv", *rows, separator=separator, encoding=encoding)
    read = read_codings([place], sample)
    got = read.codings[["item", "article", "start", "label", "answer", "note", "coded_at"]]
    assert got.to_numpy().tolist() == [
        ["007:1", "007", 6, "ngo", "accept", "né; à, «b»", TIME],
        ["1-2:1", "1-2", 2, "civilian", "accept", "", TIME],
    ]
    assert read.problems["severity"].tolist() == ["warning"]
    assert "'007:1'" in read.problems.loc[0, "expected"]


def test_a_table_that_excel_saved_as_its_own_file_is_read_too(sample, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    told = row(
        item=time(7, 1),
        article=7,
        coded_at=datetime(2026, 1, 31, 12),
        note="'=1+1",
        coder="Jose\u0301",
    )
    book.active.append(list(told.values()))
    book.save(tmp_path / "c.xlsx")
    place = written(tmp_path / "c.csv", row(coder="José", note="=1+1"))
    read = read_codings([tmp_path / "c.xlsx", place], sample)
    (one,) = read.codings.itertuples()
    assert (one.coder, one.item, one.article, one.start, one.coded_at) == (
        "José",
        "007:1",
        "007",
        6,
        TIME,
    )


def test_codings_of_a_sheet_are_read_again(sample, tmp_path):
    answers = {"007:1": {"answer": "accept"}, "1-2:1": {"answer": "reject"}}
    first = read_codings(
        [filled(tmp_path / "s.xlsx", sample, answers, coder="Ada")], sample
    ).codings
    (tmp_path / "c.csv").write_bytes(csv_bytes(first))
    assert read_codings([tmp_path / "c.csv"], sample).codings.equals(first)


def test_an_id_that_may_be_two_is_not_guessed(tmp_path):
    articles = [("7", "", "A mayor."), ("07", "", "A mayor.")]
    items = [(name, "text", "mayor", "ngo") for name in ("7", "07")]
    sample = write_sample(tmp_path / "s", articles, items)
    place = written(tmp_path / "c.csv", row(item="7:01", article="007", start=2, end=7))
    with pytest.raises(CodingsError, match="not in the sample"):
        read_codings([place], sample)


def test_a_file_of_something_else_is_refused_with_what_it_has(sample, tmp_path):
    place = tmp_path / "x.csv"
    place.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FramingError, match=r"no columns item and answer; it has a, b"):
        read_codings([place], sample)
    written(place, row(), columns=COLUMNS)
    place.write_text(place.read_text("utf-8").replace("coded_at", "when"), encoding="utf-8")
    with pytest.raises(FramingError, match="no column 'coded_at'"):
        read_codings([place], sample)
    with pytest.raises(FramingError, match="cannot be read"):
        read_codings([tmp_path / "none.csv"], sample)
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(FramingError, match=r"bad\.xlsx"):
        read_codings([tmp_path / "bad.xlsx"], sample)


# --- the sheet ---------------------------------------------------------------------------------------


def filled(place, sample, answers, *, extra=(), **options):
    """Write a sheet with answers by item: {item: {column: value}}."""
    place.write_bytes(coding_sheet(sample, **options))
    book = openpyxl.load_workbook(place)
    sheet = book["Coding"]
    names = [cell.value for cell in sheet[1]]
    rows = {sheet.cell(n, 1).value: n for n in range(2, sheet.max_row + 1)}
    for item, told in answers.items():
        for column, value in told.items():
            sheet.cell(rows[item], names.index(column) + 1).value = value
            sheet.cell(rows[item], names.index(column) + 1).data_type = "s"  # as a person types
    for told in extra:
        sheet.append([told.get(name) for name in names])
    book.save(place)
    return place


def test_a_sheet_is_filled_and_read_with_mended_and_added_spans(sample, tmp_path):
    answers = {
        "007:1": {
            "answer": "mend",
            "label": "civilian",
            "sentence": TEXT.replace("The mayor", "[[The mayor]]"),
        },
        "007:2": {"answer": "reject", "note": "=1+1"},
        "1-2:1": {"answer": "accept"},
        "c:read": {"answer": "accept"},
    }
    extra = [
        {
            "article": "007",
            "sentence": "that [[taxes]] fall",
            "answer": "add",
            "label": "ngo",
            "coder": "Ada",
        }
    ]
    place = filled(tmp_path / "s.xlsx", sample, answers, extra=extra, coder="Ada")
    read = read_codings([place], sample)
    parts = read_sample(sample).articles
    got = [
        (one.item, one.answer, one.label, one.note, span_of(parts, one))
        for one in read.codings.itertuples()
    ]
    assert got == [
        ("007:1", "mend", "civilian", "", "The mayor"),
        ("007:2", "reject", "", "=1+1", "clerk"),
        ("007:new-1", "add", "ngo", "", "taxes"),
        ("1-2:1", "accept", "civilian", "", "mayor"),
        ("c:read", "accept", "", "", ""),
    ]
    assert (set(read.codings["coder"]), read.uncoded, len(read.problems)) == ({"Ada"}, 0, 0)


def span_of(articles, coding):
    return (
        articles[coding.article].part(coding.field)[coding.start : coding.end]
        if coding.field
        else ""
    )


def test_a_blind_sheet_has_no_model_and_needs_a_label(sample, tmp_path):
    place = filled(
        tmp_path / "s.xlsx", sample, {"007:1": {"answer": "accept"}}, coder="Ada", blind=True
    )
    assert "model" not in [cell.value for cell in openpyxl.load_workbook(place)["Coding"][1]]
    with pytest.raises(CodingsError, match="not a label of the sample"):
        read_codings([place], sample)


def test_brackets_that_fit_nothing_or_two_places_are_named(sample, tmp_path):
    answers = {"007:1": {"answer": "mend", "label": "ngo", "sentence": "[[other]] words"}}
    extra = [{"article": "007", "sentence": "[[said]]", "answer": "add", "label": "ngo"}]
    place = filled(tmp_path / "s.xlsx", sample, answers, extra=extra, coder="Ada")
    with pytest.raises(CodingsError) as caught:
        read_codings([place], sample)
    assert caught.value.problems["problem"].tolist() == ["0 spans fit it", "2 spans fit it"]


def test_rows_without_an_answer_are_counted_and_a_lone_coder_is_for_all_rows(sample, tmp_path):
    answers = {"007:1": {"answer": "reject"}, "007:2": {"coder": "Bea", "answer": "accept"}}
    read = read_codings([filled(tmp_path / "s.xlsx", sample, answers)], sample)
    assert (set(read.codings["coder"]), read.uncoded) == ({"Bea"}, 1)


def test_a_sheet_offers_lists_and_holds_no_formula(tmp_path):
    articles = [('=HYPERLINK("x")', "=1+1\x07", "=cmd|' /C calc'!A0 said \ud800 the mayor.\r\n@x")]
    items = [
        ('=HYPERLINK("x")', "text", "mayor", "ngo"),
        ('=HYPERLINK("x")', "title", "=1+1", "ngo"),
    ]
    sample = write_sample(tmp_path / "s", articles, items)
    place = tmp_path / "s.xlsx"
    place.write_bytes(coding_sheet(sample, coder="+Ada"))
    book = openpyxl.load_workbook(place)
    types = {
        cell.data_type
        for sheet in book
        for line in sheet
        for cell in line
        if cell.value is not None
    }
    assert types == {"s"}
    lists = {one.formula1 for one in book["Coding"].data_validations.dataValidation}
    assert lists == {"Allowed!$A$2:$A$5", "Allowed!$B$2:$B$4"}
    assert [book["Allowed"].cell(n, 1).value for n in range(2, 6)] == [
        "accept",
        "reject",
        "mend",
        "add",
    ]
    lines = coding_sheet(sample, kind=".csv", coder="+Ada").decode().splitlines()
    assert all(not cell.startswith(("=", "+", "@")) for line in csv.reader(lines) for cell in line)


def test_a_sheet_is_the_same_bytes_each_time(sample):
    for kind in (".csv", ".xlsx"):
        assert coding_sheet(sample, kind=kind) == coding_sheet(sample, kind=kind)
    with pytest.raises(FramingError, match=r"\.csv or \.xlsx, not as '\.ods'"):
        coding_sheet(sample, kind=".ods")


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_every_span_of_a_sheet_comes_back_from_its_brackets(tmp_path, kind):
    sample = twenty(tmp_path / "sample")
    place = tmp_path / f"s{kind}"
    place.write_bytes(coding_sheet(sample, kind=kind, coder="Ada"))
    read = read_codings([place], sample)
    assert (len(read.codings), read.uncoded) == (0, 20)
