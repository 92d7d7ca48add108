"""One name for a body: its initials, "U.S." before it, "Department of Justice" and "Justice Department"."""

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from analysis.language.words import fold
from analysis.measures.attribution.lists.kinds import small_words, word_set
from analysis.measures.attribution.speakers.people import commonest

_OWN = word_set("us u.s american federal")  # before a department of the United States
_OF = re.compile(r"(department|bureau|office) (?:of|for) (.+)")
_HOUSES = {"house of representatives": "house"}
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = r"((?:[A-Z][\w’'&-]*,? (?:(?:of|for|and|the|on|in|to|and the) )?){{1,8}}){}"


@lru_cache(maxsize=1)
def _initials() -> dict[str, str]:
    """Return for each name, folded, the initials in our list."""
    file = files("analysis.resources").joinpath("wordlists/initials.tsv")
    rows = csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    return {turned(_plain(name)): fold(short) for short, name in rows}


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return names of our list with their initials by the first word, the longest first."""
    file = files("analysis.resources").joinpath("wordlists/initials.tsv")
    rows = csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for short, name in rows:
        for form in {_plain(name), turned(_plain(name))}:
            words = tuple(form.split())
            found.setdefault(words[0], []).append((words, fold(short)))
    return {
        word: sorted(forms, key=lambda one: (-len(one[0]), one)) for word, forms in found.items()
    }


def body_at(folded: Sequence[str], place: int) -> tuple[int, str]:
    """Return how many folded words at a place are a name or initials of our list, and the initials.

    (1, "") for none. "Dept." is "Department".

    Examples
    --------
    >>> body_at(["the", "justice", "department"], 1), body_at(["the", "justice"], 1)
    ((2, 'doj'), (1, ''))
    >>> body_at(["justice", "dept"], 0), body_at(["the", "doj"], 1)
    ((2, 'doj'), (1, 'doj'))
    """
    for words, short in _by_first_word().get(folded[place], []):
        here = folded[place : place + len(words)]
        if tuple("department" if word == "dept" else word for word in here) == words:
            return len(words), short
    return 1, folded[place] if folded[place] in _names_of_initials() else ""


@lru_cache(maxsize=1)
def _names_of_initials() -> dict[str, str]:
    """Return for each initials of our list, folded, a name that they are short for."""
    return {short: name for name, short in _initials().items()}


def in_words(short: str) -> str:
    """Return the name, folded and turned, that initials of our list are short for; "" for others."""
    return _names_of_initials().get(short, "")


def turned(name: str) -> str:
    """Return "justice department" for "department of justice"."""
    found = _OF.fullmatch(name)
    return f"{found[2]} {found[1]}" if found else name


def _plain(name: str) -> str:
    """Return the words of a name, folded, without "the", dots, apostrophes and kinds of hyphens."""
    bare = fold(name).replace(".", "").replace("’", "").replace("'", "")
    bare = re.sub(r"\bdept\b", "department", bare)
    return " ".join(_WORD.findall(bare)).removeprefix("the ")


@lru_cache(maxsize=50_000)
def body_key(name: str) -> str:
    """Return what the names of one body have in common.

    Examples
    --------
    >>> body_key("U.S. Department of Justice") == body_key("Justice Department")
    True
    >>> body_key("FDA") == body_key("Food and Drug Administration")
    True
    >>> body_key("American Library Association") == body_key("Library Association")
    False
    """
    key = turned(_plain(name))
    first, _, rest = key.partition(" ")
    if first in _OWN and rest and _is_of_the_state(turned(rest)):
        key = turned(rest)
    key = _HOUSES.get(key, key)
    return _initials().get(key, key)


def _is_of_the_state(name: str) -> bool:
    """Whether the rest of a name is that of a part of the state: "Justice Department", "House", our list."""
    words = name.split()
    parts = ("department", "senate", "house", "congress")
    return name in _initials() or words[0] in parts or words[-1] in parts or name == "supreme court"


def names_of_bodies(seen: Sequence[str]) -> dict[str, str]:
    """Map every form of the name of a body (one for each article with it) to the one in most articles.

    Among equals the shortest wins, but no initials. "Club For Growth" is "Club for Growth".
    """
    forms: dict[str, list[str]] = {}
    for name in seen:
        forms.setdefault(body_key(name), []).append(name)
    chosen = {key: _usual(names) for key, names in forms.items()}
    return {name: chosen[body_key(name)] for name in set(seen)}


def _usual(names: list[str]) -> str:
    most = max(names.count(name) for name in names)
    equal = [name for name in names if names.count(name) == most]
    whole = [name for name in equal if not (name.isupper() or "Dept" in name)]
    usual = commonest(whole or equal)
    return max(name for name in equal if fold(name) == fold(usual))  # "for" before "For"


def in_full(initials: str, text: str) -> str:
    """Return the name before initials in brackets in a text, "" if there is none: "Consumer Board (CB)".

    Examples
    --------
    >>> in_full("CB", "He asked the Consumer Board (CB). The CB said no."), in_full("CB", "Radio (CB) is old")
    ('Consumer Board', '')
    """
    letters = fold(initials).replace(".", "")
    pattern = _BRACKETED.format(rf"\((?:the )?{re.escape(initials)}\)")
    for found in re.finditer(pattern, text):
        words = found[1].replace(",", "").split()
        for start in range(len(words)):
            own = [fold(word) for word in words[start:] if fold(word) not in small_words()]
            begins = words[start][:1].isupper() and fold(words[start]) not in small_words()
            if begins and "".join(word[0] for word in own) == letters:
                return " ".join(found[1].split()[start:])
    return ""
