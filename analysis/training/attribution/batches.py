"""Windows of like length padded into batches, epoch after epoch."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from analysis.training.attribution.polnear import Example


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


def groups_of(data: list[Example], pieces: int, chance: random.Random) -> list[list[Example]]:
    """Return groups of windows of like length, in random order, for one epoch."""
    order = sorted(data, key=lambda example: (len(example.window.ids), chance.random()))
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.window.ids) > pieces:
            groups.append([])
        groups[-1].append(example)
    chance.shuffle(groups)
    return groups


def endless(data: list[Example], pieces: int, chance: random.Random) -> Iterator[Batch]:
    """Return batches, epoch after epoch."""
    while True:
        yield from map(batch, groups_of(data, pieces, chance))
