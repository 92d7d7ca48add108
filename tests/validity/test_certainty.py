"""What `certainty` buys is measured, and the more certain, the more often right and the fewer."""

import gzip
import json

from analysis.training.attribution.measure import annotated
from tests.validity.certainty import OUT, VALUES, lines, surer


def said(*contents, act="said", score=0.9):
    return {"attributions": [{"content": [one], "act": act, "score": score} for one in contents]}


def test_precision_and_recall_of_those_that_are_left():
    gold = said([0, 10], [20, 30])
    sure, unsure = said([0, 9], score=0.8), said([50, 60], score=0.6)
    deed = said([20, 30], act="done")
    found = {"attributions": [a for one in (sure, unsure, deed) for a in one["attributions"]]}
    assert len(surer(found, 0.0)["attributions"]) == 2
    by_value = {row.split()[0]: row.split()[1:] for row in lines([gold], [found])[1:]}
    assert by_value["0.0"] == by_value["0.6"] == ["2", "0.500", "0.500"]
    assert by_value["0.8"] == ["1", "1.000", "0.500"]
    assert by_value["0.9"] == ["0", "0.000", "0.000"]


def test_the_table_says_that_fewer_are_more_often_right():
    rows = [row.split() for row in OUT.read_text("utf-8").splitlines()[3:]]
    assert [float(row[0]) for row in rows] == list(VALUES)
    precision, recall = ([float(row[place]) for row in rows] for place in (2, 3))
    assert precision == sorted(precision)
    assert recall == sorted(recall, reverse=True)


def test_some_articles_of_the_corpus_come_near_to_the_table(shared):
    with gzip.open(shared / "data/polnear/dev.jsonl.gz", "rt", encoding="utf-8") as file:
        gold = [json.loads(line) for line in file][::9]
    found = [annotated(one) for one in gold]
    here = [row.split() for row in lines(gold, found)[1:]]
    there = [row.split() for row in OUT.read_text("utf-8").splitlines()[3:]]
    for own, told in zip(here, there, strict=True):
        assert abs(float(own[2]) - float(told[2])) < 0.1
