"""Words in a picture as words: what matplotlib drew glyph by glyph, written as text again.

Our SVG files carry their letters as outlines, so that they look the same in every program; nobody
can search an outline. The typesetter has the very font they were drawn with, so it gets the words.
"""

import re
import unicodedata
from html import escape, unescape

_FONT = "Noto Sans"
_DRAWN = re.compile(
    r"<!-- (?P<words>[^\n]*) -->\n"
    r'\s*<g style="(?P<style>fill: #[0-9a-f]{6})" transform="'
    r"(?P<place>translate\([-.\de ]+\)(?: rotate\([-.\de]+\))?) scale\((?P<scale>[.\d]+) -[.\d]+\)"
    r'">\n'
    r"(?P<outlines>\s*<defs>\n(?:[^<]|<path)*</defs>\n)?"
    r'(?P<glyphs>(?:\s*<use xlink:href="#NotoSans-Regular-[0-9a-f]+"[^<>]*/>\n)+)'
    r"\s*</g>"
)
_UNITS = 100  # in which matplotlib draws glyphs: a scale of 0.07 is 7 points


def with_text(picture: bytes) -> str:
    """Return an SVG of matplotlib's with its words as text elements where that draws the same.

    Words stay outlines where another font, a combining mark or a direction from right to left is
    in them, and where the file does not tell them exactly.
    """
    return _DRAWN.sub(_written, picture.decode("utf-8"))


def _written(match: re.Match[str]) -> str:
    words = unescape(match["words"])
    # matplotlib parts hyphens in the comment that we read the words from
    if "- -" in words or not all(map(_simple, words)):
        return match.group()
    size = f"{float(match['scale']) * _UNITS:g}"
    return (
        f"{match['outlines'] or ''}"  # others may be drawn with these
        f'<text style="{match["style"]}" transform="{match["place"]}" xml:space="preserve" '
        f'font-family="{_FONT}" font-size="{size}">{escape(words)}</text>'
    )


def _simple(character: str) -> bool:
    from_left = unicodedata.bidirectional(character) not in ("R", "AL", "NSM")
    return from_left and not unicodedata.category(character).startswith(("M", "C"))
