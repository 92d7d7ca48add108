"""Make the shipped model of loaded language: `python -m analysis.training.loaded.weights --help`."""

import argparse
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from analysis.training.attribution.network import MINILM
from analysis.training.attribution.weights import quantised
from analysis.training.loaded.network import LoadedNetwork, finished


class Unpadded(nn.Module):
    """A network that reads windows without padding."""

    def __init__(self, network: LoadedNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor, member: Tensor) -> tuple[Tensor, Tensor]:
        """Return log-odds (1, sentence) and (1, piece)."""
        odds: tuple[Tensor, Tensor] = self.network(ids, features, torch.ones_like(ids), member)
        return odds


def exported(network: LoadedNetwork, file: Path) -> None:
    """Write the network to `file` as float ONNX; one window at a time, any length and sentences."""
    pieces, sentences = 64, 3
    ids, features = (torch.ones(1, pieces, dtype=torch.long) for _ in range(2))
    member = torch.zeros(1, sentences, pieces)
    member[0, 0, :20], member[0, 1, 20:40], member[0, 2, 40:] = 1.0, 1.0, 1.0
    length = torch.export.Dim("pieces", min=2, max=256)
    number = torch.export.Dim("sentences", min=1, max=192)
    program = torch.onnx.export(
        Unpadded(network).eval(),
        (ids, features, member),
        input_names=["ids", "features", "member"],
        output_names=["sentences", "words"],
        dynamic_shapes=({1: length}, {1: length}, {1: number, 2: length}),
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    if program is None:
        raise RuntimeError("the exporter returned no program")
    program.save(str(file), external_data=False)


def main() -> None:
    """Read the arguments and leave the model in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="weights.pt of the training")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    network = finished(given.weights, MINILM)
    with tempfile.TemporaryDirectory() as scratch:
        exported(network, Path(scratch) / "float.onnx")
        quantised(Path(scratch) / "float.onnx", given.out / "model.onnx")


if __name__ == "__main__":
    main()
