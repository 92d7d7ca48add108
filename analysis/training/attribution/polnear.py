"""Make training examples of PolNeAR articles: windows with the tags and links of their annotators.

Windows of similar length are padded to batches, epoch after epoch.
"""

import gzip
import json
import random
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from analysis.models.pieces import Window, windows
from analysis.models.tags import TAGS, tags_of

Record = dict[str, Any]
_COVERING = ("content", "source", "cue")  # where roles overlap the later one wins


@dataclass(frozen=True)
class Example:
    """A window with the answers of its annotators.

    `tags[word, tag]` is the share of annotators who give the word this tag. `cues[row]` is a word
    that is part of a cue, `weights[row]` the share of annotators who say so, and
    `links[0 or 1, row, word]` the share of them who give this word to its source or its content.
    """

    window: Window
    tags: NDArray[np.float32]
    cues: NDArray[np.int64]
    weights: NDArray[np.float32]
    links: NDArray[np.float32]


def read(folder: Path, part: str) -> list[Record]:
    """Return the articles of one part of PolNeAR (`train`, `train.multi`, `dev`)."""
    with gzip.open(folder / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def versions(train: list[Record], several: list[Record]) -> list[list[Record]]:
    """Return for each article of `train` the versions of all its annotators."""
    others: dict[str, list[Record]] = defaultdict(list)
    for record in several:
        others[record["id"]].append(record)
    return [others.get(record["id"]) or [record] for record in train]


def _words_in(window: Window, spans: list[list[int]]) -> list[tuple[int, int]]:
    """Return word ranges of the window that share a character with `spans`."""
    words = window.words
    ranges = [
        (
            bisect_right(words, start, key=attrgetter("end")),
            bisect_left(words, end, key=attrgetter("start")),
        )
        for start, end in spans
    ]
    return [(first, end) for first, end in ranges if first < end]


def _tags(window: Window, record: Record) -> list[int]:
    marked: list[tuple[str, int, int]] = []
    for role in _COVERING:
        for attribution in record["attributions"]:
            for first, end in _words_in(window, attribution[role]):
                marked.extend(_by_paragraph(window, role, first, end))
    return tags_of(len(window.words), list(dict.fromkeys(marked)))


def _by_paragraph(window: Window, role: str, first: int, end: int) -> list[tuple[str, int, int]]:
    runs = groupby(range(first, end), key=lambda place: window.words[place].paragraph)
    places = [list(run) for _, run in runs]
    return [(role, run[0], run[-1] + 1) for run in places]


def examples(tokenizer: Tokenizer, annotated: list[Record]) -> list[Example]:
    """Return the examples of one article, annotated by one or more people."""
    text = annotated[0]["text"]
    headline = (0, len(text.partition("\n")[0]))  # PolNeAR's articles begin with it
    return [_example(window, annotated) for window in windows(tokenizer, text, headline=headline)]


def _example(window: Window, annotated: list[Record]) -> Example:
    length, people = len(window.words), len(annotated)
    tags = np.zeros((length, len(TAGS)), dtype=np.float32)
    votes = np.zeros(length, dtype=np.float32)
    links = np.zeros((2, length, length), dtype=np.float32)
    for record in annotated:
        tags[np.arange(length), _tags(window, record)] += 1 / people
        for attribution in record["attributions"]:
            cue = [
                place for span in _words_in(window, attribution["cue"]) for place in range(*span)
            ]
            votes[cue] += 1
            for number, role in enumerate(("source", "content")):
                for first, end in _words_in(window, attribution[role]):
                    links[number, cue, first:end] += 1
    cues = np.flatnonzero(votes)
    shares = np.minimum(links[:, cues] / votes[cues][None, :, None], 1.0)
    return Example(window, tags, cues, np.minimum(votes[cues] / people, 1.0), shares)


@dataclass(frozen=True)
class Batch:
    """Padded windows and targets; `words` and `cues` are (window, piece) pairs."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    words: tuple[Tensor, Tensor]
    tags: Tensor
    cues: tuple[Tensor, Tensor]
    weights: Tensor
    links: Tensor  # (cue, source or content, piece)
    counted: Tensor  # (cue, piece): the pieces where a word begins


def batch(group: list[Example]) -> Batch:
    """Return the examples padded to one length."""
    longest = max(len(example.window.ids) for example in group)
    ids, features, mask, first = (
        torch.zeros(len(group), longest, dtype=torch.long) for _ in range(4)
    )
    rows, cue_rows, cue_places, links = [], [], [], []
    for row, example in enumerate(group):
        window = example.window
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        features[row, : len(window.ids)] = torch.tensor(window.features)
        mask[row, : len(window.ids)] = 1
        places = torch.tensor(window.positions)
        first[row, places] = 1
        rows.append(torch.full_like(places, row))
        cue_rows.append(torch.full((len(example.cues),), row))
        cue_places.append(places[torch.from_numpy(example.cues)])
        wide = torch.zeros(len(example.cues), 2, longest)
        wide[:, :, places] = torch.from_numpy(example.links).transpose(0, 1)
        links.append(wide)
    cue_row = torch.cat(cue_rows)
    return Batch(
        ids=ids,
        features=features,
        mask=mask,
        words=(torch.cat(rows), torch.cat([torch.tensor(e.window.positions) for e in group])),
        tags=torch.from_numpy(np.concatenate([example.tags for example in group])),
        cues=(cue_row, torch.cat(cue_places)),
        weights=torch.from_numpy(np.concatenate([example.weights for example in group])),
        links=torch.cat(links),
        counted=first[cue_row].float(),
    )


def groups_of(
    data: Sequence[Any], pieces: int, chance: random.Random, *, alike: int = 1
) -> list[list[Any]]:
    """Return groups of examples with windows of like length, in random order, for one epoch.

    Windows are in random order among those whose numbers of pieces, divided by `alike`, agree.
    """
    order = sorted(data, key=lambda one: (len(one.window.ids) // alike, chance.random()))
    groups: list[list[Any]] = [[]]
    for one in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(one.window.ids) > pieces:
            groups.append([])
        groups[-1].append(one)
    chance.shuffle(groups)
    return groups


def endless(data: list[Example], pieces: int, chance: random.Random) -> Iterator[Batch]:
    """Return batches, epoch after epoch."""
    while True:
        yield from map(batch, groups_of(data, pieces, chance))
