"""Findings about words: the surest first, how often each outlet uses them, and an example."""

import re

import pandas as pd

from analysis.inference import Intervals, keyness_with_intervals, with_intervals
from analysis.language import Counting
from analysis.language.counts import count
from analysis.language.house_style import of_house_style
from analysis.measures import frequencies, furthest_apart
from analysis.measures.keyness import keyness_of_each
from analysis.reports.findings.contrasts import best_example
from analysis.reports.findings.keyness import house_style_remarks, keyness_findings
from analysis.reports.findings.words_evidence import words_behind
from tests.conftest import articles

OWN = {
    "Post": "The rebels fired. Mr. Roe fled from the rebels.",
    "Herald": "The militia fired on the road today.",
    "Star": "A vigil was held in the square for peace.",
}


def studied(each, names=tuple(OWN)):
    """What the report has: counts, articles, Keyness and Frequencies with intervals."""
    table = articles(*((f"{name}{k:02}", name, OWN[name]) for name in names for k in range(each)))
    counting = Counting(["body"], stop="on")
    counts = count(table, counting)
    compared = keyness_with_intervals(
        keyness_of_each(counts, prior_words=500), counts, Intervals(), prior_words=500
    )
    used = with_intervals(frequencies(counts), counts, Intervals())
    return table, counts, counting, compared, used


def told(each, without=(), names=tuple(OWN)):
    table, counts, counting, compared, used = studied(each, names)
    shown = furthest_apart(compared, top=15, without=without)
    behind = words_behind(shown, counts, table, counting)
    return keyness_findings(compared, used, behind, table, without=dict.fromkeys(without, "x"))


def test_every_outlet_is_named_with_its_rate_and_the_example_is_of_the_one_that_has_most():
    first = told(90, names=("Post", "Herald"))[0]
    assert re.match(
        r"(Post|Herald) has “\w+” [\d.]+ times in 10,000 words, (Post|Herald) 0.0 times \(weighted "
        r"log-odds [\d.]+, 95% interval [\d.]+ to [\d.]+\)\.",
        first.sentence,
    )
    assert first.example in OWN[first.sentence.split()[0]]
    assert first.origin == first.sentence.split()[0]


def test_each_of_several_outlets_is_compared_with_the_others():
    _, _, _, compared, _ = studied(12)
    assert set(compared["target"]) == set(OWN)
    assert set(compared["reference"]) == {"all other outlets"}
    shown = furthest_apart(compared, top=2)
    assert shown.groupby("target").size().to_dict() == dict.fromkeys(OWN, 2)
    assert (shown["log_odds"] > 0).all()


def test_with_few_articles_the_sentences_describe_and_claim_no_interval():
    sentences = [one.sentence for one in told(1)]
    assert sentences
    assert not any("interval" in sentence for sentence in sentences)


def test_house_style_is_neither_told_nor_lost():
    _, _, _, compared, _ = studied(12)
    style = of_house_style(compared["term"], OWN)
    assert style == {"mr": "form of address"}
    assert not any("“mr”" in one.sentence for one in told(12, without=style))
    (said,) = house_style_remarks(compared, style)
    assert "form of address: mr." in said
    assert house_style_remarks(compared, {}) == []


def test_a_word_whose_sentences_are_not_at_hand_is_told_without_an_example():
    table, _, _, compared, used = studied(90, ("Post", "Herald"))
    (first, *_) = keyness_findings(compared, used, [], table, without={})
    assert first.example == ""
    empty = table.iloc[:0]
    behind = [("x", empty.assign(article="", start=0, end=0), "k")]
    assert best_example(behind[0][1].assign(said=[]), "said") is None


def test_words_of_an_outlet_with_few_articles_do_not_go_before_those_that_are_sure():
    rows = [(f"{name}{k:02}", name, OWN[name]) for name in ("Post", "Herald") for k in range(90)]
    table = articles(*rows, ("s", "Star", "vigil " * 40))
    counts = count(table, Counting(["body"], stop="on"))
    compared = keyness_with_intervals(
        keyness_of_each(counts, prior_words=500), counts, Intervals(), prior_words=500
    )
    assert compared.loc[compared["target"] == "Star", "lean"].max() > compared["high"].max()
    used = with_intervals(frequencies(counts), counts, Intervals())
    sentences = [f.sentence for f in keyness_findings(compared, used, [], table, without={})]
    assert not any("vigil" in sentence for sentence in sentences)


def test_no_more_reliable_words_than_chance_gives_is_said_before_the_words():
    _, _, _, compared, used = studied(90, ("Post", "Herald"))
    unsure = compared.assign(low=-1.0, high=1.0, lean=0.0)
    alike = pd.concat(
        [unsure.assign(term=[f"{term}{k}" for term in unsure["term"]]) for k in range(60)]
    )
    mixed = pd.concat([compared[compared["low"] > 0].head(1), alike], ignore_index=True)
    table = articles(("1", "Post", OWN["Post"]))
    first = keyness_findings(mixed, used, [], table, without={})[0].sentence
    assert first.startswith("No more words set the outlets apart than chance gives. Of ")
    assert f"{len(mixed):,} comparisons of a word 1 have" in first
    sure = [f.sentence for f in keyness_findings(compared, used, [], table, without={})]
    assert sure[-1].startswith("Of ")
    assert not any(sentence.startswith("No more words") for sentence in sure)
