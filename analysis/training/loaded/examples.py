"""Make windows of labelled sentences, from which the network of loaded language learns."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tokenizers
import torch
from torch import Tensor

from analysis.language.sentences import sentence_spans
from analysis.models.pieces import Window, windows

Record = dict[str, Any]
SENTENCES = 3  # sentences, at most, side by side in one window


@dataclass(frozen=True)
class Lesson:
    """A window, the words by which each sentence in it is judged, and how loaded these are (0 to 1).

    `marked` is None for a word of which nobody has said it.
    """

    window: Window
    members: list[list[int]]
    labels: list[float]
    marked: list[float | None]


def label(record: Record) -> float:
    """Return how loaded a sentence is: the mean of the majority's vote and the share of votes."""
    majority = float(record["biased"])
    if "votes" not in record:
        return majority
    return 0.5 * majority + 0.5 * record["votes_biased"] / max(1, record["votes"])


def lesson(tokenizer: tokenizers.Tokenizer, group: list[Record]) -> Lesson | None:
    """Return sentences as one window, each a paragraph of it, or None if they do not fit one.

    A sentence has `text` and `biased_spans`, or instead of these `share` for itself and `own`, the spans of
    the words in its author's voice, by which alone it is judged.
    """
    texts = [" ".join(record["text"].splitlines()) for record in group]
    found = windows(tokenizer, "\n".join(texts), first=2)
    if len(found) != 1:
        return None
    starts = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
    marked = []
    members: list[list[int]] = [[] for _ in texts]
    for place, word in enumerate(found[0].words):
        number = word.paragraph - 2
        record, start, end = group[number], word.start - starts[number], word.end - starts[number]
        if "own" not in record or _touches(record["own"], start, end):
            members[number].append(place)
        spans = record.get("biased_spans")
        marked.append(None if spans is None else float(_touches(spans, start, end)))
    labels = [record["share"] if "share" in record else label(record) for record in group]
    return Lesson(found[0], members, labels, marked)


def _touches(spans: list[list[int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def packed(
    tokenizer: tokenizers.Tokenizer, data: list[Record], chance: random.Random
) -> Iterator[Lesson]:
    """Yield the sentences in random order, one to `SENTENCES` of them in a window."""
    order = chance.sample(data, len(data))
    while order:
        group = [order.pop() for _ in range(min(len(order), chance.randint(1, SENTENCES)))]
        made = lesson(tokenizer, group)
        singles = [made] if made else [lesson(tokenizer, [record]) for record in group]
        yield from (one for one in singles if one)


def running(tokenizer: tokenizers.Tokenizer, text: str) -> list[Lesson]:
    """Return the windows of an article with its sentences, which have no labels yet."""
    spans = sentence_spans(text)
    found = []
    headline = (0, len(text.partition("\n")[0]))
    for window in windows(tokenizer, text, headline=headline):
        members = [
            [k for k, word in enumerate(window.words) if start <= word.start < end]
            for start, end in spans
            if window.words and start < window.words[-1].end and window.words[0].start < end
        ]
        members = [words for words in members if words]
        if members:
            blank = [0.0] * len(members)
            found.append(Lesson(window, members, blank, [None] * len(window.words)))
    return found


def padded(group: list[Lesson]) -> tuple[Tensor, ...]:
    """Return ids, features, mask, member, labels, known labels, marks, and words that count."""
    longest = max(len(one.window.ids) for one in group)
    most = max(len(one.members) for one in group)
    ids, features, mask = (torch.zeros(len(group), longest, dtype=torch.long) for _ in range(3))
    member = torch.zeros(len(group), most, longest)
    labels, known = torch.zeros(len(group), most), torch.zeros(len(group), most)
    marked, counted = torch.zeros(len(group), longest), torch.zeros(len(group), longest)
    for row, one in enumerate(group):
        window, at = one.window, torch.tensor(one.window.positions)
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        features[row, : len(window.ids)] = torch.tensor(window.features)
        mask[row, : len(window.ids)] = 1
        marked[row, at] = torch.tensor([share or 0.0 for share in one.marked])
        counted[row, at] = torch.tensor([float(share is not None) for share in one.marked])
        for number, words in enumerate(one.members):
            member[row, number, at[words]] = 1.0
        labels[row, : len(one.labels)], known[row, : len(one.labels)] = torch.tensor(one.labels), 1
    return ids, features, mask, member, labels, known, marked, counted
