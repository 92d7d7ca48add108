"""The paper: every number of it stands in a measured file, every reference is given and used."""

import re

from tests.conftest import ROOT
from tests.docs.test_how_good import of_file, peers, quality

PAPER = (ROOT / "paper.md").read_text("utf-8")
REFERENCES = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "paper.bib").read_text("utf-8"), re.M))


def rows():
    table = re.findall(r"^\| (.*) \|$", PAPER, re.M)[2:]
    return [[cell.strip() for cell in row.split("|")] for row in table]


def test_our_numbers_are_those_of_the_measured_files():
    attribution = {r["figure"]: r["value"] for r in quality("attribution") if not r["outlet"]}
    loaded = {(r["data"], r["figure"]): r["value"] for r in quality("loaded")}
    comparison = {row[0]: row[2] for row in of_file("comparison.txt")}
    assert [row[1] for row in rows()] == [
        attribution["all three exactly, F1"],
        loaded["BABE, development part", "sentences, macro-F1"],
        comparison["events with dates, B-cubed F1"],
    ]


def test_the_numbers_of_others_are_measured_for_the_same_figure():
    figures = ["all three exactly, F1", "sentences, macro-F1", "events with dates, B-cubed F1"]
    for row, figure in zip(rows(), figures, strict=True):
        others = sorted(re.findall(r"0\.\d{3}", " ".join(row[2:])))
        assert others == sorted(value for name, value, _ in peers() if name == figure)


def test_there_is_no_number_outside_the_table_and_every_reference_holds():
    outside = re.sub(r"^\|.*$", "", PAPER.partition("---\n\n")[2], flags=re.M)
    assert re.findall(r"\d+\.\d+|\d+ ?%", outside) == []
    assert set(re.findall(r"@(\w+)", PAPER)) == REFERENCES


def test_it_names_the_authors_and_the_day_of_the_release():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    (author,) = re.findall(r"^  - name: (.*)$", PAPER.partition("authors:")[2], re.M)
    assert f"- name: {author}" in citation
