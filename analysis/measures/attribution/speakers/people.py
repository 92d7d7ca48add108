"""The people of an article: full names with descriptions, and the person behind a short form.

A short form is a surname, a pronoun, or a description such as "the commissioner". `names_of` finds the forms
that are one person in all articles.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from analysis.language.given_names import gender_of, is_given_name
from analysis.language.kin import KIN
from analysis.language.spellings import is_one_letter_longer, one_spelling, spelling
from analysis.language.words import fold
from analysis.measures.attribution.lists.cues import cue_class
from analysis.measures.attribution.lists.kinds import (
    PREPOSITIONS,
    found_terms,
    has_role,
    kind_of,
    plain,
    singular,
    small_words,
    terms,
    word_set,
)
from analysis.measures.attribution.speakers.names import (
    PARTICLES,
    Mention,
    is_member,
    name_at_end,
    runs,
)
from analysis.measures.attribution.speakers.seats import Seat, fits, seat_behind, seat_told
from analysis.measures.attribution.speakers.surnames import Namesakes
from analysis.measures.attribution.speakers.trimming import is_furniture, without_time

_BEFORE = re.compile(r"(?:[\w.’'-]+[ \u00a0]){1,7}$")
_AFTER = re.compile(
    r",? (?:who (?:is|was) )?((?:an?|the|his|her|its) [^,.;:\n]{3,90})|^, ([a-z][^,.;:\n]{3,90}),"
)
_MIDDLE = re.compile(r"(?:[A-Z]\.)+")
_NEAR = 400  # characters around a name where its description may stand
_LEDE = 1_000  # characters in which a description may stand before its name
_FAR = 10_000  # characters before a pronoun where its person is named
_NEAR_UNKNOWN = 1_500  # the same of a person of whom nothing shows the gender
_USUAL = 8  # weight of a given name that is women's or men's
_SENTENCE = re.compile(  # its end; "Mr." and an initial are none
    r"(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Lt)\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Sgt)\.)"
    r"(?<=[.!?])[\"”’']?\s+|\n+"
)
_SUBJECTS = {"m": "he", "f": "she"}
_INITIALS = re.compile(r"^([A-Z])\.(?:[A-Z]\.)+$")  # "H.R."
_LAST_WORD = re.compile(r"[a-z][\w’'-]*[.?!]$")  # of a sentence; "Mr." is none
_OF_ANOTHER = re.compile(r"(?P<owner>[’']s)?(?: (?P<next>[a-z][\w-]*))?")
_AFTER_IS = word_set(
    "a an the now not also been got never still just in on at"
)  # "Roe's now", he is
_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_TITLES = {
    "mr": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "spokesman": "m",
    "congressman": "m", "councilman": "m", "chairman": "m", "businessman": "m", "assemblyman": "m",
    "alderman": "m", "actor": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "lady": "f",
    "queen": "f", "princess": "f", "spokeswoman": "f", "congresswoman": "f", "councilwoman": "f",
    "chairwoman": "f", "businesswoman": "f", "assemblywoman": "f", "actress": "f",
}  # fmt: skip
_GENDERS = {**_PRONOUNS, **KIN, **_TITLES}
_RELATED = re.compile(
    rf"(?:\b(?:his|her|their)|\w[’']s)\s+(?:\w+\s+){{0,2}}({'|'.join(KIN)}),?\s+$"
)
_OWN = re.compile(
    r"\b(?:his|her|its|their)\s+(?:[a-z-]+\s+){0,2}(?P<who>[a-z]+),\s+$"
)  # "her lawyer, "
_OF_THE_FIRST = re.compile(r"\bfirst (?:lady|daughter|son)\s+$", re.IGNORECASE)
_AND_KIN = re.compile(rf"\s*(?:,|and|with)*\s*(his|her)\s+(?:\w+\s+){{0,2}}(?:{'|'.join(KIN)})\b")
_JOINING = word_set("and or but nor including plus like such especially along together")
_AGE_OR_WHO = re.compile(r", (?:\d{1,3}[,.]|whom?\b|whose\b)")
# names that "and" joins, with titles and seats: "Majority Leader Ada Roe (R-Ohio), Rep. Carl Falk and Mr. "
_JOINED = re.compile(r"(?:[A-Z][\w.’'-]*|\([^()]*\)|and|of|the|former|[,\s])+")
_JOINS = re.compile(r",| and ")
_BUT = re.compile(r"\bbut (?:[A-Z][\w.]* )*$")


@dataclass
class Person:
    """One person of an article; `places` are where the article names them, in order."""

    name: str
    words: list[tuple[str, ...]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    genders: dict[str, int] = field(default_factory=dict)
    spoke: list[int] = field(default_factory=list)
    seats: set[Seat] = field(default_factory=set)
    full: list[int] = field(default_factory=list)  # where the whole name stands
    heard: list[int] = field(default_factory=list)  # where it does as that of a speaker
    assumed: str = (
        ""  # gender of the pronoun by which the article went on, where nothing else shows it
    )
    certain: bool = False  # a person, and not a place or a product with a name of two words
    related: bool = False  # told of as the kin of somebody else
    apart: bool = False  # by a surname alone, who is not the one with a full name

    @property
    def gender(self) -> str:
        """Return "m" or "f", or "" where neither the article nor the given name shows it."""
        usual = gender_of(self.name.split()[0]) if " " in self.name else ""
        m, f = (self.genders.get(one, 0) + _USUAL * (usual == one) for one in ("m", "f"))
        if max(m, f) < 2 or max(m, f) < 2 * min(m, f):
            return self.assumed
        return "m" if m > f else "f"

    @property
    def shown(self) -> str:
        """Return the gender where the article itself shows it, else ""."""
        return self.gender if self.assumed or sum(self.genders.values()) > 1 else ""

    @property
    def titles(self) -> set[str]:
        """Return the titles that the article has beside the name."""
        return set[str]().union(*map(titles_in, self.words))

    def described(self, words: Iterable[str]) -> None:
        """Remember words that describe this person."""
        kept = tuple(words)
        if kept:
            self.words.append(kept)
            self.certain = self.certain or any(map(_tells_of_people, kept))
            for word in kept:
                self.counted(word, weight=5)

    def counted(self, word: str, *, weight: int = 1) -> None:
        """Count a word that shows the gender."""
        gender = _GENDERS.get(plain(word))
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + weight


def _tells_of_people(word: str) -> bool:
    """Whether a word is said of people: an office, a trade, a people, kin."""
    return plain(word) in _GENDERS or has_role(word, "title", "courtesy", "noun", "demonym")


def titles_in(words: Iterable[str]) -> set[str]:
    """Return the titles among words beside a name, folded, and none of an owner: "Mayor Roe's son"."""
    own = list(words)
    ends = [k for k, word in enumerate(own) if word.endswith(("’s", "'s"))]
    cut = next((k for k, word in enumerate(own) if k and word in PREPOSITIONS), len(own))
    held = own[max(ends, default=-1) + 1 : cut]
    return {plain(word) for word in held if has_role(word, "title")}


def name_words(name: str) -> list[str]:
    """Return the words of a name for comparison: folded, no particles, initials or "Jr.".

    "Ben" in front is a given name.
    """
    return list(_name_words(name))


@lru_cache(maxsize=50_000)
def _name_words(name: str) -> tuple[str, ...]:
    words = [plain(_INITIALS.sub(r"\1", word)) for word in name.split()]
    if len(words) > 2 and len(words[0]) == 1 < len(words[1]):
        words = words[1:]  # "I. Vera Reed" is "Vera Reed"
    words = [re.sub(r"^(?:al|el)-", "", word) for word in words]
    given = words[:1] if len(words) > 1 and words[0] == "ben" and name[:1].isupper() else []
    kept = [*given, *(w for w in words[len(given) :] if w not in PARTICLES)]
    kept = [w for w in kept if w not in ("jr", "sr", "ii", "iii")]
    return tuple([w for k, w in enumerate(kept) if len(w) > 1 or k == 0] or words)


@lru_cache(maxsize=50_000)
def name_key(name: str) -> tuple[str, str]:
    """Return first and last name; two spellings with the same ones are the same person.

    A son with his father's name is somebody else ("Tom Reed Jr."), but a middle name or an initial already
    tells "Tom H. Reed Jr.", who is "Tom Reed" where nothing else is.
    """
    words, written = name_words(name), name.split()
    junior = len(written) == 3 and plain(written[-1]) in ("jr", "sr")
    return words[0], f"{words[-1]} {plain(written[-1])}" if junior else words[-1]


class People:
    """The people that one article names."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._by_key: dict[tuple[str, str], Person] = {}
        self._by_word: dict[str, dict[int, Person]] = {}
        self._namesakes: dict[tuple[int, ...], Namesakes[Person]] = {}
        self._seen: list[tuple[int, int, Person]] = []
        short: list[tuple[int, str, list[str], list[str]]] = []
        titled: set[str] = set()
        for place, name, ahead, behind in _names(text):
            words = (*ahead, *behind)
            if len(name_words(name)) > 1:
                person = self.add(name, words, place)
                person.certain = person.certain or bool(ahead)  # "the painter NAME"
                self._tell_of(person, text, place, place + len(name))
                person.seats.update(_seats(ahead, text, place + len(name)))
            else:
                short.append((place, name, ahead, behind))
                titled.update([name] if _is_title(ahead) else [])
        self._sentences = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
        self._tell_genders(beside=[(place, name_words(name)[-1]) for place, name, *_ in short])
        for name in sorted(titled):
            if not self.find(name):
                self.add(name)
        self._tell_namesakes(short)
        self._tell_places()
        for place, name, ahead, behind in short:
            self._tell_short(place, name, ahead, behind)

    def _tell_namesakes(self, short: Iterable[tuple[int, str, list[str], list[str]]]) -> None:
        """Add who has the surname of his kin, and is not named in full: "Mr. Roe ... his wife, Ann Roe".

        His surname stands before the first full name, and who has that is told of as kin of somebody.
        """
        firsts: dict[str, tuple[int, str]] = {}
        for place, name, *_ in short:
            firsts.setdefault(name_words(name)[-1], (place, name))
        for surname, (place, name) in firsts.items():
            same = [person for person in self if name_words(person.name)[-1] == surname]
            if same and all(one.related and min(one.full, default=0) > place for one in same):
                person = self.add(name, place=place)
                person.apart = person.certain = True

    def _tell_short(self, place: int, name: str, ahead: list[str], behind: list[str]) -> None:
        """Remember where a surname stands; as an owner alone ("Falk's trial") it tells little."""
        person = self.find(name, (*ahead, *behind), place)
        if person:
            end = place + len(name)
            person.places.append(place)
            person.seats.update(_seats(ahead, self.text, end))
            alone = " " not in person.name and self.text.startswith(("’s", "'s"), end)
            sure = person.certain or not alone
            person.described((*ahead, *behind))
            person.certain = sure

    def _tell_places(self) -> None:
        """Find surnames that are titles too: "King", where the article has a "Mr. King"."""
        for person in self:
            last = person.name.split()[-1]
            if has_role(last, "title", "courtesy"):
                alone = rf"(?<!\bthe )(?<!\w){re.escape(last)}\b(?! [A-Z])"
                found = re.finditer(alone, self.text)
                person.places = sorted({*person.places, *(one.start() for one in found)})

    def learn(self, persons: Iterable[Person]) -> None:
        """Learn of people whom the text calls by one name only: where it names them, and their genders."""
        alone = [person for person in persons if " " not in person.name]
        for person in alone:
            named = rf"(?<![\w.’'-]){re.escape(person.name)}\b(?![- ][A-Z])"
            found = {one.start() for one in re.finditer(named, self.text)}
            person.places = sorted({*person.places, *found})
        self._tell_genders(alone)

    def add(self, name: str, words: Iterable[str] = (), place: int | None = None) -> Person:
        """Return the person of this full name, new or known; the longest form is kept."""
        key = name_key(name)
        person = self._by_key.setdefault(key, self._with_initial(key) or Person(name))
        if len(name) > len(person.name):
            person.name = name
        person.certain = person.certain or (
            " " in name and is_given_name(name.split(maxsplit=1)[0])
        )
        for word in name_words(name):
            self._by_word.setdefault(word, {})[id(person)] = person
        person.described(words)
        if place is not None:
            person.places.append(place)
            person.full.append(place)
        return person

    def find(
        self, name: str, words: Iterable[str] = (), place: int | None = None, said: str = ""
    ) -> Person | None:
        """Return the person behind a full or short name in this article.

        Of two with one surname it is the one who spoke by the whole name right before `place`, else the one
        whom the article calls so (`Namesakes`), None where that is not sure. Without a place it is the one
        who is named most.
        """
        parts = name_words(name)
        if len(parts) > 1 and name_key(name) in self._by_key:
            return self._by_key[name_key(name)]
        told = {_GENDERS[plain(word)] for word in words if plain(word) in _GENDERS}
        fits = [
            person
            for person in self._by_word.get(parts[-1], {}).values()
            if set(parts) <= set(name_words(person.name))
            and (len(parts) == 1 or parts[-1] == name_words(person.name)[-1])
            and not (told and person.gender and person.gender not in told)
        ]
        last = [person for person in fits if name_words(person.name)[-1] == parts[-1]]
        last = [one for one in last if one.apart or " " in one.name] or last  # "Ms. Roe" is Ann Roe
        if place is not None and len(last) > 1 and len(parts) == 1:
            return self._of_namesakes(last, words, place, said)
        if not fits and len(parts) == 1:
            return self._misprinted(parts[0])
        return max(
            last or fits, key=lambda p: (len(p.places), -min(p.places, default=0)), default=None
        )

    def _of_namesakes(
        self, people: Sequence[Person], words: Iterable[str], place: int, said: str
    ) -> Person | None:
        """Return the one of some people with one surname who is meant by it at a place, None if not sure."""
        keys = one_spelling(sorted({name_key(one.name) for one in people}))
        heads: dict[tuple[str, str], Person] = {}
        for one in sorted(people, key=lambda one: min(one.full, default=len(self.text))):
            heads.setdefault(keys[name_key(one.name)], one)  # "Bob Roe" is "Robert Roe"
        bearers = tuple(map(id, heads.values()))
        if bearers not in self._namesakes:
            self._namesakes[bearers] = Namesakes(list(heads.values()), self.text)
        return self._namesakes[bearers].meant(titles_in(words), place, said)

    def is_shared(self, name: str) -> bool:
        """Whether a name is the surname alone of two people whom the article names in full."""
        bearers = (
            one for one in self if " " in one.name and name_words(one.name)[-1:] == name_words(name)
        )
        return len(set(one_spelling(sorted({name_key(one.name) for one in bearers})).values())) > 1

    def _misprinted(self, surname: str) -> Person | None:
        """Return the one person with a full name whose surname has one letter more: "Sellzer", "Selzer".

        Short surnames differ by a letter in others too: "Brown" and "Browne" are two, and so are all names
        where one letter stands for another. "Selzers" is a family.
        """
        near = {
            id(person): person
            for person in self
            if person.certain and " " in person.name
            if is_one_letter_longer(surname, name_words(person.name)[-1])
            and surname != f"{name_words(person.name)[-1]}s"
        }
        return next(iter(near.values())) if len(near) == 1 else None

    def __iter__(self) -> Iterator[Person]:
        return iter({id(person): person for person in self._by_key.values()}.values())

    def _with_initial(self, key: tuple[str, str]) -> Person | None:
        """Return the one person of whom a name has the initial for the given name: "V. Reed", "Vera Reed"."""
        same = [
            person
            for (first, last), person in self._by_key.items()
            if last == key[1] and first != last and first[0] == key[0][0]
            if 1 in (len(first), len(key[0]))
        ]
        return same[0] if len({id(person) for person in same}) == 1 else None

    def before(
        self,
        place: int,
        gender: str,
        barred: list[tuple[int, int]],
        said: str,
        others: Collection[str] = (),
    ) -> Person | None:
        """Return the person behind a pronoun at `place` who says `said`.

        The nearest sentence before it counts that names anyone of the right gender outside the `barred`
        stretches (words of other people): the last person who speaks there, else the first one named. It
        is nobody whom the words that are said name, and none of the `others`.
        """
        surnames = dict[int, bool]()  # of whom the words that are said name

        def fits(where: int, person: Person) -> bool:
            if id(person) not in surnames:
                last = re.escape(person.name.split()[-1])
                surnames[id(person)] = re.search(rf"\b{last}\b", said) is not None
            if surnames[id(person)] or any(start <= where < end for start, end in barred):
                return False
            near = "\n" not in self.text[where:place] or not self._only_owns(person)
            return near or self._is_right_before(where, person, place)

        seen = [
            (where, person)
            for where, person in self._named_in(place - _FAR, place)
            if person.certain and person.gender in ("", gender) and person.name not in others
            if person.gender or place - where < _NEAR_UNKNOWN
        ]
        while seen:
            start = self._sentence(seen[-1][0])
            here = [pair for pair in seen if pair[0] >= start and fits(*pair)]
            person = self._nearest(here, gender) if here else None
            if person is not None:
                return person
            seen = [pair for pair in seen if pair[0] < start]
        return None

    def _sentence(self, place: int) -> int:
        """Return where the sentence with a place begins."""
        return self._sentences[bisect_right(self._sentences, place) - 1]

    def _nearest(self, seen: Sequence[tuple[int, Person]], gender: str) -> Person | None:
        """Return the one meant of those named in the last sentence; none if "he" goes before them all there.

        "He left a school of Carl Falk" names somebody else than him. Of "Mr. Roe and Mr. Falk" nobody is
        meant, and of "Mr. Roe won, but Mr. Falk stayed" the second.
        """
        start = self._sentence(max(where for where, _ in seen))
        here = sorted((pair for pair in seen if pair[0] >= start), key=itemgetter(0))
        heard = [person for where, person in here if where in person.spoke]
        heard = [person for person in heard if person.gender == gender] or heard
        sure = [pair for pair in here if pair[1].shown == gender]
        if heard and (heard[-1].gender or not sure):
            return heard[-1]
        given = [pair for pair in here if pair[1].gender == gender and not self._tells_more(*pair)]
        owns = bool(sure) and all(self._tells_more(*pair) == "owner" for pair in sure)
        here = (given if owns else sure) or sure or here  # "Ada Roe left Ms. Falk’s side"
        if re.search(rf"\b(?i:{_SUBJECTS[gender]})\b", self.text[start : here[0][0]]):
            return None
        alone = [pair for pair in here if not self._tells_more(*pair)] or here
        if len({id(person) for _, person in alone}) == 1:
            return alone[0][1]
        names = [(where, person) for where, person in alone if person is not alone[0][1]]
        between = self.text[alone[0][0] : names[0][0]]
        if _JOINED.fullmatch(between) and _JOINS.search(between):
            return None
        last, person = names[-1]
        return person if _BUT.search(self.text, max(start, last - 20), last) else alone[0][1]

    def _tells_more(self, place: int, person: Person) -> str:
        """Return "owner" or "noun" where a name tells more of a noun: "Roe's aide", "the Roe campaign"."""
        last = person.name.split()[-1]
        at = self.text.find(last, place, place + len(person.name))
        found = _OF_ANOTHER.match(self.text, at + len(last)) if at >= 0 else None
        noun = (found and found["next"]) or ""
        if found is None or (found["owner"] and plain(noun) in _AFTER_IS):
            return ""
        told = has_role(noun, "organisation", "noun", "title") and not noun.endswith(
            "ly"
        )  # "daily"
        return "owner" if found["owner"] else "noun" if told else ""

    def _only_owns(self, person: Person) -> bool:
        """Whether an article names a person once, and only to tell of somebody else: "Roe's aide"."""
        (*others, last) = person.places or [0]
        return not others and not person.spoke and self._tells_more(last, person) == "owner"

    def _is_right_before(self, where: int, person: Person, place: int) -> bool:
        """Whether the sentence before one that begins at `place` names an owner of a thing: "Roe's trial".

        In "Roe's aide" the next "he" may be the aide.
        """
        here = self._sentence(place)
        if here != place or self._sentence(where) != self._sentence(max(0, here - 1)):
            return False
        last = person.name.split()[-1]
        found = _OF_ANOTHER.match(self.text, self.text.find(last, where) + len(last))
        noun = (found and found["next"]) or ""
        return bool(noun) and not _tells_of_people(noun)

    def named(self, start: int, end: int) -> bool:
        """Whether a stretch names a person."""
        return bool(self.all_in(start, end))

    def all_in(self, start: int, end: int) -> list[tuple[int, Person]]:
        """Return the people whom a stretch names or in which they speak, in reading order."""
        return [(at, person) for at, person in self._named_in(start, end) if person.certain]

    def _named_in(self, start: int, end: int) -> list[tuple[int, Person]]:
        """Return the people who are named or speak in a stretch, in reading order."""
        if not self._seen:
            every = [
                (where, number, person)
                for number, person in enumerate(self)
                for where in {*person.places, *person.spoke}
                if where in person.spoke or self._tells_more(where, person) != "noun"
            ]
            self._seen = sorted(every, key=itemgetter(0, 1))
        first, last = (bisect_left(self._seen, where, key=itemgetter(0)) for where in (start, end))
        return [(where, person) for where, _, person in self._seen[first:last]]

    def _tell_of(self, person: Person, text: str, start: int, end: int) -> None:
        """Learn from the words around a full name: "her husband, NAME and his son", "NAME, who"."""
        own = _OWN.search(text, max(0, start - _NEAR), start)
        person.certain = person.certain or bool(own and _tells_of_people(own["who"]))
        before = _RELATED.search(text, max(0, start - _NEAR), start)
        if before:
            person.counted(before.group(1), weight=5)
        first = _OF_THE_FIRST.search(text, max(0, start - _NEAR), start)
        person.related = person.related or bool(before or first)
        after = _AND_KIN.match(text, end)
        if after:
            person.counted(after.group(1), weight=5)
        person.certain = person.certain or bool(before or after or _AGE_OR_WHO.match(text, end))

    def _tell_genders(
        self, of: Sequence[Person] | None = None, beside: Sequence[tuple[int, str]] = ()
    ) -> None:
        """Count the pronouns between a person and the next one in a sentence; only those `of` some people.

        `beside` the places of people known so far are those of surnames.
        """
        places = sorted((where, person.name) for person in self for where in person.places)
        by_name = {person.name: person for person in (self if of is None else of)}
        for start, end in pairwise(self._sentences):
            first, last = (bisect_left(places, (where,)) for where in (start, end))
            here = places[first:last]
            if here and here[0][1] in by_name:
                where, name = here[0]
                shorts = beside[bisect_left(beside, (where,)) : bisect_left(beside, (end,))]
                others = [
                    *(place for place, other in here if other != name),
                    *(place for place, surname in shorts if surname != name_words(name)[-1]),
                ]
                words = [
                    plain(word) for word in self.text[where : min(others, default=end)].split()
                ]
                for word, after in zip(words, [*words, ""][1:], strict=True):
                    if word in _PRONOUNS:
                        own = word in ("his", "her") and after and after not in small_words()
                        by_name[name].counted(word, weight=2 if own else 1)


def _names(text: str) -> Iterator[tuple[int, str, list[str], list[str]]]:
    """Yield names of people in running text: place, name, and the descriptive words before and behind."""
    for begin, line in lines_told(text):
        for offset, run in runs(line):
            words = run.split(" ")
            while len(words) > 1 and plain(words[0]) in small_words() and not _is_initial(words):
                words = words[1:]
            words = without_time(words)
            if is_furniture(words):
                continue
            name = _bare(name_at_end(words))
            if not name or name.isupper():
                continue
            place = offset + run.rindex(name)
            if line[max(0, place - 4) : place].lower() == "the ":
                continue
            end = place + len(name)
            before, after = line[max(0, place - _NEAR) : place], line[end : end + _NEAR]
            yield begin + place, name, _ahead(before), _behind(after)


def _is_initial(words: Sequence[str]) -> bool:
    """Whether a run begins with an initial: "I. Vera Reed"; "I." alone may end a sentence."""
    return len(words[0]) == 2 and words[0].endswith(".") and len(words) > 2


def lines_told(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of running text; headlines, with a capital in every word, are left out."""
    for found in re.finditer(r"[^\n]+", text):
        words = [word for word in found.group().split() if len(word) > 3 and word[0].isalpha()]
        capital = sum(word[0].isupper() for word in words)
        ended = found.group().rstrip("\"”’' ").endswith((".", "?", "!"))
        if ended or len(words) > 25 or capital <= 0.6 * len(words) or len(words) < 3:
            yield found.start(), found.group()


def _bare(name: str) -> str:
    name = name.rstrip(",")
    for ending in ("’s", "'s", "’", "'", "."):
        name = name.removesuffix(ending) if not name.endswith("Jr.") else name
    return name


def _ahead(before: str) -> list[str]:
    """Return the descriptive words right before a name: "UN human rights chief"."""
    found = _BEFORE.search(before)
    words = found.group().split() if found else []
    ended = (k + 1 for k, word in enumerate(words) if _LAST_WORD.match(word) or _says(word))
    words = words[max(ended, default=0) :]
    keep = _after_small(words, len(words))
    if keep > 1 and words[keep - 1] == "of" and _is_title(words[keep - 2 : keep - 1]):
        keep = _after_small(words, keep - 1)  # "Norland Secretary of State NAME"
    definite = keep > 0 and plain(words[keep - 1]) in ("the", "a", "an")
    words = _behind_a_thing(words[keep:]) if not definite else words[keep:]
    if not words:
        return []
    called = definite and all(word.islower() for word in words)  # "the painter NAME"
    # a word without a capital that names no office is a verb: "Ambassador Ann Doe slammed NAME"
    spoken = words[-1].islower() and not has_role(words[-1], "title", "courtesy", "noun", "demonym")
    titled = any(has_role(word, "title", "courtesy", "noun", "demonym") for word in words)
    return words if called or (titled and not spoken) else []


def _behind_a_thing(words: list[str]) -> list[str]:
    """Return the words behind a noun of a thing that is a verb before a name: "polls show Mr. NAME"."""
    last = len(words) - 1 - (len(words) > 1 and has_role(words[-1], "courtesy"))
    word = words[last] if words else ""
    thing = word.islower() and kind_of([word], named=False).kind == "media"
    return words[last + 1 :] if thing and not has_role(word, "title") else words


def _says(word: str) -> bool:
    """Whether a word is a verb of saying: before it is its subject, which describes nobody behind it."""
    finite = word.endswith(("s", "ed")) or word in ("told", "said", "wrote")
    return finite and word.islower() and cue_class(word).listed and cue_class(word).part == "verb"


def _after_small(words: Sequence[str], end: int) -> int:
    """Return the place behind the last function word before `end`, 0 if there is none."""
    return next((k for k in range(end, 0, -1) if fold(words[k - 1]) in small_words()), 0)


def _is_title(ahead: Sequence[str]) -> bool:
    """Whether the words before a name end in a title with a capital: "President", "Mr.", not "Justice"."""
    last = ahead[-1] if ahead else ""
    title = last[:1].isupper() and has_role(last, "title", "courtesy")
    return title and not has_role(last, "office", "organisation", "place")


def _behind(after: str) -> list[str]:
    """Return the descriptive words in commas after a name; another name there is another person."""
    found = _AFTER.match(after)
    words = (found.group(1) or found.group(2)).split() if found else []
    cut = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    says = next((k for k, word in enumerate(words) if _says(word)), 0)
    if says and not {"who", "that", "which"} & {*words[:says]}:
        return []  # "NAME, the leader said": the leader is somebody else
    if not found or (found.group(2) and fold(words[0]) in small_words() | _JOINING):
        return []
    return [] if " " in name_at_end(words[:cut]) else words


def _seats(ahead: Sequence[str], text: str, end: int) -> list[Seat]:
    """Return party and state that stand at a name, before or behind it."""
    told = seat_told(ahead, text[end : end + 40]) if _is_title(ahead) else None
    found = [seat_behind(text, end), told]
    return [seat for seat in found if seat and seat.state]


SHARE = 2 / 3  # share of the articles with a full name that a bare surname elsewhere needs


def names_of(seen: list[str]) -> dict[str, str]:
    """Map every form of a person's name (one for each article with it) to the form in the tables.

    Two people are the same if they have the same first and last name (particles, middle names, accents,
    doubled letters and the shape of apostrophes aside, and short forms of a given name; see `spellings`) and
    no other initials in the middle. A
    surname alone means the person who has it in at least two thirds of the articles with a full name. The
    form in most articles wins, then the shortest.
    """
    keys = {name: name_key(name) for name in set(seen)}
    same = one_spelling(sorted(set(keys.values())))
    forms: dict[tuple[str, ...], list[str]] = {}
    apart = _apart({name: same[key] for name, key in keys.items()}, Counter(seen))
    for name in seen:
        forms.setdefault(apart[name], []).append(name)
    chosen = {key: commonest(names) for key, names in forms.items()}
    bearers: dict[str, dict[tuple[str, ...], int]] = {}  # how many articles each has, by surname
    for key, names in forms.items():
        if key[0] != key[1]:
            bearers.setdefault(spelling(key[1].split()[0]), {})[key] = len(names)
    for name in keys:
        words = name_words(name)
        known = bearers.get(spelling(words[0])) if len(words) == 1 else None
        if known:
            person, n = min(known.items(), key=lambda pair: (-pair[1], pair[0]))
            if n >= SHARE * sum(known.values()):
                chosen[apart[name]] = chosen[person]
    return {name: chosen[apart[name]] for name in keys}


def _apart(
    keys: Mapping[str, tuple[str, str]], times: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """Return a key for each name: of two with other middle initials the rarer one is somebody else.

    "George H.W. Moor" is not "George W. Moor"; "George Moor" is who of them stands in more articles.
    """
    middle: dict[tuple[str, str], Counter[str]] = {}
    initials = {name: _middle_initial(name) for name in keys}
    for name, key in keys.items():
        if initials[name]:
            middle.setdefault(key, Counter())[initials[name]] += times[name]
    first = {key: min(found, key=lambda one: (-found[one], one)) for key, found in middle.items()}
    return {
        name: key if initials[name] in ("", first.get(key)) else (*key, initials[name])
        for name, key in keys.items()
    }


def _middle_initial(name: str) -> str:
    """Return the first of the initials in the middle of a name, "" without any."""
    words = name.split()[1:-1]
    return words[0][0].casefold() if words and _MIDDLE.fullmatch(words[0]) else ""


def commonest(values: list[str]) -> str:
    """Return the most frequent value; among equals the shortest, then the first by name."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], len(value), value))


_OFFICE = word_set(  # heads of offices that one person may hold under several of these words
    "chief head director commissioner leader secretary-general chairman chairwoman chair boss "
    "high-commissioner president"
)


_RANKS = word_set("former ex vice deputy lieutenant assistant associate late future executive")


_OF_HOUSE = word_set("rep representative congressman congresswoman")
_OF_SENATE = word_set("sen senator")
_OFFICES = {
    **dict.fromkeys(_OF_HOUSE, _OF_HOUSE | {"lawmaker"}),
    **dict.fromkeys(_OF_SENATE, _OF_SENATE | {"lawmaker"}),
    "lawmaker": _OF_HOUSE | _OF_SENATE | {"lawmaker"},
    "governor": word_set("governor gov"),
}
_SPELLED = {"un": "united nations", "gov": "governor", "sen": "senator", "rep": "representative"}
_PARTIES = word_set("republican democratic libertarian green democrat independent gop")
_HIGHEST = word_set("president premier chancellor king queen")  # one of them at a time


def described(people: Iterable[Person], mention: Mention, place: int) -> Person | None:
    """Return the person whose descriptions in this article share the head, or office and field.

    Of several with equally many words in common it is the one named last before `place`; "the president" is
    the one named most. Behind the lede "the senator" is nobody whom the text names later only.
    """
    if not any(role == "title" for role in terms().get(mention.head, {})):
        return None
    wanted = _content_words(mention.words)
    best: tuple[tuple[int, int], Person] | None = None
    places = _places(mention.words)
    for person in people:
        shared = max((_shared(mention, wanted, words) for words in person.words), default=0)
        others = set[str]().union(*map(_places, person.words))
        if not shared or (places and others and not places & others):
            continue
        before = max((where for where in person.places if where <= place), default=-1)
        bare = len(mention.words) == 1 and mention.head not in _HIGHEST
        if bare and before < 0 and place > _LEDE:
            continue
        near = len(person.places) if mention.head in _HIGHEST else before
        if best is None or (shared, near) > best[0]:
            best = (shared, near), person
    return best[1] if best else None


def _places(words: Sequence[str]) -> set[str]:
    """Return the places that a description names, states among them: "ohio"."""
    return {term.text for term in found_terms(words) if term.role == "place"}


def of_seat(people: Iterable[Person], mention: Mention, place: int) -> Person | None:
    """Return the person of the party and state of a description ("the Ohio Democrat") named last before it.

    An office in the description must be one that the article tells of the person.
    """
    wanted = seat_told(mention.words)
    offices = _OFFICES.get(mention.head, frozenset([mention.head]))
    title = any(role == "title" for role in terms().get(mention.head, {}))
    if not wanted.state or not (title or is_member(mention.head)):
        return None
    here = [
        (max((where for where in person.places if where <= place), default=-1), number, person)
        for number, person in enumerate(people)
        if any(fits(wanted, seat) for seat in person.seats)
        if not title or any(offices & {*map(plain, words)} for words in person.words)
    ]
    return max(here, key=itemgetter(0, 1))[2] if here else None


_OWNING = word_set(
    "committee panel group company agency department union board council commission firm bank "
    "organization organisation campaign caucus"
)


def _shared(mention: Mention, wanted: set[str], words: tuple[str, ...]) -> int:
    """Return how many words a description shares with `mention`; 0 if it is not of the same office.

    "The committee's leader" is nobody without a committee.
    """
    owners = {plain(one[:-2]) for one in mention.words if one.endswith(("’s", "'s"))}
    if owners & _OWNING and not owners & {*map(plain, words)}:
        return 0
    land = kind_of(mention.words, named=False).affiliation
    theirs = kind_of(words, named=False)
    shared = len(wanted & _content_words(words))
    cut = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    own = [word for word in words[:cut] if not word.endswith(("’s", "'s"))]
    heads = [_SPELLED.get(plain(word), singular(plain(word))) for word in own]
    if mention.head in heads:
        at = heads.index(mention.head)
        begin = max((k + 1 for k in range(at) if fold(own[k]) in small_words()), default=0)
        ranks = {plain(word) for word in own[begin:at]} & _RANKS
        if ranks != {plain(word) for word in mention.words} & _RANKS:
            return 0
        if mention.head in _HIGHEST and len(mention.words) == 1 and theirs.kind != "government":
            return 0
    elif not (mention.head in _OFFICE and set(heads) & _OFFICE and shared >= 2):
        return 0
    sides = {plain(word) for word in mention.words} & _PARTIES
    if sides and not sides & {plain(word) for word in words} and _PARTIES & {*map(plain, words)}:
        return 0
    differs = (land and theirs.affiliation and land != theirs.affiliation) or (
        _of_a_land(mention) and theirs.kind not in ("", "government")
    )
    return 0 if differs and shared < 2 else max(shared, 1)


def _of_a_land(mention: Mention) -> bool:
    """Whether a description ends in the land of an office: "the vice president of Norland"."""
    words = list(mention.words)
    cut = max((k for k, word in enumerate(words) if word == "of"), default=0)
    return cut > 0 and bool(_places(words[cut + 1 :]))


_NOBODY_YET = word_set(
    "no next any every each some another either neither future most many all few"
)


def is_definite(mention: Mention) -> bool:
    """Whether a description points at one speaker: "the minister", "UN Ambassador", not "Aides"."""
    if _NOBODY_YET & {plain(word) for word in mention.text.split()[:2]}:
        return False
    if mention.text.lower().startswith(("a ", "an ")):
        return False
    first = mention.text.lower().startswith("the ") or mention.words[0][:1].isupper()
    return first and mention.head in (plain(word) for word in mention.words)  # and not a plural


def _content_words(words: Iterable[str]) -> set[str]:
    """Return the words of a description that can be compared, "UN" and "Gov." spelled out."""
    folded = [plain(word) for word in words]
    spelled = " ".join(_SPELLED.get(word, word) for word in folded).split()
    return {singular(word) for word in spelled if len(word) > 3}
