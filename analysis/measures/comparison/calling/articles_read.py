"""Read articles for what they call actors: names, what stands beside names, what stands alone."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.corpus.actors import GivenActor
from analysis.language.given_names import is_given_name
from analysis.language.phrases import Phrase, Token, noun_phrases, tagged_sentences
from analysis.language.words import fold
from analysis.measures.comparison.calling.descriptions import (
    Described,
    Learned,
    beside_names,
    standing_alone,
)
from analysis.measures.comparison.calling.lists import STATES, base, is_person_noun, land_of
from analysis.measures.comparison.calling.name_forms import Names, Place, widened
from analysis.measures.comparison.calling.powers import Power, given_to, powers_in
from analysis.measures.comparison.calling.titles import Span, titled
from analysis.measures.comparison.events import named_events
from analysis.measures.comparison.word_set import word_set
from analysis.progress import followed

_GIVING = word_set(
    "give offer ask tell call make send show hand pay cost grant deny teach owe wish let help watch see"
)
_WHEN = word_set(
    "monday tuesday wednesday thursday friday saturday sunday last next this early late "
    "himself herself itself"
)
# nouns that are verbs as often, above all in headlines: "Doe plans to go", "Doe and Roe reach a deal"
_ALSO_VERBS = word_set(
    "plan talk reach advocate visit call move back aim claim hope vow push face sign name lead end start "
    "rule vote show promise offer attempt fight attack blast demand report address appeal answer pledge "
    "press request return rally order block cut rebuke praise mark release need run rise fall target "
    "support review reply signal shift stand step stop strike struggle test trail travel tweet win work "
    "use deal shake slam"
)
_NOT_HIM = ("fake", "mock")
_WHERE = word_set("in to of from into within across inside outside throughout")
_ARTICLES = ("the", "a", "an", "his", "her", "its", "their", "this")
_FINITE = ("VVD", "VVZ", "VVB", "VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VDZ", "VDD", "VM0")
_CLAUSE_ENDS = word_set(", ; : . ? ! ( ) – —")
_CASE = re.compile(
    r" vs?\. [A-Z]| \(@"
)  # a name in that of a case, "Doe v. Norland", or below a post
_SHORT = 3  # letters of words that titles may write small
_TITLE = 0.6  # share of the longer words that have a capital in a title


class Told(NamedTuple):
    """What one article says: where it names actors, what stands beside names, what stands alone."""

    id: str
    outlet: str
    event: str
    text: str
    places: list[Place]
    learned: list[Learned]
    alone: list[Described]
    powers: list[Power]
    lands: Mapping[str, str]  # of countries, the actor
    people: Collection[str] = ()  # the actors that are people by their mentions
    titled: Sequence[Span] = ()  # the places, each with the title before it


class _Mention(NamedTuple):
    """Where an article names an actor; `kind` "" for a person."""

    start: int
    end: int
    actor: str
    kind: str


class Finder:
    """Finds the names of actors in an article: the researcher's, or those of the mentions."""

    def __init__(
        self, articles: pd.DataFrame, mentions: pd.DataFrame, actors: Sequence[GivenActor]
    ) -> None:
        self.given = bool(actors)
        self._by_article: dict[str, list[_Mention]] = {}
        columns = ("article", "start", "end", "actor", "kind")
        each = zip(*(mentions[name].tolist() for name in columns), strict=True)
        for article, *mention in () if actors else each:
            self._by_article.setdefault(article, []).append(_Mention(*mention))
        self.people = (
            frozenset() if actors else frozenset(mentions[mentions["kind"] == ""]["actor"])
        )
        self._names: dict[str, Names] = {}
        self.lands: dict[str, dict[str, str]] = {}
        named = named_events(articles)
        events = [named.get(article, "") for article in articles["id"]]
        told = bool({one.event for one in actors} & set(events) - {""})
        for event in sorted(set(events)) if actors else ():
            here = [one for one in actors if not told or one.event in ("", event)]
            texts = articles.loc[[one == event for one in events], "text"]
            self._names[event] = Names(here, texts)
            self.lands[event] = {
                land: one.name
                for one in here
                for name in one.names
                if (land := land_of(tuple(fold(name).split())))
            }

    def places(self, article: str, event: str, text: str) -> list[Place]:
        """Return where an article names actors, in order."""
        if self.given:
            return self._names[event].in_text(text)
        return [
            widened(text, Place(one.start, one.end, one.actor, full=True), person=not one.kind)
            for one in self.mentions(article)
        ]

    def mentions(self, article: str) -> list[_Mention]:
        """Return the mentions of an article, in order; none of actors that are given."""
        return self._by_article.get(article, [])


# of an article its first reading and its last, each with what it hangs on
Read = dict[str, list[tuple[object, Told]]]


def read_articles(
    articles: pd.DataFrame, finder: Finder, before: Read | None = None
) -> Iterator[Told]:
    """Yield what each article calls the actors of `finder`.

    What was read `before` of the same mentions is taken from there, and what is read is added; of actors that
    are given nothing is.
    """
    known = None if finder.given else before
    events = named_events(articles)
    each = zip(articles["id"], articles["outlet"], articles["text"], strict=True)
    for article, outlet, text in followed(
        each, total=len(articles), what="finding how actors are called"
    ):
        event = events.get(article, "")
        mentions = finder.mentions(article)
        key = mentions, {one.actor for one in mentions} & finder.people
        held = known.setdefault(article, []) if known is not None else []
        found = next((told for of, told in held if of == key), None)
        if found is None:
            found = _told(article, outlet, event, text, finder)
            held[:] = [*held[:1], (key, found)]
        yield found._replace(event=event)


def _told(article: str, outlet: str, event: str, text: str, finder: Finder) -> Told:
    """Read an article."""
    every = finder.places(article, event, text)
    places = [place for place in every if not _CASE.match(text, place.end)]
    lands = finder.lands.get(event, {})
    one = Told(article, outlet, event, text, places, [], [], [], lands, finder.people)
    for tokens in tagged_sentences(text) if places else ():
        _learn(one, tokens, given=finder.given)
    found = one if finder.given else _of_mentions(one)
    return found._replace(titled=[titled(place, text, found.learned) for place in found.places])


def _learn(one: Told, tokens: Sequence[Token], *, given: bool) -> None:
    """Add to an article what a sentence says of its actors."""
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    here = [place for place in one.places if place.start < end and start < place.end]
    phrases = noun_phrases(tokens)
    if not given:
        heads = {_head_of(tokens, phrase, here) for phrase in phrases}
        here = [
            place
            for place in here
            if place in heads
            or (place.actor[:1].isupper() and not _modifies(tokens, phrases, place))
            if not _is_place(tokens, place) and not _modifies_with(tokens, place)
        ]
        dropped = {place for place in one.places if start <= place.start < end} - set(here)
        one.places[:] = [place for place in one.places if place not in dropped]
    people = [place for place in here if " " in place.actor or given or place.actor in one.people]
    one.learned.extend(beside_names(tokens, phrases, people))
    one.alone.extend(standing_alone(tokens, phrases, here))
    lands = {
        own.actor: word
        for own in one.learned
        for word in sorted(own.described.words)
        if land_of((word.lower(),)) == word
    }
    one.powers.extend(powers_in(tokens, phrases, here, lands))


def _head_of(tokens: Sequence[Token], phrase: Phrase, places: Sequence[Place]) -> Place | None:
    """Return the noun that a phrase is about among places: in "opposition forces" the opposition."""
    start, end = tokens[phrase.first].start, tokens[phrase.head].end
    inside = [place for place in places if start <= place.start and place.end <= end]
    if not inside or inside[-1].end != end:
        return None
    telling = [one for one in inside if one.actor[:1].islower() and base(one.actor) not in STATES]
    return telling[-1] if telling else inside[-1]


def _modifies(tokens: Sequence[Token], phrases: Sequence[Phrase], place: Place) -> bool:
    """Whether a name only tells more of the noun behind it: "a Doe adviser", "the Doe tax cut".

    "Doe's adviser" names Doe, and so do "gave Doe time", "Doe plans to go" and words of a title, which all
    have capitals.
    """
    inside = [k for k, token in enumerate(tokens) if token.end == place.end]
    phrase = next((one for one in phrases if inside and one.first <= inside[0] < one.end), None)
    if phrase is None or inside[0] + 1 >= phrase.end:
        return False
    after = tokens[inside[0] + 1]
    verb = phrase.first and base(tokens[phrase.first - 1].text) in _GIVING
    if verb or after.tag in ("POS", "CRD", "PUQ") or after.tag[:2] == "VV":
        return False
    owned = inside[0] > 0 and tokens[inside[0] - 1].tag == "POS"
    told = after.text.endswith("ed") and tokens[phrase.first].text.lower() not in _ARTICLES
    if told and after.text.islower():
        return False  # "Mr. Doe accused"
    if fold(after.text) in _WHEN or (owned and is_given_name(place.actor.split()[0])):
        return False  # "Doe last week", "the union's Doe"
    if _is_subject(tokens, phrase, inside[0]) or _is_titled_behind(tokens, phrase, inside[0]):
        return False
    return after.start - place.end <= 1 and not _in_title(tokens)


def _modifies_with(tokens: Sequence[Token], place: Place) -> bool:
    """Whether a name tells more of a noun together with another: "the Doe and Roe campaigns".

    Also "the Doe or Roe campaign", each part of "the Doe-Roe bill" and "Doe-backed", and "a fake Doe".
    """
    if any(_is_part(token, place) for token in tokens):
        return True
    name = next((k for k, token in enumerate(tokens) if token.end == place.end), 0)
    if name and place.actor[:1].isupper() and tokens[name - 1].text.lower() in _NOT_HIM:
        return True
    behind = tokens[name + 1 : name + 4]
    if not name or len(behind) < 3 or tokens[name - 1].text.lower() not in _ARTICLES:
        return False
    joins, other, noun = behind
    both = joins.text in ("and", "or", "&") and other.text[:1].isupper()
    return both and noun.tag in ("NN1", "NN2") and noun.text.islower()


def _is_part(token: Token, place: Place) -> bool:
    """Whether a name is a part of a word with a hyphen."""
    inside = token.start <= place.start and place.end <= token.end
    return inside and token.end - token.start > place.end - place.start and "-" in token.text


def _is_titled_behind(tokens: Sequence[Token], phrase: Phrase, name: int) -> bool:
    """Whether a whole name runs into the office behind it: "they made Ann Doe Majority Leader"."""
    behind = tokens[name + 1 : phrase.end]
    whole = name > phrase.first and is_given_name(tokens[name - 1].text)
    alone = tokens[phrase.first].text.lower() not in _ARTICLES
    capital = all(token.text[:1].isupper() for token in behind)
    return whole and alone and capital and is_person_noun(base(tokens[phrase.end - 1].text))


def _is_subject(tokens: Sequence[Token], phrase: Phrase, name: int) -> bool:
    """Tell whether the word behind a name is the verb of its clause: "Doe plans to go", in a headline.

    The name begins the phrase, the word may be a verb, of one or of several, and no other verb follows:
    "Doe plans worry many" are plans.
    """
    word = fold(tokens[name + 1].text)
    before = tokens[phrase.first - 1].text if phrase.first else ""
    joined = before in ("and", ",", "&")
    several = joined and word in _ALSO_VERBS
    if not several and not (word.endswith("s") and base(word) in _ALSO_VERBS):
        return False
    if any(not token.text[:1].isupper() for token in tokens[phrase.first : name]):
        return False  # "the Doe plans"
    if before and not (joined or before in _CLAUSE_ENDS):
        return False
    for token in tokens[name + 2 :]:
        if token.text in _CLAUSE_ENDS:
            return True
        if token.tag in _FINITE:
            return False
    return True


def _is_place(tokens: Sequence[Token], place: Place) -> bool:
    """Whether a country is only where something is, goes or comes from, or of which somebody is president."""
    if not land_of((fold(place.actor),)):
        return False
    first = next((k for k, token in enumerate(tokens) if token.end > place.start), 0)
    first -= first > 0 and tokens[first - 1].text.lower() == "the"
    owner = any(token.tag == "POS" and token.start == place.end for token in tokens)
    return first > 0 and not owner and tokens[first - 1].text.lower() in _WHERE


def _in_title(tokens: Sequence[Token]) -> bool:
    """Whether most long words of a sentence have a capital."""
    long = [token.text for token in tokens if len(token.text) > _SHORT and token.text[0].isalpha()]
    return sum(word[0].isupper() for word in long) > _TITLE * len(long)


def _of_mentions(one: Told) -> Told:
    """Return an article whose countries are actors, without the nouns that are parts of their powers."""
    lands = {power.land: power.land for power in one.powers if power.land}
    spans = [power.described for power, _ in given_to(one.powers, lands)]
    places = [
        place
        for place in one.places
        if " " in place.actor
        or not any(span.start <= place.start and place.end <= span.end for span in spans)
    ]
    return one._replace(places=places, lands=lands)
