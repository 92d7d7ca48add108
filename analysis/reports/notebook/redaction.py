"""Reports that show little or nothing of what articles say, for texts that may not be passed on."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.language.words import Span, find_words

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


def cut_evidence(block: Mapping[str, Any], most: int | None) -> dict[str, Any]:
    """Return a block of evidence whose passages have at most `most` words around what is marked."""
    if most is None:
        return dict(block)
    passages = [_cut_passage(passage, most) for passage in block["passages"]]
    return {**block, "passages": passages}


def _cut(text: str, most: int) -> str:
    words = find_words(text)
    if len(words) <= most:
        return text
    return text[: words[most - 1].end] + CUT if most else ""


def _cut_passage(passage: Mapping[str, Any], most: int) -> dict[str, Any]:
    if not most or not passage["extracts"]:
        return {**passage, "extracts": [], "before": False, "after": False}
    extract = passage["extracts"][0]
    start, text, marks = extract["start"], extract["text"], extract["marks"]
    words = find_words(text)
    if len(words) <= most and len(passage["extracts"]) == 1:
        return dict(passage)
    first, last = _around(words, min((mark[0] for mark in marks), default=start) - start, most)
    begin = words[first].start if words and first else 0
    end = words[last - 1].end if words and last < len(words) else len(text)
    clipped = [
        [max(mark[0], start + begin), min(mark[1], start + end), *mark[2:]] for mark in marks
    ]
    kept = {
        "start": start + begin,
        "text": text[begin:end],
        "marks": [mark for mark in clipped if mark[0] < mark[1]],
    }
    more = len(passage["extracts"]) > 1 or end < len(text)
    before, after = passage["before"] or begin > 0, passage["after"] or more
    return {**passage, "extracts": [kept], "before": before, "after": after}


def _around(words: list[Span], place: int, most: int) -> tuple[int, int]:
    """Return the first and the end of at most `most` words, a third of them before `place`."""
    at = next((number for number, word in enumerate(words) if word.end > place), len(words))
    first = max(0, min(at - most // 3, len(words) - most))
    return first, min(len(words), first + most)
