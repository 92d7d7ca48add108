"""What a page says: the displays of ours, numbers as written, headings, code, foreign outputs."""

import math
import os
import re
import subprocess
import sys
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode, v4

from analysis.reports.display.cleaning import harmless
from tests.pages import report_html

MIME = "application/vnd.framing+json"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
TITLE = "# Which words?\n\nWhat sets **one** outlet apart."
FIGURE = {
    "kind": "figure",
    "id": "keyness-1a2b",
    "name": "keyness",
    "caption": "Words & more.",
    "alt": "Dots.",
    "width": "column",
    "files": ["keyness.svg", "keyness.csv"],
}
TABLE: dict[str, Any] = {
    "kind": "table",
    "id": "words-77",
    "name": "words",
    "caption": "Words.",
    "columns": [
        {"name": "term", "label": "Word", "type": "text", "digits": None},
        {"name": "n", "label": "Count", "type": "integer", "digits": None},
        {"name": "p", "label": "p", "type": "p", "digits": None},
    ],
    "rows": [["rifle", 1234567, 0.0001], ["vigil", None, 0.25], ["hate", 2, math.nan]],
    "total": 557,
    "file": "words.csv",
}


def code(source: str, *outputs: NotebookNode, tags: tuple[str, ...] = ()) -> NotebookNode:
    return v4.new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)})


def shown(**data: Any) -> NotebookNode:
    return v4.new_output(
        "display_data", data={name.replace("__", "/"): part for name, part in data.items()}
    )


def ours(display: object) -> NotebookNode:
    return v4.new_output(
        "display_data", data={MIME: display, "text/html": "<b>else</b>", "text/plain": "else"}
    )


def page(*cells: NotebookNode, pictures: dict[str, bytes] | None = None) -> str:
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell(TITLE), *cells])
    return report_html(notebook, pictures=pictures or {})


def body(text: str) -> str:
    return text.partition("<main")[2]


def test_a_figure_has_number_caption_id_and_its_picture_inside():
    text = page(code("draw()", ours(FIGURE)), pictures={"keyness-1a2b": SVG})
    assert f'src="data:image/svg+xml;base64,{b64encode(SVG).decode()}" alt="Dots."' in text
    assert "<b>Figure 1.</b> Words &amp; more." in text
    assert "<code>keyness-1a2b</code> · keyness.svg, keyness.csv" in text
    assert '<a href="#keyness-1a2b">Figure 1. Words &amp; more.</a>' in text
    assert "else" not in body(text)


def test_a_long_alternative_text_is_offered_to_all_readers():
    long = {**FIGURE, "alt": "Dots of words. " * 20}
    text = page(code("draw()", ours(long)), pictures={"keyness-1a2b": SVG})
    assert "<summary>Figure 1 in words</summary>" in text


def test_a_figure_without_picture_is_named():
    with pytest.raises(ValueError, match=r"no picture for figure 'keyness-1a2b', .*\['other'\]"):
        page(code("draw()", ours(FIGURE)), pictures={"other": SVG})


def test_a_table_heads_its_columns_and_rows_and_says_how_many_rows_there_are():
    text = body(page(code("show()", ours(TABLE))))
    assert text.count('<th scope="col"') == 3
    assert text.count('<th scope="row" class="brief"><bdi>') == 3
    assert '<td class="number">1,234,567</td>' in text
    assert '<td class="number">&lt;0.001</td>' in text
    assert text.count('<span class="unseen">undefined</span>') == 2
    assert "3 of 557 rows; all in words.csv" in text
    assert 'role="region" tabindex="0" aria-label="Table 1. Words."' in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rows": [["rifle", 1]]}, r"row \('rifle', 1\), expected 3 values"),
        ({"total": 2}, r"'table' 'words-77': total is 2, expected a count of at least the 3 rows"),
        ({"caption": None}, r"'words-77': Expected `str`, got `null` - at `\$\.caption`"),
        ({"id": "a b"}, r"display 'table' 'a b': Expected `str` matching .* at `\$\.id`"),
        ({"columns": [{"name": "x", "type": "money"}]}, r"value 'money' - at `\$\.columns\[0\]\.t"),
        ({"rows": [["a", "many", 1]]}, r"column 'n' \(integer\) holds 'many', expected a number"),
        ({"keys": ["a"]}, "1 keys, expected one for each row or none"),
        ({"pages": ["../a/report.html"]}, "1 pages, expected one for each row or none"),
        ({"pages": ["javascript:alert()"]}, "report"),
        ({"pages": ["../../a/report.html"]}, "report"),
        ({"kind": "film"}, r"display 'film' 'words-77': Invalid value 'film' - at `\$\.kind`"),
    ],
)
def test_a_display_that_is_not_as_it_should_be_is_refused_by_name(change, message):
    with pytest.raises(ValueError, match=message):
        page(code("show()", ours({**TABLE, **change})))


def test_findings_notices_texts_and_about_are_all_shown_as_plain_text():
    text = body(
        page(
            code(
                "tell()",
                ours({"kind": "findings", "sentences": ["A & B differ."]}),
                ours({"kind": "notice", "level": "warning", "text": "One <article> each."}),
                ours({"kind": "text", "paragraphs": ["$x^{y$ {{7*7}}"]}),
                ours({"kind": "about", "groups": [{"title": "Corpus", "entries": [["n", "2"]]}]}),
            ),
            v4.new_markdown_cell("## Limits"),
        )
    )
    assert "<li>A &amp; B differ.</li>" in text
    assert "<b>Warning:</b> One &lt;article&gt; each." in text
    assert "<p>$x^{y$ {{7*7}}</p>" in text
    assert text.index('id="limits"') < text.index("About this report</h2>")
    assert "<dt>n</dt><dd>2</dd>" in text


class _Shape(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and values.get("href", "").startswith("#"):
            self.targets.append(values["href"][1:])


HEADINGS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 6), st.sampled_from(["Main", "Ünï", "!!", "a" * 99])),
    max_size=6,
)


@settings(max_examples=40)
@given(HEADINGS)
def test_headings_never_skip_a_level_and_ids_never_repeat_whatever_the_cells_hold(headings):
    cells = [
        code("x", shown(text__html=f'<h{level} id="main">{text}</h{level}>'))
        if foreign
        else v4.new_markdown_cell(f"{'#' * level} {text}")
        for foreign, level, text in headings
    ]
    shape = _Shape(page(*cells))
    assert shape.levels[0] == 1
    assert 1 not in shape.levels[1:]
    steps = zip(shape.levels, shape.levels[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(shape.ids) == len(set(shape.ids))
    assert set(shape.targets) <= set(shape.ids)


def test_sections_side_by_side_stay_on_one_level():
    text = page(*(v4.new_markdown_cell(f"## {name}") for name in ("Found", "Method", "Limits")))
    assert _Shape(text).levels == [1, 2, 2, 2]


def test_a_notebook_without_title_is_refused():
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("no title")])
    with pytest.raises(ValueError, match=r"first cell is 'no title', expected '# Title'"):
        report_html(notebook, pictures={})


def test_headings_in_the_first_cell_belong_to_the_report_and_not_to_the_question():
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# T\n\nWhy?\n\n## Found\n\nThis.")])
    text = report_html(notebook, pictures={})
    assert "<p>Why?</p>" in text.partition("<main")[0]
    assert '<h2 id="found">Found</h2>\n<p>This.</p>' in body(text)


def test_code_of_cells_that_show_nothing_is_folded_into_one_step():
    text = body(
        page(
            code("top: int = 3", tags=("parameters",)),
            code("top = 5", tags=("injected-parameters",)),
            code("import os"),
            code("print('<b>')", v4.new_output("stream", text="seen")),
        )
    )
    assert text.count("<summary>Code of this report</summary>") == 1
    assert "Settings by default" in text
    assert "Settings of this run" in text
    assert "&lt;b&gt;" in text
    assert '<span class="kn">import</span>' in text


def test_outputs_of_other_kinds_are_shown_as_text():
    text = body(
        page(
            code(
                "x",
                v4.new_output("stream", text="10%\r\x1b[31m100%\x1b[0m done\n"),
                shown(text__markdown="![x](http://far/x.png)", text__plain="less"),
                shown(application__javascript="alert(1)"),
                v4.new_output("error", ename="KeyError", evalue="x", traceback=["\x1b[1mline 1"]),
            )
        )
    )
    assert "100% done" in text
    assert "10%\r" not in text
    assert "![x](http://far/x.png)" in text
    assert "(output of cell 1, not shown: application/javascript)" in text
    assert "<b>Error:</b> KeyError" in text
    assert "\nline 1</pre>" in text


def test_pictures_of_other_cells_are_embedded_and_say_where_they_come_from():
    png = b64encode(b"\x89PNG\r\n\x1a\nrest").decode()
    text = body(
        page(code("x", shown(image__png=png)), code("y", shown(**{"image__svg+xml": "<svg/>"})))
    )
    assert f'<img src="data:image/png;base64,{png}" alt="output of cell 1">' in text
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+" alt="output of cell 2"' in text
    with pytest.raises(ValueError, match="output of cell 1: begins with b'<svg>', expected"):
        page(code("x", shown(image__png=b64encode(b"<svg>").decode())))


def test_no_control_character_reaches_the_page_by_any_way():
    evil = "a\u202eb\x00c\ud800"
    text = page(
        code(evil, ours({"kind": "findings", "sentences": [evil]}), shown(text__plain=evil)),
        code("t", ours({**TABLE, "caption": evil, "rows": [[evil, 1, 1.0]], "file": evil})),
    )
    assert harmless(text) == text
    assert text.count("abc\ufffd") >= 5


_WRITE_PAGE = """
import sys, nbformat
from analysis.reports.page.content import content_of
from analysis.reports.page.html import page_html
notebook = nbformat.reads(sys.stdin.read(), as_version=4)
content = content_of(notebook, pictures={"keyness-1a2b": b"<svg/>"})
sys.stdout.buffer.write(page_html(content).encode())
"""


def test_the_same_notebook_gives_the_same_bytes_in_every_process():
    foreign = '<td rowspan=2 colspan=3><a href="http://x" title=y>z</a><img alt=a src=b>'
    cells = [code("x", ours(TABLE), shown(text__html=foreign)), code("y", ours(FIGURE))]
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell(TITLE), *cells])
    elsewhere = subprocess.run(
        [sys.executable, "-c", _WRITE_PAGE],
        input=nbformat.writes(notebook).encode(),
        env={**os.environ, "PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    here = report_html(notebook, pictures={"keyness-1a2b": b"<svg/>"}).encode()
    assert here == elsewhere
    assert b"Table 1." in here


def test_a_heading_of_a_part_that_shows_nothing_is_left_out():
    code, last, shown = (v4.new_code_cell(source) for source in "xyz")
    shown.outputs = [v4.new_output("stream", text="shown")]
    heads = [v4.new_markdown_cell(f"## Part {name}") for name in "abcd"]
    below = v4.new_markdown_cell("### Below")
    cells = [
        v4.new_markdown_cell("# T"),
        heads[0],
        code,
        heads[1],
        below,
        shown,
        heads[2],
        heads[3],
    ]
    page = report_html(v4.new_notebook(cells=[*cells, last]), pictures={})
    found = [name for name in ("Part a", "Part b", "Below", "Part c", "Part d") if name in page]
    assert found == ["Part b", "Below", "Part c"]
