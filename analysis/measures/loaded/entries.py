"""What a word list of loaded language is made of, and how a word list is refused."""

from dataclasses import dataclass

from analysis.language.words import WORD, fold

CATEGORIES = (
    "evaluative",
    "emotive",
    "intensifier",
    "hedge",
    "booster",
    "violence",
    "moral",
    "label",
    "doubt",
    "accusing",
)
PARTS = ("", "noun", "verb", "adjective", "adverb")


class LexiconError(ValueError):
    """A word list that cannot be used; the message names file, line and what would be right."""

    def __init__(self, file: str, line: int, wrong: str) -> None:
        super().__init__(f"{file}, line {line}: {wrong}")


@dataclass(frozen=True)
class Entry:
    """One line of a word list.

    Attributes
    ----------
    term
        The entry as it is written.
    words
        Its words, folded; one that ends with "*" stands for all words that begin so.
    categories
        What it is counted as; more than one only in lists whose format has that.
    part
        The part of speech that it is limited to, "" for any.
    weight
        The share of its occurrences that people marked as loaded, drawn towards the mean of its
        category; 0 to 1.
    n
        How often it occurred where it was weighed; 0 where nobody counted.
    """

    term: str
    words: tuple[str, ...]
    categories: tuple[str, ...]
    part: str = ""
    weight: float = 1.0
    n: float = 0.0


@dataclass(frozen=True)
class Lexicon:
    """A word list: its name and its entries, each term once for a part of speech."""

    name: str
    entries: tuple[Entry, ...]


def words_of_term(term: str) -> tuple[str, ...] | None:
    """Return the words of a term as they are matched, or None if no text can ever match it.

    Words follow the one definition in `analysis.language.words`; a "*" may end a word.
    """
    found = []
    for part in term.split():
        word = fold(part.removesuffix("*"))
        if not WORD.fullmatch(word):
            return None
        found.append(word + "*" * part.endswith("*"))
    return tuple(found) or None


def collected(file: str, name: str, lines: list[tuple[int, Entry]]) -> Lexicon:
    """Return the entries as a list, or refuse one that stands there twice."""
    first: dict[tuple[tuple[str, ...], str], int] = {}
    for number, entry in lines:
        key = entry.words, entry.part
        if key in first:
            raise LexiconError(
                file, number, f"{entry.term!r} is repeated, first in line {first[key]}; one of them"
            )
        first[key] = number
    if not lines:
        raise LexiconError(file, 1, "no entry; a list has at least one")
    return Lexicon(name, tuple(entry for _, entry in lines))
