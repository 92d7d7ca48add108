"""Write the sheet in which a person codes a sample: a row an item, its span in double brackets."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from analysis.coding.code_book import instructions
from analysis.coding.coding_page import shuffled
from analysis.coding.sample_folder import Item, Sample, read_sample
from analysis.errors import FramingError
from analysis.table_files import csv_bytes

OPENS, CLOSES = "[[", "]]"
KINDS = (".csv", ".xlsx")
FILLED = ("answer", "label", "note")  # columns that the coder fills
_BESIDE = 1_000  # characters of a sentence that are shown on each side of a span
_LONGEST = 20_000  # characters of a span that are shown; a cell of Excel holds 32,767
_WIDTHS = {"sentence": 90, "compared with": 60, "title": 30, "note": 40}
# one sign for one: what no cell can hold, and white space that a spreadsheet alters
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_READ = "Read to the end, and nothing more is to be added: answer accept"
_NOTHING = "Nothing in this article is to be answered: answer accept"
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def coding_sheet(
    sample_folder: Path | str, *, kind: str = ".xlsx", coder: str = "", blind: bool = False
) -> bytes:
    """Return a spreadsheet in which a person codes a sample, as the bytes of a file.

    Parameters
    ----------
    sample_folder
        The folder of a sample.
    kind
        ".xlsx" or ".csv". In an Excel file, answers and labels are chosen from lists, and the articles
        stand in a sheet of their own.
    coder
        The name of the person, in each row; empty: the person writes it into the column.
    blind
        Whether the labels that the model gave are left out. No sheet has outlets and days.

    Returns
    -------
    A row an item, with the span in [[double brackets]]: a coder who mends a span moves these. A row an
    article says whether it was read to its end; an article whose row stays empty was not, and counts for
    precision only. Where nothing can be missed, only articles without items have such a row. A row without
    `item` and with answer "add" is a span that the model missed: `article`, and in `sentence` some words
    around it, as the article has them.

    Raises
    ------
    FramingError
        If `kind` is another one.
    """
    if kind not in KINDS:
        raise FramingError(f"a sheet is written as {' or '.join(KINDS)}, not as {kind!r}")
    sample = read_sample(sample_folder)
    more = [*(["compared with"] if _compares(sample) else []), *([] if blind else ["model"])]
    columns = ["item", "article", "title", "sentence", *more, *FILLED, "coder"]
    rows = pd.DataFrame(list(_rows(sample, coder.strip(), blind=blind)), columns=columns)
    return csv_bytes(rows) if kind == ".csv" else _book(rows, sample, blind=blind)


def window(item: Item) -> tuple[int, int]:
    """Return the places of what is shown around a span: its sentence, unless that is very long."""
    start, end = item.context
    return max(start, item.start - _BESIDE), min(end, item.end + _BESIDE)


def plain(text: str) -> str:
    """Return a text as a sheet shows it, character by character."""
    return _UNWRITABLE.sub("\ufffd", _SPACE.sub(" ", text))


def bracketed(sample: Sample, item: Item) -> str:
    """Return the sentence of an item with its span in double brackets."""
    text = plain(sample.articles[item.article].part(item.field))
    first, last = window(item)
    span = text[item.start : item.end]
    if len(span) > _LONGEST:
        span = f"{span[: _LONGEST // 2]} … {span[-_LONGEST // 2 :]}"
    return f"{text[first : item.start]}{OPENS}{span}{CLOSES}{text[item.end : last]}"


def spans_of(written: str, shown: str) -> set[tuple[int, int]]:
    """Return where double brackets in `written` may stand so that what is left is `shown`."""
    lead = len(shown) - len(shown.lstrip())
    written, shown = plain(written).strip(), shown.strip()
    found = set()
    for opened in _places(OPENS, written):
        for closed in _places(CLOSES, written):
            inside = written[opened + len(OPENS) : closed]
            rest = written[:opened] + inside + written[closed + len(CLOSES) :]
            if closed > opened + len(OPENS) and (not shown or rest == shown):
                found.add((lead + opened, lead + opened + len(inside)))
    return found


def _places(sign: str, text: str) -> list[int]:
    return [found.start() for found in re.finditer(f"(?={re.escape(sign)})", text)]


def _compares(sample: Sample) -> bool:
    """Tell whether an item is compared with words of another article."""
    return any(item.beside for item in sample.items.values())


def _rows(sample: Sample, coder: str, *, blind: bool) -> Iterator[list[str]]:
    compares = _compares(sample)
    for article in shuffled(sample):
        title = plain(article.title)
        items = sample.items_of(article.id)
        for item in items:
            model = [*([plain(item.beside)] if compares else []), *([] if blind else [item.label])]
            sentence = bracketed(sample, item)
            yield [item.item, article.id, title, sentence, *model, "", "", "", coder]
        model = [""] * (compares + (not blind))
        said = _NOTHING if sample.closed else _READ
        if not (sample.closed and items):
            yield [f"{article.id}:read", article.id, title, said, *model, "", "", "", coder]


def _book(rows: pd.DataFrame, sample: Sample, *, blind: bool) -> bytes:
    """Return an Excel file of the sheet, what may be answered, and the articles."""
    from openpyxl import Workbook  # noqa: PLC0415  few need it
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    sheet.title = "Coding"
    _fill(sheet, [list(rows.columns), *rows.to_numpy().tolist()])
    answers = ["accept", "reject", *(["mend", "add"] if sample.spans else [])]
    allowed = book.create_sheet("Allowed")
    explained = [sample.question, *_explained(sample, blind=blind)]
    columns = [["answer", *answers], ["label", *sample.labels], ["question", *explained]]
    _fill(allowed, [[_nth(column, n) for column in columns] for n in range(max(map(len, columns)))])
    _fill(book.create_sheet("Articles"), _articles(sample))
    more = len(rows) + 1 + 200  # rows for spans that the model missed
    for name, column, values in (("answer", "A", answers), ("label", "B", sample.labels)):
        letter = get_column_letter(list(rows.columns).index(name) + 1)
        if values:
            where = f"Allowed!${column}$2:${column}${len(values) + 1}"
            choice = DataValidation(type="list", formula1=where, allow_blank=True)
            choice.error, choice.errorTitle = f"Choose one of the list of {name}s.", name
            choice.showErrorMessage = True
            choice.add(f"{letter}2:{letter}{more}")
            sheet.add_data_validation(choice)
    for number, name in enumerate(rows.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 14)
        sheet.cell(1, number).font = Font(bold=True)
    for cell in sheet[get_column_letter(list(rows.columns).index("sentence") + 1)]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    allowed.column_dimensions["C"].width = 110
    return _always_the_same(book)


def _fill(sheet: object, rows: Sequence[Sequence[str]]) -> None:
    """Write rows of texts: none of them is a formula, a number or a day."""
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)  # type: ignore[attr-defined]
            cell.value = _UNWRITABLE.sub("\ufffd", text)
            cell.data_type = "s"
            cell.number_format = "@"
            cell.quotePrefix = True


def _explained(sample: Sample, *, blind: bool) -> Iterator[str]:
    """Yield the code book and how to answer, a cell each."""
    for chapter in instructions(sample, blind=blind, form="sheet"):
        yield from (f"{chapter.heading}: {line}" for line in chapter.lines)
    if sample.spans:
        yield "To mend: move the [[brackets]] in the sentence."
        yield "To add: a new row below, without item: article, the sentence with [[brackets]], the label."


def _nth(column: Sequence[str], n: int) -> str:
    return column[n] if n < len(column) else ""


def _articles(sample: Sample) -> list[list[str]]:
    """Return the articles, their texts cut into cells that Excel can hold."""
    rows = [["article", "title", "text"]]
    for article in shuffled(sample):
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", article.text)
        cells = [text[at : at + 30_000] for at in range(0, len(text), 30_000)]
        rows.append([article.id, plain(article.title), *cells])
    return rows


def _always_the_same(book: object) -> bytes:
    """Return a workbook as bytes that do not tell when it was written."""
    out, again = io.BytesIO(), io.BytesIO()
    book.save(out)  # type: ignore[attr-defined]
    with zipfile.ZipFile(out) as read, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            content = _CHANGED.sub(rb"\g<1>2000-01-01T00:00:00Z", read.read(name))
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            write.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return again.getvalue()
