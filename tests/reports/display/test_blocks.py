"""Blocks: each kind is written to JSON, read back as it was, and drawn the same; damage is refused.

`UPDATE_GOLDEN=1` writes what they are drawn as into `golden/`.
"""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v4

from analysis.figures import Spot
from analysis.record.publication import MIME
from analysis.reports.display.blocks import (
    About,
    Beside,
    Entries,
    Evidence,
    Extract,
    Figure,
    Findings,
    Group,
    Notice,
    Passage,
    Reading,
    Table,
    Text,
    block_of,
    stored,
)
from analysis.reports.display.cells import Column
from analysis.reports.display.jupyter import block_html
from analysis.reports.display.marks import Attribution, Mark
from tests.pages import report_html

GOLDEN = Path(__file__).parent / "golden"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
WORDS = 'Roe <said> "no".\r\nPoe \u202e& nobody else.'
SAID = Attribution("1", "Roe", "Roe", "government", "said", "neutral", "direct")
INSIDE = Attribution("1.1", "", "", "other", "", "", "indirect")
COLUMNS = (
    Column("term", "Word", "text"),
    Column("n", "Count", "integer"),
    Column("z", "z", "number"),
)
MARKS = (
    Mark(0, 16, "headline"),
    Mark(0, 3, "source", "1"),
    Mark(4, 10, "cue", "1"),
    Mark(11, 15, "content", "1"),
    Mark(11, 15, "quoted"),
    Mark(12, 14, "content", "1.1"),
    Mark(18, 21, "loaded-clear"),
    Mark(18, 21, "loaded-own"),
)
PART = Extract(4, WORDS[4:], MARKS[2:4])
BLOCKS = [
    Text(("One & two.", "Three.")),
    Findings(("A <b> is 2.",)),
    Notice("warning", "One article each."),
    Figure(
        "dots-1a", "dots", "Dots & more.", "Dots. " * 40, "full", ("dots.svg", "dots.csv"),
        (Spot("Herald;2", 0.1, 0.2, 0.05, 0.05),),
    ),
    Table(
        "words-77", "words", "Words.", COLUMNS,
        (("rifle", 1234567, -0.5), ("vigil", None, "inf")), 557, "words.csv", ("a", "b"),
        pages=("../rifle-1a/report.html", ""),
    ),
    Evidence(
        "e", "By kind.", "e.csv", (Group("Roe: 1 of 3", 3, (0,), "a"), Group("none", 0, ())),
        (Passage({"outlet": "Herald", "cue_class": "neutral"}, (PART,), before=True),),
    ),
    Beside(
        "b", "Both <say>.", "b.csv", (Group("Roe", 2, (0, 1)),),
        (
            Passage({"speaker": "Roe", "outlet": "Herald", "cue": "said"}, (PART,), after=True),
            Passage({"outlet": "Post"}, (Extract(4, WORDS[4:], (Mark(11, 15, "alone"),)),)),
        ),
    ),
    Reading("a-1", "Herald", "A\ntitle", "en", "2020-01-01", WORDS, MARKS, (SAID, INSIDE)),
    About((Entries("Corpus", (("source", "seeds"),)),), {"corpus": {"source": "seeds"}}),
]  # fmt: skip
EACH = pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)


@EACH
def test_a_block_is_read_back_as_it_was_written(block):
    assert block_of(json.loads(json.dumps(stored(block)))) == block


@EACH
def test_a_block_is_stored_and_drawn_as_before(block):
    cells = [
        v4.new_markdown_cell("# T"),
        v4.new_code_cell("", outputs=[v4.new_output("display_data", {MIME: stored(block)})]),
    ]
    page = report_html(v4.new_notebook(cells=cells), pictures={"dots-1a": SVG})
    drawn = {
        "json": json.dumps(stored(block), indent=1),
        "jupyter.html": block_html(block, picture="AAAA").partition("</style>")[2]
        or block_html(block, picture="AAAA"),
        "page.html": page.partition('<main id="main" tabindex="-1">')[2].partition("</main>")[0],
    }
    for name, text in drawn.items():
        file = GOLDEN / f"{block.kind}.{name}"
        written = "\n".join(line for line in text.split("\n") if line.strip()) + "\n"
        if os.environ.get("UPDATE_GOLDEN"):
            file.write_bytes(written.encode())
        assert file.read_bytes().decode() == written, f"{file.name} differs"


@pytest.mark.parametrize(
    ("cut", "parts"),
    [({"before": True}, ("cue",)), ({"after": True}, ()), ({"twice": True}, ("cue",))],
)
def test_the_legend_tells_of_words_left_out_where_some_are(cut, parts):
    marks = tuple(Mark(4, 10, part) for part in parts)
    part = Extract(4, WORDS[4:], marks)
    extracts = (part, part) if cut.pop("twice", False) else (part,)
    for passage in (Passage({}, extracts, **cut), Passage({}, (part,))):
        of = {"name": "b", "caption": "C.", "file": "b.csv", "groups": (Group("Roe", 1, (0,)),)}
        page = block_html(Beside(**of, passages=(passage,)), picture="")
        marked = "[...]" in page.partition("<blockquote")[2]
        assert ("[...] more of the article, not shown here" in page) == passage.is_cut == marked
        assert ('class="legend"' in page) == bool(parts or passage.is_cut)


def places_in(value, above=()):
    """Every place in JSON: the keys and numbers that lead to it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inside:
        yield (*above, key)
        if isinstance(part, (dict, list)):
            yield from places_in(part, (*above, key))


NOTHING = object()
ODD = st.sampled_from(
    [NOTHING, None, True, -1, 10**30, 0.5, float("nan"), "", "\ud800", [], [[]], {}]
)


@given(st.sampled_from(BLOCKS), st.data())
def test_a_damaged_block_is_read_as_a_block_or_refused_by_name(block, data):
    display = stored(block)
    *above, last = data.draw(st.sampled_from(list(places_in(display))))
    place = display
    for key in above:
        place = place[key]
    odd = data.draw(ODD)
    if odd is NOTHING:
        del place[last]
    else:
        place[last] = odd
    try:
        read = block_of(display)
    except ValueError:
        return
    assert block_html(read, picture="AAAA")


@pytest.mark.parametrize("display", [None, "text", 7, [], {}, {"kind": []}, {"kind": "film"}])
def test_what_is_no_block_is_refused(display):
    with pytest.raises(ValueError, match=r"^display.*: "):
        block_of(display)
