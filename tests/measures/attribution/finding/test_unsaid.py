"""Idioms, instruments and names in quotation marks are no sayings."""

import pytest

from analysis.measures.attribution.finding.unsaid import without_unsaid
from analysis.measures.attribution.quotes.quotations import quoted_spans
from tests.measures.attribution.finding.test_quoted_content import attribution


def kept(text, source, cue, content):
    found = [attribution(text, source, cue, content)]
    return without_unsaid(found, quoted_spans(text), text) == found


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("It rained. That said, Tarn is dry.", "", "said", "Tarn is dry"),
        ("It goes without saying that Tarn is wet.", "It", "goes without saying", "Tarn is wet"),
        ("Tarn is wet, to say the least.", "", "to say", "Tarn is wet"),
        ("Say it rains in Tarn.", "", "Say", "it rains in Tarn"),
        ("Tarn called his bluff.", "Tarn", "called", "his bluff"),
        ("The kitchen clock said noon.", "The kitchen clock", "said", "noon"),
        ("Falk is best known for “Wet Tarn”.", "Falk", "is best known for", "“Wet Tarn”"),
        ("The lake is known locally as “the Tub”.", "", "is known locally as", "“the Tub”"),
        ("His boat is called “Wet Tom”.", "", "is called", "“Wet Tom”"),
        ("The band played “Rain on Tarn”.", "The band", "played", "“Rain on Tarn”"),
        ("The word “tarn” comes from Norse.", "Norse", "comes from", "The word “tarn”"),
        ("Falk will likely wage war against Tarn.", "Falk", "will likely wage war against", "Tarn"),
        ("A so-called “wet” tax comes from Tarn.", "Tarn", "comes from", "“wet”"),
    ],
)
def test_what_is_named_or_only_a_phrase_is_removed(text, source, cue, content):
    assert not kept(text, source, cue, content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Falk said that said enough of Tarn.", "Falk", "said", "that said enough of Tarn"),
        ("He chose not to say it rained.", "He", "chose not to say", "it rained"),
        ("Human Rights Watch said it rained.", "Human Rights Watch", "said", "it rained"),
        ("The sign said “Keep out”.", "The sign", "said", "“Keep out”"),
        ("Falk called the film “a wet one”.", "Falk", "called", "the film “a wet one”"),
        ("Falk attacked the so-called “wet” tax.", "Falk", "attacked", "the so-called “wet” tax"),
        ("Falk has used the phrase “wet tax”.", "Falk", "has used", "the phrase “wet tax”"),
        ("Say, said Falk, it rains.", "Falk", "said", "Say"),
        ("Falk called him “Wet Tom”.", "Falk", "called", "him “Wet Tom”"),
        ("Tom was called “a wet one”.", "", "was called", "“a wet one”"),
        ("Falk wrote “we are wet”.", "Falk", "wrote", "“we are wet”"),
        ("Falk called his bluff a lie.", "Falk", "called", "his bluff a lie"),
        ("Falk said it rained.", "Falk", "said", "it rained"),
        ("Falk will likely say it rains.", "Falk", "will likely say", "it rains"),
        ("Falk will soon close “Wet Tom”.", "Falk", "will soon close", "“Wet Tom”"),
    ],
)
def test_what_somebody_says_stays(text, source, cue, content):
    assert kept(text, source, cue, content)
