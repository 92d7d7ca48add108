"""Give a cue ("has repeatedly claimed", "in a statement") its lemma and class by our word list.

The head of a cue decides. The choice of the head passes over the small words listed here; forms that the
lemma list does not know are listed too.

Source
------
Our word list; resources/wordlists/cues.md has the definition of each class, the literature, and how often
the list agrees with a human.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from analysis.language.lemmas import lemma
from analysis.language.words import words_in
from analysis.measures.attribution.lists.kinds import word_set

NEGATIONS = word_set(
    "not no never neither nor cannot without nothing none hardly barely scarcely rarely seldom unable"
)
BE = word_set("be am is are was were been being get gets got gotten getting")
AUXILIARIES = BE | word_set(
    "have has had having do does did will would shall should can could may might must "
    "isn't s re ve ll d m won wouldn"
)
SMALL = word_set(
    "a an the this that these those his her its their our my your he she it they we i you who which "
    "him them us me himself herself itself themselves also then now still just even again later "
    "earlier first once twice often soon ever yet already always so very too more most less only "
    "back-to-back today yesterday tonight to and or but if whether as-yet much further long ago "
    "last next new such any some all own other another recently several"
)
DETERMINERS = word_set("a an the this that these those his her its their our my your no s")
# in "continued to insist" or "began by saying" the second verb is the act
ASPECT = word_set("continue begin start keep go proceed end close open finish resume")
# forms that are missing in the lemma list, or wrong there
LEMMAS = {
    form: name
    for name, forms in {
        "assail": "assailed",
        "bid": "bade",
        "determine": "determining",
        "draw": "drew drawing",
        "envy": "envied envies envying",
        "exemplify": "exemplified exemplifies exemplifying",
        "extol": "extolled extolling",
        "feel": "felt",
        "hear": "hearing",
        "label": "labelled labelling",
        "lay": "lays",
        "leave": "left",
        "long": "longed longing",
        "muse": "musing",
        "prefer": "preferred preferring",
        "proclaim": "proclaiming",
        "prove": "proving",
        "rejoice": "rejoicing",
        "signal": "signalled signalling",
        "thank": "thanked thanking",
        "think": "thinking",
        "write": "writing",
    }.items()
    for form in forms.split()
}


_DENIED = re.compile(  # the last words before a cue
    r"(?:\b(?:not|never|rarely|seldom|hardly|scarcely|barely|no longer)|n[’']t)"
    r"(?:, if (?:ever|at all),)?(?: \w+ly)?\s*$"
)
_UNDONE = (["yet", "to"], ["short", "of"])  # "stopped short of saying"
_GAP = 3  # at most so many words may stand inside an entry of several words: "made it very clear"
_VERBS = ("verb", "light verb")
_NOMINAL = ("noun", "adjective")


class Entry(NamedTuple):
    """One line of the word list."""

    lemma: str
    part: str
    cue_class: str
    act: str


class Match(NamedTuple):
    """An entry found in a cue: the places of its words there."""

    entry: Entry
    places: tuple[int, ...]


@dataclass(frozen=True)
class CueClass:
    """Lemma, head and class of one cue, and the features of the cue that matter for them."""

    lemma: str
    head: str
    cue_class: str
    part: str = ""  # of speech, as in the list; "" when the lemma is not there
    act: str = "done"  # said, thought or done
    listed: bool = False
    negated: bool = False
    passive: bool = False


@lru_cache(maxsize=50_000)
def cue_class(cue_text: str) -> CueClass:
    """Return lemma and class of one cue.

    The head is the first listed verb, noun or adjective that is not an auxiliary, an adverb or a
    negation. A verb with little meaning of its own takes the class of its noun ("made the
    accusations"); in "continued to insist" the second verb counts. Adverbs, prepositions and marks
    decide only in a cue without any of these; a preposition not behind a word of another meaning, which
    the list lacks: "on" in "leapt on" does not say that anything is said.
    """
    words = words_in(cue_text)
    if not words:
        mark = cue_text.strip()[:1]
        entry = _entries().get(mark, [None])[0]
        known = entry.cue_class if entry else "other"
        return CueClass(mark, mark, known, part="mark", act="said", listed=bool(entry))
    chosen = _chosen(words)
    if chosen is None or _only_joins(chosen, words):
        place = next((k for k, word in enumerate(words) if not _is_small(word)), len(words) - 1)
        name = _lemma(words[place])
        chosen = Match(Entry(name, "", "other", "done"), (place,))
    return _described(words, chosen)


def _described(words: Sequence[str], chosen: Match) -> CueClass:
    head = chosen.places[0]
    before = {k for k in range(chosen.places[-1]) if k not in chosen.places}
    return CueClass(
        lemma=chosen.entry.lemma,
        head=words[head],
        cue_class=chosen.entry.cue_class,
        part=chosen.entry.part,
        act=chosen.entry.act,
        listed=chosen.entry.part != "",
        negated=any(words[k] in NEGATIONS or words[k].endswith("n't") for k in before)
        or any(words[k] == "nothing" for k in chosen.places[1:])  # "said nothing"
        or any(words[k : k + 2] in _UNDONE for k in range(head)),  # "has yet to say"
        passive=chosen.entry.part in _VERBS and _is_passive(words, head),
    )


def _chosen(words: Sequence[str]) -> Match | None:
    found = [match for match in _matches(words) if not _is_adverb(match, words)]
    main = [match for match in found if match.entry.part in _VERBS + _NOMINAL]
    for rank, match in enumerate(main):
        rest = main[rank + 1 :]
        if match.entry.part == "light verb":
            return _with_noun(match, rest, words)
        later = next((other for other in rest if other.entry.part == "verb"), None)
        if later and (match.entry.lemma in ASPECT or _is_witnessed(match, later, words)):
            return later
        return match
    return found[0] if found else None


def _is_witnessed(match: Match, later: Match, words: Sequence[str]) -> bool:
    """Tell whether somebody is heard or seen saying something: the others hear, and that one says it."""
    perceived = match.entry.cue_class == "perceptive" and _is_passive(words, match.places[0])
    return perceived and words[later.places[0]].endswith("ing")


def _only_joins(match: Match, words: Sequence[str]) -> bool:
    """Tell whether a preposition only joins what follows to a word before it that is in no list."""
    before = words[: match.places[0]]
    return match.entry.part == "preposition" and not all(map(_is_small, before))


def is_denied_before(text: str) -> bool:
    """Tell whether words that end right before a cue deny it: "he rarely, if ever,", "nor did she".

    Examples
    --------
    >>> is_denied_before("The mayor seldom, if at all, ")
    True
    >>> is_denied_before("The mayor, never shy, ")
    False
    """
    return _DENIED.search(text) is not None


def names_words(word: str) -> bool:
    """Tell whether a noun is in the list as something said, written or thought: "warning", "concerns"."""
    entries = _entries().get(_lemma(word), [])
    return any(entry.part == "noun" and entry.act != "done" for entry in entries)


def _is_adverb(match: Match, words: Sequence[str]) -> bool:
    """Tell whether "long" says for how long: "has long said", not "they long for"."""
    place = match.places[0]
    return words[place] == "long" and place > 0 and words[place - 1] in AUXILIARIES


def _with_noun(light: Match, rest: list[Match], words: Sequence[str]) -> Match:
    """Return a light verb joined with its noun, else the verb that follows it, else itself."""
    for other in rest:
        if other.entry.part in _NOMINAL or _can_be_noun(other, words):
            name = f"{light.entry.lemma} {other.entry.lemma}"
            entry = Entry(name, "verb", other.entry.cue_class, other.entry.act)
            return Match(entry, light.places + other.places)
        if other.entry.part == "verb":
            return other
    return light


def _can_be_noun(match: Match, words: Sequence[str]) -> bool:
    """Return whether a verb form is a noun as well: "doubts" after "raised", but not "to doubt"."""
    place = match.places[0]
    if words[place].endswith(("ing", "ed")) or words[place - 1] == "to":
        return False
    nouns = _entries().get(match.entry.lemma, [])
    return any(entry.part == "noun" for entry in nouns)


def _matches(words: Sequence[str]) -> Iterator[Match]:
    """Yield the entries of the list found in a cue, none overlapping another, in reading order."""
    lemmas = [_lemma(word) for word in words]
    after = 0
    for start, word in enumerate(words):
        if start < after or word in AUXILIARIES or word in NEGATIONS or word.endswith("n't"):
            continue
        match = _best(words, lemmas, start)
        if match:
            after = match.places[-1] + 1 if match.places[-1] - start < len(match.places) else start
            yield match


def _best(words: Sequence[str], lemmas: Sequence[str], start: int) -> Match | None:
    """Return the entry of most words that begins at `start`, the likeliest part of speech first."""
    names = dict.fromkeys((words[start], lemmas[start]))
    entries = [entry for name in names for entry in _entries().get(name, [])]
    found = [
        Match(entry, places)
        for entry in entries
        if (places := _places(entry.lemma.split(), words, lemmas, start))
    ]
    order = _parts_expected(words, start)
    return min(found, key=lambda m: (-len(m.places), order.index(m.entry.part)), default=None)


def _places(
    entry: list[str], words: Sequence[str], lemmas: Sequence[str], start: int
) -> tuple[int, ...]:
    """Return where the words of an entry stand, or nothing when one is missing."""
    places = [start]
    for part in entry[1:]:
        reach = range(places[-1] + 1, min(places[-1] + 2 + _GAP, len(words)))
        place = next((k for k in reach if part in (words[k], lemmas[k])), None)
        if place is None:
            return ()
        places.append(place)
    return tuple(places)


def _parts_expected(words: Sequence[str], start: int) -> list[str]:
    before = next((word for word in reversed(words[:start]) if not word.endswith("ly")), "")
    parts = ["verb", "light verb", "noun", "adjective", "preposition", "adverb", "mark"]
    if before in DETERMINERS:
        parts.remove("noun")
        return ["noun", *parts]
    if before in BE and not words[start].endswith("ing"):
        parts.remove("adjective")
        return ["adjective", *parts]
    return parts


def _is_passive(words: Sequence[str], head: int) -> bool:
    """Return whether the head is a participle after a form of "be", or before "by"."""
    word = words[head]
    if word.endswith("ing") or _lemma(word) == word:
        return False
    before = [k for k in range(head) if not _is_small(words[k]) or words[k] in BE]
    after_be = bool(before) and words[before[-1]] in BE
    return after_be or words[head + 1 : head + 2] == ["by"]


def _is_small(word: str) -> bool:
    if word.endswith(("ly", "n't")) and word not in _entries():
        return True
    return word in AUXILIARIES or word in NEGATIONS or word in SMALL


def _lemma(word: str) -> str:
    return LEMMAS.get(word) or lemma(word, "en")


@lru_cache(maxsize=1)
def _entries() -> dict[str, list[Entry]]:
    """Return the word list by the first word of each entry."""
    file = files("analysis.resources").joinpath("wordlists/cues.tsv")
    rows = csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    by_first: dict[str, list[Entry]] = {}
    for *entry, _ in rows:
        by_first.setdefault(entry[0].split()[0], []).append(Entry(*entry))
    return by_first
