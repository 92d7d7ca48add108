"""Sentences about loaded language: every number in them is in the tables that they were given."""

import pandas as pd
import pytest

from analysis.measures.attribution import patterns_of
from analysis.measures.loaded import (
    LOADED,
    lexicon_quality,
    loaded_quality,
    loaded_tallies,
    loaded_words,
    most_loaded,
    own_lexicon,
    own_voice,
    voices_apart,
)
from analysis.reports import (
    lexicon_findings,
    loaded_evidence,
    loaded_findings,
    loaded_notices,
    model_findings,
    told_disagreements,
    told_sentences,
)
from analysis.reports.notebook.table_block import table_block
from tests.conftest import ROOT, articles
from tests.measures.loaded.test_rates import HITS, SENTENCES

PATTERNS = patterns_of(loaded_tallies(SENTENCES, HITS)).assign(low=0.0, high=99.0)


def test_each_outlet_is_told_by_its_voices_and_words():
    told = loaded_findings(PATTERNS, loaded_words(HITS))
    assert told == [
        "a: 3 of 100 words in its own voice are loaded, 30.0 per 1,000 (95% interval 0.0 to 99.0); "
        "0 of 40 words in what it paraphrases are loaded, 0.0 per 1,000 (95% interval 0.0 to 99.0); "
        "1 of 10 words in what it quotes are loaded, 100.0 per 1,000 (95% interval 0.0 to 99.0).",
        "a: the most frequent loaded words in its own voice are thugs (2), vile (1).",
        "b: 0 of 8 words in what it paraphrases are loaded, 0.0 per 1,000 (95% interval 0.0 to 99.0).",
    ]


def test_an_outlet_without_words_is_said_to_have_none():
    empty = PATTERNS[PATTERNS["outlet"] == "b"].assign(total=0.0, value=float("nan"))
    assert loaded_findings(empty, loaded_words(HITS)) == ["b has no words in the sections read."]


@pytest.mark.parametrize("rows", [voices_apart(PATTERNS), own_voice(PATTERNS)])
def test_every_rate_leads_to_as_many_words_as_it_counts(rows):
    counts = {
        label: n
        for label, n in zip(
            (label for label, *_ in loaded_evidence(rows, HITS)),
            rows[rows["n"] > 0]["n"],
            strict=True,
        )
    }
    for label, found, *_ in loaded_evidence(rows, HITS):
        assert len(found) == counts[label]
        assert f": {len(found)} in " in label
        assert {"article", "start", "end", "whose"} <= set(found)


def test_labels_name_the_voice_as_readers_see_it():
    labels = [label for label, *_ in loaded_evidence(voices_apart(PATTERNS), HITS)]
    assert labels == [
        "a, own voice: 3 in 100 words",
        "a, quoted: 1 in 10 words",
    ]


def test_a_sentence_is_told_with_its_own_words_only():
    texts = articles(*((name, "a", "x" * 400) for name in "123"))
    told = told_sentences(most_loaded(SENTENCES, top=9, by="own_lexicon_score"), HITS, texts)
    assert told["loaded"].tolist() == ["thugs 0.70, perhaps 0.01", "vile 0.50", "thugs 0.70"]
    assert told["sentence"].str.len().tolist() == [90, 90, 90]
    assert table_block(told).columns[1].label == "score by list, own voice"


def test_what_must_be_known_is_said_first():
    english = pd.DataFrame({"recognised": ["en", "en"]})
    (always,) = loaded_notices(english)
    assert "never a measure of bias" in always
    both = loaded_notices(english.assign(recognised=["en", "de"]))
    assert both[1].startswith("1 article is not recognised as English")


def test_the_quality_told_is_that_of_the_card():
    card = (ROOT / "analysis/resources/wordlists/loaded.md").read_text(encoding="utf-8")
    quality = lexicon_quality()
    for row in quality[quality["list"] == "all"].itertuples():
        assert f"{row.value:.3f} ({row.low:.3f} to {row.high:.3f})" in card
    alone = quality[(quality["list"] == "label") & (quality["figure"] == "words, F1")]
    assert f"| {alone['value'].item():.3f} |" in card
    own = own_lexicon()
    told = lexicon_findings(quality, own)
    unseen = [entry for entry in own.entries if entry.weight >= LOADED and entry.n == 0]
    assert len(told) == 4
    assert f"{len(unseen):,} never occurred" in told[-1]
    assert f"{len(unseen):,} never occurred" in " ".join(card.split())


def test_the_figures_told_of_the_model_are_those_of_its_card():
    card = (ROOT / "analysis/resources/models/loaded/card.md").read_text(encoding="utf-8")
    quality = loaded_quality()
    told = model_findings(quality)
    assert len(told) == len(quality) >= 4
    for row, sentence in zip(quality.itertuples(), told, strict=True):
        assert f"{row.figure}: {row.value:.2f}" in sentence
        assert f"| {row.figure} | {row.value:.3f} |" in card


def test_a_disagreement_is_told_with_both_scores_and_what_each_sees():
    texts = articles(*((name, "a", "x" * 400) for name in "123"))
    both = pd.concat([HITS, HITS.assign(lexicon="model", weight=0.9)], ignore_index=True)
    told = told_disagreements(SENTENCES.head(2), both, texts)
    assert (
        told["by_list"].str.replace(r"0\.\d+", "0.90", regex=True).tolist()
        == told["by_model"].tolist()
    )
    assert told["model_score"].tolist() == SENTENCES["score"].head(2).tolist()


def test_nothing_loaded_in_the_outlets_own_voice_is_an_empty_table():
    none = told_sentences(SENTENCES.head(0), HITS.head(0), articles(("1", "a", "x")))
    assert none.empty
    quiet = told_sentences(SENTENCES.head(1), HITS.head(0), articles(("1", "a", "x" * 99)))
    assert quiet["loaded"].tolist() == [""]
