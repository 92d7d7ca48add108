"""Find the kind of speaker in a description, by our list of titles, nouns and organisations."""

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from analysis.language.counts import stop_words
from analysis.language.lemmas import lemma
from analysis.language.words import fold


def word_set(words: str) -> frozenset[str]:
    """Return the words of `words`, one line of text, as a set."""
    return frozenset(words.split())


PREPOSITIONS = word_set(
    "of for to in at from on with about by near under behind including like during after"
)
_OF_ANY_BODY = word_set("president chairman chairwoman chair speaker chancellor")
_BEHIND = PREPOSITIONS | {
    "who",
    "whom",
    "whose",
    "which",
    "that",
}  # after the head of a description
_NUMBERS = {"one", "two", "some", "several", "many", "most", "both", "another", "each"}
_PROPER = ("organisation", "place", "demonym")


class Term(NamedTuple):
    """One line of the word list; `borrows`: the kind is that of the office the person speaks for."""

    text: str
    role: str
    kind: str
    borrows: bool
    affiliation: str


class Kind(NamedTuple):
    """Kind and affiliation of a speaker, "" where the words do not show them."""

    kind: str
    affiliation: str
    borrowed: bool = False  # the kind is only the usual one for such a title


@lru_cache(maxsize=1)
def terms() -> dict[str, dict[str, Term]]:
    """Return the lines of the word list by their folded text and then by role."""
    file = files("analysis.resources").joinpath("wordlists/speaker_kinds.tsv")
    rows = csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    found: dict[str, dict[str, Term]] = {}
    for text, role, kind, borrows, affiliation in rows:
        found.setdefault(text, {})[role] = Term(text, role, kind, borrows == "yes", affiliation)
    return found


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Return the function words, none of which is part of a name."""
    return stop_words("on")


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """Return one word in the form of the list: folded, no possessive, no full stop but in "u.s."."""
    if word in ("US", "U.S", "U.S."):
        return "u.s."
    folded = fold(word).strip("\"“”‘'(),;:")
    folded = folded.removesuffix("'s").removesuffix("'")
    return folded.rstrip(".")


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Return the singular of a folded noun, where the lemma list knows one."""
    return lemma(word, "en") if word.endswith(("s", "men", "people", "children")) else word


@lru_cache(maxsize=200_000)
def has_role(word: str, *roles: str) -> bool:
    """Whether one word is in the list in any of `roles`, as it stands or in the singular."""
    entry = plain(word)
    return any(role in terms().get(name, {}) for name in (entry, singular(entry)) for role in roles)


def found_terms(words: Sequence[str]) -> list[Term]:
    """Return the entries of the list in a description, in reading order, the longest first.

    Names of organisations, places and peoples count only when they are capitalised.
    """
    folded = [plain(word) for word in words]
    found: list[Term] = []
    start = 0
    while start < len(words):
        length, here = terms_at(words, folded, start)
        found.extend(here)
        start += length
    return found


def terms_at(words: Sequence[str], folded: Sequence[str], start: int) -> tuple[int, list[Term]]:
    """Return the longest entry that begins at `words[start]`: its length (1 if none), its roles.

    `folded` are the words as `plain` returns them.
    """
    longest = _longest_by_first_word()
    most = longest.get(folded[start], 0) or int(singular(folded[start]) in longest)
    for length in range(min(most, len(words) - start), 0, -1):
        *first, last = folded[start : start + length]
        for text in dict.fromkeys((" ".join([*first, last]), " ".join([*first, singular(last)]))):
            roles = terms().get(text, {}).values()
            here = [r for r in roles if r.role not in _PROPER or words[start][:1].isupper()]
            if here:
                return length, here
    return 1, []


@lru_cache(maxsize=1)
def _longest_by_first_word() -> dict[str, int]:
    """Return how many words the longest entry has that begins with a word."""
    longest: dict[str, int] = {}
    for text in terms():
        first, *others = text.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


def _other_body(words: Sequence[str]) -> Kind | None:
    """Return the kind of the body that somebody is president of, None for a country or a government.

    Without a word that tells the kind, a name with capitals is a business: "president of Dunlow Pizza".
    """
    if words[:1] and words[0] not in ("of", "at", "for"):
        return None
    stop = next(
        (k for k, word in enumerate(words) if word.endswith(",") or word == "in"), len(words)
    )
    inner = [word for word in words[1 : stop + 1] if word != "in"]
    found = found_terms(inner)
    bodies = [term for term in found if term.role == "organisation" and not term.borrows]
    if bodies:
        last = bodies[-1]
        return None if last.kind in ("government", "") else Kind(last.kind, last.affiliation)
    nouns = [term.kind for term in found if term.role == "noun" and term.kind]
    if found and any(term.role in ("place", "demonym", "office", "title") for term in found):
        return None
    if nouns:
        return None if nouns[-1] in ("government", "other") else Kind(nouns[-1], "")
    start = 1 if inner[:1] and inner[0] in ("the", "a") else 0
    capital = len(inner) > start and inner[start][:1].isupper()
    return Kind("business", "") if capital else None


def _without_number(words: Sequence[str]) -> Sequence[str]:
    """Return the words behind "one of", "some of the": they say who it is."""
    if len(words) > 2 and words[0].lower() in _NUMBERS and words[1] == "of":
        return words[2:]
    return words


def kind_of(words: Sequence[str], *, named: bool) -> Kind:
    """Return kind and affiliation of a description ("UN human rights chief", "Clinton campaign").

    The last title or noun is the head and decides. A head that borrows ("spokesman", "official")
    takes the kind of the last organisation or institution before or after it, else its usual one. In
    words that are themselves the name of an organisation (`named`) a place counts as its government.
    """
    words = _without_number(words)
    found = found_terms(words)
    cut = next((k for k, word in enumerate(words) if k and word in _BEHIND), len(words))
    heads = [term for term in found_terms(words[:cut]) if term.role in ("title", "noun")]
    bodies = [term for term in found if term.role == "organisation"]
    lands = [term.affiliation for term in found if term.affiliation]
    land = lands[0] if lands else ""
    if named and bodies:
        own = [term for term in bodies if term.text != "committee"] or bodies
        return Kind(own[-1].kind, land)  # "House Rules Committee"
    if heads:
        # an office says more than a party: "Senator", "a Democrat in his first term"
        offices = [term for term in heads if term.kind != "party_or_campaign"]
        member = heads[-1].role == "noun" and heads[-1].kind == "party_or_campaign"
        head = offices[-1] if member and offices and offices[-1].role == "title" else heads[-1]
        if not head.borrows and not (head.text in _OF_ANY_BODY and _other_body(words[cut:])):
            return Kind(head.kind, land)
        if not head.borrows:
            return _other_body(words[cut:]) or Kind(head.kind, land)
        lent = [term for term in found if term.role in ("noun", "organisation")]
        lent = [term for term in lent if term.kind not in ("", "anonymous") and not term.borrows]
        # "attorney general nominee", "the mayor's spokesman": the office named before it
        lent = lent or [term for term in heads if term.role == "title" and not term.borrows]
        return Kind(lent[-1].kind, land) if lent else Kind(head.kind, land, borrowed=True)
    if bodies:
        return Kind(bodies[-1].kind, land)
    places = [term for term in found if term.role == "place"]
    return Kind(places[-1].kind, land) if places and named else Kind("", land)
