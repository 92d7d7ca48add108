"""Annotators of spans as coders: what they marked, word by word, and what it says of a number."""

import pandas as pd

from tests.validity.annotators import (
    MODEL,
    agreement_lines,
    alpha,
    as_codings,
    attributed,
    corrected_lines,
    read,
    spans_of,
    words_of,
)

TEXT = "Roe said that he would go, and Doe that he had said so."
SAID = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 25]]}
ALSO = {"source": [[31, 34]], "cue": [[47, 51]], "content": [[35, 54]]}


def told(annotator, *attributions, article="a"):
    return {"id": article, "annotator": annotator, "text": TEXT, "attributions": list(attributions)}


def test_words_of_contents_count_once_however_often_they_are_marked():
    inside = {**SAID, "content": [[14, 25]]}
    marked = spans_of([told("x", SAID, inside, ALSO), told("y")])
    words = words_of([told("x")])
    assert attributed(marked, words).to_dict() == {("a", "x"): 9.0}


def test_annotators_who_marked_the_same_agree_and_the_model_with_one_of_two():
    both = [told("x", SAID), told("y", SAID), told("x", ALSO, article="b"), told("y", article="b")]
    model = spans_of([told(MODEL, SAID), told(MODEL, ALSO, article="b")])
    head, source, _, content = agreement_lines(both, spans_of(both), model)
    assert head.split("  ")[0] == ""
    assert source.endswith("to 1.000")
    assert content.split()[0] == "content"
    assert "1.000" not in content.split()[1]


def test_a_number_is_corrected_towards_what_annotators_say():
    names = [f"a{n}" for n in range(8)]
    whole = [told("g", SAID, article=name) for name in names]
    coded = [told("x", SAID, article=name) for name in names[:6]]
    model = pd.concat([spans_of([told(MODEL, SAID, ALSO, article=name)]) for name in names])
    _, _, alone, every = corrected_lines(whole, coded, model)
    by_people = ["0.308", "(0.308", "to", "0.308)"]
    assert alone.split() == ["x", "0.692", "(0.692", "to", "0.692)", *by_people, *by_people]
    assert every.split()[2:] == alone.split()[1:]


def test_annotators_of_the_corpus_agree_on_contents_most(shared):
    several = read(shared / "data/polnear/train.multi.jsonl.gz")
    read_by = {(one["id"], one["annotator"]) for one in several}
    marked, words = spans_of(several), words_of(several)
    cue, content = (
        alpha(as_codings(marked[marked["part"] == part], read_by), words)[0]
        for part in ("cue", "content")
    )
    assert 0.6 < cue < content < 0.9
