"""The picture of the rooms is drawn from the code, and shows it as it is."""

import pytest

from docs.extension.architecture import NAME, PICTURES, Room, floors, rooms_in, write
from tests.conftest import ROOT

AGAIN = "run `.venv/bin/python -m docs.extension.architecture`"


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_committed_picture_is_the_one_of_this_code(ending, tmp_path):
    write(tmp_path)
    name = f"{NAME}.{ending}"
    assert (tmp_path / name).read_bytes() == (PICTURES / name).read_bytes(), AGAIN


def test_every_room_with_imports_is_in_the_picture_and_uses_only_rooms_below_it():
    rooms = rooms_in(ROOT / "analysis")
    rows = floors(rooms)
    floor = {room.name: number for number, row in enumerate(rows) for room in row}
    assert set(rooms) == set(floor)
    ground = len(rows) - 1
    for row in rows[:-1]:
        for room in row:
            lower = {name for name in room.uses if floor[name] > floor[room.name]}
            assert lower == room.uses, f"{room.name} is not above all that it uses"
    assert all(floor[name] == ground for room in rows[-1] for name in room.uses)


def test_a_room_stands_right_below_the_lowest_room_that_uses_it():
    rooms = [
        Room("top", "", uses=frozenset({"left", "right"})),
        Room("left", "", uses=frozenset({"low"})),
        Room("right", "", uses=frozenset({"help.py"})),
        Room("low", "", uses=frozenset({"help.py"})),
        Room("help.py", ""),
    ]
    rows = floors({room.name: room for room in rooms})
    names = [[room.name for room in row] for row in rows]
    assert names == [["top"], ["left", "right"], ["low"], ["help.py"]]
