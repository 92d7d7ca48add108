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


def averaged(networks: list[LoadedNetwork]) -> LoadedNetwork:
    """Return a network with the mean of the weights of several that began alike (Wortsman et al. 2022)."""
    every = [network.state_dict() for network in networks]
    networks[0].load_state_dict(
        {name: torch.stack([one[name] for one in every]).mean(dim=0) for name in every[0]}
    )
    return networks[0]


def main() -> None:
    """Read the arguments and leave the model in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--weights",
        type=Path,
        nargs="+",
        required=True,
        help="weights.pt of trainings, to be averaged",
    )
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    pieces, sentences = 64, 3
    ids, features = (torch.ones(1, pieces, dtype=torch.long) for _ in range(2))
    member = torch.zeros(1, sentences, pieces)
    member[0, 0, :20], member[0, 1, 20:40], member[0, 2, 40:] = 1.0, 1.0, 1.0
    length = torch.export.Dim("pieces", min=2, max=256)
    number = torch.export.Dim("sentences", min=1, max=192)
    exported(
        Unpadded(averaged([finished(file, MINILM) for file in given.weights])),
        (ids, features, member),
        given.out,
        names=(["ids", "features", "member"], ["sentences", "words"]),
        free=({1: length}, {1: length}, {1: number, 2: length}),
    )


if __name__ == "__main__":
    main()
