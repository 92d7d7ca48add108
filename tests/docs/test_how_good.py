"""Every number of "How good is it" in the README is one that was measured."""

import csv
import re

from analysis.inference.page_quality import page_quality
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
TABLE = README.partition("## How good is it")[2].partition("\n## ")[0]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")][2:]


def quality(model):
    path = ROOT / f"analysis/resources/models/{model}/quality.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def told(row):
    return f"{row['value']} ({row['low']} to {row['high']})"


def of_file(name):
    lines = (ROOT / "docs/measured" / name).read_text("utf-8").splitlines()
    return [re.split(r" {2,}", line.strip()) for line in lines if line.strip()]


def peers():
    """Return figure, value and the way it was made, of other tools and people."""
    return [(row[0], row[3], row[4]) for row in of_file("peers.txt")[2:]]


def test_our_numbers_are_those_of_the_quality_tables_and_of_the_measured_files():
    ours = [row[1].strip() for row in ROWS]
    attribution = {row["figure"]: told(row) for row in quality("attribution") if not row["outlet"]}
    loaded = {(row["data"], row["figure"]): told(row) for row in quality("loaded")}
    comparison = {row[0]: row[2] for row in of_file("comparison.txt")}
    assert ours == [
        attribution["all three exactly, F1"],
        attribution["the same with source and cue, F1"],
        loaded["BABE, development part", "sentences, macro-F1"],
        loaded["CheckThat, development part", "sentences, macro-F1, by own words"],
        comparison["events with dates, B-cubed F1"],
        comparison["shared quotations, labelled pairs, F1"],
    ]


def test_the_known_error_of_pages_is_the_one_that_is_shipped():
    every = page_quality().iloc[0]  # of any kind
    shares = [f"{every[what] / every['statements']:.1%}" for what in ("false", "misleading")]
    said = " ".join(README.split())
    assert f"{shares[0]} of the statements were false and {shares[1]} misleading" in said
    assert f"[{every['pages']} pages, {every['statements']:,} statements]" in said


def test_the_numbers_of_others_are_those_of_their_file():
    written = re.findall(r"0\.\d{3}", " ".join(" ".join(row[2:]) for row in ROWS))
    assert sorted(written) == sorted(value for _, value, _ in peers())


def test_it_is_said_which_numbers_are_recorded_and_on_what_people_were_measured():
    said = " ".join(README.split())
    recorded = {row[2] for row in of_file("peers.txt")[2:] if row[4].startswith("recorded")}
    told = re.search(r"Of ([^.]*) only the numbers are kept", said)[1]
    assert len(re.split(r", | and ", told)) == len(recorded)
    (articles,) = {
        row[1] for row in of_file("peers.txt")[2:] if row[2] == "one person against another"
    }
    assert f"people on {articles}" in said


def test_what_a_model_does_on_a_corpus_that_it_had_not_seen_is_on_its_card():
    card = (ROOT / "analysis/resources/models/loaded/card.md").read_text("utf-8")
    (unseen,) = re.findall(r"had not seen CheckThat: .*CheckThat (\.\d{3}) by own words", card)
    assert f"which had not learned from that corpus, had 0{unseen}." in " ".join(README.split())
