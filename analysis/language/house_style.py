"""Words that say how an outlet writes and not what about: "Mr.", "U.S.", "Monday", its own name."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import regex

from analysis.language.counts import Counts
from analysis.language.words import find_words, function_words
from analysis.recipes import step

_INITIALS = regex.compile(r"(?:\p{L}\.)+\p{L}?|\p{L}")
_PARTY_AND_STATE = regex.compile(r"[rdi]-\p{L}[\p{L}.]*")


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    """Return the kind of every word of the list (resources/wordlists/house_style.md)."""
    table = files("analysis.resources").joinpath("wordlists/house_style.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in table.splitlines()[1:])


def of_house_style(terms: Iterable[str], outlets: Iterable[str]) -> dict[str, str]:
    """Return those of some terms that are words of house style, each with what it is.

    A phrase or a compound ("post-abc") is one if it holds such a word. `outlets` are names, whose words are
    no topic of the outlet.
    """
    names = {span.word: "name of an outlet" for outlet in outlets for span in find_words(outlet)}
    known = {
        **{word: kind for word, kind in names.items() if word not in function_words()},
        **_listed(),
    }
    found = {}
    for term in terms:
        kinds = [known.get(part) for word in term.split(" ") for part in (word, *word.split("-"))]
        kinds += [_formed(word) for word in term.split(" ")]
        if any(kinds):
            found[term] = next(filter(None, kinds))
    return found


def _formed(word: str) -> str:
    if _PARTY_AND_STATE.fullmatch(word):
        return "party and state"
    return "initials" if _INITIALS.fullmatch(word) else ""


@step("house-style")
def _house_style(counts: Counts, *, house_style: bool) -> dict[str, str]:
    """The counted terms that are not drawn, each with what it is."""
    return {} if house_style else of_house_style(map(str, counts.terms), counts.outlets)
