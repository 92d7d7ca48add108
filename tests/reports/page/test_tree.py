"""Markup and Markdown from outside: what is read stays, what acts is gone."""

import pytest

from analysis.reports.display.outline import Outline
from analysis.reports.page.tree import foreign_tree, markdown_tree, tree_html
from analysis.reports.paper.nodes import nodes_of


def foreign_html(source, outline=None):
    return tree_html(foreign_tree(source, outline or Outline(), picture_alt="it"))


def markdown_html(source, outline=None):
    return tree_html(markdown_tree(source, outline or Outline()))


def test_a_foreign_heading_goes_below_the_sections_and_is_not_listed():
    outline = Outline()
    markdown_html("## Found", outline)
    assert foreign_html("<h1>Top</h1>", outline) == "<h3>Top</h3>"
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
            '<img alt="it" src="data:image/png;base64,AAA=">',
        ),
        ('<b title="<h1>">a</b><svg><text>b</text></svg>', "<b>a</b>"),
        ("a&#8238;b<bdo dir=rtl>c</bdo>", "abc"),
        ("<td colspan=2>no table", "no table"),
    ],
)
def test_foreign_markup_keeps_what_is_read_and_loses_what_acts(source, cleaned):
    assert foreign_html(source) == cleaned


def test_a_data_frame_keeps_its_table_with_headed_columns_and_rows():
    source = (
        '<table border="1" class="dataframe"><thead><tr style="x"><th></th><th>z</th></tr></thead>'
        "<tbody><tr><th>0</th><td>-3.90</td></tr></tbody></table>"
    )
    cleaned = foreign_html(source)
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
    assert markdown_html(source) == cleaned


@pytest.mark.parametrize("tag", ["b", "div", "ul", "ul><li", "table><tr><td", "h2", "blockquote"])
def test_what_lies_too_deep_is_shown_as_if_it_did_not(tag):
    tree = foreign_tree(f"<{tag}>" * 5_000 + "the bottom<br>", Outline(), picture_alt="it")
    html = tree_html(tree)
    assert "the bottom<br>" in html
    assert html.count("<") < 60
    assert nodes_of(tree)


def test_the_words_of_what_lies_too_deep_stay_in_order():
    source = "".join(f"{place}<b title='>'>" for place in range(40)) + "</b>end" * 40
    words = "".join(map(str, range(40))) + "end" * 40
    tree = foreign_tree(source, Outline(), picture_alt="it")
    assert tree.get_text() == words
    assert tree_html(tree).count("<b>") == 15
