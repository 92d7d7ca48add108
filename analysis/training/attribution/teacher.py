"""Mix the answers of a larger network, the teacher, into those of the annotators (decision 27)."""

import gzip
import json
import logging
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.models.encoder import Encoder
from analysis.models.pieces import windows
from analysis.models.tags import TAGS
from analysis.training.attribution.network import Network
from analysis.training.attribution.polnear import Example, batch

log = logging.getLogger("attribution")
_CUES = [number for number, tag in enumerate(TAGS) if tag.endswith("-cue")]
_LEAST = 0.1  # smallest probability of a word that is taught as part of a cue
_TOGETHER = 8  # windows of similar length that the teacher reads at once
_NEWS = 50  # batches between lines of the log
Floats = NDArray[np.floating]
Answer = tuple[Floats, Floats]


def unlabelled(tokenizer: Tokenizer, file: Path) -> list[Example]:
    """Return the windows of texts without annotation, without tags and links.

    The file holds JSON lines (gzipped) with a `text`; lines with the same `article`, or the same
    `outlet` if there is no `article`, are the paragraphs of one text.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            texts[line.get("article") or line["outlet"]].append(" ".join(line["text"].split()))
    return [
        Example(
            window,
            tags=np.zeros((len(window.words), len(TAGS)), dtype=np.float32),
            cues=np.empty(0, dtype=np.int64),
            weights=np.empty(0, dtype=np.float32),
            links=np.empty((2, 0, len(window.words)), dtype=np.float32),
        )
        for paragraphs in texts.values()
        for window in windows(tokenizer, "\n".join(paragraphs), first=1)
    ]


def taught(
    data: list[Example], share: float, *, network: Network, model: Encoder | None = None
) -> list[Example]:
    """Return the examples with mixed tags and links: `share` from the teacher, the rest from annotators.

    The teacher is `network`, or the mean of it and of a shipped `model`.
    """
    network.eval()
    out: list[Example | None] = [None] * len(data)
    order = sorted(range(len(data)), key=lambda place: len(data[place].window.ids))
    for first in range(0, len(order), _TOGETHER):
        places = order[first : first + _TOGETHER]
        for place, answer in zip(places, _answers(network, [data[k] for k in places]), strict=True):
            tags, links = _with(model, data[place], answer) if model else answer
            out[place] = _mixed(data[place], tags, 1 / (1 + np.exp(-links)), share)
        if first // _TOGETHER % _NEWS == 0:
            log.info("taught %d of %d windows", first, len(data))
    return [example for example in out if example is not None]


@torch.inference_mode()
def _answers(network: Network, group: list[Example]) -> list[Answer]:
    """Return probabilities of tags (word, tag) and log-odds of links (link, word, word) of windows."""
    given = batch(group)
    tags, links, _ = network(given.ids, given.features, given.mask)
    answers = []
    for row, example in enumerate(group):
        at = torch.tensor(example.window.positions)
        scores = links[row][:, at[:, None], at[None, :]]
        answers.append((tags[row, at].softmax(dim=1).numpy(), scores.numpy()))
    return answers


def _with(model: Encoder, example: Example, answer: Answer) -> Answer:
    """Return the mean of an answer and the answer of a shipped model."""
    tags, links = answer
    other = model.reading_of(example.window)
    return (tags + np.exp(other.tags)) / 2, (links + other.links) / 2


def _mixed(example: Example, tags: Floats, links: Floats, share: float) -> Example:
    votes = np.zeros(len(tags), dtype=np.float32)
    votes[example.cues] = example.weights
    said = np.zeros_like(links)
    said[:, example.cues] = example.links * example.weights[None, :, None]
    likely = tags[:, _CUES].sum(axis=1)
    weights = (1 - share) * votes + share * likely
    cues = np.flatnonzero((votes > 0) | (likely > _LEAST))
    mixed = (1 - share) * said + share * likely[None, :, None] * links
    return replace(
        example,
        tags=(1 - share) * example.tags + share * tags,
        cues=cues,
        weights=weights[cues],
        links=mixed[:, cues] / weights[cues][None, :, None],
    )
