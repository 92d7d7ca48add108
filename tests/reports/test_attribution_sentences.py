"""Sentences about attribution: every number in them is in the tables that they were given."""

import pandas as pd
import pytest

from analysis.corpus import read_corpus, sections_of
from analysis.inference import Intervals
from analysis.language.cache import Cache
from analysis.measures.attribution import (
    attributions_of,
    concentration_of,
    model_quality,
    most_heard,
    patterns_of,
    quotations_of,
    tallies_of,
    voices_of,
)
from analysis.reports import (
    attribution_findings,
    attribution_notices,
    quality_findings,
    sample_notices,
    with_evidence,
)
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def found():
    corpus = read_corpus(str(ROOT / "seeds"))
    said = attributions_of(corpus.articles, cache=Cache(None))
    sections = sections_of(corpus.articles)
    voices = voices_of(said, corpus.articles, sections, quotations_of(corpus.articles, sections))
    tallies = tallies_of(said, voices, corpus.articles)
    return corpus, said, voices, patterns_of(tallies), concentration_of(tallies)


def test_shares_of_voices_are_those_of_the_table(found):
    *_, patterns, few = found
    told = " ".join(attribution_findings(patterns, few))
    for outlet, words, quoted in (("PJ Media", 826, 515), ("RFE/RL", 868, 231)):
        assert f"{outlet}: of {words} words" in told
        assert f"{100 * quoted / words:.1f}% quote them" in told


def test_an_outlet_without_words_is_said_to_have_none(found):
    *_, patterns, few = found
    voice = patterns["measure"] == "voice"
    empty = patterns.assign(total=patterns["total"].mask(voice, 0.0))
    told = attribution_findings(empty, few)
    assert told == [
        "PJ Media has no words in the sections read.",
        "RFE/RL has no words in the sections read.",
    ]


def test_evidence_is_labelled_with_count_and_denominator(found):
    _, said, voices, patterns, _ = found
    kinds = patterns[(patterns["measure"] == "kind") & (patterns["outlet"] == "RFE/RL")]
    labelled = with_evidence(kinds, said)
    government = kinds.set_index("category").loc["government"]
    wanted = f"RFE/RL, government: {government['n']:.0f} of {government['total']:.0f} attributions"
    rows = dict(labelled)[wanted]
    assert len(rows) == government["n"]
    assert set(rows["kind"]) == {"government"}
    quoted = dict(with_evidence(patterns[patterns["measure"] == "voice"], said, voices))
    assert quoted["RFE/RL, quoted: 231 of 868 words"]["words"].sum() == 231


def test_articles_in_other_languages_and_without_attributions_are_mentioned(found):
    corpus, said, *_ = found
    languages = pd.DataFrame({"recognised": ["en", "de"]})
    notices = attribution_notices(said[said["outlet"] == "RFE/RL"], corpus, languages)
    assert notices[0].startswith("1 article is not recognised as English.")
    assert notices[1].startswith("1 article has no attribution")
    assert attribution_notices(said, corpus, languages.assign(recognised="en")) == []


def test_one_article_an_outlet_is_said_to_support_no_claim(found):
    corpus, *_ = found
    (notice,) = sample_notices(corpus.articles[["outlet"]], Intervals())
    assert "one article of each outlet" in notice


def test_speakers_heard_most_have_a_row_for_every_outlet(found):
    *_, patterns, _ = found
    speakers = most_heard(patterns[patterns["measure"] == "speaker"], top=5)
    assert speakers.groupby("category")["outlet"].nunique().tolist() == [2] * 5
    totals = patterns[patterns["measure"] == "speaker"].groupby("category")["n"].sum()
    assert speakers.groupby("category")["n"].sum().min() >= totals.nlargest(5).min()
    absent = speakers[speakers["n"] == 0]
    assert (absent["value"] == 0).all()
    assert (absent["total"] > 0).all()


def test_quality_names_the_outlets_furthest_apart():
    quality = model_quality()
    told = quality_findings(quality)
    rows = quality[(quality["figure"] == "indirect, found") & (quality["outlet"] != "")]
    worst, best = rows["value"].min(), rows["value"].max()
    (sentence,) = [line for line in told if line.startswith("Indirect, found")]
    assert f"from {worst:.2f}" in sentence
    assert f"up to {best:.2f}" in sentence


def test_the_card_gives_the_measured_quality():
    card = (ROOT / "analysis/resources/models/attribution/card.md").read_text(encoding="utf-8")
    quality = model_quality()
    overall = quality[quality["outlet"] == ""]
    for row in overall.itertuples():
        assert f"| {row.figure} | {row.value:.3f} | {row.low:.3f} to {row.high:.3f} |" in card
