"""Where sentences end, kind by kind, in sentences written for this test.

A line of `sentences.tsv` holds the text before a place, the text after it, 1 if a sentence ends between
the two or else 0, and the kind of the place.
"""

import csv
from pathlib import Path

import pytest

from analysis.language.sentences import sentence_spans

with (Path(__file__).parent / "sentences.tsv").open(encoding="utf-8", newline="") as file:
    LINES = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
# nothing but the meaning tells that the capital belongs to no name (the card of the model says so)
KNOWN = [
    "Its biggest market is the U.S.",
    "The fire started around 3 a.m.",
    "The patient has hepatitis B.",
    "The crane belongs to Fosskil Corp.",
    "The Granville Co.",
]
KINDS = list(dict.fromkeys(kind for *_, kind in LINES))


def ends_between(before, after):
    place = len(before.rstrip())
    return any(end == place for _, end in sentence_spans(f"{before} {after}"))


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_of_a_kind_end_where_a_reader_ends_them(kind):
    lines = [line for line in LINES if line[3] == kind]
    wrong = [line[:3] for line in lines if ends_between(*line[:2]) != (line[2] == "1")]
    assert [line for line in wrong if line[0] not in KNOWN] == []


def test_every_line_is_well_formed():
    assert all(len(line) == 4 and line[2] in {"0", "1"} for line in LINES)
    assert len({(before, after) for before, after, *_ in LINES}) == len(LINES)
