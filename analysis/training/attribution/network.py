"""The network of the attribution model: an encoder with a tagging head and a linking head.

The network of the project has six layers; its teacher has twelve wider ones (decision 27).
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import gelu

from analysis.models.pieces import FEATURES
from analysis.models.tags import TAGS

POSITIONS = 256
TRUNK = 3  # layers that other tasks share
FARTHEST = 128  # relative positions beyond so many pieces count as equal (MPNet)
LINK = 128  # width of the space in which cues meet sources and contents
REACH = 48  # distances beyond so many pieces count as equal
LINKS = ("source", "content")
_OPEN, _CLOSE = 101, 102  # the pieces [CLS] and [SEP] among those of BERT


@dataclass(frozen=True)
class Shape:
    """The sizes of an encoder; `buckets` is the number of relative positions in its attention.

    The lowest `frozen` layers keep their pretrained weights; the features of the pieces are added
    to their result.
    """

    width: int
    layers: int
    buckets: int = 0
    epsilon: float = 1e-12
    frozen: int = 0
    heads: int = 12
    vocabulary: int = 30522


MINILM = Shape(width=384, layers=6)
MPNET = Shape(width=768, layers=12, buckets=32, epsilon=1e-5, frozen=4)


class Drop(nn.Module):
    """Dropout with one mask for all windows of a batch: drawing masks costs more than using them."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, hidden: Tensor) -> Tensor:
        """Return `hidden`; in training that share of it becomes zero."""
        if not self.training or not self.share:
            return hidden
        kept = torch.rand(hidden.shape[1:], device=hidden.device) >= self.share
        return hidden * (kept / (1 - self.share)).to(hidden.dtype)


class Layer(nn.Module):
    """One transformer layer as in BERT (normalised after each half)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.query, self.key, self.value, self.joined = (nn.Linear(width, width) for _ in range(4))
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm_attention = nn.LayerNorm(width, eps=shape.epsilon)
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.drop = Drop(dropout)

    def forward(self, hidden: Tensor, visible: Tensor) -> Tensor:
        """Return the next hidden states; `visible` is added to the attention scores."""
        batch, length, width = hidden.shape
        query, key, value = (
            part(hidden).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # by hand: for windows this short it is faster on a CPU, above all backwards
        scores = (query * (self.heads / width) ** 0.5) @ key.transpose(2, 3)
        mixed = (scores + visible).softmax(dim=-1) @ value
        joined = self.joined(mixed.transpose(1, 2).reshape(batch, length, width))
        hidden = self.norm_attention(hidden + self.drop(joined))
        further: Tensor = self.norm(hidden + self.drop(self.narrow(gelu(self.wide(hidden)))))
        return further


class Encoder(nn.Module):
    """Word pieces and their features to hidden states."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(POSITIONS, shape.width)
        self.feature = nn.Embedding(FEATURES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.drop = Drop(dropout)
        if shape.buckets:
            self.apart = nn.Embedding(shape.buckets, shape.heads)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the hidden states (batch, pieces, width) of the trunk and of the last layer.

        `mask` is 1 for pieces, 0 for padding.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        frozen = self.shape.frozen
        hidden: Tensor = self.word(ids) + self.position(places)
        if not frozen:
            hidden = hidden + self.feature(features)
        hidden = self.drop(self.norm(hidden))
        visible = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        if self.shape.buckets:
            visible = visible + self.apart(_bucket(places, self.shape.buckets)).permute(2, 0, 1)
        trunk = hidden
        for number, layer in enumerate(self.layers):
            if frozen and number == frozen:
                hidden = hidden + self.feature(features)
            if number == TRUNK:
                trunk = hidden
            hidden = layer(hidden, visible)
        return trunk, hidden

    def freeze(self) -> None:
        """Keep the word embeddings (too many for so few articles) and the frozen layers as they are."""
        kept = [self.word, *self.layers[: self.shape.frozen]]
        if self.shape.frozen:
            kept += [self.position, self.norm]
            kept += [self.apart] if self.shape.buckets else []
        for part in kept:
            part.requires_grad_(requires_grad=False)


def _bucket(places: Tensor, buckets: int) -> Tensor:
    """Return the number of the relative position of every pair of places, as MPNet and T5 have it.

    Half the buckets are for pieces behind, half for pieces before; in each the first half are exact
    distances, and the rest grow by a constant factor up to `FARTHEST`.
    """
    apart = places[None, :] - places[:, None]
    half, exact = buckets // 2, buckets // 4
    distance = apart.abs()
    grown = exact + (
        torch.log(distance.clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)
    ).to(torch.long)
    near = torch.where(distance < exact, distance, grown.clamp(max=half - 1))
    return near + half * (apart > 0)


class Linker(nn.Module):
    """Score how strongly each piece, as part of a cue, claims each other piece for its attribution."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.cue = nn.Linear(width, LINK * len(LINKS))
        self.other = nn.Linear(width, LINK * len(LINKS))
        self.claim = nn.Linear(width, len(LINKS))
        self.claimed = nn.Linear(width, len(LINKS))
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
    """Encoder, tagging head and linking head; other tasks begin with its trunk."""

    def __init__(self, shape: Shape = MINILM, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(shape, dropout)
        self.drop = Drop(dropout)
        self.tagger = nn.Linear(shape.width, len(TAGS))
        self.linker = Linker(shape.width, dropout)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tag scores, link scores and the trunk's hidden states of a batch of windows."""
        trunk, hidden = self.encoder(ids, features, mask)
        return self.tagger(self.drop(hidden)), self.linker(hidden), trunk


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
_PARTS_OF_MPNET = {
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "joined",
    "attention.LayerNorm": "norm_attention",
}


def pretrained(weights: Path, shape: Shape = MINILM, *, dropout: float = 0.1) -> Network:
    """Return a network whose encoder has the weights of a BERT or MPNet of this shape (safetensors)."""
    given = load_file(weights)
    words = given["embeddings.word_embeddings.weight"]
    positions = given["embeddings.position_embeddings.weight"]
    parts = _PARTS
    taken = {"feature.weight": torch.zeros(FEATURES, shape.width)}
    if shape.buckets:
        parts = {ours: theirs for ours, theirs in _PARTS.items() if "attention" not in ours}
        parts |= _PARTS_OF_MPNET
        # the same word pieces, four numbers later; the special ones have other names
        words, specials = words[4:-1].clone(), words[:3]
        words[[_OPEN, 0, _CLOSE]] = specials
        positions = positions[2:]
        taken["apart.weight"] = given["encoder.relative_attention_bias.weight"]
    else:
        # there is one token type for all pieces, so it joins the positions
        positions = positions + given["embeddings.token_type_embeddings.weight"][0]
    taken |= {"word.weight": words, "position.weight": positions[:POSITIONS]}
    for half in ("weight", "bias"):
        taken[f"norm.{half}"] = given[f"embeddings.LayerNorm.{half}"]
        for layer in range(shape.layers):
            for theirs, ours in parts.items():
                value = given[f"encoder.layer.{layer}.{theirs}.{half}"]
                taken[f"layers.{layer}.{ours}.{half}"] = value
    network = Network(shape, dropout)
    network.encoder.load_state_dict(taken)
    network.encoder.freeze()
    return network
