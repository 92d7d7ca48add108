"""The code book says what every label means, and the page of the docs says what `read_codings` reads."""

import csv
import io
import json
import re

import openpyxl
import pytest

from analysis.coding import code_book, coding_sheet, read_codings
from analysis.coding.code_book import instructions
from analysis.coding.sample_folder import read_sample
from analysis.tables.codings import ANSWERS, Codings
from analysis.validity.measurands import MEASURANDS
from docs.extension.filling import filled
from tests.coding.samples import reseal, twenty, write_sample
from tests.docs.pages import DOCS

PAGE = (DOCS / "how-to" / "code-book.md").read_text("utf-8")
TEXT = " ".join(re.search(r'with the text "(.*?)":', PAGE, re.DOTALL)[1].split())


def rows_below(heading):
    """Return the rows of the table that follows a text of the page, by column."""
    lines = PAGE[PAGE.index(heading) :].splitlines()
    first = next(k for k, line in enumerate(lines) if line.startswith("|"))
    table = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return [dict(zip(table[0], row, strict=True)) for row in table[2:]]


@pytest.mark.parametrize("measure", MEASURANDS)
def test_every_label_has_a_meaning_and_every_measure_examples(measure):
    chapters = dict(code_book(measure))
    labels = [label.replace("_", " ") for label in MEASURANDS[measure].labels]
    assert [line.partition(": ")[0] for line in chapters.get("Labels", [])] == labels
    assert all(line.partition(": ")[2] for line in chapters.get("Labels", []))
    examples = "Examples" if labels else "Accept"
    for heading in ("What is marked", examples, "Reject", "In doubt"):
        assert chapters[heading], heading
    for line in (*chapters[examples], *chapters["Reject"]):
        assert re.search(r"\[\[.+\]\]", line), line
        assert line.count("[[") == line.count("]]")
    assert code_book("mood") == []


@pytest.mark.parametrize("measure", MEASURANDS)
def test_labels_named_in_examples_are_labels(measure):
    labels = MEASURANDS[measure].labels
    for heading, lines in code_book(measure):
        for line in lines if heading == "Examples" else ():
            named = re.findall(r": ([a-z ]+)[;,.]", line)
            assert [one for one in named if one.replace(" ", "_") in labels or one in labels], line


def test_the_page_of_the_docs_has_every_measure_in_the_words_of_the_coding_page():
    text = filled(PAGE, "code-book")
    for measure in MEASURANDS:
        for _, lines in code_book(measure):
            for line in lines:
                assert line.replace("[[", "**").replace("]]", "**") in text


def test_the_columns_of_the_docs_are_those_of_a_file_of_answers():
    assert [row["column"] for row in rows_below("## The file of answers")] == Codings.names()
    assert tuple(row["answer"] for row in rows_below("## The answers")) == (
        "accept", "reject", "mend", "add",
    )  # fmt: skip
    assert set(ANSWERS) == {"accept", "reject", "mend", "add"}


def test_the_columns_of_the_docs_are_those_of_the_sheet(tmp_path):
    sample = twenty(tmp_path / "s")
    lines = (sample / "items.csv").read_text("utf-8").splitlines()
    told = [f"{lines[0]},beside", *(f"{line},words" for line in lines[1:])]
    (sample / "items.csv").write_text("\n".join(told) + "\n", encoding="utf-8")
    reseal(sample)
    head = next(csv.reader(io.StringIO(coding_sheet(sample, kind=".csv").decode())))
    assert [row["column"] for row in rows_below("## The sheet")] == head


@pytest.mark.parametrize(
    "row", rows_below("One row of each measure"), ids=lambda row: row["measure"]
)
def test_the_example_rows_of_the_docs_are_read(tmp_path, row):
    name = row["measure"] if row["measure"] in MEASURANDS else "speakers"
    asked = MEASURANDS[name]
    span = row["span"] or "The minister"
    label = asked.labels[0] if asked.labels else ""
    articles, items = [("a1", "", TEXT)], [("a1", "text", span, label)]
    sample = write_sample(tmp_path / "s", articles, items, labels=asked.labels, spans=asked.spans)
    (sample / "items.csv").write_text(
        (sample / "items.csv").read_text("utf-8").replace("a1:1", "a1:0")
    )
    reseal(sample)
    cells = {"coder": "Ada", "article": "a1", "note": "", "coded_at": "", **row}
    with (tmp_path / "ada.csv").open("w", encoding="utf-8", newline="") as out:
        written = csv.DictWriter(out, Codings.names(), extrasaction="ignore")
        written.writeheader()
        written.writerow(cells)
    (read,) = read_codings([tmp_path / "ada.csv"], sample).codings.to_dict("records")
    assert (read["answer"], read["label"]) == (row["answer"], row["label"])
    if row["span"]:
        assert TEXT[read["start"] : read["end"]] == row["span"]


def test_every_measure_has_an_example_row():
    named = [row["measure"] for row in rows_below("One row of each measure")]
    assert named == [*MEASURANDS, "every"]


def test_a_sheet_holds_the_code_book_and_what_it_hides(tmp_path):
    sample = twenty(tmp_path / "s", labels=MEASURANDS["acts"].labels)
    about = json.loads((sample / "sample.json").read_text("utf-8"))
    (sample / "sample.json").write_text(json.dumps({**about, "measure": "acts"}), encoding="utf-8")
    for blind in (False, True):
        (tmp_path / "s.xlsx").write_bytes(coding_sheet(sample, blind=blind))
        book = openpyxl.load_workbook(tmp_path / "s.xlsx")
        cells = [cell.value for cell in book["Allowed"]["C"] if cell.value]
        for heading, lines in instructions(read_sample(sample), blind=blind, form="sheet"):
            assert {f"{heading}: {line}" for line in lines} <= set(cells)
        assert any("Blind: this sheet leaves out the label" in cell for cell in cells) == blind


def test_where_nothing_can_be_missed_a_sheet_asks_for_no_mark_as_read(tmp_path):
    sample = twenty(tmp_path / "s")
    items = {"a0:1", "empty:read"}
    for closed in (False, True):
        about = json.loads((sample / "sample.json").read_text("utf-8"))
        (sample / "sample.json").write_text(
            json.dumps({**about, "closed": closed}), encoding="utf-8"
        )
        rows = list(csv.DictReader(io.StringIO(coding_sheet(sample, kind=".csv").decode())))
        named = {row["item"] for row in rows}
        assert items <= named
        assert ("a0:read" in named) != closed
