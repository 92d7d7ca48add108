"""Nouns for people and powers, and the countries that adjectives stand for."""

import csv
from functools import lru_cache
from importlib.resources import files

from analysis.language.lemmas import lemma
from analysis.language.words import fold
from analysis.measures.comparison.word_set import word_set

# what a state or a side is called by: "the Syrian government", "Assad's forces"
POWERS = word_set(
    "government regime force army military troop administration authority leadership junta dictatorship "
    "militia militant fighter rebel insurgent opposition terrorist soldier police campaign camp"
)
STATES = word_set(
    "government regime force army military troop administration authority leadership junta dictatorship"
)
_UNION = frozenset(
    {("american",), ("america",), ("us",), ("u.s",), ("u.s.",), ("usa",), ("washington",)}
    | {("united", "states")}
)
# nouns for somebody that say nothing of the office, so that a country or a kin decides
GENERAL = word_set("leader counterpart head ruler chief strongman")
# not in the list of kinds, and said of people in the news
EPITHETS = word_set(
    "dictator strongman tyrant despot autocrat ruler thug madman monster hero icon maverick firebrand "
    "billionaire mogul tycoon candidate nominee contender hopeful incumbent frontrunner challenger "
    "businessman magnate veteran star celebrity lawmaker politician statesman diplomat envoy emissary "
    "defendant suspect gunman shooter killer attacker victim whistleblower appointee pick choice"
)
_PARTIES = word_set(
    "democrat republican libertarian independent conservative liberal socialist communist labour tory"
)
# kinds of speakers that are written, a thing or a place, and nobody's description
_THINGS = word_set(
    "report study survey poll estimate house state mission platform primary ticket industry market "
    "prison polling research data"
)
# what may stand in a title, and whom nobody is
NO_HEADS = word_set("office senate court department committee university firm family people")
# before an office that is another one: "the vice president"
RANKS = word_set("vice deputy assistant lieutenant under associate")
# adjectives that are no sign of another person: "the former director"
VAGUE = word_set(
    "former then current new incoming outgoing ex late embattled longtime first own young old top senior "
    "fired ousted elected acting newly-elected newly-minted sitting longest-serving two-term "
    "one-term populist conservative liberal progressive reclusive powerful controversial"
)


@lru_cache(maxsize=1)
def _entries() -> tuple[frozenset[str], dict[str, str], frozenset[str], frozenset[str]]:
    """Return heads of people, the country of each people and place, words that name no person, bodies."""
    file = files("analysis.resources").joinpath("wordlists/speaker_kinds.tsv")
    rows = csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    heads: set[str] = set()
    lands: dict[str, str] = {}
    others: set[str] = set()
    bodies: set[str] = set()
    for text, role, kind, _, affiliation in rows:
        person = role == "noun" and kind not in ("anonymous", "other", "media")
        if role == "title" or person:
            heads.add(text.split()[-1])
        if role in ("demonym", "place") and affiliation:
            lands[text] = affiliation
        if role in ("organisation", "noun", "title", "place", "office"):
            others.add(text)
        if role == "organisation":
            bodies.add(text)
    return frozenset(heads) - _THINGS, lands, frozenset(others), frozenset(bodies)


@lru_cache(maxsize=50_000)
def base(word: str) -> str:
    """Return the singular of a word, folded, without possessive."""
    folded = fold(word).removesuffix("'s").removesuffix("'").rstrip(".")
    return lemma(folded, "en") if folded.isalpha() else folded


def is_person_noun(word: str) -> bool:
    """Whether a noun, in its base form, is said of a person or a power."""
    return word in _entries()[0] or word in EPITHETS or word in POWERS or word in GENERAL


def is_union(words: tuple[str, ...]) -> bool:
    """Whether folded words are the United States, and not one of the states."""
    return words in _UNION


def land_of(words: tuple[str, ...]) -> str:
    """Return the country that folded words name or are the adjective of, "" for none."""
    return _entries()[1].get(" ".join(words), "")


def is_no_person(words: tuple[str, ...]) -> bool:
    """Whether the last of folded words, or all, name a body, a place or a group and no person."""
    others = _entries()[2]
    return " ".join(words) in others or words[-1] in others or base(words[-1]) in POWERS


def is_party(word: str) -> bool:
    """Whether a word is said of a member of a party: "Democrat"."""
    return fold(word) in _PARTIES


def is_body(word: str) -> bool:
    """Whether a word names a body, or ends the name of one: "Oxfam", "university"."""
    return fold(word).removesuffix("'s") in _entries()[3]
