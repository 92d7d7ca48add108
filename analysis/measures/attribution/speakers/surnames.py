"""Tell which of several people with one surname an article means by the surname alone."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Generic, Protocol, TypeVar

from analysis.language.kin import KIN

_NEAR = 400  # characters behind the whole name of a speaker
_BEFORE = 120  # characters before a name in which kin may stand
_USUAL = 3  # times by the surname alone, before anybody else with it is named
_OFTEN = 2  # whole names for each surname alone, where the whole name is the usual one
_INITIALS = r"(?:\s+(?:[A-Z]\.?){1,3})?"
_KIN_BEFORE = re.compile(  # "his son, former Mayor NAME"
    rf"(?:\b(?:his|her|their)|\w[’']s)\s+(?:\w+\s+){{0,2}}(?:{'|'.join(KIN)}),?\s+"
    r"(?:former\s+|late\s+)?(?:[A-Z][\w.]*\s+){0,4}$"
)
_JUNIOR_AT_END = re.compile(r"\b(?:Jr|Sr|II|III)\.?$")


class Bearer(Protocol):
    """Who has a surname: `heard` is where the whole name spoke."""

    name: str
    certain: bool
    heard: list[int]

    @property
    def titles(self) -> set[str]:
        """Return the titles that the article has beside the name."""


Person = TypeVar("Person", bound=Bearer)


class Namesakes(Generic[Person]):
    """Those with one surname in an article, and which of them it calls by the surname alone.

    That is the one introduced first, and not as somebody's kin; a son with his father's name has "Jr.".
    """

    def __init__(self, bearers: Sequence[Person], text: str) -> None:
        self._all = bearers
        self._own = [one for one in bearers if not _JUNIOR_AT_END.search(one.name)] or bearers
        surname = self._own[0].name.split()[-1]
        self._full = {one.name: _full_places(one.name, surname, text) for one in self._own}
        named = {place for places in self._full.values() for place in places}
        every = [found.start() for found in re.finditer(rf"\b{re.escape(surname)}\b", text)]
        self._bare = [place for place in every if place not in named]
        free = [one for one in self._own if not self._is_kin(one, text)] or self._own
        free = [
            one for one in free if " " not in one.name
        ] or free  # the others are told as his kin
        self._main = min(free, key=lambda one: min(self._full[one.name], default=len(text)))
        given = rf"\b{re.escape(self._main.name.split()[0])}\b(?!\s[A-Z])"
        alone = {found.start() for found in re.finditer(given, text)}
        self._alone = sorted({*self._full[self._main.name], *alone})  # also by the given name

    def _is_kin(self, one: Person, text: str) -> bool:
        """Whether somebody is introduced as the kin of another one."""
        first = min(self._full[one.name], default=0)
        return is_told_as_kin(text, text.rfind(one.name.split()[0], 0, first))

    def meant(self, titles: Collection[str], place: int, said: str) -> Person | None:
        """Return the one meant by the surname behind `titles` at a place, None where it is not sure.

        A title, whole names right before and what is `said` tell it: nobody calls himself by his given name.
        """
        whole = [one for one in self._own if one.certain and place in self._full[one.name]]
        if whole:
            return whole[0]
        titled = [one for one in self._all if one.titles.intersection(titles)]
        if len(titled) == 1:
            return titled[0]
        last = max(self._all, key=lambda one: _last_before(one.heard, place))
        heard = _last_before(last.heard, place)
        if heard >= 0 and place - heard < _NEAR:
            return last
        known = [one for one in self._own if _last_before(self._full[one.name], place) >= 0]
        others = [one for one in known if not _calls(said, one.name)]
        if len(others) == 1 and len(known) > 1:
            return others[0]
        return self._main if self._is_sure(place) else None

    def _is_sure(self, place: int) -> bool:
        """Whether the surname alone is the main bearer's at a place.

        The others are named in passing, or only after it has become usual; or his is the name that stands
        last before the place, and the article does not call him by the whole name again and again.
        """
        others = [self._full[one.name] for one in self._own if one is not self._main]
        if " " not in self._main.name or all(len(places) < 2 for places in others):
            return True
        first = min(places[0] for places in others if places)
        if bisect_left(self._bare, first) >= _USUAL:
            return True
        own = self._full[self._main.name]
        last = max(_last_before(places, place) for places in others)
        return len(own) <= _OFTEN * len(self._bare) and _last_before(self._alone, place) > last


def is_told_as_kin(text: str, place: int) -> bool:
    """Whether kin stands before a name at a place: "his son, former Mayor NAME"."""
    return _KIN_BEFORE.search(text, max(0, place - _BEFORE), max(0, place)) is not None


def _full_places(name: str, surname: str, text: str) -> list[int]:
    """Return where the surname stands behind the given name, in headlines too."""
    given = re.escape(name.split(maxsplit=1)[0])
    pattern = (
        rf"\b{given}{_INITIALS}\s+(?:\w+\s)?({re.escape(surname)})\b(?!,?\s(?:Jr|Sr|III|II)\b)"
    )
    return [found.start(1) for found in re.finditer(pattern, text)]


def _last_before(places: Sequence[int], place: int) -> int:
    """Return the last of some places in order that is before another one, -1 for none."""
    number = bisect_left(places, place)
    return places[number - 1] if number else -1


def _calls(said: str, name: str) -> bool:
    """Whether words that are said call somebody by the given name."""
    return re.search(rf"\b{re.escape(name.split(maxsplit=1)[0])}\b", said) is not None
