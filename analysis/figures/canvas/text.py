"""Fit text from outside into a figure: nothing hidden, nothing cut off, no two names alike."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import groupby

import regex
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.figures.canvas.fonts import FAMILIES, has_glyph
from analysis.normal_form import normal_form

ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"  # they shape Persian, Indic scripts and emoji
_MAX_MARKS = 4  # accents on one letter; more would climb into the neighbouring line


def label(text: str, *, limit: int | None = None) -> str:
    """Return `text` as one line that is safe to draw.

    White space becomes a space; control and bidi characters go; a character without a font, and a lone
    surrogate, become their code point, such as [U+10330]. Text longer than `limit` characters is
    shortened in the middle.
    """
    shown = "".join(map(_shown, normal_form("NFC", text)))
    shown = " ".join(_without_piles(shown).split())
    if not shown:  # nothing but invisible characters
        shown = "".join(map(_code_point, text)) or "[empty]"
    pieces = _graphemes(shown)
    return shown if limit is None else _shortened(pieces, min(limit, len(pieces)))


def labels(texts: Iterable[str], *, width: float, size: float, lines: int = 1) -> dict[str, str]:
    """Fit every text into `width` inches and `lines` lines at `size` points; return labels by text.

    Different texts never share a label: texts with the same label also get a digest of themselves.
    """
    wanted = sorted(set(texts))
    fitted = {text: fit(label(text), width=width, size=size, lines=lines) for text in wanted}
    for _, alike in groupby(sorted(wanted, key=lambda text: fitted[text]), key=fitted.__getitem__):
        twins = list(alike)
        for text in twins if len(twins) > 1 else []:
            fitted[text] = _with_digest(text, width=width, size=size, lines=lines)
    return fitted


@lru_cache(maxsize=8192)  # figures that follow each other hold the same words
def fit(shown: str, *, width: float, size: float, lines: int = 1, end: str = "") -> str:
    """Wrap `shown` into `width` inches; a text of more than `lines` lines loses its middle.

    `end` follows it and is never shortened.
    """
    pieces = _graphemes(shown)
    low, high = 0, len(pieces)  # most graphemes that fit: at least `low`
    while low < high:
        middle = (low + high + 1) // 2
        if len(wrap(_shortened(pieces, middle) + end, width=width, size=size)) <= lines:
            low = middle
        else:
            high = middle - 1
    return "\n".join(wrap(_shortened(pieces, low) + end, width=width, size=size))


def wrap(shown: str, *, width: float, size: float) -> list[str]:
    """Break `shown` into lines of at most `width` inches: at spaces, or inside a word too long."""
    lines = [""]
    for word in shown.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(longer, size) <= width:
            lines[-1] = longer
        elif text_width(word, size) <= width:
            lines.append(word)
        else:
            lines.extend(_broken(word, width=width, size=size))
    return [line for line in lines if line]


def text_width(shown: str, size: float) -> float:
    """Return the width in inches of the widest line of `shown`, or slightly more.

    It is the sum of the advances of its graphemes; joined Arabic letters take less.
    """
    return max(sum(map(_advance, _graphemes(line))) for line in shown.split("\n")) * size / 72


def _with_digest(text: str, *, width: float, size: float, lines: int) -> str:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
    return fit(label(text), width=width, size=size, lines=lines, end=f" #{digest}")


def _broken(word: str, *, width: float, size: float) -> Iterator[str]:
    line = ""
    for piece in _graphemes(word):
        if line and text_width(line + piece, size) > width:
            yield line
            line = ""
        line += piece
    yield line


def _shortened(pieces: list[str], keep: int) -> str:
    if keep >= len(pieces):
        return "".join(pieces)
    kept = max(keep - 1, 0)  # the ellipsis counts as one
    head = (kept + 1) // 2
    tail = pieces[len(pieces) - (kept - head) :]
    return "".join([*pieces[:head], ELLIPSIS, *tail])


def _graphemes(text: str) -> list[str]:
    if text.isascii() and "\r" not in text:
        return list(text)
    return regex.findall(r"\X", text)


def _without_piles(text: str) -> str:
    return regex.sub(rf"(\p{{M}}{{{_MAX_MARKS}}})\p{{M}}+", rf"\1{ELLIPSIS}", text)


@cache
def _shown(character: str) -> str:
    """Return the text for one character: itself, a space, nothing, or its code point."""
    category = unicodedata.category(character)
    if character.isspace() or category in ("Zs", "Zl", "Zp"):
        return " "
    if character in _JOINERS:
        return character
    if category in ("Cc", "Cf"):
        return ""
    return character if has_glyph(character) else _code_point(character)


def _code_point(character: str) -> str:
    return f"[U+{ord(character):04X}]"


@cache
def _advance(grapheme: str) -> float:
    """Width of a grapheme in em, with its side bearings: therefore measured between letters."""
    return _em(f"n{grapheme}n") - _em("nn")


@cache
def _em(text: str) -> float:
    font = FontProperties(family=list(FAMILIES), size=100)
    return float(text_to_path.get_text_width_height_descent(text, font, False)[0]) / 100  # noqa: FBT003 - matplotlib takes it so
