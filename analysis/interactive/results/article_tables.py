"""Tables that are found article by article, with what another study found in the same articles."""

from typing import Any

import pandas as pd

from analysis.interactive.results.alike_articles import (
    other_articles,
    other_names,
    renamed,
    rows_together,
)
from analysis.measures.attribution.mentions import found_mentions
from analysis.measures.comparison.agency import acts_with_voices, agency_of
from analysis.measures.comparison.events import named_events
from analysis.measures.loaded import loaded_in
from analysis.measures.loaded.neighbours import near_actors
from analysis.measures.loaded.voice_changes import Starts, with_voices
from analysis.study import Study
from analysis.tables import by_key

# what decides of the stretches of an article, and of its mentions, who is near
_VOICED = ("article", "start", "voice", "attribution", "words")
_PLACE = ("article", "start", "end")


def about(made: Any, articles: pd.Series) -> Any:
    """Return what is about some articles: rows of a table, or passages."""
    if isinstance(made, pd.DataFrame):
        return made[made["article"].isin(articles)].reset_index(drop=True)
    known = set(articles)
    return [one for one in made if one.passage.article in known]


def about_those_of(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table that are about the articles of a study."""
    kept = table["article"].isin(study["articles"]["id"])
    return table if kept.all() else table[kept].reset_index(drop=True)


def loaded_language(
    study: Study, other: Study, starts: Starts
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the loaded words; those of other articles are looked for, the others may be in another voice."""
    every = study["articles"]
    known = every["id"].isin(other["articles"]["id"])
    articles = every[known]
    sentences, hits = (about(one, articles["id"]) for one in other["loaded-language"])
    then, now = (about(one["voices"], articles["id"]) for one in (other, study))
    found = with_voices((sentences, hits), articles, (then, now), starts=starts)
    if known.all():
        return found
    more = every[~known]
    cut, spoken = (about(study[name], more["id"]) for name in ("sections", "voices"))
    fresh = loaded_in(more, cut, spoken, study["matchers"])
    keys = ("article", "number"), ("article", "start", "lexicon", "category")
    first, second = (
        by_key(pd.concat(both, ignore_index=True), *key)
        for both, key in zip(zip(found, fresh, strict=True), keys, strict=True)
    )
    return first, second


def agency(study: Study, other: Study) -> pd.DataFrame:
    """Return the acts; those of other articles are looked for, the others may be in another voice."""
    every = study["articles"]
    known = every["id"].isin(other["articles"]["id"])
    told, wanted = about(other["agency"], every["id"]), study.value("acts")
    told = told[told["act"].isin(wanted)].reset_index(drop=True) if wanted else told
    found = acts_with_voices(told, study["voices"])
    if known.all():
        return found
    more = every[~known]
    fresh = agency_of(more, about(study["voices"], more["id"]), study.value("acts"))
    return by_key(
        pd.concat([found, fresh], ignore_index=True), "article", "start", "end", "construction"
    )


def mentions_found(study: Study, other: Study) -> pd.DataFrame | None:
    """Return the mentions; anew for articles of events that have other articles, which may name people."""
    if study.value("actors"):  # a table of them may be about events
        return None
    now, before = (_events_told(one["articles"]) for one in (study, other))
    changed = [article for article, event in now.items() if before.get(article) != event]
    articles, found = study["articles"], about_those_of(study, other["found-mentions"])
    if not changed:
        return found
    fresh = found_mentions(articles[articles["id"].isin(changed)])
    kept = found[~found["article"].isin(changed)]
    return rows_together(kept, fresh if len(fresh) else kept[:0])  # none has no types


def _events_told(articles: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return of each article all articles of its event: itself alone, where it is not known."""
    events = named_events(articles)
    of: dict[str, set[str]] = {}
    for article, event in events.items():
        of.setdefault(event, set()).add(article)
    whole = {event: frozenset(some) for event, some in of.items()}
    return {
        article: whole[events[article]] if events.get(article) else frozenset({article})
        for article in articles["id"]
    }


def actors_near(study: Study, other: Study) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Return the near actors; anew for articles of other voices, or in which others are named."""
    if not other.at_hand("found-mentions"):
        return None
    every, (sentences, hits) = study["articles"], study["loaded-language"]
    known = every["id"][every["id"].isin(other["articles"]["id"])]
    voices, mentions = ((study[name], other[name]) for name in ("voices", "mentions"))
    names, elsewhere = other_names(known, *mentions, "actor", _PLACE)
    changed = {
        *every["id"][~every["id"].isin(known)],
        *other_articles(known, *voices, _VOICED),
        *elsewhere,
    }
    near, words = (
        table[~table["article"].isin(changed)]
        for table in (about_those_of(study, one) for one in other["near-actors"])
    )
    speakers = hits.drop_duplicates(["article", "start"]).set_index(["article", "start"])["speaker"]
    said = speakers.loc[pd.MultiIndex.from_frame(near[["article", "start"]])]
    near = near.assign(
        actor=renamed(near, "actor", names),
        speaker=pd.Series(said.to_numpy(), index=near.index, dtype=near["speaker"].dtype),
    )
    words = words.assign(actor=renamed(words, "actor", names))

    def of(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["article"].isin(changed)]

    if changed:
        fresh = near_actors(
            every[every["id"].isin(changed)],
            of(study["voices"]),
            (of(sentences), of(hits)),
            of(study["mentions"]),
        )
        near, words = (
            pd.concat(both, ignore_index=True) for both in zip((near, words), fresh, strict=True)
        )
    return by_key(near, "article", "start"), by_key(words, *words.columns[:-1])
