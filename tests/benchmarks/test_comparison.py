"""The measured file of the comparison says what the scorer says, figure by figure."""

import re

import pytest

from tests.benchmarks.comparison import EXPORTS, FIGURES, GOLD, OUT, Figure, table


def test_a_line_has_the_value_with_three_digits_and_the_sum_of_its_numbers():
    said = {"copies": {"all": {"recall": 0.98765, "tp": 1150, "fn": 14}}}
    line = Figure("recall", "a corpus", "copies", "all.recall", ["all.tp", "all.fn"], "pairs")
    assert table(said, [line]) == (
        "figure  measured on  value  number\nrecall  a corpus     0.988  1,164 pairs\n"
    )


def test_the_file_has_every_figure_in_its_order_and_of_its_corpus():
    lines = [re.split(r" {2,}", line) for line in OUT.read_text("utf-8").splitlines()[1:]]
    assert [(name, on) for name, on, _, _ in lines] == [(one.name, one.on) for one in FIGURES]
    assert all(
        number.endswith(f" {one.of}") for (*_, number), one in zip(lines, FIGURES, strict=True)
    )


def test_what_is_scored_is_exported():
    assert GOLD.keys() == EXPORTS.keys() == {one.task for one in FIGURES}


def test_a_figure_that_the_scorer_does_not_give_is_an_error():
    with pytest.raises(KeyError, match="articles"):
        table({one.task: {} for one in FIGURES})
