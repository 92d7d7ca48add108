"""What a single outlet has: speakers, quotations and numbers that no other outlet of the event gives."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.language.sentences import sentence_spans
from analysis.language.words import function_words
from analysis.measures.attribution.speakers.names import parsed
from analysis.measures.comparison.events import named_events
from analysis.measures.comparison.numerals import Given, numerals, with_noun
from analysis.measures.comparison.utterances.alignment import Word, words_at
from analysis.measures.comparison.utterances.candidates import Read
from analysis.measures.comparison.utterances.compared import LEVELS, SharedPassages
from analysis.measures.comparison.utterances.hearing import heard_of, is_heard
from analysis.measures.comparison.utterances.likelihood import compared, is_likely
from analysis.measures.comparison.utterances.namesakes import Heard
from analysis.measures.comparison.word_set import word_set
from analysis.recipes import table
from analysis.tables.attribution import spans_in
from analysis.tables.base import Series, Table, field
from analysis.texts import texts_by_id

_MARKS = '"“”«»'
_ENDED = _MARKS + ".?!,;:…"
_NEAR = 120  # characters, at most, between a part of a sentence in quotation marks and its end
_STOP = re.compile(r"[.?!]\s|[\"“”«»\n]|''|’’|\.{3}|…")  # the end of a sentence or of a quotation
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_FEWEST = 4  # words of a quotation that is listed; shorter ones are single words set apart
_RUN = 5  # words in a row with two of content, or one more of any, that show that something is told elsewhere
_ALL = range(3, 5)  # words of content, that are all there are, and stand in one sentence elsewhere
_LINE_ENDS = tuple(".?!:;,…")  # of a line that is no heading and no link
KINDS = ("quotation", "speaker", "number")
_SENTENCE_ENDS = frozenset('.?!"”')
_SEATS = ("White House", "Downing Street", "Capitol Hill")
_LINKS = ("of", "for", "and", "the", "on", "in")  # in names of bodies
_FEW = 12  # numbers up to it are of many things in an article
_OF_MORE = re.compile(r"\b\d[\d,.]* (?:out )?of (?:the |all )?$")
_TOLD = ("headline", "subhead", "body")  # sections whose numbers are looked at


class OnlyIn(Table):
    """One row per quotation, speaker or number that a single outlet has; key (article, kind, span, text).

    `event` as the corpus says it; where it says none, the outlet is the only one of the whole corpus and
    `event` is "". A "quotation" is what one utterance has of words in quotation marks: all its sentences that
    no other outlet gives, also where a cue or a paragraph breaks it, but no fewer than four words in a row,
    no title, and none of a headline. A "speaker" is one by name, once an article: `text` is the name,
    `span` the place of the first source. A "number" counts something ("82 civilians"), and its value is given
    nowhere in the other outlets' articles of what may be the same things (`numerals`), also not in round
    figures ("nearly 700" for 722) or as "two dozen", once an article; not those in quotation marks.
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
        not to be listed if nothing speaks against it (`likelihood`), so are words of it that another article
        has: five in a row of which two are of content, or six; all three or four words of content in one
        sentence; or four of them where it names the speaker.
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
    listed whose last name stands in any source of another outlet, or right before a verb of saying in its
    text, whether or not that was found. A body is listed by a name of two words and more if no word of it,
    but for its country, stands in a source of another outlet: outlets call one by many names.
    Only what is surely said with a cue of our list counts (`heard_of`). Journalists, papers and broadcasters
    are not listed, nor their quotations, nor who speaks, or is quoted, inside what somebody else says.
    """
    place = _places(articles)
    papers = set(attributions.loc[attributions["kind"] == "media", "speaker"])
    rows = [one for one in _quotations(shared, articles, place) if one.speaker not in papers]
    rows += _speakers(attributions, articles, place)
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
        if pair.probability >= LEVELS["medium"] and is_likely(compared(pair))
        if _event(pair.left, place) == _event(pair.right, place)
        for one in (pair.left, pair.right)
    }
    utterances: dict[tuple[str, int], list[Read]] = defaultdict(list)
    for one in shared.passages:
        told = one.passage.section != "headline" and any(one.quoted)
        told = told and not _is_of_heading(one, texts[one.passage.article])
        if told and one.passage not in paired and one.passage.article in place:
            utterances[one.passage.article, one.passage.utterance].append(one)
    elsewhere = _Elsewhere(texts, place)
    for (article, _), every in utterances.items():
        parts = [one for one in every if not elsewhere.tells(one)]
        every_span = sorted({s for one in parts for s in one.passage.quoted})
        text = texts[article]
        spans = [
            (start, end)
            for start, end in _joined(text, every_span)
            if _is_said_so(" ".join(text[a:b] for a, b in every_span if start <= a and b <= end))
        ]
        if not spans:
            continue
        words = " ... ".join(texts[article][start:end] for start, end in spans)
        speaker = next((one.passage.speaker for one in parts if one.passage.speaker), "")
        yield _Found(*place[article], article, "quotation", speaker, words, json.dumps(spans))


def _is_of_heading(one: Read, text: str) -> bool:
    """Tell whether a quotation of nobody stands in a heading or a link: in a line without an end."""
    if one.passage.speaker or one.passage.cue:
        return False
    stop = text.find("\n", one.passage.quoted[-1][1])
    line = text[: stop if stop >= 0 else len(text)]
    return not line.rstrip(f"{_MARKS}’' )\r").endswith(_LINE_ENDS)


_ACTING = word_set(  # words that hardly a title has
    "i we you he she they it am is are was were be been have has had do does did will would can could must"
    " should may might not"
)


def _is_said_so(words: str) -> bool:
    """Tell whether words in quotation marks are four at least, and no title: “Face the Nation”.

    A full stop belongs to the sentence around them, if nobody does anything in the words.
    """
    each = [word.group() for word in _WORD.finditer(words)]
    title = all(not word[0].islower() or word in function_words() for word in each)
    acting = any(word.casefold() in _ACTING for word in each)
    ended = words.rstrip(_MARKS).endswith((".", "!", "?") if acting else ("!", "?"))
    shouted = words.upper() == words
    return len(each) >= _FEWEST and (ended or shouted or not title)


class _Elsewhere:
    """What the articles of other outlets have of a quotation, in quotation marks or not."""

    def __init__(self, texts: Mapping[str, str], place: Mapping[str, tuple[str, str]]) -> None:
        self._texts, self._place = texts, place
        self._of: dict[str, list[str]] = defaultdict(list)
        for article, (event, _) in place.items():
            self._of[event].append(article)
        self._near: dict[tuple[str, str], list[set[str]]] = {}
        self._sentences: dict[str, list[set[str]]] = {}
        self._runs: dict[str, set[tuple[str, ...]]] = {}

    def tells(self, one: Read) -> bool:
        """Tell whether another outlet has the words of a sentence.

        It has five of them in a row of which two are of content, or six; or, in one sentence, all words of
        content of a short one, or four of any where it names the speaker.
        """
        event, outlet = self._place[one.passage.article]
        others = [other for other in self._of[event] if self._place[other][1] != outlet]
        return any(self._repeats(one, other) or self._retells(one, other) for other in others)

    def _repeats(self, one: Read, article: str) -> bool:
        if article not in self._runs:
            text = self._texts[article]
            self._runs[article] = set(_runs(words_at(text, [(0, len(text))])))
        said = [word for word, quoted in zip(one.words, one.quoted, strict=True) if quoted]
        return not self._runs[article].isdisjoint(_runs(said))

    def _retells(self, one: Read, article: str) -> bool:
        # names are of the event, and all have them
        every = list(zip(one.words, one.quoted, one.capital, strict=True))
        own = _content(word for word, quoted, capital in every if quoted and not capital)
        whole = _content(word for word, quoted, _ in every if quoted)
        if len(whole) in _ALL and any(whole <= known for known in self._in_sentences(article)):
            return True
        if not one.passage.speaker[:1].isupper() or len(own) < _FEWEST:
            return False
        name = one.passage.speaker.split()[-1]
        return any(len(own & known) >= _FEWEST for known in self._beside(article, name))

    def _in_sentences(self, article: str) -> list[set[str]]:
        """Return the words of content of each sentence."""
        if article not in self._sentences:
            text = self._texts[article]
            every = (words_at(text, [span]) for span in sentence_spans(text))
            self._sentences[article] = [_content(words) for words in every]
        return self._sentences[article]

    def _beside(self, article: str, name: str) -> list[set[str]]:
        """Return the words of content of each sentence that has a name, or stands beside one that has."""
        if (article, name) not in self._near:
            text = self._texts[article]
            spans = sentence_spans(text)
            named = re.compile(rf"\b{re.escape(name)}\b")
            at = {k for k, (start, end) in enumerate(spans) if named.search(text[start:end])}
            near = sorted({k + by for k in at for by in (-1, 0, 1)} & set(range(len(spans))))
            sentences = self._in_sentences(article)
            self._near[article, name] = [sentences[k] for k in near]
        return self._near[article, name]


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Yield every five words in a row of which two are of content, and every six."""
    stems = [word.stem for word in words]
    content = [word.form not in function_words() for word in words]
    for k in range(len(stems) - _RUN + 1):
        if sum(content[k : k + _RUN]) > 1:
            yield tuple(stems[k : k + _RUN])
        if k + _RUN < len(stems) and any(content[k : k + _RUN + 1]):
            yield tuple(stems[k : k + _RUN + 1])


def _content(words: Iterable[Word]) -> set[str]:
    return {word.stem for word in words if word.form not in function_words()}


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in reading order, each to both ends of its sentence within the quotation marks.

    A quotation that says "I don't know that ..." would else say the opposite. Spans with nothing but white
    space between them are one.
    """
    found: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = whole_sentence(text, first, last)
        if found and not text[found[-1][1] : start].strip():
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def whole_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of a quotation with what stands before and behind it in its sentence."""
    before = [*_STOP.finditer(text, max(0, start - _NEAR), start)]
    behind = _STOP.search(text, end, end + _NEAR)
    left = start if text[start] in _MARKS or not before else before[-1].end()
    ended = text[end - 1] in _ENDED or text[max(0, end - 2) : end] in ("''", "’’")
    stop = end if ended or not behind else behind.start() + (behind[0][0] in ".?!")
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
    told = first[["article", "speaker", "source"]]
    others: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, (event, outlet) in place.items():
        others[event].append((outlet, texts[article]))
    for article, speaker, source in told.itertuples(index=False, name=None):
        event, outlet = place[article]
        person = parsed(speaker).form == "person"
        if not (person or _is_proper(speaker)) or named[event].is_elsewhere(speaker, outlet):
            continue
        if not person and named[event].has_word_of(speaker, outlet):  # bodies go by many names
            continue
        if not any(there != outlet and is_heard(speaker, text) for there, text in others[event]):
            span = json.dumps(spans_in(source))
            yield _Found(event, outlet, article, "speaker", speaker, speaker, span)


def _is_proper(body: str) -> bool:
    """Tell whether the name of a body is of two words at least with capitals: no "Moor campaign".

    Nor is it where an office lives, for which others hear who holds it.
    """
    if body.removeprefix("the ") in _SEATS:
        return False
    words = body.removeprefix("the ").split()
    return len(words) > 1 and all(word[:1].isupper() or word in _LINKS for word in words)


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
    columns = ["article", "start", "end", "section"]
    for article, start, end, section in told[columns].itertuples(index=False, name=None):
        event, outlet = place[article]
        stretch = texts[article][start:end]
        for numeral in numerals(stretch):
            of_list = not numeral.start or section == "body"
            of_list = of_list and stretch.rstrip()[-1:] not in _SENTENCE_ENDS
            part = _OF_MORE.search(stretch, 0, numeral.start) is not None  # "36 of 50 offices"
            if of_list or part or _is_said(texts[article], start + numeral.start, spoken[article]):
                continue
            others = [known for other, known in given[event].items() if other != outlet]
            if (article, numeral.value) in seen or not (one := with_noun(stretch, numeral)):
                continue
            noun = "$" if stretch[numeral.start] in "$€£" else one.text.split()[-1]
            noun = (
                "" if numeral.value > _FEW else noun
            )  # outlets call the same people by other nouns
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
