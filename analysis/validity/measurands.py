"""What can be coded: each measure as items with a place in the text, from the tables of a study."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.categories import SPEAKER_KINDS
from analysis.errors import FramingError
from analysis.language.sentences import sentence_spans
from analysis.measures.attribution.profile import outermost, voices_counted
from analysis.measures.comparison.shared_quotations import shared_quotations
from analysis.measures.comparison.utterances.compared import LEVELS
from analysis.measures.loaded.lexicons import OWN
from analysis.measures.loaded.model import MODEL_HITS
from analysis.measures.loaded.rates import counted
from analysis.parameters import PARAMETERS
from analysis.study import Study
from analysis.tables import CUE_CLASSES, VOICES, spans_in
from analysis.tables.places import as_given, texts_given
from analysis.tables.validity import Items

_OWN = ["article", "start", "end", "label", "score", "beside"]
SAME, OTHER = "same utterance", "another utterance"
_DOUBT = ["article", "doubt"]


@dataclass(frozen=True)
class Measurand:
    """A measure that people can code.

    Attributes
    ----------
    name, question
        What it is called, and what a coder is asked.
    noun
        What its items are called where there are no labels.
    by_voice
        Whether they are counted in each voice as well, out of the words of that voice.
    labels
        The answers that are allowed, in order; () where only spans are coded.
    items
        Gives the items that the model found in a study: `article`, `start`, `end`, `label`, `score`.
    doubts
        Gives all places where two ways of finding items can be compared: `article`, and whether they differ
        (`doubt`).
    spans
        Whether coders mend and add spans.
    rate
        Whether the number is a rate per 1,000 words; else a share of all items.
    closed
        Whether the items are all there is to judge and each has a label, so that none can be missed or
        wrong: an article is done when its items are answered, and needs no mark as read.
    """

    name: str
    question: str
    labels: tuple[str, ...]
    items: Callable[[Study], pd.DataFrame]
    doubts: Callable[[Study], pd.DataFrame]
    spans: bool = True
    rate: bool = False
    noun: str = ""
    by_voice: bool = False
    closed: bool = False


def items_of(study: Study, measure: str) -> pd.DataFrame:
    """Return all items of a measure in the articles of a study.

    Parameters
    ----------
    study
        The study; its `sections` are the ones that are coded.
    measure
        A name in `MEASURANDS`.

    Returns
    -------
    Items, by article in reading order; places count in the field as the user gave it.

    Raises
    ------
    FramingError
        If the measure is unknown.
    """
    found = measurand(measure).items(study)
    found = (found if "beside" in found else found.assign(beside=""))[_OWN]
    articles = study["articles"]
    given = as_given(found.sort_values(["article", "start", "end"], kind="stable"), articles)
    number = given.groupby("article").cumcount()
    given = given.assign(item=given["article"] + ":" + number.astype(str))
    return Items.validate(_with_context(given, articles).reset_index(drop=True))


def doubts_of(study: Study, measure: str) -> "pd.Series[float]":
    """Return for each article of a study the share of places where list and model differ, 0 without any."""
    doubts = measurand(measure).doubts(study)
    share = doubts.groupby("article")["doubt"].mean()
    return share.reindex(study["articles"]["id"], fill_value=0.0).astype(float)


def measurand(name: str) -> Measurand:
    """Return the measure of this name, or raise FramingError."""
    if name not in MEASURANDS:
        raise FramingError(f"no measure {name!r} can be coded; there are {', '.join(MEASURANDS)}")
    return MEASURANDS[name]


def article_words(study: Study) -> "pd.Series[int]":
    """Return the words of each article in the sections of a study, by the article's id."""
    voices = voices_counted(study["voices"], sections_of_study(study))
    words = voices.groupby("article")["words"].sum()
    return words.reindex(study["articles"]["id"], fill_value=0)


def sections_of_study(study: Study) -> Sequence[str]:
    """Return the sections that a study counts."""
    return study.settings.get("sections", PARAMETERS["sections"].default)  # type: ignore[return-value]


def _attributions(study: Study) -> pd.DataFrame:
    return outermost(study["attributions"], sections_of_study(study))


def _contents(study: Study) -> pd.DataFrame:
    return _placed(_attributions(study), "content").assign(label="")


def _sources(study: Study) -> pd.DataFrame:
    """Attributions with the place of the source, or of what is said where the text names none."""
    rows = _attributions(study)
    where = rows["source"].where(rows["source"] != "[]", rows["content"])
    return _placed(rows.assign(source=where), "source").assign(label=rows["kind"])


def _cues(study: Study) -> pd.DataFrame:
    rows = _attributions(study)
    where = rows["cue"].where(rows["cue"] != "[]", rows["content"])
    return _placed(rows.assign(cue=where), "cue").assign(label=rows["cue_class"])


def _placed(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return rows with the place from the first to the last character of a column of spans."""
    spans = [spans_in(written) or [(start, start + 1)] for written, start in
             zip(rows[column], rows["start"], strict=True)]  # fmt: skip
    return rows.assign(
        start=[min(start for start, _ in own) for own in spans],
        end=[max(end for _, end in own) for own in spans],
    )


def _unlisted(study: Study) -> pd.DataFrame:
    """Outermost attributions by the model, in doubt where the word list has no such cue, deeds included."""
    rows: pd.DataFrame = study["attributions"]
    rows = rows[(rows["parent"] == "") & rows["section"].isin(list(sections_of_study(study)))]
    return rows.assign(doubt=~rows["listed"])[_DOUBT]


def _loaded(study: Study) -> pd.DataFrame:
    hits: pd.DataFrame = counted(study["loaded-word"], sections_of_study(study), by=MODEL_HITS)
    return hits.assign(label="", score=hits["weight"])


def _loaded_by_one(study: Study) -> pd.DataFrame:
    """Words that list or model call loaded, in doubt where only one of them does."""
    sections = sections_of_study(study)
    sides = [counted(study["loaded-word"], sections, by=by) for by in (OWN, MODEL_HITS)]
    places = pd.concat([side[["article", "start"]].drop_duplicates() for side in sides])
    by = places.groupby(["article", "start"], as_index=False).size()
    return by.assign(doubt=by["size"] == 1)[_DOUBT]


def _stretches(study: Study) -> pd.DataFrame:
    """Stretches with words, neighbours of one voice joined within a section."""
    rows = voices_counted(study["voices"], sections_of_study(study))
    same = (rows["article"] == rows["article"].shift()) & (rows["voice"] == rows["voice"].shift())
    same &= (rows["section"] == rows["section"].shift()) & (rows["start"] == rows["end"].shift())
    joined = rows.assign(run=(~same).cumsum()).groupby("run")
    found = joined.agg(
        article=("article", "first"),
        start=("start", "first"),
        end=("end", "last"),
        label=("voice", "first"),
        words=("words", "sum"),
    )
    return found[found["words"] > 0].assign(score=np.nan)


def _quoted_by_nobody(study: Study) -> pd.DataFrame:
    """Stretches in quotation marks, in doubt where the model gives them to nobody."""
    rows = voices_counted(study["voices"], sections_of_study(study))
    rows = rows[rows["voice"] == "quoted"]
    return rows.assign(doubt=rows["attribution"] == "")[_DOUBT]


def _shared(study: Study) -> pd.DataFrame:
    """Passages of one article, each with that of another outlet which may be the same utterance."""
    pairs = _pairs(study)
    sides = [
        pd.DataFrame(
            {
                "article": pairs[here],
                "source": pairs[f"{here}_span"],
                "start": 0,
                "label": np.where(pairs["score"] >= LEVELS["medium"], SAME, OTHER),
                "score": pairs["score"],
                "beside": pairs[f"text_{there}"],
            }
        )
        for here, there in ("ab", "ba")
    ]
    return _in_sections(_placed(pd.concat(sides, ignore_index=True), "source"), study)


def _pairs(study: Study) -> pd.DataFrame:
    return shared_quotations(study["shared-passages"], study["event-articles"], sure="low")


def _in_sections(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows that begin in the sections of a study."""
    wanted = study["sections"]
    wanted = wanted[wanted["section"].isin(list(sections_of_study(study)))]
    each = rows.assign(row=range(len(rows)))[["row", "article", "start"]]
    both = each.merge(wanted[["article", "start", "end"]], on="article", suffixes=("", "_of"))
    inside = both["start"].between(both["start_of"], both["end"], inclusive="left")
    return rows[np.isin(np.arange(len(rows)), both.loc[inside, "row"])]


def _unsure(study: Study) -> pd.DataFrame:
    """Passages that may be shared, in doubt where the probability is neither high nor low."""
    rows = _shared(study)
    return rows.assign(doubt=rows["score"] < LEVELS["high"])[_DOUBT]


def _with_context(items: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return items with the sentence that each stands in, from the first to the last that it touches."""
    texts = dict(zip(articles["id"], texts_given(articles), strict=True))
    titles = dict(zip(articles["id"], articles["title"], strict=True))
    starts = np.zeros(len(items), dtype=np.int64)
    ends = np.zeros(len(items), dtype=np.int64)
    placed = items.reset_index(drop=True)
    for (article, where), rows in placed.groupby(["article", "field"], sort=False):
        text = (texts if where == "text" else titles)[article]
        spans = np.array(sentence_spans(text) or [(0, len(text))], dtype=np.int64)
        first = np.searchsorted(spans[:, 0], rows["start"].to_numpy(), side="right") - 1
        last = np.searchsorted(spans[:, 0], rows["end"].to_numpy(), side="left") - 1
        starts[rows.index] = np.minimum(spans[np.maximum(first, 0), 0], rows["start"])
        ends[rows.index] = np.maximum(spans[np.maximum(last, 0), 1], rows["end"])
    return placed.assign(context_start=starts, context_end=ends)


_LIST = (
    Measurand(
        "attributions",
        "Does somebody other than the outlet say or think what is marked?",
        (),
        _contents,
        _unlisted,
        rate=True,
        noun="attributions",
    ),
    Measurand("speakers", "What kind of speaker is marked?", SPEAKER_KINDS, _sources, _unlisted),
    Measurand(
        "acts",
        "How does the marked word introduce what is said?",
        CUE_CLASSES,
        _cues,
        _unlisted,
    ),
    Measurand(
        "loaded",
        "Is the marked word loaded: does it judge where a neutral word would do?",
        (),
        _loaded,
        _loaded_by_one,
        rate=True,
        noun="loaded words in any voice",
        by_voice=True,
    ),
    Measurand(
        "voice",
        "Whose words are marked?",
        VOICES,
        _stretches,
        _quoted_by_nobody,
        closed=True,
    ),
    Measurand(
        "shared",
        "Are the marked words and those below what one person said on one occasion?",
        (SAME, OTHER),
        _shared,
        _unsure,
        spans=False,
        rate=True,
        closed=True,
    ),
)
MEASURANDS = {one.name: one for one in _LIST}
