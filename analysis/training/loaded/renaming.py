"""Make sentences in which loaded words are names, so that the network learns that names are none."""

import random
import re
from collections.abc import Sequence

from analysis.training.loaded.lexicon import Record

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?=[ ,.'’])")


def with_names(
    data: Sequence[Record], words: Sequence[str], share: float, chance: random.Random
) -> list[Record]:
    """Return so large a share of the sentences again, one name in each replaced by a loaded word."""
    chosen = chance.sample(list(data), int(share * len(data)))
    made = (_renamed(record, chance.choice(words).title(), chance) for record in chosen)
    return [record for record in made if record]


def _renamed(record: Record, name: str, chance: random.Random) -> Record | None:
    places = [
        found.span()
        for found in _NAME.finditer(record["text"])
        if not any(a < found.end() and found.start() < b for a, b in record["biased_spans"])
    ]
    if not places:
        return None
    start, end = chance.choice(places)
    longer = len(name) - (end - start)
    spans = [[at + longer * (at >= end) for at in span] for span in record["biased_spans"]]
    text = record["text"][:start] + name + record["text"][end:]
    return {**record, "text": text, "biased_spans": spans}
