"""Spellings of one name: "Sergei Lavrov" and "Sergey Lavrov", "Rudy Roe" and "Rudolph Roe"."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from analysis.language.given_names import is_short_for
from analysis.language.words import fold

Key = tuple[str, str]  # first and last name, folded
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})
_LONG = 5  # letters of a word in which a doubled letter may be missing
_NEAR_LETTERS = 6  # letters of a surname that a misprint may make one longer
_VARYING = 4  # letters of a word whose "c" may be a "k", and whose "y" an "i"


@lru_cache(maxsize=100_000)
def spelling(word: str) -> str:
    """Return a word of a name in one spelling: no accents, hyphens or doubled letters; "k" and "i".

    Short words keep more of theirs: "Lee" is not "Le".

    Examples
    --------
    >>> spelling("Sergey") == spelling("Sergei"), spelling("Hoffmann") == spelling("Hoffman")
    (True, True)
    >>> spelling("López") == spelling("Lopez"), spelling("Reed") == spelling("Read")
    (True, False)
    """
    parts = unicodedata.normalize("NFD", fold(word).translate(_LETTERS))
    bare = "".join(letter for letter in parts if letter.isalnum())
    if len(bare) >= _VARYING:
        bare = bare.replace("ck", "k").replace("c", "k").replace("y", "i")
    return re.sub(r"(.)\1", r"\1", bare) if len(bare) >= _LONG else bare


@lru_cache(maxsize=50_000)
def given_spelling(name: str) -> str:
    """Return a given name in one spelling, without doubled letters and silent "h" however short it is.

    Examples
    --------
    >>> given_spelling("John"), given_spelling("Sarah"), given_spelling("Matt"), given_spelling("Anna")
    ('jon', 'sara', 'mat', 'ana')
    """
    bare = spelling(name)
    return re.sub(r"(.)\1", r"\1", bare[:1] + bare[1:].replace("h", ""))


def spelled(words: Iterable[str]) -> list[str]:
    """Return words of a name in one spelling, a hyphen as a space: "Sun-Sentinel" is "Sun Sentinel"."""
    every = (part for word in words for part in re.split(r"[-–\s]", word))
    return [found for part in every if (found := spelling(part))]


def is_one_letter_longer(left: str, right: str) -> bool:
    """Tell whether one of two surnames is the other with a letter more, as a misprint has it.

    Names of less than six letters are never misprints of each other.

    Examples
    --------
    >>> is_one_letter_longer("seltzer", "selzer"), is_one_letter_longer("cumming", "cummings")
    (True, True)
    >>> is_one_letter_longer("brown", "browne"), is_one_letter_longer("hansen", "hanson")
    (False, False)
    """
    short, long = sorted((left, right), key=len)
    if len(short) < _NEAR_LETTERS or len(long) != len(short) + 1:
        return False
    return any(long[:k] + long[k + 1 :] == short for k in range(1, len(long)))


def one_spelling(keys: Sequence[Key]) -> dict[Key, Key]:
    """Return for each first and last name the one that stands for its spellings, by order of `keys`.

    A short given name is the full one if one person alone has it with this surname.
    """
    found: dict[Key, Key] = {}
    families: dict[str, dict[str, Key]] = {}
    for key in keys:
        family = families.setdefault(" ".join(map(spelling, key[1].split())), {})
        found[key] = family.setdefault(given_spelling(key[0]), key)
    for family in families.values():
        _join_short(family, found)
    return found


def _join_short(family: dict[str, Key], found: dict[Key, Key]) -> None:
    """Give the short given names of a family to the full ones."""
    heads = list(family.values())
    for short in heads:
        full = [one for one in heads if is_short_for(short[0], one[0])]
        if len(full) == 1:
            found.update({key: full[0] for key, head in found.items() if head == short})
