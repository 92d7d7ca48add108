"""Placeholders stand for what was measured, and for nothing else."""

import csv

import pytest

from analysis.measures.attribution import attribution_quality
from analysis.measures.loaded import lexicon_quality, own_lexicon
from docs.extension.filling import PLACEHOLDER, filled
from docs.extension.numbers import QUALITY
from tests.docs.pages import DOCS


def test_a_number_is_that_of_the_quality_table():
    row = attribution_quality().query("figure == 'direct, found' and outlet == 'nyt'").iloc[0]
    shares = [f"{100 * row[name]:.0f}" for name in ("value", "low", "high")]
    assert (
        filled("{{ attribution: nyt; direct, found }}", "page")
        == f"{shares[0]}% ({shares[1]} to {shares[2]})"
    )
    row = attribution_quality().query("figure == 'direct quotes, F1' and outlet == ''").iloc[0]
    expected = f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})"
    assert filled("{{ attribution: direct quotes, F1 }}", "page") == expected


def test_a_table_has_every_row_of_the_file_with_its_values():
    text = filled("{{ quality: loaded model }}", "page")
    with QUALITY["loaded model"].open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert len(text.splitlines()) == len(rows) + 2
    for row, line in zip(rows, text.splitlines()[2:], strict=True):
        assert [row["data"], row["figure"]] == [cell.strip() for cell in line.split("|")[1:3]]
        percent = f"| {100 * float(row['value']):.0f}%"
        assert row["value"] in line or ("calm sentences" in line and percent in line)


def test_the_table_of_lists_has_a_line_for_each_list():
    lists = lexicon_quality()["list"].nunique()
    assert len(filled("{{ quality: loaded list }}", "page").splitlines()) == lists + 2


def test_entries_are_counted():
    assert filled("{{ entries: loaded }}", "page") == f"{len(own_lexicon().entries):,}"


def test_what_intervals_hold_at_least_is_the_least_of_the_simulation_without_the_rarest_words():
    lines = (DOCS / "measured" / "coverage.txt").read_text("utf-8").splitlines()[1:]
    least = min(float(cell) for line in lines if "(0.1)" not in line for cell in line.split()[-5:])
    share = int(filled("{{ held }}", "numbers"))
    assert share / 100 <= least < (share + 1) / 100


def test_an_option_in_whole_seconds_has_no_point():
    assert filled("{{ option: annotate every }}", "page") == "60"


@pytest.mark.parametrize(
    "text",
    [
        "{{ attribution: luck, F1 }}",
        "{{ nonsense: x }}",
        "{{ value: analysis.inference.NONE }}",
        "{{ entries: none }}",
        "{{ default: frequency.topp }}",
        "{{ option: run wokers }}",
        "{{ quality: none }}",
        "{{ benchmark: none }}",
    ],
)
def test_a_placeholder_for_nothing_stops_the_build_and_is_named(text):
    with pytest.raises(KeyError, match=r"method/words.*stands for nothing"):
        filled(text, "method/words")


def test_every_placeholder_of_every_page_stands_for_something():
    found = 0
    for page in DOCS.rglob("*.md"):
        text = page.read_text("utf-8")
        found += len(PLACEHOLDER.findall(text))
        filled(text, page.name)
    assert found > 20


def test_a_measured_file_in_columns_becomes_a_table():
    lines = (DOCS / "measured" / "comparison.txt").read_text("utf-8").splitlines()
    table = filled("{{ table: comparison }}", "page").splitlines()
    assert len(table) == len(lines) + 1
    for line, row in zip(lines[1:], table[2:], strict=True):
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == 4
        assert "".join(cells).replace(" ", "") == line.replace(" ", "")
