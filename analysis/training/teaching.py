"""What a larger network, the teacher, says of examples, mixed into what annotators say of them."""

import gzip
import json
import logging
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.language.pieces import Tokenizer, windows
from analysis.language.tags import TAGS
from analysis.training.network import Network
from analysis.training.polnear import Example

log = logging.getLogger("attribution")
_CUES = [number for number, tag in enumerate(TAGS) if tag.endswith("-cue")]
_LEAST = 0.1  # probability from which on a word is taught as part of a cue
_NEWS = 500  # windows between lines of the log


def unlabelled(tokenizer: Tokenizer, file: Path) -> list[Example]:
    """Return the windows of texts that nobody annotated, without tags and links.

    The file holds JSON lines (gzipped) with a `text`; those with the same `article`, or the same
    `outlet` where there is none, are read as the paragraphs of one text.
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


def taught(teacher: Network, data: list[Example], share: float) -> list[Example]:
    """Return the examples with `share` of the teacher in tags and links, the rest the annotators'."""
    teacher.eval()
    out = []
    for number, example in enumerate(data, 1):
        tags, links = _answers(teacher, example)
        out.append(_mixed(example, tags, links, share))
        if number % _NEWS == 0:
            log.info("taught %d of %d windows", number, len(data))
    return out


@torch.inference_mode()
def _answers(teacher: Network, example: Example) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return probabilities of tags (word, tag) and of links (link, cue word, word)."""
    window = example.window
    ids, features = torch.tensor([window.ids]), torch.tensor([window.features])
    tags, links = teacher(ids, features, torch.ones_like(ids))
    at = torch.tensor(window.positions)
    scores = links[0][:, at[:, None], at[None, :]]
    return tags[0, at].softmax(dim=1).numpy(), scores.sigmoid().numpy()


def _mixed(
    example: Example, tags: NDArray[np.float32], links: NDArray[np.float32], share: float
) -> Example:
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
