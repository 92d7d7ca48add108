"""Find the quotation marks of a paragraph, and decide from their neighbours what each can do.

A mark is either *double* (every kind that can only quote, `''` included) or *single* (the kinds that
may also be an apostrophe). The characters on its two sides decide whether it can open or close;
marks that touch are read as one, so that both marks of ``“‘No’`` see the blank and the N.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

SINGLE = "'‘’‚‛`´＇"
OPENERS = "“„‟«‹「『〝‘‚"
CLOSERS = "”»›」』〞〟’"
_DOUBLE = '"“”„‟«»‹›「」『』〝〞〟＂'

# bytes of UTF-8 that were read as Western letters and marks, from three on: the dash of "it â€” all"
_BYTES = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + "\x80-\x9f"
_BROKEN = rf"(?-i:(?=[^\x00-\x7f]{{3}})(?:[ÂÃÅÆË][{_BYTES}]|â[{_BYTES}]{{2}})+)"
# no marks, but similar: attributes of markup, heights (5'11"), rock 'n' roll
_NO_MARK = (
    r"=[\"'”][^\"'”<>\n]{0,200}[\"'”]"
    r"|(?<![\w.])\d{1,3}\s?['’]\s?\d{1,2}(?:\.\d+|\s?[½¼¾])?(?:[\"”]|''|’’)"
    r"|(?<=\s)['’‘]n['’‘](?=\s)"
)
_RUN = re.compile(rf"(?P<none>{_NO_MARK}|{_BROKEN})|[{SINGLE}{_DOUBLE}]+", re.IGNORECASE)
# two single marks of one kind are a double one; of three, the outer two
_LEADING = re.compile(r"(['‘’`])\1|.")
_TRAILING = re.compile(r"(['‘’`])\1(?!\1(?!\1))|.")

# a single mark before these is more likely an apostrophe, and after those, before another word
_ELISION = re.compile(
    r"\d\d(?!\d)|(?:em|til|till|cause|bout|tis|twas|twill|round|neath|ere|cept|nother|cuz)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"(?:[sxz\d]|in|\b(?:o|ol|an|th|lil|po|mo|wi))$", re.IGNORECASE)
_WORD_AFTER = re.compile(r"\s\w")
_INCHES = re.compile(r"(?<![\w.,])\d{1,2}(?:\.\d+)?[½¼¾]?$")

_POINT_FIRST = re.compile(r"\.[@\w]")  # ".@POTUS" and ".38" begin with a point

_DASHES = "-‐‑‒–—―"
_OPEN_BRACKETS = "([{<"
_CLOSING = ".,;:!?)]}>،؛؟"


class Mark(NamedTuple):
    """A mark, `text` at `[start:end]`: `role` is "opens", "closes" or "either", by its two sides.

    `firm` is False when it may well be no quotation mark (an apostrophe, inches).
    """

    start: int
    end: int
    text: str
    role: str
    firm: bool


def marks_of(text: str, start: int, end: int) -> tuple[list[Mark], list[Mark]]:
    """Return the double and the single marks of the paragraph `text[start:end]`, in order."""
    doubles: list[Mark] = []
    singles: list[Mark] = []
    for run in _RUN.finditer(text, start, end):
        if run["none"] is not None:
            continue
        role = _role(text, *run.span())
        pieces = _TRAILING if role == "closes" else _LEADING
        for piece in pieces.finditer(run.group()):
            first, last = (run.start() + offset for offset in piece.span())
            mark = Mark(first, last, piece[0], role, firm=True)
            if mark.text in SINGLE:
                singles += _single(text, mark, run.end())
            else:
                doubles.append(mark._replace(firm=not _after_inches(text, mark)))
    return doubles, singles


@cache
def _side(char: str) -> str:
    """Return the class of a neighbour; a letter of a script without blanks between words decides nothing."""
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        return "gap"
    if "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uff65":
        return "gap"
    kinds = {"dash": _DASHES, "bracket": _OPEN_BRACKETS, "closing": _CLOSING}
    return next((kind for kind, chars in kinds.items() if char in chars), "word")


# what a mark does by the class before it, and those after it; all other pairs leave the role open
_OPENS = {
    "gap": ("word", "dash", "bracket"),
    "dash": ("word", "bracket"),
    "bracket": ("gap", "word", "dash", "bracket"),
}
_CLOSES = {
    "gap": ("closing",),  # « ainsi », dit-il
    "dash": ("gap", "closing"),
    "word": ("gap", "dash", "closing", "bracket"),
    "closing": ("gap", "dash", "closing", "bracket"),
}


def _role(text: str, start: int, end: int) -> str:
    before = _side(text[start - 1]) if start else "gap"
    after = _side(text[end]) if end < len(text) else "gap"
    if before == "gap" and text[end : end + 2] in ("..", ". "):
        after = "word" if text[end : end + 3] in ("...", ". .") else after
    if before == "gap" and text[start] not in CLOSERS and _POINT_FIRST.match(text, end):
        after = "word"
    if after in _OPENS.get(before, ()):
        return "opens"
    return "closes" if after in _CLOSES.get(before, ()) else "either"


def _single(text: str, mark: Mark, run_end: int) -> list[Mark]:
    """Return the single mark with its doubts, or nothing where it is an apostrophe inside a word."""
    if mark.role == "opens":
        return [mark._replace(firm=mark.text != "’" and not _ELISION.match(text, run_end))]
    if mark.role == "closes":
        left_out = _LEFT_OUT.search(text[max(0, mark.start - 5) : mark.start])
        return [mark._replace(firm=not (left_out and _WORD_AFTER.match(text, run_end)))]
    gaps = mark.start == 0 or _side(text[mark.start - 1]) == "gap"
    if gaps and mark.text in OPENERS:
        return [mark._replace(role="opens")]
    return [mark._replace(role="closes")] if gaps and mark.text in CLOSERS else []


def _after_inches(text: str, mark: Mark) -> bool:
    return mark.role == "closes" and bool(_INCHES.search(text[max(0, mark.start - 8) : mark.start]))
