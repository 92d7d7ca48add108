"""The PDF of a report, read with other people's tools: whole, in order, tagged, with its data inside."""

import io
import subprocess
import sys
from itertools import pairwise

import pytest
from nbformat import v4
from pypdf import PdfReader

from analysis.reports.display.blocks import Figure, Findings, Reading, Table
from analysis.reports.display.marks import PARTS
from analysis.reports.execute import rendition
from analysis.reports.execute.outcome import FailedNotebookError
from analysis.reports.execute.processes import worker
from analysis.reports.page.content import Ours, Prose, content_of
from analysis.reports.paper.pdf import LARGEST, report_pdf
from analysis.reports.paper.typst import TypesettingError
from tests.conftest import ROOT
from tests.papers import (
    committed,
    pages_of,
    poppler,
    saved,
    squeezed,
    text_of,
    words_of,
)
from tests.reports.page.test_html_in_browser import (
    EVIL,
    FAR,
    everywhere,
    figure,
    ours,
    shown,
    table,
)

REPORTS = ("attribution", "corpus", "frequency", "loaded", "words")
TYPST = [
    '#panic("no") #{1 + 1} #import "x.typ": *',
    "$x^2$ *strong* _emph_ `raw` ~ -- ---",
    '\\ \\u{41} \\" "quoted" it\'s ',
    "@reference <label> #label(<x>) https://far.invalid",
    "// comment /* and another",
    "]} #) ([{ #let d = none",
]
SCRIPTS = ["人民日报", "日本経済新聞", "한겨레", "Новая газета", "Ελευθερία", "📰 News", "Zürich"]


SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="504" height="90">
<rect width="9" height="9"/></svg>"""
PICTURES = {"figure-column": SVG, "figure-full": SVG}


def printed(tmp_path, *cells, pictures=PICTURES, tables=None):
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# A report"), *cells])
    content = content_of(notebook, pictures=pictures)
    return saved(tmp_path, report_pdf(content, tables=tables or {}))


@pytest.fixture(scope="module", params=REPORTS)
def report(request, tmp_path_factory):
    content, tables = committed(request.param)
    made = report_pdf(content, tables=tables)
    return content, tables, saved(tmp_path_factory.mktemp(request.param), made)


def test_headings_findings_figures_and_tables_come_in_the_order_of_the_page(report):
    content, _, file = report
    text = text_of(file)
    place = text.index(squeezed(content.title))
    place = text.index("Corpus" + "seeds", place)
    opened = [entry.label for entry in content.outline.headings if entry.level == 2]
    place = text.index(squeezed(opened[-1]), place)  # the table of contents
    for each in (said for piece in content.pieces for said in _told(piece)):
        place = text.index(squeezed(each), place) + 1
    for group in content.about:
        place = text.index(squeezed(group.title), place) + 1
        for name, value in group.entries:
            assert squeezed(f"{name}:{value}") in text[place:]


def _told(piece):  # noqa: PLR0911  one return a kind
    """Return what a paper says of a piece, in its order."""
    match piece:
        case Ours(block=Table(folded=True) as it):
            return [f"Table {piece.place.number}. {it.caption}"]
        case Ours(block=Figure() | Table() as it):
            title = f"{it.title}. " if it.kind == "figure" and it.title else ""
            return [f"{it.kind.capitalize()} {piece.place.number}. {title}{it.caption}", it.id]
        case Ours(block=Findings() as it):
            return [part for told in it.told for part in told[:2] if part]
        case Ours(block=Reading(asked=False) as it):
            return [f"{it.heading}: the whole article"]
        case Ours(block=Reading() as it):
            return [it.heading, *it.about]
        case Prose():
            return [piece.tree.get_text()]
    return []


def blocks(content, kind):
    return [piece.block for piece in content.pieces if piece.kind == kind]


def test_every_row_of_a_table_to_read_is_in_it(report):
    content, _, file = report
    text = text_of(file)
    for it in (it for it in blocks(content, "table") if not it.folded):
        assert squeezed(it.note) in text
        cells = [cell.text for row in it.cells() for cell in row if cell.text]
        # of a row whose cells have several lines other tools read line by line
        assert all(squeezed(word) in text for cell in cells for word in cell.split())


def test_it_is_a_tagged_archive_of_upright_a4_pages_that_say_how_many_there_are(report):
    content, _, file = report
    said = dict(line.split(":", 1) for line in poppler("pdfinfo", file).splitlines())
    assert said["Tagged"].strip() == "yes"
    assert said["Title"].strip() == content.title
    assert "(A4)" in said["Page size"]
    assert said["CreationDate"].strip() == "Thu Jan  1 00:00:00 1970 UTC"
    count = int(said["Pages"])
    for number, page in enumerate(pages_of(file), start=1):
        assert f"{number} of {count}" in page
        assert number == 1 or page.startswith(content.title)
    catalog = PdfReader(file).trailer["/Root"]
    metadata = catalog["/Metadata"].get_data().decode("utf-8")
    for claim in ("pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert claim in metadata
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/OutputIntents"]


def test_the_data_of_its_figures_and_tables_are_attached(report):
    content, tables, file = report
    attached = {name: parts[0] for name, parts in PdfReader(file).attachments.items()}
    shown_files = [it.file for it in blocks(content, "table")]
    drawn = [file for it in blocks(content, "figure") for file in it.files]
    wanted = {*shown_files, *(name for name in drawn if name.endswith(".csv"))}
    assert wanted
    assert attached == {name: tables[name] for name in wanted}


def test_figures_have_their_words_and_what_they_show_is_told(report):
    content, _, file = report
    text = text_of(file)
    drawn = [piece for piece in content.pieces if piece.kind == "figure"]
    alts = _alternatives(PdfReader(file))
    assert [squeezed(piece.block.alt) for piece in drawn] == [squeezed(alt) for alt in alts]
    for piece in drawn:
        words = [line for line in piece.picture.decode().splitlines() if "<!-- " in line]
        assert squeezed(words[-1].split("<!-- ")[1].removesuffix(" -->")) in text


def _alternatives(reader):
    """Return the alternative texts of the figures in the order of the structure tree."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0).get_object()
        if isinstance(node, list):
            waiting[:0] = node
        elif hasattr(node, "get"):
            found += [node["/Alt"]] if node.get("/S") == "/Figure" and "/Alt" in node else []
            waiting[:0] = [node["/K"]] if "/K" in node else []
    return found


def test_another_process_on_another_day_makes_the_same_bytes(tmp_path):
    script = (
        "import sys; from pathlib import Path; from tests.papers import committed\n"
        "from analysis.reports.paper.pdf import report_pdf\n"
        "content, tables = committed('frequency')\n"
        "Path(sys.argv[1]).write_bytes(report_pdf(content, tables=tables))"
    )
    content, tables = committed("frequency")
    odd = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-c", script, tmp_path / "b.pdf"], env=odd, cwd=tmp_path, check=True
    )
    assert report_pdf(content, tables=tables) == (tmp_path / "b.pdf").read_bytes()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    texts = [*TYPST, *EVIL]
    content = content_of(everywhere(texts), pictures=PICTURES)
    folder = tmp_path_factory.mktemp("hostile")
    return texts, saved(folder, report_pdf(content, tables={}))


def _as_printed(text):
    specials = {"\u202e", "\u2066", "\x00", "\x1b", "\x07", "\ud800"}
    return squeezed("".join(f"U+{ord(it):04X}" if it in specials else it for it in text))


def test_what_looks_like_code_or_markup_is_only_printed(hostile):
    texts, file = hostile
    text = text_of(file)
    for each in texts:
        # findings, notice, paragraphs, about, and rows of two tables
        assert text.count(_as_printed(each)) >= 5, each


def test_only_web_addresses_and_places_of_the_report_can_be_followed(hostile):
    actions = [
        note.get_object().get("/A", {})
        for page in PdfReader(hostile[1]).pages
        for note in page.get("/Annots", [])
    ]
    assert {action.get("/S") for action in actions} <= {None, "/URI", "/GoTo"}
    addresses = {action["/URI"] for action in actions if "/URI" in action}
    assert addresses == {FAR}


def test_nothing_runs_off_a_page(hostile, report):
    for file in (hostile[1], report[2]):
        for width, height, words in words_of(file):
            for left, top, right, bottom, word in words:
                assert left >= 40, word
                assert right <= width - 40, word
                assert 20 <= top <= bottom <= height - 20, word


def test_no_script_of_the_world_is_lost(tmp_path):
    names = [*SCRIPTS, "صحيفة الشرق", "הארץ", "𐌰𐌱 Gothic", "e\u0301te\ufeff"]
    file = printed(
        tmp_path,
        v4.new_code_cell("t", outputs=[table(3, names), figure("full", " ".join(names))]),
        v4.new_code_cell("f", outputs=[ours(kind="findings", sentences=names)]),
    )
    text = text_of(file)
    for name in SCRIPTS:
        assert text.count(squeezed(name)) >= 3, name
    # other tools read the dots of Arabic letters as letters of their own: all are there
    assert set("صحيفةالشرقהארץ") <= set(text)
    assert text.count("U+10330U+10331Gothic") >= 3
    assert text.count("U+FEFF") >= 3
    fonts = poppler("pdffonts", file)
    for font in ("NotoSansCJK", "NotoSansArabic", "NotoEmoji"):
        assert font in fonts


def test_an_accent_that_no_font_has_there_shows_its_letter_as_a_code_point(tmp_path):
    odd = "cloud \u0619\u2601\u0316\uac9a\u27a7\U0001f3e4\u030d end"
    file = printed(tmp_path, v4.new_code_cell("t", outputs=[ours(kind="text", paragraphs=[odd])]))
    text = text_of(file)
    assert "U+2601" in text
    assert "cloud" in text
    assert "end" in text


def test_a_long_table_has_its_header_on_every_page_and_loses_no_row(tmp_path):
    rows = [f"outlet {number:03}" for number in range(160)]
    pages = pages_of(printed(tmp_path, v4.new_code_cell("t", outputs=[table(3, rows)])))
    assert len(pages) >= 3
    holding = [page for page in pages if "outlet 1" in page or "outlet 0" in page]
    assert len(holding) >= 3
    assert all("Column 1" in page for page in holding)
    text = " ".join(pages)
    assert all(row in text for row in rows)
    assert "160 of 900 rows; all in outlet 000" in text


@pytest.mark.parametrize("columns", [9, 16, 28])
def test_a_wide_table_stays_on_its_page(tmp_path, columns):
    file = printed(tmp_path, v4.new_code_cell("t", outputs=[table(columns, ["a paper", "other"])]))
    for width, _, words in words_of(file):
        assert all(40 <= left < right <= width - 40 for left, _, right, _, _ in words)
        lines = {}
        for left, top, right, _, word in words:
            lines.setdefault(round(top), []).append((left, right, word))
        for line in map(sorted, lines.values()):
            for (_, end, one), (start, _, other) in pairwise(line):
                assert end <= start, (one, other)
    assert text_of(file).count("123,456.7") == 2 * (columns - 1)


def test_every_mark_can_lie_on_every_other(tmp_path):
    pairs = [(one, other) for one in sorted(PARTS) for other in sorted(PARTS)]
    # without hyphens, which other tools drop at the end of a line
    texts = [f"{one}, {other}. ".replace("-", "") for one, other in pairs]
    marks, start = [], 0
    for text, (one, other) in zip(texts, pairs, strict=True):
        marks += [[start, start + len(text) - 2, one, "1"], [start, start + 4, other, "1"]]
        start += len(text)
    names = {"outlet": "o", "article": "a", "date": "", "title": "t", "language": "en"}
    said = {"text": "".join(texts), "marks": marks, "attributions": [], "asked": True}
    reading = ours(kind="reading", **names, **said)
    text = text_of(printed(tmp_path, v4.new_code_cell("r", outputs=[reading])))
    assert not [each for each in texts if squeezed(each) not in text]


def test_words_can_be_struck_out_underlined_and_marked_at_once(tmp_path):
    source = "<s><u><mark>one</mark></u></s> <u><del><ins>two</ins></del></u> <a href='#x'><u>three</u></a>"
    file = printed(tmp_path, v4.new_code_cell("h", outputs=[shown(text__html=source)]))
    assert "one two three" in " ".join(pages_of(file))


@pytest.mark.parametrize("tag", ["blockquote", "div", "ul><li", "b", "table><tr><td"])
def test_markup_inside_markup_without_end_is_laid_out(tmp_path, tag):
    deep = f"<{tag}>" * 400 + "the bottom"
    file = printed(tmp_path, v4.new_code_cell("h", outputs=[shown(text__html=deep)]))
    assert "the bottom" in " ".join(pages_of(file))


def test_a_picture_that_cannot_be_drawn_is_told(tmp_path):
    broken = shown(**{"image__svg+xml": "<svg no"})
    file = printed(tmp_path, v4.new_code_cell("p", outputs=[broken]))
    assert "[picture not shown: output of cell 1]" in " ".join(pages_of(file))


def test_a_table_too_large_to_travel_is_named(tmp_path):
    given = {"long.csv": b"a\n" * LARGEST, "small.csv": b"a\n"}
    cells = [table(3, [name]) for name in given]
    file = printed(tmp_path, v4.new_code_cell("t", outputs=cells), tables=given)
    assert set(PdfReader(file).attachments) == {"small.csv"}
    assert "Too large to be attached: long.csv" in " ".join(pages_of(file))


def test_a_run_leaves_the_pdf_beside_the_page(good):
    made = (good / "reports/steady/default/report.pdf").read_bytes()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert "Days of plain." in text
    assert "2020-01-01 to 2020-01-03" in text


def test_a_report_of_which_no_pdf_can_be_made_fails_and_says_why(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise TypesettingError("the picture is not understood")

    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# A report")])
    monkeypatch.setattr(worker, "accept", lambda _: notebook)
    monkeypatch.setattr(rendition, "report_pdf", refuse)
    task = {"executed": "x.ipynb", "figures": str(tmp_path), "report": str(tmp_path)}
    with pytest.raises(FailedNotebookError, match="no PDF can be made of it: the picture is not"):
        worker._write_report(task)
    assert not list(tmp_path.iterdir())
