"""Write the words in a picture as text again, where matplotlib drew them glyph by glyph (decision 49).

Our SVG files have letters as outlines, so that they look the same in every program, but nobody can
search an outline. The typesetter has the same font, so it gets the words.
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
_UNITS = 100  # units of matplotlib's glyphs: a scale of 0.07 is 7 points


def with_text(picture: bytes) -> str:
    """Return an SVG from matplotlib with words as text elements, if they look the same.

    Words with another font, a combining mark or a direction from right to left stay outlines, and so do
    words that the file does not give exactly.
    """
    return _DRAWN.sub(_written, picture.decode("utf-8"))


def _written(match: re.Match[str]) -> str:
    words = unescape(match["words"])
    # we read the words from a comment, in which matplotlib separates hyphens
    if "- -" in words or not all(map(_simple, words)):
        return match.group()
    size = f"{float(match['scale']) * _UNITS:g}"
    return (
        f"{match['outlines'] or ''}"  # other glyphs may be drawn with these
        f'<text style="{match["style"]}" transform="{match["place"]}" xml:space="preserve" '
        f'font-family="{_FONT}" font-size="{size}">{escape(words)}</text>'
    )


def _simple(character: str) -> bool:
    from_left = unicodedata.bidirectional(character) not in ("R", "AL", "NSM")
    return from_left and not unicodedata.category(character).startswith(("M", "C"))
