"""Weigh the list of loaded words: `python -m analysis.training.loaded.lexicon --babe F --ptc F --list F`.

Reads `term`, `category` and `pos` of the list and writes it anew with `weight`, `n` and `marked`: the
share of an entry's occurrences that people marked as loaded, shrunk to the mean of its category.
Occurrences in BABE (train) count fully, those in PTC a tenth: its annotators marked fewer words.
"""

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.language.words import find_words
from analysis.measures.loaded.lexicons import Entry, Lexicon, read_lexicon
from analysis.measures.loaded.matching import Matcher

SHRINK = 5.0  # weight of the mean of the category, in occurrences
PTC = 0.1  # weight of an occurrence in PTC
Record = dict[str, Any]


def records(file: Path) -> Iterator[Record]:
    """Yield the sentences of a file of JSON lines, gzipped."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def counted(lexicon: Lexicon, sentences: list[tuple[Record, float]]) -> tuple[Counter[Entry], ...]:
    """Return the number of occurrences of each entry, and of those that a marked span touches."""
    matcher = Matcher(lexicon)
    n, marked = Counter[Entry](), Counter[Entry]()
    for sentence, worth in sentences:
        words = find_words(sentence["text"])
        for hit in matcher.hits([word.word for word in words]):
            start, end = words[hit.first].start, words[hit.end - 1].end
            n[hit.entry] += worth  # type: ignore[assignment]
            if any(a < end and start < b for a, b in sentence["biased_spans"]):
                marked[hit.entry] += worth  # type: ignore[assignment]
    return n, marked


def weighed(lexicon: Lexicon, sentences: list[tuple[Record, float]]) -> list[tuple[Any, ...]]:
    """Return term, category, pos, weight, n and marked of every entry."""
    n, marked = counted(lexicon, sentences)
    all_n, all_marked = Counter[str](), Counter[str]()
    for entry in lexicon.entries:
        all_n[entry.categories[0]] += n[entry]
        all_marked[entry.categories[0]] += marked[entry]
    rows = []
    for entry in lexicon.entries:
        (category,) = entry.categories
        mean = all_marked[category] / max(1.0, all_n[category])
        weight = (marked[entry] + SHRINK * mean) / (n[entry] + SHRINK)
        counts = round(n[entry], 1), round(marked[entry], 1)
        rows.append((entry.term, category, entry.part, f"{weight:.3f}", *counts))
    return sorted(rows, key=lambda row: (row[1], row[0], row[2]))


def main() -> None:
    """Read the arguments, weigh, write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("babe", "ptc", "list"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    lexicon = read_lexicon(str(given.list))
    sentences = [(row, 1.0) for row in records(given.babe)]
    sentences += [(row, PTC) for row in records(given.ptc)]
    rows = weighed(lexicon, sentences)
    with given.list.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(("term", "category", "pos", "weight", "n", "marked"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
