"""What a column is called, how its numbers are written and whose words it holds stand in its table."""

import pytest

from analysis.recipes import tables
from analysis.tables.labels import labels_of


def test_a_name_means_what_it_means_in_the_table_that_it_stands_in():
    problem = labels_of(["file", "row", "column", "value", "problem", "expected", "severity"])
    pair = labels_of(["outlet", "node", "collocate", "n", "expected", "g2"])
    assert problem["expected"].text == "what would be right"
    assert (pair["expected"].text, pair["expected"].digits) == ("expected count", 2)


def test_some_columns_of_a_table_mean_the_same_as_all_of_them():
    assert labels_of(["term", "log_odds", "low"])["low"].digits == 2
    assert labels_of(["term", "rate", "low"])["low"].digits == 0


def test_a_column_of_no_table_has_no_label():
    assert labels_of(["term", "=cmd"]).keys() == {"term"}


@pytest.mark.parametrize("recipe", tables().values(), ids=list(tables()))
def test_every_column_of_every_table_has_a_label_of_its_own(recipe):
    names = recipe.schema.names()
    labels = [label.text for label in labels_of(names).values()]
    assert len(labels) == len(names) == len(set(labels))
    assert not any("_" in label for label in labels)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["file", "row", "column", "value", "problem"], {"value"}),
        (["measure", "outlet", "group", "category", "value"], set()),
        (["left", "node", "right", "outlet"], {"left", "node", "right"}),
        (["outlet", "node", "collocate", "n"], set()),
        (["outlet", "own_score", "loaded", "sentence"], {"loaded", "sentence"}),
        (["id", "title", "text", "outlet"], {"title", "text"}),
        (["evidence_for", "article", "cue_text", "passage"], {"cue_text", "passage"}),
    ],
)
def test_words_of_articles_are_known_by_their_table(names, words):
    assert {name for name, label in labels_of(names).items() if label.of_articles} == words
