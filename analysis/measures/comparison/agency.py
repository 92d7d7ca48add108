"""Who is said to do what to whom: acts of violence, blame and decision, and how clauses tell them."""

import json
import re
from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.categories import SECTIONS
from analysis.language.phrases import Token, tagged_sentences
from analysis.measures.comparison.clauses.acts_listed import ACTS
from analysis.measures.comparison.clauses.tellings import CONSTRUCTIONS, Telling, tellings
from analysis.measures.comparison.whose import VOICES_TOLD, Stretches, Whose, stretches_of
from analysis.parameters import declare
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import Articles
from analysis.tables.base import Series, Table, field

_CAPITAL = re.compile(
    r"(?<=[a-z,] )[A-Z][a-z]+(?:['’]s)?\b"
)  # a name: it does not begin a sentence
_OF_LAW = re.compile(  # says what a law calls so, and no act that was done
    r"\b(?:appl(?:y|ies|ied) (?:only )?(?:in|to)|qualif(?:y|ies|ied) as|defin(?:es?|ed) as|punishable by"
    r"|murder for hire|capital murder|eligible for the death penalty|carr(?:y|ies) (?:a|the) (?:death )?"
    r"(?:penalty|sentence))\b"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LONG_AGO = re.compile(
    r"\b(?:(?:years|decades|months|weeks|a year|a decade) (?:ago|earlier|before)|last (?:year|decade|century)"
    r"|in the (?:last|past) \w+ (?:years|decades|months)|for (?:more than |over )?[\w-]+ (?:years|decades)"
    r"|(?:the (?:following|next|same)|that(?: same)?) year|[\w-]+ years? (?:later|after)"
    r"|on (?:other|previous|earlier|past) occasions|before leaving office"
    r"|anniversary|previously|historically|in the (?:past(?! \w)|\d0s))\b",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|now|this (?:week|month|year))"
    r"\b",
    re.IGNORECASE,
)
KINDS_OF_ACT = (*ACTS, "other")
declare(
    "acts",
    [],
    "acts listed by who does what to whom: violence, blame, decision, other; empty: all",
    choices=KINDS_OF_ACT,
)


class Agency(Table):
    """One row per act that a clause tells; key (article, start, end).

    `predicate`, `agent`, `patient` are spans of characters as JSON, "[12, 18]", "" for none; the columns
    ending in `_text` are what stands there. `start`, `end`: those of the predicate. `lemma` of its verb or
    noun. `construction`: "active" (with an object, or listed), "passive_with_agent" (with "by"),
    "passive_without_agent", or "nominal" (a noun: "the bombardment"). `agent_named`: the clause itself names
    or describes who acts, not by a pronoun. `link`: the agent stands in the "clause", in the "governing
    clause" ("by bombing civilians"), or nowhere (""). `act` by our list; "other" for verbs that are not on
    it. `asserted`: the sentence says that it is or was done; not with "would", "not", "if", "plans to",
    "accused of" and the like, nor in a question. `plain`: who does it to whom is read off the words right
    beside it, who acts is a person, a body or people, and no earlier year is named in its sentence or, if it
    names no day, in the one before; of rows that are not
    plain more are misread. `voice`, `section`, `speaker` of most of the predicate.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    predicate: Series[str] = field("place of the predicate")
    predicate_text: Series[str] = field("what is done", text=True)
    lemma: Series[str] = field("lemma")
    agent: Series[str] = field("place of the agent")
    agent_text: Series[str] = field("who acts", text=True)
    patient: Series[str] = field("place of the patient")
    patient_text: Series[str] = field("to whom", text=True)
    construction: Series[str] = field("construction", isin=list(CONSTRUCTIONS))
    agent_named: Series[bool] = field("agent named")
    link: Series[str] = field("agent stands in", isin=["", "clause", "governing clause"])
    act: Series[str] = field("kind of act", isin=list(KINDS_OF_ACT))
    asserted: Series[bool] = field("said to be done")
    plain: Series[bool] = field("plainly told")
    voice: Series[str] = field("voice", isin=list(VOICES_TOLD))
    speaker: Series[str] = field("speaker")
    section: Series[str] = field("section", isin=list(SECTIONS))


def agency_of(
    articles: pd.DataFrame, voices: pd.DataFrame, acts: Sequence[str] = ()
) -> pd.DataFrame:
    """Find who is said to do what to whom.

    Parameters
    ----------
    articles, voices
        Articles in English, and whose words each stretch of them is.
    acts
        Kinds of act to list, some of `KINDS_OF_ACT`; all if empty.

    Returns
    -------
    Agency. A verb that only carries the noun of an act ("commit crimes") is one act with it.

    Source
    ------
    Rules of our own on the tags of `analysis.language.parts_of_speech`, after the constructions that
    Greene & Resnik 2009 (More than Words) and Sap et al. 2017 (Connotation Frames of Power and Agency)
    count: active, passive with and without agent, nominal. No parse tree is made. The list of acts is
    ours (resources/wordlists/acts_told.md).
    """
    articles = Articles.validate(articles)
    whose = stretches_of(voices)
    wanted = frozenset(acts or KINDS_OF_ACT)
    rows: list[tuple[object, ...]] = []
    each = articles[["id", "outlet", "date", "text"]].itertuples(index=False)
    every = followed(each, total=len(articles), what="finding who does what")
    for article, outlet, date, text in every:
        found = _told_in(text, wanted, 0 if pd.isna(date) else date.year)
        rows += ((article, outlet, *row) for row in _with_voice(found, whose.get(article)))
    return Agency.of_rows(rows, "article", "start", "end", "construction")


def acts_with_voices(acts: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Return Agency with the voice, section and speaker that Voices say."""
    whose = stretches_of(voices)
    places = zip(acts["article"], acts["start"], acts["end"], strict=True)
    found = [_whose(whose.get(article), start, end) for article, start, end in places]
    columns = zip(*found, strict=True) if found else ([], [], [])
    return acts.assign(
        **{
            name: pd.Series(list(values), index=acts.index, dtype=acts[name].dtype)
            for name, values in zip(("voice", "section", "speaker"), columns, strict=True)
        }
    )


def _told_in(text: str, wanted: frozenset[str], year: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a text from `start` to `plain`; `year` is that of the article, 0 if unknown."""
    names, dated = set(_CAPITAL.findall(text)), False
    for tokens in tagged_sentences(text):
        said = text[tokens[0].start : tokens[-1].end] if tokens else ""
        # what goes on from an earlier year is of that year: "Then it sold the pier."
        past, of_law = _is_past(said, year), bool(_OF_LAW.search(said))
        past, dated = past or (dated and not _NEW.search(said)), past
        for told in tellings(tokens):
            word = tokens[told.predicate[0]].text
            name = word in names and word.lower() not in text and told.construction != "nominal"
            defined = of_law and told.act == "violence" and told.construction == "nominal"
            if told.act in wanted and not (name or defined):
                yield _row(text, tokens, told._replace(plain=told.plain and not past))


def _is_past(sentence: str, year: int) -> bool:
    """Tell whether a sentence names a year before that of its article, or says that it was long ago."""
    years = [int(one) for one in _YEAR.findall(sentence)]
    return bool(_LONG_AGO.search(sentence)) or any(one < year for one in years)


def _row(text: str, tokens: Sequence[Token], told: Telling) -> tuple[object, ...]:
    """Return the columns of a row from `start` to `plain`."""
    spans = (told.predicate, told.agent, told.patient)
    places = [(tokens[s[0]].start, tokens[s[1] - 1].end) if s else None for s in spans]
    written = [
        part
        for place in places
        for part in ((json.dumps(list(place)), text[slice(*place)]) if place else ("", ""))
    ]
    start, end = places[0] or (0, 0)
    predicate, said, *roles = written
    return (
        *(start, end, predicate, said, told.lemma, *roles),
        *(told.construction, told.named, told.link, told.act, told.asserted, told.plain),
    )


def _with_voice(
    rows: Iterator[tuple[object, ...]], whose: Stretches | None
) -> Iterator[tuple[object, ...]]:
    for row in rows:
        start, end = row[:2]
        told = _whose(whose, int(str(start)), int(str(end)))
        yield (*row, told.voice, told.speaker, told.section)


def _whose(whose: Stretches | None, start: int, end: int) -> Whose:
    return whose.at(start, end) if whose else Whose("outlet", "body", "")


@table("agency", Agency)
def _agency(articles: pd.DataFrame, voices: pd.DataFrame, *, acts: list[str]) -> pd.DataFrame:
    """Who is said to do what to whom in acts of violence, blame and decision."""
    return agency_of(articles, voices, acts)
