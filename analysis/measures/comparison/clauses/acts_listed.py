"""Which verbs and nouns tell of violence, blame and decisions, by our list."""

import csv
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from analysis.language.lemmas import lemma
from analysis.language.words import fold
from analysis.measures.comparison.word_set import word_set

ACTS = ("violence", "blame", "decision")


@lru_cache(maxsize=1)
def _rows() -> list[tuple[str, str, str]]:
    """Return the rows of the list: term, part of speech, act."""
    file = files("analysis.resources").joinpath("wordlists/acts_told.tsv")
    rows = csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    return [(term, pos, act) for term, pos, act in rows]


@lru_cache(maxsize=1)
def _listed() -> dict[tuple[str, str], str]:
    """Return the act of each term and part of speech, light verbs left out."""
    return {(term, pos): act for term, pos, act in _rows() if pos != "light"}


@lru_cache(maxsize=1)
def _light() -> dict[str, set[str]]:
    """Return the acts whose nouns each light verb carries."""
    found: dict[str, set[str]] = {}
    for term, pos, act in _rows():
        if pos == "light":
            found.setdefault(term, set()).add(act)
    return found


@lru_cache(maxsize=100_000)
def lemma_of(word: str) -> str:
    """Return the lemma of an English word; irregular participles that lemma lists miss are ours."""
    folded = fold(word)
    return _IRREGULAR.get(folded) or lemma(folded, "en")


_CHANGING = word_set("up on out off away over along through around in")
_WORDY = word_set(  # wars of words: "political battle"
    "political legal court courtroom trade culture budget partisan bidding price turf confirmation "
    "presidential electoral uphill war-of-words drug cold advertising funding"
)
_BATTLES = word_set("battle war fight fighting clash combat offensive attack")
_IRREGULAR = {
    "slain": "slay", "slew": "slay", "shot": "shoot", "beaten": "beat", "struck": "strike",
    "fought": "fight", "hung": "hang", "bore": "bear", "borne": "bear", "overran": "overrun",
    "overrun": "overrun", "bombed": "bomb", "bombing": "bomb", "banned": "ban", "banning": "ban",
    "assailed": "assail", "assailing": "assail", "assails": "assail",
}  # fmt: skip


def verb_act(word: str, particle: str = "") -> str:
    """Return the act that a verb, perhaps with its particle, tells of; "" for none."""
    base = lemma_of(word)
    found = _listed().get((f"{base} {fold(particle)}", "verb")) if particle else None
    if not found and fold(particle) in _CHANGING:
        return ""  # "sign up"
    return found or _listed().get((base, "verb"), "")


def noun_act(word: str, *, carried: bool = False) -> str:
    """Return the act that a noun tells of; "" for none.

    Some nouns tell one only where a verb carries them (`carried`): "bear responsibility".
    """
    listed, folded = _listed(), fold(word)
    roles = ("noun", "carried") if carried else ("noun",)
    found = (listed.get((form, role)) for role in roles for form in (folded, lemma_of(word)))
    return next((act for act in found if act), "")


def is_phrase(word: str, noun: str) -> bool:
    """Whether a verb and its object are a set phrase that tells no act: "strike a deal"."""
    return lemma_of(noun) in _SET_PHRASES.get(lemma_of(word), ())


def is_of_words(noun: str, before: Iterable[str]) -> bool:
    """Whether a noun of violence is one of words only: "legal battle", "trade war"."""
    return lemma_of(noun) in _BATTLES and any(fold(word) in _WORDY for word in before)


_STATED = tuple(
    [
        "statement",
        "report",
        "video",
        "memo",
        "list",
        "plan",
        "book",
        "poll",
        "data",
        "document",
        "transcript",
        "letter",
        "ad",
        "song",
        "album",
        "film",
        "figure",
        "detail",
        "email",
        "number",
    ]
)
_SET_PHRASES = {
    "seize": ("floor", "day", "moment", "opportunity", "chance", "initiative"),
    "sign": ("name", "autograph", "letter", "petition"),
    "release": _STATED,
    "order": ("food", "dinner", "lunch"),
    "strike": ("deal", "agreement", "balance", "accord", "chord", "tone", "bargain"),
    "hit": ("road", "campaign", "record", "market", "shelf", "high", "low", "target", "peak"),
    "beat": ("expectation", "drum", "odds"),
    "pass": ("time", "test", "message", "baton"),
    "fight": ("fire", "cancer", "disease"),
    "fire": ("bullet", "shot", "round", "gun", "handgun", "rifle", "weapon", "rocket", "missile"),
    "shoot": ("video", "film", "movie", "ad", "photo", "picture", "scene"),
    "throw out": ("idea", "bomb", "number"),
    "take": ("responsibility",),
    "kill": ("bill", "deal", "plan", "proposal", "measure", "time", "amendment"),
    "attack": ("problem", "issue"),
}


def with_particle(word: str, particle: str) -> bool:
    """Whether verb and particle are one term of the list: "blow up"."""
    term = f"{lemma_of(word)} {fold(particle)}"
    return (term, "verb") in _listed() or term in _light()


def carries(word: str, particle: str, noun: str) -> bool:
    """Whether a verb only carries a noun that tells the act: "commit" and "crimes"."""
    terms = (lemma_of(word), f"{lemma_of(word)} {fold(particle)}")
    act = noun_act(noun, carried=True)
    return bool(act) and any(act in _light().get(term, ()) for term in terms)


def is_light(word: str, particle: str = "") -> bool:
    """Whether a verb only carries a noun that tells the act: "commit crimes", "carry out an attack"."""
    base = lemma_of(word)
    listed = _listed()
    return (base, "light") in listed or (f"{base} {fold(particle)}", "light") in listed
