"""The fonts of the figures: Noto files of two packages, the same on every machine (decision 10)."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import manimgx_fonts
import manimgx_fonts_cjk
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

_SCRIPTS = (
    "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi",
    "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil",
    "Telugu", "Thai",
)  # fmt: skip
# The simplified Chinese face also has every Japanese, Korean and traditional character, so no other
# face of that file could be reached. Emoji come last: they have digits and signs of their own.
FAMILIES = (
    "Noto Sans",
    *(f"Noto Sans {script}" for script in _SCRIPTS),
    "Noto Sans CJK SC",
    "Noto Sans Symbols",
    "Noto Emoji",
)


def register() -> None:
    """Make matplotlib use our files for each of `FAMILIES`, whatever fonts the machine has.

    Our entries stand first in its list and claim weight 400, so that a font of the same name in the
    system or in the cached font list of the home folder can tie with ours but never win.
    """
    ours = fontManager.ttflist[: len(FAMILIES)]
    if [entry.name for entry in ours] == list(FAMILIES) and all(map(_is_ours, ours)):
        return
    fontManager.ttflist[:0] = [_entry(family) for family in FAMILIES]


def has_glyph(character: str) -> bool:
    """Return whether one of the fonts can draw `character`."""
    return any(font.get_char_index(ord(character)) for font in _faces())


def _entry(family: str) -> FontEntry:
    """Let matplotlib read the file and take its entry off the end of the list again."""
    before = len(fontManager.ttflist)
    fontManager.addfont(str(_file(family)))
    read = fontManager.ttflist[before:]
    del fontManager.ttflist[before:]
    return replace(next(entry for entry in read if entry.name == family), weight=400)


def _is_ours(entry: FontEntry) -> bool:
    return str(entry.fname) == str(_file(entry.name))


@cache
def _file(family: str) -> Path:
    package = manimgx_fonts_cjk if "CJK" in family else manimgx_fonts
    name = "NotoSansCJK-VF.otf.ttc" if "CJK" in family else f"{family.replace(' ', '')}[wght].ttf"
    return Path(str(package.__file__)).parent / name


@cache
def _faces() -> tuple[FT2Font, ...]:
    register()
    ours = fontManager.ttflist[: len(FAMILIES)]
    return tuple(FT2Font(str(_file(entry.name)), face_index=entry.index) for entry in ours)
