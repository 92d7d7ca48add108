"""The file of other tools and people says what its command works out or reads."""

import pytest

from tests.benchmarks.peers import OUT, Peer, expert_and_others, macro_f1, measured, recorded, table

READ = """# Numbers

| F1 | one tool | people* |
| --- | --- | --- |
| exact (`all`) | .149 | .590 |
| the same, > .3 / > .8 | .450/.371 | - /.709 |

| | macro-F1 |
| --- | --- |
| VADER, absolute | .545 |
"""


def told(*votes):
    return {"annotations": [{"biased": vote} for vote in votes]}


def test_a_recorded_number_is_read_by_its_row_and_column():
    assert recorded(READ, "exact", "one tool") == [0.149]
    assert recorded(READ, "the same", "one tool") == [0.45, 0.371]
    assert recorded(READ, "VADER", "macro-F1") == [0.545]


@pytest.mark.parametrize(("row", "column"), [("exact", "macro-F1"), ("inexact", "one tool")])
def test_a_number_that_is_not_recorded_is_an_error(row, column):
    with pytest.raises(KeyError, match=row):
        recorded(READ, row, column)


def test_an_expert_stands_against_most_of_the_others_and_a_tie_is_left_out():
    assert expert_and_others([told(True, True, False)]) == [(True, False)]
    assert expert_and_others([told(True, True, True, False)]) == [(True, True)] * 3 + [
        (True, False)
    ]


def test_macro_f1_is_the_mean_of_both_classes():
    assert macro_f1([(True, True), (True, False), (False, False)]) == pytest.approx(2 / 3)


def test_a_line_has_the_value_with_three_digits_and_how_it_was_made():
    lines = table([Peer("F1", "a corpus", "a tool", 0.98765, "hand")]).splitlines()
    assert lines[2:] == [
        "figure  on        who     value  made by",
        "F1      a corpus  a tool  0.988  hand",
    ]


def test_the_file_is_what_the_command_writes(shared):
    assert OUT.read_text("utf-8") == measured(shared)
