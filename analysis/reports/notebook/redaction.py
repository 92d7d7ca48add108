"""Reports that show little or nothing of what articles say, for texts that may not be passed on."""

import pandas as pd
from msgspec.structs import replace

from analysis.language.words import Span, find_words
from analysis.reports.display.blocks import Evidence, Extract, Passage

SHOWN = {"all": None, "snippets": 15, "none": 0}  # words of a text that are shown; None for all
CUT = " [...]"
# columns that hold words of an article, whole or in part; titles name an article and stay
_TEXTS = frozenset(
    {"text", "sentence", "passage", "content_text", "source_text", "cue_text"}
    | {"loaded", "by_list", "by_model", "left", "right"}
)


def words_shown(texts: object) -> int | None:
    """Return how many words of a text the parameter `texts` lets be shown, None for all.

    Raises
    ------
    ValueError
        If it is not one of `SHOWN`.
    """
    if texts not in SHOWN:
        raise ValueError(f"texts is {texts!r}; give {', '.join(SHOWN)}")
    return SHOWN[str(texts)]


def cut_table(table: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """Return a table with at most `most` words of an article in a row, over all its columns of such text.

    The columns share them from left to right; what is cut ends with " [...]", and what has nothing left is
    empty. Other texts, such as the names of outlets, stay.
    """
    if most is None:
        return table
    table, left = table.copy(), [most] * len(table)
    for column in (name for name in table.columns if name in _TEXTS):
        cut = [_cut(str(value), words) for value, words in zip(table[column], left, strict=True)]
        left = [words - len(find_words(text)) for words, text in zip(left, cut, strict=True)]
        table[column] = pd.Series(cut, index=table.index, dtype=str)
    return table


def cut_evidence(block: Evidence, most: int | None) -> Evidence:
    """Return a block of evidence whose passages have at most `most` words around what is marked."""
    if most is None:
        return block
    return replace(block, passages=tuple(_cut_passage(it, most) for it in block.passages))


def _cut(text: str, most: int) -> str:
    words = find_words(text)
    if len(words) <= most:
        return text
    return text[: words[most - 1].end] + CUT if most else ""


def _cut_passage(passage: Passage, most: int) -> Passage:
    if not most or not passage.extracts:
        return replace(passage, extracts=(), before=False, after=False)
    extract = passage.extracts[0]
    start, text, marks = extract.start, extract.text, extract.marks
    words = find_words(text)
    if len(words) <= most and len(passage.extracts) == 1:
        return passage
    first, last = _around(words, min((mark.start for mark in marks), default=start) - start, most)
    begin = words[first].start if words and first else 0
    end = words[last - 1].end if words and last < len(words) else len(text)
    clipped = (
        mark._replace(start=max(mark.start, start + begin), end=min(mark.end, start + end))
        for mark in marks
    )
    kept = Extract(
        start + begin, text[begin:end], tuple(mark for mark in clipped if mark.start < mark.end)
    )
    more = len(passage.extracts) > 1 or end < len(text)
    before, after = passage.before or begin > 0, passage.after or more
    return replace(passage, extracts=(kept,), before=before, after=after)


def _around(words: list[Span], place: int, most: int) -> tuple[int, int]:
    """Return the first and the end of at most `most` words, a third of them before `place`."""
    at = next((number for number, word in enumerate(words) if word.end > place), len(words))
    first = max(0, min(at - most // 3, len(words) - most))
    return first, min(len(words), first + most)
