"""The network for loaded language: the trunk of the attribution encoder, then layers of its own."""

import torch
from torch import Tensor, nn

from analysis.training.network import MINILM, TRUNK, Drop, Layer, Network


class Branch(nn.Module):
    """From the trunk's hidden states to how loaded each sentence and each piece is."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(MINILM, dropout) for _ in range(MINILM.layers - TRUNK))
        self.drop = Drop(dropout)
        self.sentence = nn.Linear(2 * MINILM.width, 1)
        self.word = nn.Linear(MINILM.width, 1)

    def forward(self, trunk: Tensor, mask: Tensor, member: Tensor) -> tuple[Tensor, Tensor]:
        """Return log-odds (batch, sentence) and (batch, piece).

        Parameters
        ----------
        trunk
            Hidden states (batch, piece, width).
        mask
            (batch, piece): 1 for pieces, 0 for padding.
        member
            (batch, sentence, piece): 1 where a piece is part of a sentence.
        """
        visible = (1.0 - mask[:, None, None, :].to(trunk.dtype)) * -1e4
        hidden = trunk
        for layer in self.layers:
            hidden = layer(hidden, visible)
        part = member.to(trunk.dtype)
        mean = part @ hidden / part.sum(dim=2, keepdim=True).clamp(min=1.0)
        outside = (1.0 - part)[..., None] * -1e4
        most = (hidden[:, None] + outside).amax(dim=2)
        pooled = torch.cat([mean, most], dim=2)
        return self.sentence(self.drop(pooled))[..., 0], self.word(self.drop(hidden))[..., 0]


def branch_of(network: Network, dropout: float = 0.1) -> Branch:
    """Return a branch that begins as the upper layers of `network`, the heads fresh."""
    branch = Branch(dropout)
    for own, given in zip(branch.layers, network.encoder.layers[TRUNK:], strict=True):
        own.load_state_dict(given.state_dict())
    return branch
