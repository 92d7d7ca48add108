"""How each outlet calls the same actor: by names, titles and descriptions, and in whose voice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from pandera.typing import Series

from analysis.categories import SECTIONS
from analysis.corpus.actors import GivenActor
from analysis.language.phrases import Phrase, Token, noun_phrases, tagged_sentences
from analysis.language.words import fold
from analysis.measures.comparison.calling.descriptions import (
    Described,
    Learned,
    Link,
    beside_names,
    standing_alone,
)
from analysis.measures.comparison.calling.lists import STATES, base, land_of
from analysis.measures.comparison.calling.names import Names, Place, widened
from analysis.measures.comparison.calling.powers import Power, given_to, powers_in
from analysis.measures.comparison.whose import VOICES_TOLD, Stretches, Whose, stretches_of
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import Articles, Mentions, by_key
from analysis.tables.base import Table, field

FORMS = ("name", "description")
LINKS = ("name", "beside a name", "alone")


class Naming(Table):
    """One row per place where an article names or describes an actor; key (article, start, actor).

    `form`: by a "name", with the title before it ("President Trump"), or by a "description" without it ("the
    dictator"). `call`: the name as it stands, or the noun of a description ("dictator"). `link`: how the actor
    was found: the "name" itself, a description "beside a name" (title, apposition, "is"), or one that stands
    "alone" and fits what stands beside the name elsewhere. `voice`: "scare quotes" are up to four words in
    quotation marks that nobody is said to have spoken. `event` of the article, "" where it is not known.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    event: Series[str] = field("event")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    text: Series[str] = field("called", text=True)
    actor: Series[str] = field("actor")
    form: Series[str] = field("form", isin=list(FORMS))
    call: Series[str] = field("called, in short", text=True)
    link: Series[str] = field("found by", isin=list(LINKS))
    voice: Series[str] = field("voice", isin=list(VOICES_TOLD))
    speaker: Series[str] = field("speaker")
    section: Series[str] = field("section", isin=list(SECTIONS))


class NamingOutlets(Table):
    """How often each outlet calls an actor what, by voice; key (actor, outlet, voice, form, call).

    `n` times, in `in_articles` of the `articles` of the outlet that name or describe the actor. `share` of
    all namings of the actor by this outlet in this voice.
    """

    actor: Series[str] = field("actor")
    outlet: Series[str] = field("outlet")
    voice: Series[str] = field("voice", isin=list(VOICES_TOLD))
    form: Series[str] = field("form", isin=list(FORMS))
    call: Series[str] = field("called, in short", text=True)
    n: Series[int] = field("count", ge=1)
    in_articles: Series[int] = field("articles with it", ge=1)
    articles: Series[int] = field("articles that name the actor", ge=1)
    share: Series[float] = field("share of namings", digits=2, ge=0, le=1)


class _Article(NamedTuple):
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


def naming_of(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: Sequence[GivenActor] = (),
) -> pd.DataFrame:
    """Find how each outlet calls the same actors.

    Parameters
    ----------
    articles, voices, mentions
        Articles in English, whose words each stretch of them is, and where they name somebody.
    actors
        The researcher's actors; if empty, those of `mentions` are taken. Names that are given for an event
        count in its articles (column `event` of the articles; in all articles where there is none).

    Returns
    -------
    Naming. Pronouns are left out. A person's short form is the first or the last word of the name, that
    which texts use alone more often. Descriptions are precise rather than complete: one that stands alone
    is given to an actor only if that actor was named before in the article, and its noun and its other
    words stand beside this name in the article or in others of the event.

    Source
    ------
    Rules of our own, after the links that Hamborg et al. 2019 (NewsWCL50) count as word choice: names,
    appositions, titles, and descriptions with the same head.
    """
    articles = by_key(Articles.validate(articles), "id")
    whose = stretches_of(voices)
    finder = _Finder(articles, Mentions.validate(mentions), actors)
    read = list(_read(articles, finder))
    beside: dict[str, list[Learned]] = {}
    for one in read:
        beside.setdefault(one.event, []).extend(one.learned)
    rows = [row for one in read for row in _rows(one, _once(beside[one.event]), whose.get(one.id))]
    return Naming.of_rows(rows, "article", "start", "end", "actor")


class _Finder:
    """Finds the names of actors in an article: the researcher's, or those of the mentions."""

    def __init__(
        self, articles: pd.DataFrame, mentions: pd.DataFrame, actors: Sequence[GivenActor]
    ) -> None:
        self.given = bool(actors)
        self._by_article = {} if actors else dict(iter(mentions.groupby("article")))
        self._names: dict[str, Names] = {}
        self.lands: dict[str, dict[str, str]] = {}
        events = events_of(articles)
        for event in sorted(set(events)) if actors else ():
            here = [one for one in actors if not event or one.event in ("", event)]
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
        rows = self._by_article.get(article)
        if rows is None:
            return []
        each = zip(rows["start"], rows["end"], rows["actor"], rows["kind"], strict=True)
        return [
            widened(text, Place(int(start), int(end), actor, full=True), person=not kind)
            for start, end, actor, kind in each
        ]


def events_of(articles: pd.DataFrame) -> list[str]:
    """Return the event of each article, "" where the corpus does not tell."""
    if "event" not in articles:
        return [""] * len(articles)
    return articles["event"].fillna("").astype(str).tolist()


def _read(articles: pd.DataFrame, finder: _Finder) -> Iterator[_Article]:
    each = zip(
        articles["id"], articles["outlet"], events_of(articles), articles["text"], strict=True
    )
    for article, outlet, event, text in followed(
        each, total=len(articles), what="finding how actors are called"
    ):
        places = finder.places(article, event, text)
        one = _Article(
            article, outlet, event, text, places, [], [], [], finder.lands.get(event, {})
        )
        for tokens in tagged_sentences(text) if places else ():
            _learn(one, tokens, given=finder.given)
        yield one if finder.given else _of_mentions(one)


def _learn(one: _Article, tokens: Sequence[Token], *, given: bool) -> None:
    """Add to an article what a sentence says of its actors."""
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    here = [place for place in one.places if place.start < end and start < place.end]
    phrases = noun_phrases(tokens)
    if not given:
        heads = {_head_of(tokens, phrase, here) for phrase in phrases}
        here = [place for place in here if place.actor[:1].isupper() or place in heads]
        dropped = {place for place in one.places if start <= place.start < end} - set(here)
        one.places[:] = [place for place in one.places if place not in dropped]
    people = [place for place in here if " " in place.actor or given]
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


def _of_mentions(one: _Article) -> _Article:
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


def _once(learned: Iterable[Learned]) -> list[Learned]:
    """Return what was learned in an event, each description of an actor once, wherever it stands."""
    seen: dict[tuple[object, ...], Learned] = {}
    for one in learned:
        seen.setdefault((one.actor, one.described.head, one.described.words), one)
    return list(seen.values())


def _rows(
    one: _Article, elsewhere: Sequence[Learned], whose: Stretches | None
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of an article."""
    found = [(*_titled(place, one), place.actor, "name", "", "name") for place in one.places]
    beside: dict[tuple[int, int], Learned | None] = {
        (own.described.start, own.described.end): own for own in one.learned if own.own
    }
    found += [
        (start, end, own.actor, "description", own.described.head, "beside a name")
        for (start, end), own in beside.items()
        if own is not None
    ]
    taken = {(place.start, place.end) for place in one.places} | set(beside)
    powers = {
        (power.described.start, power.described.end): (actor, power.described.head)
        for power, actor in given_to(one.powers, one.lands)
        if not any(a < power.described.end and power.described.start < b for a, b in taken)
        or power.land
    }
    found += [
        (*span, actor, "description", head, "alone")
        for span, (actor, head) in powers.items()
        if not any(
            place.actor == actor and place.start < span[1] and span[0] < place.end
            for place in one.places
        )
    ]
    beside.update(dict.fromkeys(powers))
    link = Link(one.learned, elsewhere)
    for phrase in one.alone:
        span = (phrase.start, phrase.end)
        before = [place for place in one.places if place.end <= phrase.start]
        actor = "" if span in beside else link.actor_of(phrase, before)
        if actor:
            found.append((*span, actor, "description", phrase.head, "alone"))
    for start, end, actor, form, call, how in sorted(found):
        text = one.text[start:end]
        told = whose.at(start, end) if whose else Whose("outlet", "body", "")
        yield (
            *(one.id, one.outlet, one.event, start, end, text, actor, form),
            *(call or " ".join(text.split()), how, told.voice, told.speaker, told.section),
        )


def _titled(place: Place, one: _Article) -> tuple[int, int]:
    """Return the span of a name with the title before it that is written with a capital."""
    for own in one.learned:
        title = own.described
        if (
            not own.own
            and title.end <= place.start
            and not one.text[title.end : place.start].strip()
        ):
            return title.start, place.end
    return place.start, place.end


def naming_by_outlet(naming: pd.DataFrame) -> pd.DataFrame:
    """Return how often each outlet calls each actor what, in each voice: NamingOutlets."""
    naming = Naming.validate(naming)
    if naming.empty:
        return NamingOutlets.empty()
    whole = naming.groupby(["actor", "outlet"])["article"].nunique()
    voiced = naming.groupby(["actor", "outlet", "voice"]).size()
    keys = ["actor", "outlet", "voice", "form", "call"]
    counted = naming.groupby(keys)["article"].agg(["size", "nunique"]).reset_index()
    pairs = list(zip(counted["actor"], counted["outlet"], strict=True))
    every = list(zip(counted["actor"], counted["outlet"], counted["voice"], strict=True))
    found = counted.rename(columns={"size": "n", "nunique": "in_articles"}).assign(
        articles=[whole[pair] for pair in pairs],
    )
    found["share"] = found["n"] / [voiced[key] for key in every]
    return NamingOutlets.validate(by_key(found, *keys))


@table("naming", Naming)
def _naming(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    mentions: pd.DataFrame,
    given_actors: list[GivenActor],
) -> pd.DataFrame:
    """How each outlet calls the same actor, and in whose voice."""
    return naming_of(articles, voices, mentions, given_actors)


@table("naming-outlet", NamingOutlets)
def _naming_outlet(naming: pd.DataFrame) -> pd.DataFrame:
    """How often each outlet calls each actor what, by voice."""
    return naming_by_outlet(naming)
