"""The house style: widths, colours that also read in grey, and the settings all figures share."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from matplotlib import rc_params_from_file

from analysis.errors import FramingError
from analysis.figures.canvas.fonts import FAMILIES, register

COLUMN = 3.35  # inches: 85 mm, one column of a journal page
FULL = 7.0  # inches: 178 mm, the full page width
MAX_HEIGHT = 30.0  # inches; a taller figure leaves rows out and says so

TEXT = 8.0  # points, at print size
SMALL = 7.0
TINY = 6.5

INK = "#222222"
MUTED = "#595959"
LINE = "#8c8c8c"
FAINT = "#e2e2e2"

_STYLE_FILE = Path(__file__).with_name("style.mplstyle")
_NOT_STYLE = {"backend", "backend_fallback", "interactive", "toolbar", "figure.max_open_warning"}


@dataclass(frozen=True)
class Mark:
    """The look of an outlet in every figure: a colour, and a shape for readers without colour."""

    colour: str
    marker: str


# All keep 3:1 against white and stay apart for readers with red-green blindness; the first two also
# differ most in lightness.
_COLOURS = (
    "#0b4f8a", "#d97a00", "#5a1a00", "#549988", "#6f8fe8", "#2b2b2b", "#a02c0a", "#c65fae",
)  # fmt: skip
_MARKERS = ("o", "s", "D", "^", "v", "P", "X", "p")


def outlet_colours(outlets: Iterable[str]) -> dict[str, Mark]:
    """Give each outlet its mark, in order of names, so that all figures of a report agree.

    After eight outlets the colours come again with other shapes.
    """
    names = sorted(set(outlets))
    return {
        name: Mark(_COLOURS[i % len(_COLOURS)], _MARKERS[(i + i // len(_COLOURS)) % len(_MARKERS)])
        for i, name in enumerate(names)
    }


def inches(width: str) -> float:
    """Turn "column" or "full" into inches.

    Raises
    ------
    FramingError
        If `width` is neither.
    """
    if width not in ("column", "full"):
        raise FramingError(f"width is {width!r}; it has to be 'column' or 'full'")
    return COLUMN if width == "column" else FULL


@contextmanager
def style() -> Iterator[None]:
    """Switch to the house style, also as a decorator; needed while drawing and while saving.

    It starts from matplotlib's defaults, so that a user's matplotlibrc changes nothing, and leaves
    the user's settings as they were.
    """
    register()
    with matplotlib.rc_context():
        defaults = matplotlib.rcParamsDefault
        matplotlib.rcParams.update({k: v for k, v in defaults.items() if k not in _NOT_STYLE})
        matplotlib.rcParams.update(rc_params_from_file(_STYLE_FILE, use_default_template=False))
        matplotlib.rcParams["font.family"] = list(FAMILIES)
        yield
