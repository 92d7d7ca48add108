"""Whether two speakers bear one name, and whether a text names a speaker, in any spelling."""

import re
from collections import defaultdict
from collections.abc import Sequence

from analysis.language.sentences import is_written_small
from analysis.language.spellings import spelled
from analysis.language.words import fold
from analysis.measures.comparison.calling.lists import land_of

# last words of the names of bodies, which are no family names
_BODIES = frozenset(
    """
    Administration Agency Association Bureau Campaign Center Committee Congress Council Court Department
    Government Group House Institute Journal Ministry Nations News Office Party Post Press Rights Senate
    Service States Street Times Union University Watch
    """.split()  # noqa: SIM905  a list that is read, and not one word a line
)
_WORD = re.compile(r"[^\W_](?:[\w.’'-]*\w)?")
_SHORTEST = 3  # letters of a family name


def kin(left: str, right: str) -> bool:
    """Tell whether two speakers bear one name: the family name of one of them is in the other.

    A body is kin to no person: "the Moor campaign" is not Ada Moor.

    Examples
    --------
    >>> kin("Ada Moor", "Minister Moor"), kin("Ada Moor", "Addie Moor"), kin("some aides", "some aides")
    (True, True, False)
    >>> kin("State Department", "Justice Department"), kin("State Department", "State Department")
    (False, True)
    >>> kin("Sergey Lavrov", "Sergei Lavrow"), kin("Jon Hoffmann", "Hoffman"), kin("Moor office", "Moor")
    (False, True, False)
    >>> kin("Moor camp", "Moor campaign"), kin("Moor camp", "Moor office")
    (True, False)
    """
    a, b = ([w.strip(",;") for w in side.split() if w[:1].isupper()] for side in (left, right))
    if not a or _common_end(left) != _common_end(right):
        return False
    return spelled(a) == spelled(b) or _family(a, b) or _family(b, a)


def _common_end(name: str) -> str:
    """Return the last word of the name of a body that is a common noun: "office"; "" for others."""
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    last = "campaign" if last == "camp" else last
    return last if last[:1].islower() and last.isalpha() and is_written_small(last) else ""


def _family(these: Sequence[str], those: Sequence[str]) -> bool:
    if not these or len(these[-1]) < _SHORTEST or these[-1] in _BODIES:
        return False
    return spelled(these[-1:])[-1:] == spelled(those)[-1:] or these[-1] in those


def is_named_in(speaker: str, text: str) -> bool:
    """Tell whether a text names a person by the last name.

    Examples
    --------
    >>> is_named_in("Ann Quell", "a lawyer of Ms. Quell"), is_named_in("Ann Quell", "a lawyer of Mr. Reed")
    (True, False)
    """
    words = [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(text)]
    own = _WORD.findall(speaker)
    return bool(own) and any(_stands_in(spelled(own[-1:]), run) for run in _capital(words))


def _capital(words: Sequence[str]) -> list[list[str]]:
    """Return the runs of words with a capital; "of" and "for" between them are left out."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word[:1].isupper():
            runs[-1].append(word)
        elif word not in ("of", "for", "and") and runs[-1]:
            runs.append([])
    return [run[1:] if run[:1] == ["The"] else run for run in runs if run]


def _stands_in(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words of a name stand side by side among others."""
    there = spelled(words)
    return any(list(name) == there[k : k + len(name)] for k in range(len(there) - len(name) + 1))


class Heard:
    """Whom the outlets of an event name where somebody speaks: speakers, and the words of sources."""

    def __init__(self) -> None:
        self._texts: dict[str, set[tuple[str, str, bool]]] = defaultdict(set)  # by word

    def add(self, outlet: str, text: str, *, is_name: bool) -> None:
        """Remember the name of a speaker, or the words of a source."""
        for key in _keys(text):
            self._texts[key].add((outlet, text, is_name))

    def is_elsewhere(self, speaker: str, outlet: str) -> bool:
        """Tell whether another outlet names a speaker or somebody with the same name."""
        near = set[tuple[str, str, bool]]().union(
            *(self._texts.get(key, ()) for key in _keys(speaker))
        )
        return any(
            (is_name and kin(speaker, text)) or is_named_in(speaker, text)
            for there, text, is_name in near
            if there != outlet
        )

    def has_word_of(self, body: str, outlet: str) -> bool:
        """Tell whether a source of another outlet has a word of a body's name, but for its country."""
        own = (word for word in _WORD.findall(body) if not land_of((fold(word),)))
        near = (one for key in _keys(" ".join(own)) for one in self._texts.get(key, ()))
        return any(there != outlet for there, _, _ in near)


def _keys(text: str) -> set[str]:
    """Return the words by which a text is looked up."""
    words = [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(text)]
    return set(spelled(words))
