"""Reports that show little or nothing of what articles say, for texts that may not be passed on."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
from msgspec.structs import replace

from analysis.language.words import Span, find_words
from analysis.reports.display.blocks import Evidence, Extract, Passage
from analysis.reports.notebook.passages import within
from analysis.tables.labels import labels_of

SHOWN = {"all": None, "snippets": 15, "none": 0}  # words of a text that are shown; None for all
NAME = 15  # words of a name: a speaker without one is called by the words of the text
CUT = " [...]"
_OURS = frozenset({"expected", "outlet", "article"})  # never words of a text
_QUOTED = re.compile(r""": ['"].*""", re.DOTALL)  # what a problem tells of the row itself


def words_shown(texts: object) -> int | None:
    """Return how many words of a text the parameter `texts` lets be shown, None for all.

    Raises ValueError if it is not one of `SHOWN`.
    """
    if texts not in SHOWN:
        raise ValueError(f"texts is {texts!r}; give {', '.join(SHOWN)}")
    return SHOWN[str(texts)]


def cut_table(table: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """Return a table with at most `most` words of an article in a row, over all its columns of such text.

    The columns share them from left to right; what is cut ends with " [...]", and what has nothing left is
    empty. Names, of speakers above all, have at most 15 words; those of outlets and articles stay.
    """
    if most is None:
        return table
    table, left = cut_names(table, most), [most] * len(table)
    if "problem" in table.columns:
        table["problem"] = table["problem"].str.replace(_QUOTED, "", regex=True)
    for column in _columns_of_texts(table):
        cut = [_cut(str(value), words) for value, words in zip(table[column], left, strict=True)]
        left = [words - len(find_words(text)) for words, text in zip(left, cut, strict=True)]
        table[column] = pd.Series(cut, index=table.index, dtype=str)
    return table


def cut_names(table: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """Return a table whose names have at most 15 words; two that begin alike are told apart by a number."""
    if most is None:
        return table
    table, of_texts = table.copy(), _columns_of_texts(table)
    for column in table.columns:
        if (
            column in of_texts
            or column in _OURS
            or not pd.api.types.is_string_dtype(table[column].dtype)
        ):
            continue
        names = {name: cut_name(name) for name in table[column].dropna().unique()}
        if all(name == cut for name, cut in names.items()):
            continue
        seen: dict[str, int] = {}
        for name, cut in names.items():
            seen[cut] = seen.get(cut, 0) + 1
            names[name] = cut if seen[cut] == 1 else f"{cut} ({seen[cut]})"
        table[column] = table[column].map(names).astype(table[column].dtype)
    return table


def _columns_of_texts(table: pd.DataFrame) -> list[str]:
    """Return the columns that hold words of an article, whole or in part, as their table says."""
    return [name for name, label in labels_of(list(table.columns)).items() if label.of_articles]


def cut_name(name: str) -> str:
    """Return a name, or a label with a name in it, of at most 15 words."""
    return _cut(name, NAME)


def cut_text(text: str, most: int | None) -> str:
    """Return words of an article, at most `most` of them."""
    return text if most is None else _cut(text, most)


def cut_sentence(sentence: str, texts: str) -> str:
    """Return a sentence of ours in which no more than 15 words in a row are those of an article.

    `texts` are all articles, each white space one blank.
    """
    words = find_words(sentence)
    begin = 0
    while begin + NAME < len(words):
        start, end = words[begin].start, words[begin + NAME].end
        if sentence[start:end] not in texts:
            begin += 1
            continue
        last = begin + NAME
        while last + 1 < len(words) and sentence[start : words[last + 1].end] in texts:
            last += 1
        kept = words[begin + NAME - 1].end
        sentence = sentence[:kept] + CUT + sentence[words[last].end :]
        words = find_words(sentence)
        begin += NAME
    return sentence


def cut_evidence(block: Evidence, most: int | None) -> Evidence:
    """Return a block of evidence whose passages have at most `most` words around what is marked."""
    if most is None:
        return block
    passages = tuple(_cut_passage(it, most) for it in block.passages)
    groups = tuple(
        replace(group, label=cut_name(group.label), key=_cut_key(group.key))
        for group in block.groups
    )
    return replace(block, groups=groups, passages=passages)


def cut_errors(notebook: dict[str, Any], most: int | None) -> dict[str, Any]:
    """Return an executed notebook whose errors have at most `most` words of their messages."""
    if most is None:
        return notebook
    return {**notebook, "cells": [_without_messages(cell, most) for cell in notebook["cells"]]}


def _without_messages(cell: Mapping[str, Any], most: int) -> dict[str, Any]:
    outputs = []
    for output in cell.get("outputs", []):
        if output.get("output_type") != "error":
            outputs.append(output)
            continue
        told = _cut(str(output["evalue"]), most) or "(its message is left out: parameter texts)"
        outputs.append({**output, "evalue": told, "traceback": [f"{output['ename']}: {told}"]})
    return {**cell, **({"outputs": outputs} if outputs else {})}


def _cut(text: str, most: int) -> str:
    words = find_words(text)
    if len(words) <= most:
        return text
    return text[: words[most - 1].end] + CUT if most else ""


def _cut_key(key: str) -> str:
    """Return the key of a number as figures and tables have it whose names were cut."""
    if not key.startswith("["):
        return key
    return json.dumps([cut_name(str(part)) for part in json.loads(key)], ensure_ascii=False)


def _cut_passage(passage: Passage, most: int) -> Passage:
    about = {name: cut_name(value) for name, value in passage.about.items()}
    return _cut_extracts(replace(passage, about=about), most)


def _cut_extracts(passage: Passage, most: int) -> Passage:
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
    kept = Extract(start + begin, text[begin:end], within(marks, start + begin, start + end))
    more = len(passage.extracts) > 1 or end < len(text)
    before, after = passage.before or begin > 0, passage.after or more
    return replace(passage, extracts=(kept,), before=before, after=after)


def _around(words: list[Span], place: int, most: int) -> tuple[int, int]:
    """Return the first and the end of at most `most` words, a third of them before `place`."""
    at = next((number for number, word in enumerate(words) if word.end > place), len(words))
    first = max(0, min(at - most // 3, len(words) - most))
    return first, min(len(words), first + most)
