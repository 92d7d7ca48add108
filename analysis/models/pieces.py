"""Cut text into the windows that the encoder reads: word pieces with their places in the text.

A window holds whole paragraphs, as many as fit; a paragraph that is too long is cut after a
sentence if possible. Every word keeps its character offsets into the text as stored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 192  # pieces of a window, the three or more special ones included
FEATURES = 27  # capitals (3) times quotation (3) times place in the article (3)
CLOSED, OPEN = 1, 2  # inside a pair of marks; after a mark that nothing closes
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_MARK = re.compile(r"[“”„\"«»]|(?<!')''(?!')|``")
_SENTENCE_END = re.compile(r"[.!?…]|[”\"»]")


@dataclass(frozen=True)
class Word:
    """A word (or a single mark) of a paragraph: its pieces, its place in the text, its features."""

    pieces: tuple[int, ...]
    start: int
    end: int
    feature: int
    paragraph: int


@dataclass(frozen=True)
class Window:
    """The input of the encoder: `positions[k]` is the place among `ids` where word k begins."""

    ids: list[int]
    features: list[int]
    positions: list[int]
    words: list[Word]


def quotation_states(paragraph: str) -> bytearray:
    """Return one state a character: 0 outside marks, `CLOSED` inside a pair, `OPEN` after a lone one.

    Any mark opens and any mark closes (outlets mix them), marks included; a closing curly mark
    never opens and an opening one never closes.
    """
    states = bytearray(len(paragraph))
    opened: int | None = None
    for mark in _MARK.finditer(paragraph):
        if opened is None:
            opened = None if mark.group() in "”" else mark.start()
        elif mark.group() not in ("“", "„", "``"):
            states[opened : mark.end()] = bytes([CLOSED]) * (mark.end() - opened)
            opened = None
    if opened is not None:
        states[opened:] = bytes([OPEN]) * (len(paragraph) - opened)
    return states


def _capitals(word: str) -> int:
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _paragraph_words(tokenizer: "Tokenizer", line: re.Match[str], paragraph: int) -> list[Word]:
    text, at = line.group(), line.start()
    encoded = tokenizer.encode(text, add_special_tokens=False)
    # each of these is a new list whenever it is asked for
    ids, offsets, word_ids = encoded.ids, encoded.offsets, encoded.word_ids
    states = quotation_states(text)
    groups: list[list[int]] = []
    last: int | None = None
    for index, word_id in enumerate(word_ids):
        if word_id is None or word_id != last:
            groups.append([])
        groups[-1].append(index)
        last = word_id
    words = []
    for group in groups:
        start, end = offsets[group[0]][0], offsets[group[-1]][1]
        if start >= end:
            continue
        feature = _capitals(text[start:end]) + 3 * states[start] + 9 * min(paragraph, 2)
        pieces = tuple(ids[index] for index in group[: LONGEST // 4])
        words.append(Word(pieces, at + start, at + end, feature, paragraph))
    return words


def _fitting_parts(words: list[Word], text: str) -> Iterator[list[Word]]:
    """Cut a paragraph into parts that fit a window, after the last sentence end that fits."""
    room, first = LONGEST - 2, 0
    while first < len(words):
        size, place, best = 0, first, first
        while place < len(words) and size + len(words[place].pieces) <= room:
            size += len(words[place].pieces)
            word = words[place]
            place += 1
            if size > room // 2 and _SENTENCE_END.fullmatch(text, word.start, word.end):
                best = place
        cut = place if place == len(words) or best == first else best
        yield words[first:cut]
        first = cut


def windows(
    tokenizer: "Tokenizer", text: str, *, headline: tuple[int, int] = (0, 0), first: int = 1
) -> list[Window]:
    """Return the windows of an article in reading order; together they hold all its words once.

    `headline` is its place in `text`; its paragraphs have the number 0. The others count from `first`.
    """
    open_id, close_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if open_id is None or close_id is None:
        raise ValueError("the tokenizer has no [CLS] or [SEP]; it is not the one of the encoder")
    packed: list[list[list[Word]]] = []
    size = LONGEST
    lines = (line for line in _LINE.finditer(text) if line.group().strip())
    later = count(first)
    for line in lines:
        paragraph = 0 if headline[0] <= line.start() < headline[1] else next(later)
        for part in _fitting_parts(_paragraph_words(tokenizer, line, paragraph), text):
            length = 1 + sum(len(word.pieces) for word in part)
            if size + length > LONGEST:
                packed.append([])
                size = 1
            packed[-1].append(part)
            size += length
    return [_window(parts, open_id, close_id) for parts in packed]


def _window(parts: list[list[Word]], open_id: int, close_id: int) -> Window:
    window = Window(ids=[open_id], features=[0], positions=[], words=[])
    for part in parts:
        for word in part:
            window.positions.append(len(window.ids))
            window.ids.extend(word.pieces)
            window.features.extend([word.feature] * len(word.pieces))
            window.words.append(word)
        window.ids.append(close_id)
        window.features.append(0)
    return window
