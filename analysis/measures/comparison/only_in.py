"""What a single outlet has: speakers, quotations and numbers that no other outlet of the event gives."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.measures.comparison.events import named_events
from analysis.measures.comparison.numerals import Given, numerals, with_noun
from analysis.measures.comparison.utterances.candidates import Read
from analysis.measures.comparison.utterances.compared import LEVELS, SharedPassages
from analysis.measures.comparison.utterances.hearing import heard_of, is_heard
from analysis.measures.comparison.utterances.likelihood import compared, is_likely
from analysis.measures.comparison.utterances.namesakes import Heard, is_named_in, is_outlet
from analysis.recipes import table
from analysis.tables.attribution import spans_in
from analysis.tables.base import Series, Table, field
from analysis.texts import texts_by_id

_MARKS = '"“”«»'
_ENDED = _MARKS + ".?!,;:…"
_NEAR = 120  # characters, at most, between a part of a sentence in quotation marks and its end
_STOP = re.compile(r"[.?!]\s|[\"“”«»\n]|\.{3}|…")  # the end of a sentence or of a quotation
_FEWEST = 4  # words of a quotation that is listed; shorter ones are single words set apart
KINDS = ("quotation", "speaker", "number")
_SENTENCE_ENDS = frozenset('.?!"”')
_TOLD = ("headline", "subhead", "body")  # sections whose numbers are looked at


class OnlyIn(Table):
    """One row per quotation, speaker or number that a single outlet has; key (article, kind, span, text).

    `event` as the corpus says it; where it says none, the outlet is the only one of the whole corpus and
    `event` is "". A "quotation" is what one utterance has of words in quotation marks, at least four: all
    its sentences that no other outlet gives, also where a cue or a paragraph breaks it. A "speaker" is a
    named one, once an article: `text` is the name, `span` the place of the first source. A "number" counts
    something ("82 civilians"), and its value is given nowhere in the other outlets' articles of what may be
    the same things (`numerals`), also not in round figures ("nearly 700" for 722) or as "two dozen", once an
    article; not those in quotation marks.
    Spans are JSON, "[[0, 2], [9, 14]]". `speaker` is "" for a number, and for a quotation that the text
    gives to nobody.
    """

    event: Series[str] = field("event")
    outlet: Series[str] = field("outlet")
    article: Series[str] = field("article")
    kind: Series[str] = field("kind", isin=list(KINDS))
    speaker: Series[str] = field("speaker")
    text: Series[str] = field("text", text=True)
    span: Series[str] = field("place in the text")


class _Found(NamedTuple):
    event: str
    outlet: str
    article: str
    kind: str
    speaker: str
    text: str
    span: str


def only_in(
    shared: SharedPassages,
    articles: pd.DataFrame,
    attributions: pd.DataFrame,
    sections: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the speakers, quotations and numbers that one outlet has and no other of its event.

    Parameters
    ----------
    shared
        All passages of the corpus with their pairs; a pair of medium confidence is enough for a quotation
        not to be listed if nothing speaks against it (`likelihood`).
    articles
        Articles. With a column `event` each event is looked at by itself; articles without one, and events
        of a single outlet, are left out.
    attributions
        Attributions of these articles.
    sections
        Sections of these articles; None: numbers are not looked for.

    Returns
    -------
    OnlyIn. A speaker is the same if the last name is ("Ada Moor", "Ms Moor"), in any spelling, and none is
    listed whose last name stands in any source of another outlet, or the name of a body ("a Justice
    Department report"), its initials, or its last word alone ("the Journal"); nor is an outlet of the event,
    nor whom another outlet's text has right before a verb of saying, whether or not that was found, nor a
    paper or broadcaster that another outlet's text names anywhere.
    Only what is said with a cue of our list counts. Who speaks, or is quoted, inside what somebody
    else says is not listed.
    """
    place = _places(articles)
    rows = [*_quotations(shared, articles, place), *_speakers(attributions, articles, place)]
    if sections is not None:
        rows += _numbers(shared, articles, sections, place)
    return OnlyIn.of_rows(rows, "event", "outlet", "article", "kind", "span", "text")


def _places(articles: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return event and outlet of each article whose event has several outlets."""
    events = named_events(articles)
    every = {
        article: (events.get(article, ""), outlet)
        for article, outlet in zip(articles["id"], articles["outlet"], strict=True)
        if not events or events[article]
    }
    outlets: dict[str, set[str]] = defaultdict(set)
    for event, outlet in every.values():
        outlets[event].add(outlet)
    return {article: here for article, here in every.items() if len(outlets[here[0]]) > 1}


def _quotations(
    shared: SharedPassages, articles: pd.DataFrame, place: Mapping[str, tuple[str, str]]
) -> Iterator[_Found]:
    """Yield what is in no pair with an article of the same event, an utterance each."""
    texts = texts_by_id(articles)
    paired = {
        one.passage
        for pair in shared.pairs
        if pair.probability >= LEVELS["high"]
        or (pair.probability >= LEVELS["medium"] and is_likely(compared(pair)))
        if _event(pair.left, place) == _event(pair.right, place)
        for one in (pair.left, pair.right)
    }
    utterances: dict[tuple[str, int], list[Read]] = defaultdict(list)
    for one in shared.passages:
        if one.passage not in paired and one.passage.article in place and any(one.quoted):
            utterances[one.passage.article, one.passage.utterance].append(one)
    for (article, _), parts in utterances.items():
        if sum(sum(one.quoted) for one in parts) < _FEWEST:
            continue
        spans = _joined(texts[article], sorted({s for one in parts for s in one.passage.quoted}))
        words = " ... ".join(texts[article][start:end] for start, end in spans)
        speaker = next((one.passage.speaker for one in parts if one.passage.speaker), "")
        yield _Found(*place[article], article, "quotation", speaker, words, json.dumps(spans))


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in reading order, each to both ends of its sentence within the quotation marks.

    A quotation that says "I don't know that ..." would else say the opposite. Spans with nothing but white
    space between them are one.
    """
    found: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = _whole(text, first, last)
        if found and not text[found[-1][1] : start].strip():
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of a quotation with what stands before and behind it in its sentence."""
    before = [*_STOP.finditer(text, max(0, start - _NEAR), start)]
    behind = _STOP.search(text, end, end + _NEAR)
    left = start if text[start] in _MARKS or not before else before[-1].end()
    stop = (
        end if text[end - 1] in _ENDED or not behind else behind.start() + (behind[0][0] in ".?!")
    )
    wide = text[left:stop]
    return left + len(wide) - len(wide.lstrip()), stop - len(wide) + len(wide.rstrip())


def _event(one: Read, place: Mapping[str, tuple[str, str]]) -> str | None:
    return place.get(one.passage.article, (None, ""))[0]


def _speakers(
    attributions: pd.DataFrame, articles: pd.DataFrame, place: Mapping[str, tuple[str, str]]
) -> Iterator[_Found]:
    """Yield the named speakers whom only one outlet of the event has, once an article."""
    known = attributions[attributions["article"].isin(list(place))]
    heard = known[known["named"] & known["act"].ne("done") & known["source"].ne("[]")]
    named: dict[str, Heard] = defaultdict(Heard)  # by event; nested ones too
    for rows, column in ((heard, "speaker"), (known, "source_text")):
        each = rows[["article", column]].drop_duplicates()
        for article, text in each.itertuples(index=False, name=None):
            event, outlet = place[article]
            named[event].add(outlet, text, is_name=column == "speaker")
    texts = texts_by_id(articles)
    said = heard_of(heard[heard["parent"].eq("")], texts)
    first = said.sort_values(["article", "start", "id"]).drop_duplicates(["article", "speaker"])
    told = first[["article", "speaker", "source", "kind"]]
    others: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, (event, outlet) in place.items():
        others[event].append((outlet, texts[article]))
    for article, speaker, source, kind in told.itertuples(index=False, name=None):
        event, outlet = place[article]
        itself = any(is_outlet(speaker, one) for one in (outlet, *(o for o, _ in others[event])))
        if itself or named[event].is_elsewhere(speaker, outlet):
            continue
        # what an outlet takes from a paper it credits in many ways: "via the WSJ"
        meets = is_named_in if kind == "media" else is_heard
        if not any(there != outlet and meets(speaker, text) for there, text in others[event]):
            span = json.dumps(spans_in(source))
            yield _Found(event, outlet, article, "speaker", speaker, speaker, span)


def _numbers(
    shared: SharedPassages,
    articles: pd.DataFrame,
    sections: pd.DataFrame,
    place: Mapping[str, tuple[str, str]],
) -> Iterator[_Found]:
    """Yield the numbers that only one outlet of the event gives, each value once an article.

    What is said in quotation marks is the speaker's, and a number that begins a headline ("4 issues to
    watch") counts what the article has.
    """
    texts = texts_by_id(articles)
    titles = dict(zip(articles["id"], articles["title"], strict=True))
    given: dict[str, dict[str, Given]] = defaultdict(lambda: defaultdict(Given))
    for article, (event, outlet) in place.items():
        given[event][outlet].add(f"{titles[article]}\n{texts[article]}")
    told = sections[sections["section"].isin(_TOLD) & sections["article"].isin(list(place))]
    told = told.sort_values(["article", "start"])
    seen = set()
    spoken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in (one.passage for one in shared.passages):
        spoken[passage.article] += passage.quoted
    for article, start, end in told[["article", "start", "end"]].itertuples(index=False, name=None):
        event, outlet = place[article]
        stretch = texts[article][start:end]
        for numeral in numerals(stretch):
            of_list = not numeral.start and stretch.rstrip()[-1:] not in _SENTENCE_ENDS
            if of_list or _is_said(texts[article], start + numeral.start, spoken[article]):
                continue
            others = [known for other, known in given[event].items() if other != outlet]
            if (article, numeral.value) in seen or not (one := with_noun(stretch, numeral)):
                continue
            noun = "$" if stretch[numeral.start] in "$€£" else one.text.split()[-1]
            if not any(known.has(numeral.value, noun) for known in others):
                seen.add((article, one.value))
                span = json.dumps([[start + one.start, start + one.end]])
                yield _Found(event, outlet, article, "number", "", one.text, span)


def _is_said(text: str, place: int, spoken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place is in quotation marks, of a passage or of its paragraph."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return opened or any(start <= place < end for start, end in spoken)


@table("only-in", OnlyIn)
def _only_in(
    shared_passages: SharedPassages,
    event_articles: pd.DataFrame,
    attributions: pd.DataFrame,
    sections: pd.DataFrame,
) -> pd.DataFrame:
    """Quotations, speakers and numbers that a single outlet of an event has."""
    return only_in(shared_passages, event_articles, attributions, sections)
