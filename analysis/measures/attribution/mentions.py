"""Find the places where articles name people, bodies, countries and groups of people."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from analysis.corpus.actors import GivenActor, given_actors
from analysis.language.given_names import is_given_name, is_short_for
from analysis.language.kin import KIN
from analysis.language.lemmas import lemma
from analysis.language.sentences import is_written_small
from analysis.language.spellings import one_spelling
from analysis.language.words import Span, find_words, fold
from analysis.measures.attribution.lists.kinds import (
    Term,
    has_role,
    plain,
    singular,
    small_words,
    terms,
    terms_at,
    word_set,
)
from analysis.measures.attribution.speakers.bodies import body_at, in_words, turned
from analysis.measures.attribution.speakers.names import PARTICLES
from analysis.measures.attribution.speakers.people import (
    SHARE,
    People,
    Person,
    commonest,
    lines_told,
    name_key,
    name_words,
    names_of,
)
from analysis.measures.attribution.speakers.surnames import is_told_as_kin
from analysis.measures.attribution.speakers.trimming import DAYS
from analysis.measures.attribution.speakers.wholes import datelines, is_part
from analysis.progress import followed
from analysis.recipes import step, table
from analysis.tables import Articles, Mentions, by_key

_KINDS = frozenset(
    {"government", "international_organisation", "ngo", "military", "armed_group"}
    | {"party_or_campaign", "business", "civilian"}
)
# nouns of these kinds that usually name a place, a rule or a thing, and nobody who acts
_THINGS = word_set(
    "state country nation city county district capital house office service law board mission member "
    "staff primary platform ticket convention community majority establishment kingdom republic prison "
    "market industry brand establishment film ad"
)
# what bodies hold, make or are called by in part: "the Values Voter Summit", "the Affordable Care Act"
_NOBODY = word_set(
    "convention summit conference act demonstration presidency office project initiative"
)
_RIGHTS = ("authority",)
_UNITED_STATES = word_set("america u.s u.s. us usa washington") | {
    "united states",
    "united states of america",
}
_NAME_BEFORE = re.compile(  # "Bank of", "Good Evening"; in "Make America Great" is no name
    r"(?:(?P<verb>Make|Making|Keep|Keeping|Put|Putting)|(?<=[\w&] )[A-Z][a-z]+|[A-Z]\w+ (?:for|of)) $"
)
_NEAR = 40  # characters
_NAME_BEHIND = re.compile(r"[”\")]?\]?[\s-][“\"(]?[A-Z]")
_INITIALS = re.compile(r"(?:[A-Z]\.?)+")  # "H.W" of "Ann H.W. Doe"
_OWNS_KIN = re.compile(rf"[’']s\s(?:[\w-]+\s){{0,2}}(?:{'|'.join(KIN)})\b")
_NICKNAME = re.compile(r"[“\"‘'(][A-Z]\w+[”\"’')]\s")
_MARKS = re.compile(r"[,;:?!\"“”\n]")  # between two names
_CAPITAL_BEFORE = re.compile(r"(?:[A-Z][\w.’'&]*|-)\s?$")
_JUNIOR = re.compile(r",?\s(?:Jr|Sr)\b")
_SHORTEST = 3  # letters of a given name that stands alone
_WHERE = word_set("in at near from to into outside inside around across throughout")
_THROUGH = word_set("on via")
_OWN = word_set("u.s. us united states american federal")
_SENTENCE_ENDS = (". ", "? ", "! ", "\n\n", " “", "” ")
_DOTTED = re.compile(r"(?:[a-z]\.){2,}[a-z]?|[a-z]\.[a-z]")
PERSON = "person"


class _Named(NamedTuple):
    """A mention: the words `first` to `end` of the article name somebody."""

    first: int
    end: int
    actor: str
    kind: str
    role: str


class _Told(NamedTuple):
    """The people of an event by surname: who is meant by it mostly, and the surnames of two people.

    `kin`: first and last names of those who are told of as the kin of somebody.
    """

    mostly: Mapping[str, str] = {}
    shared: Collection[str] = ()
    kin: Collection[tuple[str, str]] = ()


class Actor(NamedTuple):
    """An actor: the name in the tables, and the ways in which texts name it."""

    name: str
    ways: tuple[tuple[str, ...], ...]
    event: str = ""


def mentions_of(
    articles: pd.DataFrame, actors: Sequence[str] | Sequence[GivenActor] = ()
) -> pd.DataFrame:
    """Find where articles name people, bodies, countries and groups of people.

    Parameters
    ----------
    actors
        The actors to find, each as "NAME" or "NAME=WORDS|WORDS": "Assad", "rebels=rebel|opposition*", or
        a table of them (`analysis.corpus.actors`). A name that a table gives for one event counts in its
        articles, or in all where the corpus has no column `event`. A word stands
        for its lemma and its possessive as well; a word that ends with "*" stands for all words with that
        beginning. Without any, people are found by their full name or surname, and organisations, places
        and nouns for groups by the word list of speaker kinds.

    Returns
    -------
    Mentions. A surname alone is that of the person whom another article of the event names in full. Pronouns
    and adjectives of countries ("Syrian") are no mentions, nor are names that others begin
    with ("Washington Post"), or the place that an article was sent from.

    Raises
    ------
    FramingError
        If an actor has another form, or two have one name.

    Source
    ------
    Rules of our own.
    """
    return _joined(found_mentions(articles, actors))


def found_mentions(
    articles: pd.DataFrame, actors: Sequence[str] | Sequence[GivenActor] = ()
) -> pd.DataFrame:
    """Return the mentions of each article and its event, before actors get one name in all articles.

    Parameters are as for `mentions_of`.

    Returns
    -------
    The columns of Mentions and `role`, in reading order of the articles by name.
    """
    articles = by_key(Articles.validate(articles), "id")
    wanted = actors_of(actors)
    events = articles["event"].astype(str) if "event" in articles else None
    rows: list[tuple[object, ...]] = []
    told = {} if wanted or events is None else _told_in_events(articles["text"], events)
    each = articles[["id", "outlet", "text"]].itertuples(index=False)
    named = followed(each, total=len(articles), what="finding who is named")
    for place, (article, outlet, text) in enumerate(named):
        words = find_words(text)
        event = "" if events is None else events.iloc[place]
        here = _in_event(wanted, event)
        found = _asked(words, here) if wanted else _known(text, words, told.get(event, _Told()))
        for one in found:
            start, end = words[one.first].start, words[one.end - 1].end
            rows.append(
                (article, outlet, start, end, text[start:end], one.actor, one.kind, one.role)
            )
    return pd.DataFrame(rows, columns=[*Mentions.names(), "role"])


def _joined(found: pd.DataFrame) -> pd.DataFrame:
    """Return Mentions of what was found, with one name for each actor."""
    table = found[Mentions.names()].assign(actor=_one_name(found))
    return Mentions.validate(by_key(table, "article", "start"))


def actors_of(given: Sequence[str] | Sequence[GivenActor]) -> list[Actor]:
    """Return the actors that the texts in `given` describe (see `mentions_of`), with folded words."""
    every = [one for one in given if isinstance(one, GivenActor)]
    every += given_actors([one for one in given if isinstance(one, str)])
    return [
        Actor(one.name, tuple(tuple(map(fold, way.split())) for way in one.names), one.event)
        for one in every
    ]


def _in_event(actors: Sequence[Actor], event: str) -> list[Actor]:
    """Return the actors to find in the articles of an event; all where the event is not known."""
    return [one for one in actors if not event or one.event in ("", event)]


def _asked(words: Sequence[Span], actors: Sequence[Actor]) -> Iterator[_Named]:
    """Yield the mentions of `actors`: the longest form at each word."""
    ways = sorted(
        ((way, actor.name) for actor in actors for way in actor.ways),
        key=lambda pair: -len(pair[0]),
    )
    place = 0
    while place < len(words):
        for way, name in ways:
            here = words[place : place + len(way)]
            if len(here) == len(way) and all(
                _same(word.word, wanted) for word, wanted in zip(here, way, strict=True)
            ):
                yield _Named(place, place + len(way), name, "", "")
                place += len(way) - 1
                break
        place += 1


def _same(word: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    bare = word.removesuffix("'s")
    return wanted in (word, bare) or lemma(bare, "en") == wanted


def _told_in_events(texts: "pd.Series[str]", events: "pd.Series[str]") -> dict[str, _Told]:
    """Return the people whom articles of each event name in full.

    Mostly meant by a surname is who has two thirds of the places of all, as for speakers (`names_of`).
    """
    found: dict[str, dict[str, dict[tuple[str, str], list[Person]]]] = {}
    kin: dict[str, set[tuple[str, str]]] = {}
    several = {event for event, n in events.value_counts().items() if event and n > 1}
    for text, event in zip(texts, events, strict=True):
        for person in People(text) if event in several else ():
            surname = name_words(person.name)[-1]
            if person.certain and " " in person.name and len(surname) >= _SHORTEST:
                of = found.setdefault(event, {}).setdefault(surname, {})
                of.setdefault(name_key(person.name), []).append(person)
                if any(is_told_as_kin(text, place) for place in person.full):
                    kin.setdefault(event, set()).add(name_key(person.name))
    return {
        event: _Told(
            {surname: name for surname, of in by.items() if (name := _meant_mostly(of.values()))},
            {
                surname
                for surname, of in by.items()
                if len(set(one_spelling(sorted(of)).values())) > 1
            },
            kin.get(event, ()),
        )
        for event, by in found.items()
    }


def _meant_mostly(bearers: Iterable[list[Person]]) -> str:
    """Return the name of who has most places of all bearers of a surname, "" if that is too few."""
    counts = [(sum(len(one.places) for one in people), people[0].name) for people in bearers]
    most, name = max(counts, key=itemgetter(0))
    return name if most >= SHARE * sum(n for n, _ in counts) else ""


def _add_told(people: People, text: str, told: Mapping[str, str]) -> None:
    """Add who is named in full elsewhere and by the surname alone here: "Barr", "Mr. Barr".

    No surname that is a word, a place or a body too where no title stands before it, nor one of a person
    whom the article names in full.
    """
    here = {
        name_words(person.name)[-1]
        for person in people
        if person.certain and (" " in person.name or person.apart)
    }
    titled = {person.name.lower() for person in people if person.certain}  # by a surname alone
    for surname, name in told.items():
        written = name.split()[-1]
        common = plain(written) in terms() or is_written_small(written.lower())
        if surname in here or (common and surname not in titled):
            continue
        if re.search(rf"(?<![\w-]){re.escape(written)}\b", text):
            people.add(name).certain = True


def _known(text: str, words: Sequence[Span], told: _Told) -> Iterator[_Named]:
    """Yield the mentions of people and of entries of the word list; no two share a word.

    `told` are the people whom articles of the event name in full.
    """
    people = People(text)
    _add_told(people, text, told.mostly)
    surnames = {name_words(person.name)[-1] for person in people if person.certain}
    first_names = _first_names(text, people, told.shared)
    written = [text[word.start : word.end] for word in words]
    folded = [_undotted(plain(word)) for word in written]
    running = [(start, start + len(line)) for start, line in lines_told(text)]
    sent = datelines(text)
    place = 0
    while place < len(words):
        person = _person(people, surnames, text, words, place)
        person = person or _by_first_name(text, first_names, words[place])
        kin = person is not None and name_key(person.name) in told.kin
        if person and kin and _owns_kin(person.name, text, words, place):
            person = None  # "Roe's son" may be this Roe
        length, found = (1, []) if person else _terms_at(written, folded, place)
        before = folded[place - 1] if place else ""
        right = folded[place] in _RIGHTS  # "authorities" act, the "authority" to do it does not
        term = None if right else next((term for term in found if _acts(term, before)), None)
        if (
            term
            and length == 1
            and place
            and _ends_a_name(text, words[place - 1], words[place], term)
        ):
            term = None
        start, end = words[place].start, words[place + length - 1].end
        named = person or (term and term.role != "noun")
        if named and is_part(text, start, end, in_title=not _inside(start, running)):
            person, term = None, None
        if (
            term
            and term.role == "place"
            and (_inside(start, sent) or _is_no_country(text, start, written[place], term))
        ):
            term = None
        if person:
            yield _Named(place, place + 1, person.name, "", PERSON)
        elif term:
            yield _Named(place, place + length, _label(term), term.kind, term.role)
        place += length


def _undotted(word: str) -> str:
    """Return "cia" for "c.i.a", as some papers write initials; "u.s" stays, which is an entry of its own."""
    return word.replace(".", "") if _DOTTED.fullmatch(word) and word not in terms() else word


def _bare_initials(name: str) -> str:
    """Return "CIA" for "C.I.A."."""
    return name.replace(".", "") if _DOTTED.fullmatch(name.lower()) else name


def _terms_at(
    written: Sequence[str], folded: Sequence[str], place: int
) -> tuple[int, Sequence[Term]]:
    """Return the longest entry that begins at a word; a body by its name is the same as by its initials."""
    length, short = body_at(folded, place)
    last = written[place + length - 1]
    name = in_words(short) or turned(" ".join(folded[place : place + length]))
    body = (terms().get(short) or terms().get(name, {})).get("organisation") if short else None
    is_name = length > 1 or written[place].removesuffix("’s").removesuffix("'s").isupper()
    if body and is_name and written[place][:1].isupper() and last[:1].isupper():
        return length, [body]
    return terms_at(written, folded, place)


def _ends_a_name(text: str, before: Span, word: Span, term: Term) -> bool:
    """Whether a common noun is the end of a longer name: "House" in "Harbour House", not in "U.S. House"."""
    first = text[before.start : before.end]
    if term.role != "organisation" or not is_written_small(term.text) or not first[:1].isupper():
        return False
    if re.search(r"-[a-z]", first):
        return False  # "the Whig-controlled House"
    begins = before.start == 0 or text[before.start - 2 : before.start] in _SENTENCE_ENDS
    own = (
        begins or plain(first) in DAYS | small_words() | _OWN or has_role(first, "noun", "demonym")
    )
    return text[before.end : word.start] == " " and not own


def _is_no_country(text: str, start: int, word: str, term: Term) -> bool:
    """Whether a word is a pronoun or the end of a name, and not the United States.

    "Us" of a title; "Voters for America", "Good Evening America", also where a quotation mark comes first.
    """
    if word == "Us":
        return True
    if term.text != "america":
        return False
    before = _NAME_BEFORE.search(text, max(0, start - _NEAR), start)
    return before is not None and before["verb"] is None


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    k = bisect_right(spans, place, key=itemgetter(0)) - 1
    return k >= 0 and place < spans[k][1]


def _person(
    people: People, surnames: set[str], text: str, words: Sequence[Span], place: int
) -> Person | None:
    """Return the person whose surname a word is; nobody where a given name before it is another's.

    What stands before it, apart by a comma or the end of a quotation, is no given name of this person. Of two
    with one surname it is the one whom the article calls so, unless the given name or "Mrs." tells.
    """
    at = words[place].start
    word = text[at : words[place].end]
    if not word[:1].isupper() and not word.startswith(("al-", "el-")):
        return None
    if name_words(word)[-1] not in surnames:
        return None
    before = _word_before(text, words, place)
    person = people.find(word, (before,), at)
    first = plain(before)
    given = before[:1].isupper() and first not in PARTICLES - {"ben"}
    full = (first, name_words(word)[-1])
    given = given and (is_given_name(before) or any(name_key(one.name) == full for one in people))
    if not given:
        return person
    if _is_other_junior(text, f"{before} {word}", words[place].end):
        return None
    own = name_words(person.name) if person else [""]
    same = first in own or is_short_for(first, own[0]) or is_short_for(own[0], first)
    return person if person and same else people.find(f"{before} {word}")


def _is_other_junior(text: str, name: str, end: int) -> bool:
    """Whether "Jr." or "Sr." stands behind a whole name that a text also has without it.

    A middle initial tells the two apart already: "Ben H. Roe Jr." is Ben Roe.
    """
    if not text.endswith(name, 0, end) or not _JUNIOR.match(text, end):
        return False
    return re.search(rf"\b{re.escape(name)}\b(?!,?\s(?:Jr|Sr)\b)", text) is not None


def _owns_kin(actor: str, text: str, words: Sequence[Span], place: int) -> bool:
    """Whether the surname of an actor stands alone and owns kin: "Roe's son", "Mr. Roe's wife"."""
    surname = name_words(actor)[-1]
    if not words[place].word.startswith(surname) or not _OWNS_KIN.match(
        text, words[place].end - len("'s")
    ):
        return False
    before = _word_before(text, words, place)
    return not before[:1].isupper() or has_role(before, "courtesy")


def _word_before(text: str, words: Sequence[Span], place: int) -> str:
    """Return the word before a surname, "" behind a mark: "Ann" of "Ann B. Doe", also in 'Carl "Ann" Doe'."""
    ahead = list(words[max(0, place - 3) : place])
    while len(ahead) > 1 and _INITIALS.fullmatch(text, ahead[-1].start, ahead[-1].end):
        ahead.pop()
    if not ahead:
        return ""
    last, behind = ahead[-1], words[place].start
    if _NICKNAME.fullmatch(text, last.start - 1, behind):
        return text[last.start : last.end]
    return "" if _MARKS.search(text, last.end, behind) else text[last.start : last.end]


def _first_names(text: str, people: People, shared: Collection[str]) -> dict[str, Person]:
    """Return the given names that one person of an article alone bears and that stand for nothing else."""
    bearers: dict[str, list[Person]] = {}
    for person in people:
        if person.certain and " " in person.name:
            for word in {person.name.split()[0]}:
                bearers.setdefault(word, []).append(person)
    others = {word for person in people for word in person.name.split()[1:]}
    last = Counter(name_words(person.name)[-1] for person in people if person.certain)
    return {
        word: of[0]
        for word, of in bearers.items()
        if len(of) == 1 and len(word) >= _SHORTEST and word not in others
        # of two with one surname, here or in the event, the given names tell which is meant
        if is_given_name(word)
        or last[name_words(of[0].name)[-1]] > 1
        or name_words(of[0].name)[-1] in shared
        if not re.search(rf"\b{re.escape(word.lower())}\b", text) and plain(word) not in terms()
    }


def _by_first_name(text: str, first_names: Mapping[str, Person], word: Span) -> Person | None:
    """Return whom a given name alone stands for: "Ada won", not "Ada Quell", "Mrs. Ada", "St. Ada"."""
    person = first_names.get(text[word.start : word.end].removesuffix("’s").removesuffix("'s"))
    if (
        person is None
        or _NAME_BEHIND.match(text, word.end)
        or _CAPITAL_BEFORE.search(text, max(0, word.start - _NEAR), word.start)
    ):
        return None
    return person


def _acts(term: Term, before: str) -> bool:
    """Whether an entry of the word list names somebody who acts, not a place or a thing."""
    if term.role == "place":
        state = term.affiliation == "United States" and term.text not in _UNITED_STATES
        return before not in _WHERE and not state
    if before in _THROUGH and term.kind in ("business", "media"):
        return False  # "on Twitter"
    if term.text in _NOBODY:
        return False
    noun = term.role == "noun" and term.text not in _THINGS
    return term.kind in _KINDS and (noun or term.role == "organisation")


def _label(term: Term) -> str:
    return term.affiliation if term.role == "place" else singular(term.text)


def _one_name(table: pd.DataFrame) -> "pd.Series[str]":
    """Return one name for a person in all articles; for others the most frequent spelling."""
    role = table["role"].astype(str)
    names = table["actor"].copy()
    seen = table.loc[role == PERSON, ["article", "actor"]].drop_duplicates()["actor"]
    names[role == PERSON] = names[role == PERSON].map(names_of(seen.tolist()))
    for kind in ("organisation", "noun"):
        rows = table[role == kind]
        text = rows["text"].str.replace("['’]s?$", "", regex=True)
        text = text.where(rows["actor"].str.contains(".", regex=False), text.map(_bare_initials))
        written = (text.str.lower() if kind == "noun" else text).groupby(rows["actor"])
        names[rows.index] = rows["actor"].map(written.agg(lambda each: commonest(each.tolist())))
    return names


@step("found-mentions", kept=True)
def _found(articles: pd.DataFrame, given_actors: list[GivenActor]) -> pd.DataFrame:
    """The mentions of each article and its event, before actors get one name in all articles."""
    return found_mentions(articles, given_actors)


@table("mentions", Mentions)
def _mentions(found_mentions: pd.DataFrame) -> pd.DataFrame:
    """Every place where somebody who acts is named."""
    return _joined(found_mentions)
