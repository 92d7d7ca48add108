"""Make the shipped model of loaded language: `python -m analysis.training.loaded.weights --help`."""

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn

from analysis.training.attribution.network import MINILM
from analysis.training.attribution.weights import exported
from analysis.training.loaded.network import LoadedNetwork, finished


class Unpadded(nn.Module):
    """A network that reads one window at a time, without padding, and any number of its sentences."""

    def __init__(self, network: LoadedNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor, member: Tensor) -> tuple[Tensor, Tensor]:
        """Return log-odds (1, sentence) and (1, piece)."""
        odds: tuple[Tensor, Tensor] = self.network(ids, features, torch.ones_like(ids), member)
        return odds


def main() -> None:
    """Read the arguments and leave the model in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="weights.pt of the training")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    pieces, sentences = 64, 3
    ids, features = (torch.ones(1, pieces, dtype=torch.long) for _ in range(2))
    member = torch.zeros(1, sentences, pieces)
    member[0, 0, :20], member[0, 1, 20:40], member[0, 2, 40:] = 1.0, 1.0, 1.0
    length = torch.export.Dim("pieces", min=2, max=256)
    number = torch.export.Dim("sentences", min=1, max=192)
    exported(
        Unpadded(finished(given.weights, MINILM)),
        (ids, features, member),
        given.out,
        names=(["ids", "features", "member"], ["sentences", "words"]),
        free=({1: length}, {1: length}, {1: number, 2: length}),
    )


if __name__ == "__main__":
    main()
