"""Counts of one measure in a study, beside those of the people who coded a sample of it."""

from bisect import bisect_right
from collections.abc import Callable

import pandas as pd

from analysis.errors import FramingError
from analysis.language.words import find_words
from analysis.measures.loaded.hits import stretches_of
from analysis.measures.loaded.rates import words_of_voices
from analysis.study import Study
from analysis.tables import by_key
from analysis.tables.places import texts_given
from analysis.tables.validity import CodedCounts
from analysis.validity.agreement import FOUND
from analysis.validity.coded_counts import Size, coded_counts
from analysis.validity.correction import RATE, SHARE
from analysis.validity.draws import Draw
from analysis.validity.forecast import Assumed, assumed_for
from analysis.validity.measurands import article_words, items_of, measurand, sections_of_study

# how loaded words in each voice are called; scare quotes are in no figure
LOADED_IN = {
    "outlet": "loaded words in the outlet's own voice",
    "quoted": "loaded words, quoted",
    "paraphrased": "loaded words, paraphrased",
}
_IN_WORDS = ("voice",)  # measures of which a span counts as many as it has words
_NOBODY = pd.DataFrame(
    columns=["coder", "item", "article", "field", "start", "end", "answer", "label"]
)


def counts_of_measure(
    study: Study,
    measure: str,
    sample: Draw | None = None,
    codings: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return what the model counts in every article of a study, and people in those that they coded.

    Parameters
    ----------
    study
        The study that the sample was drawn from.
    measure
        A name in `analysis.validity.measurands.MEASURANDS`.
    sample, codings
        The sample and what people said of it; without them only the model's counts are there, for a forecast.

    Returns
    -------
    CodedCounts, with the event of each article. What people said stays true when the model finds other
    items than when the sample was drawn: the counts of the model are those of today.

    Raises
    ------
    FramingError
        If the sample is of another measure, of other articles, or of other sections.
    """
    asked = measurand(measure)
    # what coders mended is right in the coded articles alone; the error of the others would be hidden
    study = study.without("corrections")
    articles = study["articles"]
    frame = pd.DataFrame({"article": articles["id"], "outlet": articles["outlet"]})
    events = study["events"].set_index("article")["event"]
    frame["event"] = [str(events.get(article, "")) for article in frame["article"]]
    drawn = _drawn(study, measure, sample).set_index("article")
    frame["stratum"] = [str(drawn["stratum"].get(article, "")) for article in frame["article"]]
    frame["probability"] = drawn["probability"].reindex(frame["article"]).to_numpy(float)
    if sample is not None:
        asked_of = sample.items.groupby("article").size()
        frame["asked"] = asked_of.reindex(frame["article"], fill_value=0).to_numpy()
    if asked.rate:
        frame["words"] = frame["article"].map(article_words(study)).astype(float)
    items = items_of(study, measure)
    said = _NOBODY if codings is None else codings_within(study, codings)
    counts = coded_counts(
        items,
        said,
        frame,
        labels=asked.labels or (FOUND,),
        size=_words_between(articles) if measure in _IN_WORDS else None,
        closed=asked.closed,
    )
    counts = counts.assign(category=counts["category"].replace(FOUND, asked.noun))
    if asked.by_voice:
        own = _in_each_voice(study, items, said, frame)
        counts = by_key(pd.concat([counts, own]), "category", "article")
    return CodedCounts.validate(counts)


def codings_within(study: Study, codings: pd.DataFrame) -> pd.DataFrame:
    """Return codings without the spans that coders added outside the sections that a study counts."""
    sections = study["sections"]
    wanted = sections[sections["section"].isin(list(sections_of_study(study)))]
    places = {
        str(name): rows[["start", "end"]].to_numpy().tolist()
        for name, rows in wanted.groupby("article")
    }
    before = study["articles"].set_index("id")["put_before"]
    added = codings[codings["answer"] == "add"]
    outside = [
        row
        for row, article, field, start in zip(
            added.index, added["article"], added["field"], added["start"], strict=True
        )
        if not any(
            first <= int(start) + (before.get(article, 0) if field == "text" else 0) < last
            for first, last in places.get(article, [])
        )
    ]
    return codings.drop(index=outside)


def _in_each_voice(
    study: Study, items: pd.DataFrame, codings: pd.DataFrame, frame: pd.DataFrame
) -> pd.DataFrame:
    """Return CodedCounts of loaded words in each voice out of its words, in the voices of the model."""
    voice = _voices_at(study)
    items, codings = (rows.assign(label=voice(rows)) for rows in (items, codings))
    counts = coded_counts(items, codings, frame, labels=list(LOADED_IN))
    words = words_of_voices(study["loaded-sentence"], sections_of_study(study))
    of_voice = words.set_index(["article", "group"])["total"]
    place = pd.MultiIndex.from_frame(counts[["article", "category"]])
    total = pd.Series(of_voice.reindex(place, fill_value=0).to_numpy(float), index=counts.index)
    return counts.assign(
        category=counts["category"].map(LOADED_IN),
        total=total,
        coded_total=total.where(counts["coded_n"].notna()),
    )


def _voices_at(study: Study) -> Callable[[pd.DataFrame], list[str]]:
    """Return a function that says whose words begin at the places of items or codings."""
    articles = study["articles"]
    before = dict(zip(articles["id"], articles["put_before"], strict=True))
    voices = study["voices"].sort_values(["article", "start"], kind="stable")
    known = {str(name): stretches_of(rows) for name, rows in voices.groupby("article")}
    starts = {name: [one.start for one in found] for name, found in known.items()}

    def at(article: str, field: str, start: int) -> str:
        place = start + (before[article] if field == "text" else 0)
        number = bisect_right(starts.get(article, []), place) - 1
        return known[article][number].voice if number >= 0 else ""

    def of(rows: pd.DataFrame) -> list[str]:
        told = rows[["article", "field", "start"]].itertuples(index=False)
        # an article that was marked as read has no place
        return [at(one, field, int(start)) if field else "" for one, field, start in told]

    return of


def error_assumed(study: Study, measure: str) -> Assumed:
    """Return what is taken for the error of the model before anybody coded; see `assumed_for`."""
    own = items_of(study, measure) if measure == "shared" else None
    return assumed_for(measure, own)


def unit_of(measure: str) -> str:
    """Return what the numbers of a measure are counted in, as `correction` takes it."""
    return RATE if measurand(measure).rate else SHARE


def _drawn(study: Study, measure: str, sample: Draw | None) -> pd.DataFrame:
    if sample is None:
        return pd.DataFrame({"article": [], "stratum": [], "probability": []})
    if sample.about["measure"] != measure:
        raise FramingError(f"the sample is of {sample.about['measure']!r}; give one of {measure!r}")
    if sample.about["corpus_digest"] != study.corpus.digest:
        raise FramingError(
            f"the sample is of the corpus {sample.about['corpus_digest']}, not of {study.corpus.digest}; "
            "give the corpus that it was drawn from"
        )
    own = list(sections_of_study(study))
    asked = sample.about.get("sections", own)  # samples of earlier versions do not say it
    if set(asked) != set(own):
        raise FramingError(
            f"the sample is of the sections {', '.join(asked)}, not of {', '.join(own)}; give the sections "
            "that it was drawn with"
        )
    return sample.drawn


def _words_between(articles: pd.DataFrame) -> Size:
    fields = {
        "text": dict(zip(articles["id"], texts_given(articles), strict=True)),
        "title": dict(zip(articles["id"], articles["title"], strict=True)),
    }

    def size(article: str, field: str, start: int, end: int) -> float:
        return float(len(find_words(fields[field][article][start:end])))

    return size
