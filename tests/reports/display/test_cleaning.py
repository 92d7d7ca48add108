"""Markup, Markdown and text from outside: what is read stays, what acts is gone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.display.cleaning import foreign_html, harmless, markdown_html, plain
from analysis.reports.display.outline import Outline


def test_a_foreign_heading_goes_below_the_sections_and_is_not_listed():
    outline = Outline()
    markdown_html("## Found", outline)
    assert foreign_html("<h1>Top</h1>", outline, picture_alt="x") == "<h3>Top</h3>"
    assert [entry.label for entry in outline.headings] == ["Found"]


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ('<p style="x" onclick="y" id="main" class="z">a</p>', "<p>a</p>"),
        ("a<script>alert(1)</script><style>@import 'x'</style>b", "ab"),
        ('<a href="java&#1;script:alert(1)">a</a>', "a"),
        ('<a href="data:text/html,x">a</a><a href="//far/x">b</a>', "ab"),
        (
            '<a href="https://far/?a=1&amp;b" target="_blank"></a>',
            '<a href="https://far/?a=1&amp;b" rel="noopener noreferrer">https://far/?a=1&amp;b</a>',
        ),
        (
            '<img src="http://far/x.png" alt="a <b>">',
            "[picture not shown: a &lt;b&gt; http://far/x.png]",
        ),
        ('<img src="data:image/svg+xml;base64,AAAA" alt="a">', "[picture not shown: a]"),
        (
            '<img src="data:image/png;base64,AA A=" >',
            '<img src="data:image/png;base64,AAA=" alt="it">',
        ),
        ('<b title="<h1>">a</b><svg><text>b</text></svg>', "<b>a</b>"),
        ("a&#8238;b<bdo dir=rtl>c</bdo>", "abc"),
        ("<td colspan=2>no table", "no table"),
    ],
)
def test_foreign_markup_keeps_what_is_read_and_loses_what_acts(source, cleaned):
    assert foreign_html(source, Outline(), picture_alt="it") == cleaned


def test_a_data_frame_keeps_its_table_with_headed_columns_and_rows():
    source = (
        '<table border="1" class="dataframe"><thead><tr style="x"><th></th><th>z</th></tr></thead>'
        "<tbody><tr><th>0</th><td>-3.90</td></tr></tbody></table>"
    )
    cleaned = foreign_html(source, Outline(), picture_alt="it")
    assert '<th scope="col">z</th>' in cleaned
    assert '<th scope="row">0</th><td class="number">-3.90</td>' in cleaned


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("<i onclick=x>a</i>", "<p>&lt;i onclick=x&gt;a&lt;/i&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>a</p>\n"),
        ("![a](http://far/x.png)", "<p>[picture not shown: a http://far/x.png]</p>\n"),
        ("![a](attachment:x.png)", "<p>[picture not shown: a]</p>\n"),
        ("{{7*7}} \u202eabc", "<p>{{7*7}} abc</p>\n"),
    ],
)
def test_a_markdown_cell_shows_raw_html_and_loads_nothing(source, cleaned):
    assert markdown_html(source, Outline()) == cleaned


@given(st.text(alphabet=st.characters()))
def test_harmless_text_is_text_that_can_be_stored_and_keeps_all_letters(text):
    kept = harmless(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", kept)
    assert kept.encode().decode() == kept
    assert harmless(kept) == kept
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


def test_a_terminal_title_or_an_open_escape_hides_no_text():
    assert plain("\x1b]0;title\x07a \x1b]8;;unclosed\nb\x9b31mc") == "a 8;;unclosed\nbc"
