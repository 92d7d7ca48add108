"""Remember where the numbers of a figure are drawn."""

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Spot(NamedTuple):
    """The place of a number in a figure: the key of the number, and a box.

    The box is given as shares of the figure; `x`, `y` is its upper left corner.
    """

    key: str
    x: float
    y: float
    width: float
    height: float


_SPOTS: "WeakKeyDictionary[Figure, list[Spot]]" = WeakKeyDictionary()


def remember(figure: "Figure", spot: Spot) -> None:
    """Keep one more spot of a figure, as long as the figure is kept."""
    _SPOTS.setdefault(figure, []).append(spot)


def spots_of(figure: "Figure") -> list[Spot]:
    """Return the spots of a figure in drawing order."""
    return list(_SPOTS.get(figure, []))
