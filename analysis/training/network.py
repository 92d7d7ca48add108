"""The network that is trained: a six-layer encoder with a tagging head and a linking head."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import gelu

from analysis.language.pieces import FEATURES
from analysis.language.tags import TAGS

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
POSITIONS = 256
LINK = 128  # width of the space in which cues meet sources and contents
REACH = 48  # distances beyond so many pieces count as equal
LINKS = ("source", "content")


class Drop(nn.Module):
    """Dropout with one mask for all windows of a batch: drawing masks costs more than using them."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, hidden: Tensor) -> Tensor:
        """Return `hidden` with that share of it zeroed while training."""
        if not self.training or not self.share:
            return hidden
        kept = torch.rand(hidden.shape[1:], device=hidden.device) >= self.share
        return hidden * (kept / (1 - self.share)).to(hidden.dtype)


class Layer(nn.Module):
    """One transformer layer as BERT has it (normalised after each half)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop(dropout)

    def forward(self, hidden: Tensor, visible: Tensor) -> Tensor:
        """Return the next hidden states; `visible` is added to the attention scores."""
        batch, length, _ = hidden.shape
        query, key, value = (
            part(hidden).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # written out: for windows this short it is faster on a CPU, backwards above all
        scores = (query * (HEADS / WIDTH) ** 0.5) @ key.transpose(2, 3)
        mixed = (scores + visible).softmax(dim=-1) @ value
        joined = self.joined(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        hidden = self.norm_attention(hidden + self.drop(joined))
        further: Tensor = self.norm(hidden + self.drop(self.narrow(gelu(self.wide(hidden)))))
        return further


class Encoder(nn.Module):
    """Word pieces and their features to hidden states."""

    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.feature = nn.Embedding(FEATURES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = Drop(dropout)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return hidden states (batch, pieces, width); `mask` is 1 for pieces, 0 for padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        summed = self.word(ids) + self.position(places) + self.feature(features)
        hidden: Tensor = self.drop(self.norm(summed))
        visible = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, visible)
        return hidden


class Linker(nn.Module):
    """How strongly each piece, read as part of a cue, claims each other piece for its attribution."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.cue = nn.Linear(WIDTH, LINK * len(LINKS))
        self.other = nn.Linear(WIDTH, LINK * len(LINKS))
        self.claim = nn.Linear(WIDTH, len(LINKS))
        self.claimed = nn.Linear(WIDTH, len(LINKS))
        self.distance = nn.Embedding(2 * REACH + 1, len(LINKS))
        self.drop = Drop(dropout)
        nn.init.zeros_(self.distance.weight)
        nn.init.constant_(self.claimed.bias, -2.0)

    def forward(self, hidden: Tensor) -> Tensor:
        """Return link scores (batch, link, cue piece, other piece)."""
        batch, length, _ = hidden.shape
        shape = (batch, length, len(LINKS), LINK)
        cue = self.drop(gelu(self.cue(hidden))).view(shape).transpose(1, 2)
        other = self.drop(gelu(self.other(hidden))).view(shape).permute(0, 2, 3, 1)
        places = torch.arange(length, device=hidden.device)
        apart = (places[None, :] - places[:, None]).clamp(-REACH, REACH) + REACH
        scores: Tensor = cue @ other / math.sqrt(LINK) + self.distance(apart).permute(2, 0, 1)
        claims = self.claim(hidden).transpose(1, 2)[..., None]
        claimed = self.claimed(hidden).transpose(1, 2)[:, :, None, :]
        linked: Tensor = scores + claims + claimed
        return linked


class Network(nn.Module):
    """Encoder, tagging head and linking head; a second task may share `encoder`."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout)
        self.drop = Drop(dropout)
        self.tagger = nn.Linear(WIDTH, len(TAGS))
        self.linker = Linker(dropout)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return tag scores and link scores of a batch of windows."""
        hidden = self.encoder(ids, features, mask)
        return self.tagger(self.drop(hidden)), self.linker(hidden)


_PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "norm_attention",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}


def pretrained(weights: Path, *, dropout: float = 0.1) -> Network:
    """Return a network whose encoder has the weights of a BERT of this shape (safetensors file)."""
    given = load_file(weights)
    words = given["embeddings.word_embeddings.weight"]
    # the one token type there is belongs to every piece, so it joins the positions
    kind = given["embeddings.token_type_embeddings.weight"][0]
    taken = {
        "word.weight": words,
        "position.weight": given["embeddings.position_embeddings.weight"][:POSITIONS] + kind,
        "feature.weight": torch.zeros(FEATURES, WIDTH),
    }
    for half in ("weight", "bias"):
        taken[f"norm.{half}"] = given[f"embeddings.LayerNorm.{half}"]
        for layer in range(LAYERS):
            for theirs, ours in _PARTS.items():
                value = given[f"encoder.layer.{layer}.{theirs}.{half}"]
                taken[f"layers.{layer}.{ours}.{half}"] = value
    network = Network(len(words), dropout)
    network.encoder.load_state_dict(taken)
    return network
