"""How each outlet calls the same actor: by names, titles and descriptions, and in whose voice."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.categories import SECTIONS
from analysis.corpus.actors import GivenActor
from analysis.measures.comparison.calling.articles_read import Finder, Read, Told, read_articles
from analysis.measures.comparison.calling.descriptions import Learned
from analysis.measures.comparison.calling.linking import HIGHEST, Known, Link
from analysis.measures.comparison.calling.powers import given_to
from analysis.measures.comparison.calling.titles import Span
from analysis.measures.comparison.whose import VOICES_TOLD, Stretches, Whose, stretches_of
from analysis.recipes import step, table
from analysis.tables import Articles, Mentions, by_key
from analysis.tables.base import Series, Table, field

FORMS = ("name", "description")
LINKS = ("name", "beside a name", "alone")


class Naming(Table):
    """One row per place where an article names or describes an actor; key (article, start, end, actor).

    `form`: by a "name", with the title before it ("President Trump"), or by a "description" without it
    ("the dictator"). `call`: the name as it stands, or the noun of a description ("dictator"). `link`: how
    the actor was found: the "name" itself, a description "beside a name" (title, apposition, "is"), or one
    that stands "alone" and fits what stands beside the name elsewhere. A title or an apposition inside what
    somebody is paraphrased as saying is the outlet's, and so is what stands in brackets, “[Ms. Moor] left”,
    or in what nobody is named to say: "Ms. Moor is expected to leave".
    `voice`: "scare quotes" are up to four words in quotation marks that nobody is said to have spoken.
    `event` of the article, "" where it is not known.
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
        count in its articles (column `event`), or in all articles if none is of an event that is given.

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
    return _naming_of(articles, voices, mentions, actors, None)


def _naming_of(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: Sequence[GivenActor],
    before: Read | None,
) -> pd.DataFrame:
    articles = by_key(Articles.validate(articles), "id")
    whose = stretches_of(voices)
    finder = Finder(articles, Mentions.validate(mentions), actors)
    read = list(read_articles(articles, finder, before))
    learned: dict[str, list[Learned]] = {}
    for one in read:
        learned.setdefault(one.event, []).extend(one.learned)
    known = {event: Known(rows, once=True) for event, rows in learned.items()}
    rows = [row for one in read for row in _rows(one, known[one.event], whose.get(one.id))]
    return Naming.of_rows(rows, "article", "start", "end", "actor")


def _rows(one: Told, elsewhere: Known, whose: Stretches | None) -> Iterator[tuple[object, ...]]:
    """Yield the rows of an article."""
    beside = {(own.described.start, own.described.end): own for own in one.learned if own.own}
    inserted = {_whole(own) for own in beside.values() if own.inserted}
    powers = _powers(one, beside)
    found = [
        *(
            _Called(*span, place.actor, "name", "", "name")
            for place, span in zip(one.places, one.titled, strict=True)
        ),
        *(
            _Called(*_whole(own), own.actor, "description", own.described.head, "beside a name")
            for own in beside.values()
        ),
        *powers.values(),
        *_alone(one, {*beside, *powers}, elsewhere),
    ]
    for called in sorted(found):
        start, end, actor, form, call, link = called
        text = one.text[start:end]
        told = whose.at(start, end) if whose else Whose("outlet", "body", "")
        by_outlet = told.voice == "paraphrased" and (not told.speaker or (start, end) in inserted)
        if by_outlet or (told.voice != "outlet" and _in_brackets(one.text, start, end)):
            told = told._replace(voice="outlet", speaker="")
        yield (
            *(one.id, one.outlet, one.event, start, end, text, actor, form),
            *(call or " ".join(text.split()), link, told.voice, told.speaker, told.section),
        )


def _in_brackets(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but a call stands in brackets, or also a possessive: “[Moor’s] pier”."""
    behind = text[end : end + 3].removeprefix("’s").removeprefix("'s")[:1]
    return text[max(0, start - 1) : start] + behind in ("[]", "()")


def _whole(own: Learned) -> Span:
    """Return the span of a description with what "of" adds to it."""
    return own.described.start, max(own.described.end, own.described.whole)


class _Called(NamedTuple):
    """A row without what the article tells: see `Naming`; `call` "" for the text itself."""

    start: int
    end: int
    actor: str
    form: str
    call: str
    link: str


def _powers(one: Told, beside: Iterable[Span]) -> dict[Span, _Called]:
    """Return governments and forces by their span, those that hold no name of the same actor."""
    taken = [(place.start, place.end) for place in one.places] + list(beside)
    found: dict[Span, _Called] = {}
    for power, actor in given_to(one.powers, one.lands):
        span = power.described.start, power.described.end
        named = any(place.actor == actor and _meet(span, place[:2]) for place in one.places)
        if not named and (power.land or not any(_meet(span, other) for other in taken)):
            found[span] = _Called(*span, actor, "description", power.described.head, "alone")
    return found


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _alone(one: Told, taken: Collection[Span], elsewhere: Known) -> Iterator[_Called]:
    """Yield the descriptions that stand alone and fit an actor."""
    link = Link(Known(one.learned, once=False), elsewhere)
    for phrase in one.alone:
        span = (phrase.start, phrase.end)
        before = [place for place in one.places if place.end <= phrase.start]
        actor = "" if span in taken else link.actor_of(phrase, before)
        if not actor and phrase.head in HIGHEST and span not in taken and not phrase.of_body:
            actor = link.actor_of(
                phrase, one.places
            )  # "the president", whom the article names later
        if actor:
            yield _Called(*span, actor, "description", phrase.head, "alone")


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


@step("read-before")
def _read_before() -> Read | None:
    """What was read of the same articles before; nothing, but while they are explored."""
    return None


@table("naming", Naming)
def _naming(
    event_articles: pd.DataFrame,
    voices: pd.DataFrame,
    mentions: pd.DataFrame,
    given_actors: list[GivenActor],
    read_before: Read | None,
) -> pd.DataFrame:
    """How each outlet calls the same actor, and in whose voice."""
    return _naming_of(event_articles, voices, mentions, given_actors, read_before)


@table("naming-outlet", NamingOutlets)
def _naming_outlet(naming: pd.DataFrame) -> pd.DataFrame:
    """How often each outlet calls each actor what, by voice."""
    return naming_by_outlet(naming)
