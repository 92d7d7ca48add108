"""From what the model says of words to attributions."""

import numpy as np
import pytest

from analysis.measures.attribution.finding.decoding import attributions
from analysis.models.encoder import Reading
from analysis.models.pieces import Word
from analysis.models.tags import TAGS, best_tags, spans, tags_of

SURE = 9.0


def reading(text: str, tags: str, claims: list[tuple[str, int, int]]) -> Reading:
    """One word a blank-separated part; `claims` are (role, cue word, claimed word), 0-based."""
    words, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        words.append(Word((5,), start, at, 0, text[:start].count("\n")))
    scores = np.full((len(words), len(TAGS)), -SURE, dtype=np.float32)
    for number, tag in enumerate(tags.split()):
        scores[number, TAGS.index(tag)] = 0.0
    links = np.full((2, len(words), len(words)), -SURE, dtype=np.float32)
    for role, cue, word in claims:
        links[("source", "content").index(role), cue, word] = SURE
    return Reading(words, scores, links)


def test_a_sentence_worked_by_hand():
    read = reading(
        "Mary told them she left",
        "S-source S-cue O B-content E-content",
        [("source", 1, 0), ("content", 1, 3), ("content", 1, 4)],
    )
    (found,) = attributions([read])
    assert (found.source, found.cue, found.content) == (((0, 4),), ((5, 9),), ((15, 23),))
    assert found.score == pytest.approx(1.0)


def test_two_cues_may_share_a_source_and_a_content_may_have_two_parts():
    read = reading(
        "Go he said on adding more",
        "S-content S-source S-cue S-content S-cue S-content",
        [
            ("source", 2, 1),
            ("source", 4, 1),
            ("content", 2, 0),
            ("content", 2, 3),
            ("content", 4, 5),
        ],
    )
    first, second = attributions([read])
    assert first.source == second.source == ((3, 5),)
    assert first.content == ((0, 2), (11, 13))


def test_a_content_goes_to_one_cue_only_and_a_cue_without_content_yields_nothing():
    read = reading(
        "said x denied",
        "S-cue S-content S-cue",
        [("content", 0, 1), ("content", 2, 1)],
    )
    read.links[1, 2, 1] += 1
    (found,) = attributions([read])
    assert found.cue == ((7, 13),)


def test_a_content_that_no_cue_claims_makes_the_next_best_cue_count():
    read = reading(
        "it seems x y", "O O B-content E-content", [("content", 1, 2), ("content", 1, 3)]
    )
    assert attributions([read]) == []
    read.tags[1, TAGS.index("S-cue")] = -1.0
    (found,) = attributions([read])
    assert (found.cue, found.content) == (((3, 8),), ((9, 12),))


def test_no_span_crosses_the_end_of_a_paragraph():
    read = reading(
        "said a\nb c",
        "S-cue B-content I-content E-content",
        [("content", 0, 1), ("content", 0, 2), ("content", 0, 3)],
    )
    (found,) = attributions([read])
    assert all("\n" not in "said a\nb c"[start:end] for start, end in found.content)


def test_an_article_without_words_has_no_attributions():
    assert attributions([]) == []
    assert attributions([reading("", "", [])]) == []


def test_the_best_sequence_obeys_the_rules_whatever_the_scores():
    scores = np.random.default_rng(3).normal(size=(200, len(TAGS)))
    tags = best_tags(scores)
    assert tags_of(200, spans(tags)) == tags


def test_spans_that_touch_stay_apart():
    tags = tags_of(4, [("cue", 0, 1), ("content", 1, 3), ("content", 3, 4)])
    assert [TAGS[tag] for tag in tags] == ["S-cue", "B-content", "E-content", "S-content"]
    assert spans(tags) == [("cue", 0, 1), ("content", 1, 3), ("content", 3, 4)]
