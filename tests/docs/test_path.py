"""From thirty text files to an article: page, pictures and what was measured belong together."""

import re
from functools import cache

import pytest

from docs.extension.path import (
    FILES,
    HEAD,
    IMPORT,
    LAB,
    MEASURED,
    PICTURES,
    STEPS,
    Step,
    Walk,
    told,
    walked,
)
from docs.extension.pictures import PICTURE
from tests.browser import executable
from tests.docs.pages import DOCS, blocks
from tests.tiny import thirty_files

PAGE = (DOCS / "how-to" / "thirty-files.md").read_text("utf-8")


@cache
def rows(text):
    """The cells of the lines of the table in a text."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines]


def test_the_page_says_the_commands_that_are_walked():
    said = [block.body for block in blocks(PAGE) if block.kind in {"console", "none"}]
    assert f"{IMPORT}\n" in said
    assert f"{LAB}\n" in said


def test_the_pictures_of_the_way_stand_on_its_page_in_their_order():
    assert tuple(re.findall(r"pictures/([\w-]+)\.png", PAGE)) == PICTURES
    assert set(PICTURES) <= set(PICTURE)


def test_what_was_measured_are_the_steps_of_the_walk():
    head, _, *steps, together = rows(MEASURED.read_text("utf-8"))
    assert head == HEAD
    assert tuple(step[0] for step in steps) == STEPS
    for at in (1, 2):
        assert int(together[at]) == sum(int(step[at]) for step in steps)
    for at in (3, 4):
        assert float(together[at]) == pytest.approx(sum(float(step[at]) for step in steps), abs=0.3)


def test_a_table_has_a_row_for_each_step_and_their_sums():
    walk = Walk(lambda: 0.0, steps=[Step("first", 1, 0, 2.0, 1.0), Step("second", 0, 2, 0.5, 0.25)])
    _, _, first, second, together = rows(told(walk))
    assert first == ("first", "1", "0", "2.0", "1.0")
    assert second == ("second", "0", "2", "0.5", "0.2")
    assert together == ("together", "1", "2", "2.5", "1.2")


def test_thirty_files_have_names_that_the_page_shows(tmp_path):
    thirty_files(tmp_path / FILES)
    names = {path.name for path in (tmp_path / FILES).iterdir()}
    assert len(names) == 30
    shown = re.findall(r"^  (.+\.txt)$", PAGE, flags=re.MULTILINE)
    assert shown
    assert set(shown) <= names


def test_the_way_can_be_walked_with_as_many_commands_and_clicks_as_are_told():
    executable()
    counted = [(s.name, str(s.commands), str(s.clicks)) for s in walked().steps]
    _, _, *steps, _ = rows(MEASURED.read_text("utf-8"))
    assert counted == [step[:3] for step in steps]
    assert set(walked().pictures) == set(PICTURES)
    assert len({*walked().pictures.values()}) == len(PICTURES)
