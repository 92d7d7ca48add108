import io
import json
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.display.blocks import (
    About,
    Entries,
    Figure,
    Findings,
    Notice,
    Table,
    Text,
)
from analysis.reports.display.jupyter import CELL, MIME, Shown
from analysis.reports.notebook.table_block import table_block

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{7*7}} & \u202e"
PNG = "iVBORw0KGgo="


class Read(HTMLParser):
    """The tags and the text that a browser would see."""

    def __init__(self, markup):
        super().__init__()
        self.tags, self.attributes, self.text = [], {}, ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data):
        self.text += data


def table_shown(table, caption="", total=0):
    shown = table_block(table)
    number = total or len(table)
    return Shown(Table("t-1", "t", caption, shown.columns, shown.rows, number, "t.csv"))


def blocks(text):
    yield Shown(Figure(text, text, text, text, "full", (text,)), picture=PNG)
    yield table_shown(pd.DataFrame({text: [text], "outlet": [text], "n": [1]}), caption=text)
    yield Shown(Findings((text,)))
    yield Shown(Text((text,)))
    yield Shown(Notice("warning", text))
    yield Shown(About((Entries(text, ((text, text),)),)))


OURS = {
    "code", "details", "div", "figcaption", "figure", "img", "p", "pre", "strong", "summary",
    "table", "caption", "tbody", "td", "th", "thead", "tr",
}  # fmt: skip


STYLES = {"overflow-wrap: anywhere", "text-align: left"} | {
    f"text-align: {side}; {CELL}" for side in ("left", "right")
}


@pytest.mark.parametrize("shown", list(blocks(EVIL)), ids=lambda shown: shown.block.kind)
def test_what_is_displayed_is_text_and_never_markup(shown):
    read = Read(shown._repr_mimebundle_()["text/html"])
    assert EVIL in read.text
    assert set(read.tags) <= OURS
    assert set(read.attributes) <= {"src", "alt", "width", "style"}
    assert read.attributes.get("style", "text-align: left") in STYLES
    assert read.attributes.get("src", f"data:image/png;base64,{PNG}").endswith(PNG)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_adds_no_tag(text):
    for shown, plain in zip(blocks(text), blocks("x"), strict=True):
        bundle, expected = shown._repr_mimebundle_(), plain._repr_mimebundle_()
        assert Read(bundle["text/html"]).tags == Read(expected["text/html"]).tags


@given(st.lists(st.tuples(st.text(), st.floats(), st.none() | st.integers()), min_size=1))
def test_the_bundle_is_strict_json_whatever_the_numbers_are(rows):
    table = pd.DataFrame(rows, columns=["outlet", "z", "n"], dtype=object)
    bundle = table_shown(table.astype({"z": float}))._repr_mimebundle_()
    written = json.dumps(bundle[MIME], allow_nan=False)
    assert json.loads(written, parse_constant=pytest.fail) == bundle[MIME]


def test_undefined_and_infinite_values_are_shown_as_readers_expect():
    table = pd.DataFrame({"term": ["a", "b"], "pct_diff": [float("nan"), float("inf")]})
    bundle = table_shown(table)._repr_mimebundle_()
    assert bundle[MIME]["rows"] == [["a", None], ["b", "inf"]]
    cells = pd.read_html(io.StringIO(bundle["text/html"]))[0].to_numpy().tolist()
    assert [str(cell) for row in cells for cell in row] == ["a", "nan", "b", "∞"]


def test_a_block_that_no_reader_could_parse_is_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        Shown(About((), {"share": float("nan")}))._repr_mimebundle_()


def test_the_plain_text_says_what_the_block_says():
    for shown in blocks("said"):
        assert "said" in shown._repr_mimebundle_()["text/plain"]


def test_a_table_says_how_many_rows_there_are_and_where():
    shown = table_shown(pd.DataFrame({"n": range(3)}), total=9)
    assert "<p>3 of 9 rows; all in t.csv</p>" in shown._repr_mimebundle_()["text/html"]
