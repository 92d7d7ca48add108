"""Cleaned markup as nodes: the same words and structure, and marked text to the character."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.display.marks import Mark
from analysis.reports.display.outline import Outline
from analysis.reports.page.tree import foreign_tree, markdown_tree
from analysis.reports.paper.characters import plain_text
from analysis.reports.paper.nodes import (
    marked_nodes,
    nodes_of,
    picture_node,
    without_line_ends_around,
)
from tests.reports.page.test_html_in_browser import png


def markdown(source):
    return nodes_of(markdown_tree(source, Outline()))


def foreign(source):
    return nodes_of(foreign_tree(source, Outline(), picture_alt="it"))


def test_a_markdown_cell_keeps_headings_links_lists_and_emphasis():
    nodes = markdown("## Why\n\nSee *this* [place](https://far.invalid).\n\n- one\n- two `x`\n")
    heading, paragraph, items = nodes
    assert heading == {"is": "heading", "level": 1, "anchor": "why", "of": ["Why"]}
    assert plain_text(paragraph["of"]) == "See this place."
    assert [node["is"] for node in paragraph["of"] if isinstance(node, dict)] == ["emph", "link"]
    assert items["items"] == [["one"], ["two", " ", {"is": "code", "of": ["x"]}]]


def test_white_space_between_blocks_is_no_paragraph():
    assert [node["is"] for node in markdown("a\n\nb\n\n---\n\n> c")] == [
        "p",
        "p",
        "hr",
        "blockquote",
    ]


def test_a_table_has_its_header_and_knows_its_numbers():
    (table,) = markdown("| word | n |\n|---|---|\n| **a** | 1 |\n| b | 2.5 |")
    assert [column["label"] for column in table["columns"]] == [["word"], ["n"]]
    assert [column["numeric"] for column in table["columns"]] == [False, True]
    assert [[plain_text(cell) for cell in row] for row in table["rows"]] == [
        ["a", "1"],
        ["b", "2.5"],
    ]


def test_cells_that_span_others_leave_them_empty():
    source = (
        "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr>"
        "<tr><td rowspan=999>e</td></tr></table>"
    )
    (table,) = foreign(source)
    rows = [[plain_text(cell) for cell in row] for row in table["rows"]]
    assert rows == [["a", "b", ""], ["", "c", "d"], ["e", "", ""]]


@pytest.mark.parametrize("source", ["", "<table></table>", "<ul></ul>", "<table><tr></tr></table>"])
def test_what_is_empty_prints_nothing(source):
    assert plain_text(foreign(source)) == ""


def test_a_picture_is_kept_if_it_can_be_drawn():
    data = png()
    drawn = picture_node(f"data:image/png;base64,{data}", "dot")
    assert (drawn["is"], drawn["alt"]) == ("picture", "dot")
    for source in (
        "data:image/png;base64,AAAA",
        "https://far.invalid/x.png",
        "data:image/png;base64,!",
    ):
        assert plain_text([picture_node(source, "dot")]) == "[picture not shown: dot]"


def test_a_picture_can_name_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.png").write_bytes(base64.b64decode(png()))
    for place in ("own.png", f"{tmp_path}/own.png", (tmp_path / "own.png").as_uri()):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{place}" width="9"/></svg>'
        source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
        assert plain_text([picture_node(source, "it")]) == "[picture not shown: it]"


MARKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["quoted", "source", "cue"])),
    max_size=4,
)


@given(st.text(st.sampled_from("ab c\n.中"), min_size=31, max_size=40), MARKS)
def test_marked_text_is_whole_however_it_is_marked(text, drawn):
    marks = [Mark(min(a, b), max(a, b), part) for a, b, part in drawn]
    nodes = marked_nodes(text, marks)
    assert "".join(plain_text(nodes).split()) == "".join(text.split())


def test_each_part_has_its_kind_and_a_paragraph_ends_where_a_line_is_empty():
    text = "He said:\n\n“No”\nand left \u202e."
    marks = [Mark(0, 2, "source"), Mark(3, 7, "cue"), Mark(10, 14, "quoted")]
    assert marked_nodes(text, marks) == [
        {"is": "is-source", "of": ["He"]},
        " ",
        {"is": "is-cue", "of": ["said"]},
        ":",
        {"is": "parbreak"},
        {"is": "is-quoted", "of": ["“No”"]},
        {"is": "br"},
        "and left ",
        {"is": "code-point", "text": "U+202E"},
        ".",
    ]


def test_a_passage_begins_and_ends_with_a_word():
    text = "\n\n  He said\nno.\n"
    nodes = marked_nodes(text, [Mark(0, 14, "outlet")])
    assert without_line_ends_around(nodes) == [
        {"is": "is-outlet", "of": ["  He said", {"is": "br"}, "no"]},
        ".",
    ]
    assert without_line_ends_around(marked_nodes("\n \n", [])) == []
