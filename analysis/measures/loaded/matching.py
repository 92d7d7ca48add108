"""Find the entries of a word list among the words of a sentence."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from analysis.language.counts import stop_words
from analysis.language.lemmas import lemma
from analysis.measures.loaded.lexicons import (
    Entry,
    Lexicon,
    LexiconError,
    own_lexicon,
    read_lexicon,
)
from analysis.measures.loaded.model import MODEL_HITS
from analysis.recipes import step

_NEAR = 3  # words before an entry where a negation counts
_NEGATIONS = frozenset({"no", "not", "never", "neither", "nor", "without", "hardly", "cannot"})
_SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they", "who", "to"})
_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "must"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those", "no", "some", "any"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})


_LEMMAS = {"lay": "lay", "lain": "lain"}  # which the lemma list takes for forms of "lie"


class Hit(NamedTuple):
    """A hit: the words `first` to `end` of a sentence match an entry."""

    first: int
    end: int
    entry: Entry
    negated: bool


class Matcher:
    """A word list, indexed for search; `hits` may be called for any number of sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        self._open: dict[str, list[Entry]] = defaultdict(list)
        for entry in lexicon.entries:
            first = entry.words[0]
            if first.endswith("*"):
                self._open[first[:-1]].append(entry)
            else:
                self._exact[first].append(entry)
        self._longest = max((len(prefix) for prefix in self._open), default=0)
        self._known: dict[str, list[Entry]] = {}

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """Return the hits in the folded words of a sentence; no two share a word.

        At each word the longest entry counts; then an entry spelled like the text, then one with the
        same lemma, then the "*" with the longest beginning.
        """
        found, place = [], 0
        while place < len(words):
            entry = self._best(words, place)
            if entry is None:
                place += 1
                continue
            end = place + len(entry.words)
            found.append(Hit(place, end, entry, is_negated(words, place)))
            place = end
        return found

    def _best(self, words: Sequence[str], place: int) -> Entry | None:
        for entry in self._candidates(words[place]):
            rest = words[place + 1 : place + len(entry.words)]
            if len(rest) < len(entry.words) - 1:
                continue
            if not all(map(_same, rest, entry.words[1:])):
                continue
            if entry.part and _part(words, place, place + len(entry.words)) not in ("", entry.part):
                continue
            return entry
        return None

    def _candidates(self, word: str) -> list[Entry]:
        """Return the entries that may begin with `word`, the longest and then the most exact first."""
        if word not in self._known:
            bare = word.removesuffix("'s")
            ways = {_LEMMAS.get(bare) or lemma(bare, "en"): 1, bare: 0, word: 0}
            # how exact the first word is: 0 as it is written, 1 by lemma, 2 and more by a "*"
            found = [
                (rank, one) for name, rank in ways.items() for one in self._exact.get(name, [])
            ]
            for length in range(min(self._longest, len(bare)), 0, -1):
                rank = 2 + self._longest - length
                found += [(rank, entry) for entry in self._open.get(bare[:length], [])]
            found.sort(key=lambda pair: (-len(pair[1].words), pair[0], pair[1].part == ""))
            self._known[word] = [entry for _, entry in found]
        return self._known[word]


def matchers_of(lists: Sequence[str]) -> list[Matcher]:
    """Return our own word list and the lists in the files `lists`, indexed for search.

    Raises
    ------
    LexiconError
        If a list cannot be used, or two have one name.
    """
    found = [own_lexicon()]
    for path in lists:
        lexicon = read_lexicon(path)
        if lexicon.name in [MODEL_HITS, *(other.name for other in found)]:
            raise LexiconError(
                path, 1, f"a list named {lexicon.name!r} is there already; rename it"
            )
        found.append(lexicon)
    return [Matcher(lexicon) for lexicon in found]


def _same(word: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return wanted in (word, word.removesuffix("'s"))


def is_negated(words: Sequence[str], place: int) -> bool:
    """Tell whether a negation stands within three words before a word."""
    before = words[max(0, place - _NEAR) : place]
    return any(word in _NEGATIONS or word.endswith("n't") for word in before)


def _part(words: Sequence[str], first: int, end: int) -> str:
    """Return the part of speech that the neighbouring words suggest, "" if they suggest none.

    A rule of thumb: "-ly" is an adverb; a verb follows a pronoun, "to" or a modal; a noun follows an
    article or possessive, or an adjective if another word follows that is no function word. The weights
    of our list were measured with this rule, so the tagger for queries does not replace it.
    """
    if words[end - 1].endswith("ly"):
        return "adverb"
    before = words[first - 1] if first else ""
    if before in _SUBJECTS | _MODALS:
        return "verb"
    if before in _ARTICLES | _POSSESSIVES:
        after = words[end] if end < len(words) else ""
        return "adjective" if after and after not in stop_words("on") else "noun"
    return ""


@step("matchers", checks=True)
def _matchers(*, lexicons: list[str]) -> list[Matcher]:
    """Our word list and those of the user."""
    return matchers_of(lexicons)
