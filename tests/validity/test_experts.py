"""Experts agree as far as their paper says, by our alpha."""

import numpy as np

from analysis.validity import agreement
from tests.validity.experts import PUBLISHED, answers_of, items_of, read


def test_alpha_of_the_experts_is_near_the_published_one(shared):
    known = answers_of(read(shared / "data/babe/dev.jsonl.gz"))
    found = agreement(known, random=np.random.default_rng(1))
    (row,) = found[
        (found["coefficient"] == "Krippendorff's alpha")
        & (found["category"] == "")
        & (found["coders"] == "all")
    ].to_dict("records")
    assert row["low"] <= PUBLISHED <= row["high"]
    assert abs(row["value"] - PUBLISHED) < 0.05


def test_the_model_and_the_majority_of_the_experts_answer_each_sentence():
    told = [
        {"id": "a", "url": "u", "text": "So it is.", "votes_biased": 3, "votes": 5},
        {"id": "b", "url": "u", "text": "So it was.", "votes_biased": 2, "votes": 5},
    ]
    items, codings = items_of(told, [0.2, 0.5])
    assert items["label"].tolist() == ["other", "biased"]
    assert codings["label"].tolist() == ["biased", "other"]
    assert codings["item"].tolist() == ["a", "b"]
