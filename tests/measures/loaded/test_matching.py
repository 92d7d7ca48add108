"""Entries among words: the longest, the most exact, and never two for one word."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.words import words_in
from analysis.measures.loaded import Matcher
from analysis.measures.loaded.lexicons import Entry, Lexicon, words_of_term


def matcher(*terms):
    entries = []
    for term in terms:
        text, _, part = term.partition("|")
        entries.append(Entry(term, words_of_term(text), ("label",), part))
    return Matcher(Lexicon("test", tuple(entries)))


def found(lexicon, text):
    words = words_in(text)
    return [(hit.entry.term, " ".join(words[hit.first : hit.end])) for hit in lexicon.hits(words)]


@pytest.mark.parametrize(
    ("terms", "text", "hits"),
    [
        (["terror", "terror group"], "The terror groups", [("terror", "terror")]),
        (["terror", "terror group"], "a terror group", [("terror group", "terror group")]),
        (["claim"], "He claims it; they claimed it.", [("claim", "claims"), ("claim", "claimed")]),
        (["claim", "claims"], "He claims it.", [("claims", "claims")]),
        (
            ["cl*", "claim*", "claims"],
            "Claims claimants class",
            [("claims", "claims"), ("claim*", "claimants"), ("cl*", "class")],
        ),
        (
            ["regime"],
            "The Regime's men, regime’s men.",
            [("regime", "regime's"), ("regime", "regime's")],
        ),
        (
            ["devil's advocate", "women's"],
            "the devil's advocate, women’s",
            [("devil's advocate", "devil's advocate"), ("women's", "women's")],
        ),
        (["lie"], "She lay and had lain; he lies", [("lie", "lies")]),
        (["us"], "They discuss us", [("us", "us")]),
        (["claim", "claims court"], "He claims it", [("claim", "claims")]),
        (["so called"], "The so-called peace, so called", [("so called", "so called")]),
        (["war crime"], "a war", []),
        (["war crime*"], "war criminals", []),
        (["war crim*"], "war criminals", [("war crim*", "war criminals")]),
    ],
)
def test_what_is_found(terms, text, hits):
    assert found(matcher(*terms), text) == hits


@pytest.mark.parametrize(
    ("term", "text", "hit"),
    [
        ("rant|noun", "He began a rant.", True),
        ("rant|noun", "They rant about it.", False),
        ("rant|verb", "They rant about it.", True),
        ("rant|verb", "It was his rant.", False),
        ("savage|adjective", "a savage attack", True),
        ("savage|adjective", "a savage.", False),
        ("badly|adverb", "It went badly.", True),
        ("badly|adjective", "It went badly.", False),
        ("rant|verb", "Rant and rave", True),  # nothing tells, so it counts
    ],
)
def test_a_part_of_speech_limits_an_entry(term, text, hit):
    assert bool(found(matcher(term), text)) == hit


def test_an_entry_for_a_part_of_speech_goes_before_one_for_any():
    assert found(matcher("rant", "rant|noun"), "his rant")[0][0] == "rant|noun"


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It is not a disgrace", True),
        ("It isn't really a disgrace", True),
        ("It is a disgrace, not a triumph", False),
        ("Not that they ever called it a disgrace", False),
    ],
)
def test_a_negation_close_before_is_noted(text, negated):
    (hit,) = matcher("disgrace").hits(words_in(text))
    assert hit.negated == negated


WORDS = st.lists(st.sampled_from(["war", "crime", "crimes", "terror", "the", "not"]), max_size=12)


@given(WORDS)
def test_hits_are_in_order_and_share_no_word(words):
    hits = matcher("war", "war crime", "crime*", "terror war", "the").hits(words)
    assert all(a.end <= b.first for a, b in itertools.pairwise(hits))
    assert all(hit.first < hit.end <= len(words) for hit in hits)
    covered = {place for hit in hits for place in range(hit.first, hit.end)}
    assert {place for place, word in enumerate(words) if word in ("war", "crime", "the")} <= covered
