"""Train the model of loaded language: `python -m analysis.training.loaded.train --help`.

Learns first from the loaded-language spans of PTC, then from the answers of a teacher (if there is one) on
running news text, then from BABE (train), whose labels are shares of experts' votes, and from CheckThat
(train), whose sentences are judged by their author's own words.
"""

import argparse
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from analysis.measures.loaded.lexicons import own_lexicon
from analysis.models.encoder import Grader
from analysis.training.attribution.network import MINILM
from analysis.training.attribution.polnear import groups_of
from analysis.training.attribution.train import begin, schedule, with_settings
from analysis.training.loaded.examples import Lesson, Record, packed, padded
from analysis.training.loaded.lexicon import records
from analysis.training.loaded.network import LoadedNetwork, averaged, begun
from analysis.training.loaded.opinions import opinions
from analysis.training.loaded.renaming import with_names
from analysis.training.loaded.teacher import taught

log = logging.getLogger("loaded")


@dataclass(frozen=True)
class Settings:
    """Everything that decides the weights, apart from the data and where the weights begin."""

    seed: int = 1
    ptc_epochs: int = 2
    taught_epochs: int = 2
    epochs: int = 4
    pieces: int = 1024  # pieces of a batch, padding included
    rate: float = 1e-4
    head_rate: float = 5e-4
    decay: float = 0.01
    warm: float = 0.1
    dropout: float = 0.15
    word_weight: float = 4.0  # weight of the loss of words
    names: float = 0.2  # share of the sentences of BABE read again with loaded words as names
    threads: int = 1
    # if not -1, leave out every fifth group of similar sentences of BABE, beginning here
    fold: int = -1


def loss(network: LoadedNetwork, given: tuple[Tensor, ...], word_weight: float) -> Tensor:
    """Return the mean loss of a sentence plus the weighted mean loss of a word."""
    ids, features, mask, member, labels, known, marked, counted = given
    sentence, word = network(ids, features, mask, member)
    sums = binary_cross_entropy_with_logits(sentence, labels, known, reduction="sum")
    of_words = binary_cross_entropy_with_logits(word, marked, counted, reduction="sum")
    return sums / known.sum() + word_weight * of_words / counted.sum()


def train(
    network: LoadedNetwork, epochs: int, lessons: Callable[[], list[Lesson]], settings: Settings
) -> None:
    """Fit the network for so many epochs; `lessons` are drawn anew for each."""
    if not epochs:
        return
    chance = random.Random(settings.seed)  # noqa: S311  not for secrets
    optimiser = torch.optim.AdamW(
        [
            {"params": network.heads.parameters(), "lr": settings.head_rate},
            {
                "params": [w for w in network.encoder.parameters() if w.requires_grad],
                "lr": settings.rate,
            },
        ],
        weight_decay=settings.decay,
    )
    drawn = [groups_of(lessons(), settings.pieces, chance, alike=16) for _ in range(epochs)]
    plan = schedule(optimiser, sum(len(groups) for groups in drawn), settings.warm)
    network.train()
    for epoch, groups in enumerate(drawn, 1):
        summed = 0.0
        for group in groups:
            cost = loss(network, padded(group), settings.word_weight)
            optimiser.zero_grad()
            cost.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            plan.step()
            summed += cost.item()
        log.info("epoch %d, %d steps, loss %.4f", epoch, len(groups), summed / len(groups))


def spans_of_ptc(data: list[Record], chance: random.Random) -> list[Record]:
    """Return the sentences with loaded spans, and twice as many of those without any technique."""
    long = [record for record in data if len(record["text"]) > 20]
    loaded = [record for record in long if record["biased"]]
    calm = [record for record in long if not record["biased"] and not record["techniques"]]
    return loaded + chance.sample(calm, min(len(calm), 2 * len(loaded)))


def arguments() -> tuple[argparse.Namespace, Settings]:
    """Return the arguments of the command line, and the settings among them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--babe", type=Path, required=True, help="BABE, training part")
    parser.add_argument("--ptc", type=Path, required=True)
    parser.add_argument("--checkthat", type=Path, help="CheckThat, training part")
    parser.add_argument("--teacher", type=Path, help="the folder of a finished model")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="what it reads")
    parser.add_argument("--articles", type=int, help="of these texts, only so many")
    parser.add_argument(
        "--begin", type=Path, nargs="*", help="weights.pt of trainings, whose mean is trained on"
    )
    parser.add_argument("--out", type=Path, required=True)
    return with_settings(parser, Settings())


def main() -> None:
    """Read the arguments, train, and leave `weights.pt` with its settings."""
    given, settings = arguments()
    weights, tokenizer = begin(given.out, settings)
    if given.begin:
        network = averaged(given.begin, MINILM, settings.dropout)
    else:
        network = begun(weights, MINILM, settings.dropout)
    chance = random.Random(settings.seed)  # noqa: S311
    ptc = spans_of_ptc(list(records(given.ptc)), chance)
    babe = [
        record
        for record in records(given.babe)
        if settings.fold < 0 or record["group"] % 5 != settings.fold
    ]
    train(network, settings.ptc_epochs, lambda: list(packed(tokenizer, ptc, chance)), settings)
    if given.teacher:
        lessons = taught(tokenizer, Grader(given.teacher), given.texts, given.articles)
        train(network, settings.taught_epochs, lambda: lessons, settings)
    words = [entry.term for entry in own_lexicon().entries if entry.term.isalpha()]
    babe += with_names(babe, words, settings.names, chance)
    if given.checkthat:
        told = [one for one in opinions(given.checkthat) if one["own"]]
        # as many subjective sentences as others, nearly, as in BABE
        babe += told + [one for one in told if one["share"] > 0]
    train(network, settings.epochs, lambda: list(packed(tokenizer, babe, chance)), settings)
    torch.save(network.state_dict(), given.out / "weights.pt")


if __name__ == "__main__":
    main()
