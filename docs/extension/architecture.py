"""Draw the rooms of `analysis/` as floors of a house, from the imports and the docstrings of the code.

A room is a folder or a module directly in `analysis/`. It stands one floor below the lowest room that uses
it, so that every import runs downward. `python -m docs.extension.architecture` writes the picture, and a
test holds the committed picture against the code.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from analysis.figures.canvas.page import Page, line_height
from analysis.figures.canvas.style import FULL, INK, LINE, MUTED, SMALL, TEXT, style
from analysis.figures.canvas.text import text_width, wrap

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "static"
NAME = "architecture"
DPI = 200

_GAP = 0.2  # inches between floors, for the arrows
_BESIDE = 0.12  # inches between rooms of a floor
_BESIDE_EACH_OTHER = 5  # modules of the ground in one row, so that their names have room
_PAD = 0.08  # inches between the frame of a room and its words
_STEP = 1.5 * SMALL / 72  # inches from line to line
_NAME = TEXT + 1.5  # points
_HEAD = 0.62  # inches above the house, for the key
_SHOWN = ("#fdf1e2", "#d97a00")  # ground and frame of rooms that draw or show
_NUMBERS = ("#e8f0f8", "#0b4f8a")  # ... of rooms that lead from articles to numbers
_GROUND = ("#f3f3f3", LINE)  # ... of modules that every room may use


@dataclass(frozen=True)
class Room:
    """A room: what it is for, the rooms inside it, and the rooms that it uses."""

    name: str
    line: str
    inside: tuple[str, ...] = ()
    uses: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_module(self) -> bool:
        """Whether it is a module and no folder."""
        return self.name.endswith(".py")


@dataclass(frozen=True)
class Box:
    """The place of a room on the page, in inches from the upper left corner."""

    room: Room
    left: float
    top: float
    width: float
    height: float


def rooms_in(folder: Path) -> dict[str, Room]:
    """Return the rooms of a package by name; a module has its name with ".py"."""
    places = {path.stem: path for path in sorted(folder.glob("*.py")) if path.stem != "__init__"}
    places |= {path.parent.name: path for path in sorted(folder.glob("*/__init__.py"))}
    names = {stem: path.name if path.stem == stem else stem for stem, path in places.items()}
    return {
        names[stem]: Room(
            names[stem],
            _line(path),
            tuple(sorted(inner.parent.name for inner in path.parent.glob("*/__init__.py")))
            if path.stem != stem
            else (),
            frozenset(names[used] for used in _imported(path, folder.name) if used in names)
            - {names[stem]},
        )
        for stem, path in places.items()
    }


def floors(rooms: Mapping[str, Room]) -> list[list[Room]]:
    """Return the floors from the top, each with its rooms from left to right.

    A room stands right below the lowest room that uses it. A room that nobody uses stands right above
    the highest room that it uses. Modules that need no folder are the ground.
    """
    ground = {name for name, room in rooms.items() if _on_the_ground(name, rooms)}
    upper = {name: room for name, room in rooms.items() if name not in ground and room.uses}
    upper |= {n: r for n, r in rooms.items() if n not in ground and _users(n, upper)}
    heights: dict[str, int] = {}
    for name in upper:
        _height(name, upper, heights)
    rows: list[list[Room]] = []
    middle: dict[str, float] = {}
    for height in sorted(set(heights.values()), reverse=True):
        here = [room for name, room in upper.items() if heights[name] == height]
        here.sort(key=lambda room: (_mean_place(room.name, upper, middle), room.name))
        middle |= {room.name: (k + 0.5) / len(here) for k, room in enumerate(here)}
        rows.append(here)
    return [*rows, [rooms[name] for name in sorted(ground)]]


def draw(rooms: Mapping[str, Room]) -> Figure:
    """Draw the house."""
    *upper, ground = floors(rooms)
    shelves = -(-len(ground) // _BESIDE_EACH_OTHER)
    each = -(-len(ground) // shelves)
    rows = [*upper, *(ground[k : k + each] for k in range(0, len(ground), each))]
    heights = [max(map(_box_height, row, _widths(row))) for row in rows]
    canvas = Page(FULL, _HEAD + sum(heights) + _GAP * (len(rows) - 1) + 0.04)
    boxes, top = [], _HEAD
    for row, height in zip(rows, heights, strict=True):
        left = 0.02
        for room, width in zip(row, _widths(row), strict=True):
            boxes.append(Box(room, left, top, width, height))
            left += width + _BESIDE
        top += height + _GAP
    shown = _that_show(rooms)
    for box in boxes:
        look = _GROUND if box.room in ground else _SHOWN if box.room.name in shown else _NUMBERS
        _draw_room(canvas, box, *look)
    for over, under in _steps([box for box in boxes if box.room not in ground], rooms):
        _draw_arrow(canvas, over, under)
    _draw_key(canvas)
    return canvas.figure


def write(folder: Path) -> list[Path]:
    """Write the picture as SVG and PNG into `folder`; the same code gives the same bytes."""
    with style():
        figure = draw(rooms_in(ROOT / "analysis"))
        files = {folder / f"{NAME}.svg": {"Date": None}, folder / f"{NAME}.png": {"Software": None}}
        for path, metadata in files.items():
            figure.savefig(path, dpi=DPI, metadata=metadata)
    return [*files]


def _line(path: Path) -> str:
    """Return the first line of a docstring, without its full stop and without remarks in brackets."""
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
    return re.sub(r" \([^)]*\)$", "", first.rstrip(".")).replace("`", "")


def _imported(path: Path, package: str) -> set[str]:
    """Return the rooms that the modules of a room import, inside functions too."""
    files = path.parent.rglob("*.py") if path.name == "__init__.py" else [path]
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [
                alias.name for alias in getattr(node, "names", []) if isinstance(node, ast.Import)
            ]
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.split(".")[1] for name in names if name.startswith(f"{package}.")}
            if isinstance(node, ast.ImportFrom) and node.module == package:
                found |= {alias.name for alias in node.names}
    return found


def _users(name: str, rooms: Mapping[str, Room]) -> list[str]:
    return [other for other, room in rooms.items() if name in room.uses]


def _on_the_ground(name: str, rooms: Mapping[str, Room]) -> bool:
    room = rooms[name]
    return room.is_module and all(_on_the_ground(used, rooms) for used in room.uses)


def _height(name: str, rooms: Mapping[str, Room], heights: dict[str, int]) -> int:
    """Return how many floors above the lowest one a room stands."""
    if name not in heights:
        above = [_height(user, rooms, heights) for user in _users(name, rooms)]
        heights[name] = min(above) - 1 if above else _depth(name, rooms)
    return heights[name]


def _depth(name: str, rooms: Mapping[str, Room]) -> int:
    """Return the number of floors that a room needs below it."""
    return 1 + max((_depth(used, rooms) for used in rooms[name].uses if used in rooms), default=-1)


def _mean_place(name: str, rooms: Mapping[str, Room], middle: Mapping[str, float]) -> float:
    places = [middle[user] for user in _users(name, rooms) if user in middle]
    return sum(places) / len(places) if places else 1.0


def _that_show(rooms: Mapping[str, Room]) -> set[str]:
    """Return the rooms that need figures, and the figures themselves."""
    found = {"figures"}
    while more := {name for name, room in rooms.items() if room.uses & found} - found:
        found |= more
    return found


def _needed_by_others(name: str, of: Collection[str], rooms: Mapping[str, Room]) -> bool:
    """Return whether a room is reached through another one of these rooms."""
    return any(name in _reached(other, rooms) for other in of if other != name)


def _reached(name: str, rooms: Mapping[str, Room]) -> set[str]:
    return set(rooms[name].uses).union(*(_reached(used, rooms) for used in rooms[name].uses))


def _steps(boxes: Sequence[Box], rooms: Mapping[str, Room]) -> Iterator[tuple[Box, Box]]:
    """Yield uses between neighbouring floors that no third room explains; all others run down too."""
    tops = sorted({box.top for box in boxes})
    for upper in boxes:
        for lower in boxes:
            direct = lower.room.name in upper.room.uses
            beside = tops.index(lower.top) - tops.index(upper.top) == 1
            over = min(upper.left + upper.width, lower.left + lower.width) - max(
                upper.left, lower.left
            )
            explained = _needed_by_others(lower.room.name, upper.room.uses, rooms)
            if direct and beside and over > 0.2 and not explained:
                yield upper, lower


def _widths(row: Sequence[Room]) -> list[float]:
    """Return the widths of the rooms of a floor; a room with rooms inside is wider."""
    parts = [1 + 0.25 * len(room.inside) for room in row]
    room = FULL - 0.04 - _BESIDE * (len(row) - 1)
    return [room * part / sum(parts) for part in parts]


def _words(room: Room, width: float) -> tuple[str, list[str], bool]:
    """Return the rooms inside, the wrapped line, and whether they stand beside the name."""
    inside = "  ".join(room.inside)
    beside = text_width(f"{room.name}   {inside}", _NAME) < width - 2 * _PAD
    return inside, wrap(room.line, width=width - 2 * _PAD, size=SMALL), beside


def _box_height(room: Room, width: float) -> float:
    inside, lines, beside = _words(room, width)
    rows = len(lines) + (1 if inside and not beside else 0)
    return 2 * _PAD + line_height(_NAME) + rows * _STEP


def _draw_room(canvas: Page, box: Box, ground: str, frame: str) -> None:
    inside, lines, beside = _words(box.room, box.width)
    corner = box.left / canvas.width, 1 - (box.top + box.height) / canvas.height
    size = box.width / canvas.width, box.height / canvas.height
    canvas.figure.add_artist(
        FancyBboxPatch(
            corner,
            *size,
            boxstyle="round,pad=0,rounding_size=0.008",
            mutation_aspect=canvas.width / canvas.height,
            facecolor=ground,
            edgecolor=frame,
            linewidth=0.9,
        )
    )
    x, y = box.left + _PAD, box.top + _PAD - 0.02
    _bold(canvas.text(box.room.name, x=x, y=y, fontsize=_NAME, color=INK))
    if inside and beside:
        right = box.left + box.width - _PAD
        canvas.text(inside, x=right, y=y + 0.03, fontsize=SMALL, color=frame, ha="right")
    y += line_height(_NAME)
    if inside and not beside:
        canvas.text(inside, x=x, y=y, fontsize=SMALL, color=frame)
        y += _STEP
    for line in lines:
        canvas.text(line, x=x, y=y, fontsize=SMALL, color=MUTED)
        y += _STEP


def _bold(text: Text) -> None:
    """Thicken letters, because our font has one weight in matplotlib."""
    text.set_path_effects([withStroke(linewidth=0.5, foreground=text.get_color())])


def _draw_arrow(canvas: Page, upper: Box, lower: Box) -> None:
    """Draw a small arrow down, where the two rooms lie over each other."""
    left, right = (
        max(upper.left, lower.left),
        min(upper.left + upper.width, lower.left + lower.width),
    )
    x, top, end = (left + right) / 2, upper.top + upper.height + 0.045, lower.top - 0.045
    points = [(x - 0.07, top), (x + 0.07, top), (x, end)]
    shares = [(px / canvas.width, 1 - py / canvas.height) for px, py in points]
    canvas.figure.add_artist(Polygon(shares, closed=True, facecolor=LINE, edgecolor="none"))


def _draw_key(canvas: Page) -> None:
    _bold(canvas.text("The rooms of analysis/", x=0.02, y=0.02, fontsize=TEXT + 3, color=INK))
    canvas.text("A room uses only rooms below it.", x=0.02, y=0.3, color=MUTED)
    keys = [
        (_NUMBERS, "from articles to numbers"),
        (_SHOWN, "from numbers to figures and reports"),
        (_GROUND, "for every room"),
    ]
    x = canvas.width - 0.02
    for (ground, frame), words in reversed(keys):
        x -= text_width(words, SMALL)
        canvas.text(words, x=x, y=0.32, fontsize=SMALL, color=MUTED)
        x -= 0.17
        canvas.dot(
            x=x + 0.06, y=0.385, marker="s", markersize=6.5, color=ground, markeredgecolor=frame
        )
        x -= 0.2


if __name__ == "__main__":
    write(PICTURES)
