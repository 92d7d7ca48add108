"""The network for loaded language: an encoder, and heads for sentences and for pieces.

It has six layers as the attribution model, with weights of its own (decision 31).
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from analysis.training.attribution.network import Drop, Encoder, Shape, pretrained


class Heads(nn.Module):
    """From hidden states to log-odds of sentences and of pieces."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.drop = Drop(dropout)
        self.sentence = nn.Linear(2 * width, 1)
        self.word = nn.Linear(width, 1)

    def forward(self, hidden: Tensor, member: Tensor) -> tuple[Tensor, Tensor]:
        """Return log-odds (batch, sentence) and (batch, piece).

        `member` (batch, sentence, piece) is 1 where a word of the sentence begins; the head sees a
        sentence as the mean and the maximum of its words.
        """
        part = member.to(hidden.dtype)
        mean = part @ hidden / part.sum(dim=2, keepdim=True).clamp(min=1.0)
        outside = (1.0 - part)[..., None] * -1e4
        most = (hidden[:, None] + outside).amax(dim=2)
        pooled = torch.cat([mean, most], dim=2)
        return self.sentence(self.drop(pooled))[..., 0], self.word(self.drop(hidden))[..., 0]


class LoadedNetwork(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = Heads(encoder.shape.width, dropout)
        encoder.freeze()

    def forward(
        self, ids: Tensor, features: Tensor, mask: Tensor, member: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return log-odds (batch, sentence) and (batch, piece)."""
        _, hidden = self.encoder(ids, features, mask)
        odds: tuple[Tensor, Tensor] = self.heads(hidden, member)
        return odds


def begun(weights: Path, shape: Shape, dropout: float) -> LoadedNetwork:
    """Return a network whose encoder has the weights of a pretrained one, its heads fresh."""
    return LoadedNetwork(pretrained(weights, shape, dropout=dropout).encoder, dropout)


def finished(file: Path, shape: Shape) -> LoadedNetwork:
    """Return a network that `analysis.training.loaded.train` has trained."""
    network = LoadedNetwork(Encoder(shape, 0.0), 0.0)
    network.load_state_dict(torch.load(file, weights_only=True))
    return network.eval()


def averaged(files: list[Path], shape: Shape, dropout: float) -> LoadedNetwork:
    """Return a network with the mean of the weights of several trainings (Wortsman et al. 2022)."""
    network = LoadedNetwork(Encoder(shape, dropout), dropout)
    every = [torch.load(file, weights_only=True) for file in files]
    network.load_state_dict(
        {name: torch.stack([one[name] for one in every]).mean(0) for name in every[0]}
    )
    return network
