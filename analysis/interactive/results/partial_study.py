"""The study of some articles of a corpus, with what was read of them in the study of more articles.

What an article holds does not depend on the articles beside it, but for one thing: a speaker has one name,
kind and affiliation in all of them. So attributions get these anew, and where they change, so do the tables
that repeat them.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.subset import with_articles
from analysis.interactive.results.alike_articles import (
    other_articles,
    rows_together,
    tallies_together,
)
from analysis.interactive.results.article_tables import (
    about,
    about_those_of,
    actors_near,
    agency,
    loaded_language,
    mentions_found,
)
from analysis.interactive.results.corpus_words import STEPS, CorpusWords
from analysis.measures.comparison.utterances.compared import SharedPassages
from analysis.measures.loaded.voice_changes import Starts, starts_of
from analysis.parameters import PARAMETERS, Value
from analysis.recipes import Recipe, parameters_of
from analysis.study import Study
from analysis.tables import by_key
from analysis.tables.attribution import ACTS

_VOTED = ("speaker", "kind", "affiliation", "named", "rule")  # what all articles decide together
_SAID = ["speaker", "kind"]  # of them, what other tables repeat
_ACTS = "acts"
_NAMED = "named-attributions"
_SOON_MADE = ("attributions", "voices", "tallies", "patterns")
_FEW = 5_000  # articles, of which these are made about as fast as written
_MOST_KNOWN = 0.5  # of the articles of a table, from which on only the others are read
# of the articles; where more are said otherwise it takes less time to read all anew
_MOST_ANEW = {"voices": 0.2, "tallies": 0.2}


class PartialStudy(Study):
    """A study that takes over from another what is the same in it; its tables are those of a plain study.

    Parameters
    ----------
    corpus, settings
        As for a study.
    of
        A study of more articles of the same corpus; None for none.
    words
        The words of all articles; None to read those of the study.
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: Mapping[str, Value] | None = None,
        *,
        of: Study | None = None,
        words: CorpusWords | None = None,
    ) -> None:
        self._of, self._words = of, words
        super().__init__(corpus, settings)

    def with_values(self, settings: Mapping[str, Value]) -> "PartialStudy":
        """Return the study that has these settings, with all that it has in common with this one."""
        found = super().with_values(settings)
        if not isinstance(found, PartialStudy):
            return PartialStudy(self._whole, settings, of=self, words=self._words)
        found._words = self._words
        found._of = self if self._of is None else self._of  # and no chain of studies
        return found

    def _with_events(self, corpus: Corpus) -> Corpus:
        """Return a corpus with the event of each article, found once for the same articles."""
        of = self._of
        decide = {name: self._values[name] for name in ("events", "event_days")}
        decide |= {name: PARAMETERS[name].default for name in ("copies", "copied")}
        same = of is not None and of.corpus.articles["id"].equals(corpus.articles["id"])
        if of is None or not same or any(_given(of, name) != v for name, v in decide.items()):
            return super()._with_events(corpus)
        return with_articles(corpus, of["event-articles"])

    def _make(self, recipe: Recipe) -> Any:
        if self._words is not None and recipe.name in STEPS:
            sections, unit = self.value("sections"), self.value("unit")
            return self._words.step(recipe.name, self["articles"], sections=sections, unit=unit)
        taken = self._taken(recipe.name)
        if taken is not None:
            return taken
        # what is made of a part is not kept for later runs: writing it takes longer than making it
        anew = self._is_part or self._is_soon_made(recipe.name)
        return self._made_now(recipe) if anew else super()._make(recipe)

    def _is_soon_made(self, name: str) -> bool:
        """Whether a table with other settings than usual is made about as fast as written, and is so."""
        if self._of is None or name not in _SOON_MADE or len(self.corpus.articles) > _FEW:
            return False
        every = ("copies", *parameters_of(name))
        usual = all(self.value(one) == PARAMETERS[one].default for one in every)
        return not usual and not self.at_hand(name)

    def _taken(self, name: str) -> Any | None:
        """Return a table as the other study gives it, None where it cannot."""
        if name == _NAMED:
            return self._all_named()
        if (
            self._of is None
            or name not in {*_TAKEN, *_OF_MOST, *_BY_ARTICLE}
            or not self._of.at_hand(name)
        ):
            return None
        other = {one for one in parameters_of(name) if self.value(one) != self._of.value(one)}
        near = name in _OF_MOST and (other or name not in _TAKEN or not self._is_inside)
        if near or name in _BY_ARTICLE:
            way = self._by_article if name in _BY_ARTICLE else self._with_alike
            fewer = {_ACTS} if name == "agency" and not self._of.value(_ACTS) else set()
            return way(name) if other <= _LIMITS | fewer else None
        if other:
            return None
        return _TAKEN[name](self, self._of) if self._is_inside else self._with_more(name)

    @property
    def starts(self) -> Starts:
        """Where the words of an article begin."""
        return starts_of if self._words is None else self._words.starts

    def _by_article(self, name: str) -> Any | None:
        """Return what is found article by article, where the other study has most of them."""
        assert self._of is not None  # noqa: S101
        known = self["articles"]["id"].isin(self._of["articles"]["id"])
        return _BY_ARTICLE[name](self, self._of) if known.mean() >= _MOST_KNOWN else None

    def _with_alike(self, name: str) -> Any | None:
        """Return a table with what the other study has of all articles whose attributions are the same."""
        assert self._of is not None  # noqa: S101
        articles, others = self["articles"], self.otherwise_said
        most = _MOST_ANEW.get(name, 1) * len(articles)
        if others is None or len(others) > most:
            return None
        kept = articles["id"][~articles["id"].isin(others)]
        old = about(self._of[name], kept)
        if others.empty:
            return _TOGETHER[name](old, old[:0])
        values = {one: self.value(one) for one in parameters_of(name)} | {"copies": "all"}
        anew = Study(with_articles(self.corpus, articles[articles["id"].isin(others)]), values)
        for step in _OF_MOST[name]:
            rows = self[step]
            anew.put(step, rows[rows["article"].isin(others)].reset_index(drop=True))
        return _TOGETHER[name](old, anew[name])

    @cached_property
    def otherwise_said(self) -> pd.Series | None:
        """The articles with other attributions than in the other study, which may lack them.

        None where the other study lacks most, or texts may be mended.
        """
        assert self._of is not None  # noqa: S101
        articles = self["articles"]["id"]
        known = articles[articles.isin(self._of["articles"]["id"])]
        if self.value("corrections") or len(known) < _MOST_KNOWN * len(articles):
            return None
        both = (study["attributions"] for study in (self, self._of))
        lacking = articles[~articles.isin(known)]
        found: pd.Series = pd.concat([other_articles(articles, *both), lacking]).drop_duplicates()
        return found

    def _all_named(self) -> pd.DataFrame | None:
        """Return the attributions of the other study, if it has all of the same articles."""
        of = self._of
        if of is None or not of.at_hand("attributions") or not _leaves_none_out(of):
            return None
        if any(self.value(one) != of.value(one) for one in parameters_of(_NAMED)):
            return None
        same = self["articles"]["id"].equals(of["articles"]["id"])
        return of["attributions"] if same else None

    def _with_more(self, name: str) -> pd.DataFrame | None:
        """Return a table of the articles of the other study and a few more, of which alone it is made."""
        assert self._of is not None  # noqa: S101
        articles = self["articles"]
        known = articles["id"].isin(self._of["articles"]["id"])
        if name not in _OF_ARTICLES_ALONE or known.mean() < _MOST_KNOWN:
            return None
        values = {one: self.value(one) for one in parameters_of(name)} | {"copies": "all"}
        more = Study(with_articles(self.corpus, articles[~known]), values)[name]
        both = pd.concat([about_those_of(self, self._of[name]), more], ignore_index=True)
        return by_key(both, "article")

    @property
    def _is_part(self) -> bool:
        """Whether there are fewer articles than in the other study."""
        return self._of is not None and len(self.corpus.articles) < len(self._of.corpus.articles)

    @cached_property
    def _is_inside(self) -> bool:
        """Whether all articles that count are among those of the other study."""
        assert self._of is not None  # noqa: S101  only asked where there is one
        return bool(self["articles"]["id"].isin(self._of["articles"]["id"]).all())

    @property
    def renamed(self) -> pd.DataFrame | None:
        """Attributions whose speaker has another name or kind than in the other study.

        None where attributions differ in more than names.
        """
        if "renamed" not in self.__dict__:
            assert self._of is not None  # noqa: S101
            now, before = self["attributions"], about_those_of(self, self._of["attributions"])
            same = [name for name in now if name not in _VOTED]
            alike = len(now) == len(before) and now[same].equals(before[same])
            changed = (now[_SAID] != before[_SAID]).any(axis=1) if alike else None
            self.__dict__["renamed"] = None if changed is None else now[changed]
        found: pd.DataFrame | None = self.__dict__["renamed"]
        return found


def _given(study: Study, name: str) -> Value:
    """Return the value that was given to a study, which forgets a table of events once they are a column."""
    return study.settings.get(name, PARAMETERS[name].default)


def _leaves_none_out(study: Study) -> bool:
    """Tell whether the attributions of a study are all that were found, and none is corrected."""
    every = study.value("certainty") <= 0 and {*ACTS} <= {*study.value("counted_acts"), "done"}
    return every and not study.value("corrections")


def _shared_passages(study: PartialStudy, other: Study) -> SharedPassages | None:
    """Return the pairs of passages where all articles are those of the other study, and say the same."""
    others, (now, before) = study.otherwise_said, (one["articles"] for one in (study, other))
    same = others is not None and others.empty and now.equals(before)
    return other["shared-passages"] if same else None


def _rows(name: str) -> Callable[[PartialStudy, Study], pd.DataFrame]:
    return lambda study, other: about_those_of(study, other[name])


def _renamed(study: PartialStudy, table: pd.DataFrame) -> pd.DataFrame | None:
    """Return the rows of a table with `attribution`, its speakers as they are called in a study."""
    new, kept = study.renamed, about_those_of(study, table)
    if new is None or new.empty:
        return kept if new is not None else None
    names = pd.MultiIndex.from_frame(new[["article", "id"]])
    some = kept["article"].isin(new["article"]) & (kept["attribution"] != "")
    places = some.to_numpy().nonzero()[0]
    asked = pd.MultiIndex.from_frame(kept.iloc[places][["article", "attribution"]])
    found = names.get_indexer(asked)
    places, found = places[found >= 0], found[found >= 0]
    kept = kept.copy()
    for column in _SAID:
        values = kept[column].to_numpy(object, copy=True)
        values[places] = new[column].to_numpy(object)[found]
        kept[column] = pd.Series(values, index=kept.index, dtype=kept[column].dtype)
    return kept


def _voices(study: PartialStudy, other: Study) -> pd.DataFrame | None:
    return _renamed(study, other["voices"])


# sorted by article, with rows that no other article decides
_OF_ARTICLES_ALONE = ("sections", "quotations", "found-attributions")
# made of most articles as in another study, and what of the others: a table of each article
_OF_MOST = {
    "voices": ("attributions", "sections", "quotations"),
    "tallies": ("attributions", "voices"),
    "passages": ("attributions", "quotations"),
}
_TOGETHER: Mapping[str, Callable[[Any, Any], Any]] = {
    "voices": rows_together,
    "tallies": tallies_together,
    "passages": lambda old, new: sorted([*old, *new], key=lambda one: one.passage.article),
}
_LIMITS = {"certainty", "counted_acts"}  # leave attributions out, and change none of the others
# what is found article by article: of few of them, or in whose voice it is, anew
_BY_ARTICLE: Mapping[str, Callable[[PartialStudy, Study], Any]] = {
    "loaded-language": lambda study, other: loaded_language(study, other, study.starts),
    "agency": agency,
    "found-mentions": mentions_found,
    "near-actors": actors_near,
}
# what is read of each article by itself, and how it is taken over
_TAKEN: Mapping[str, Callable[[PartialStudy, Study], Any]] = {
    "sections": _rows("sections"),
    "quotations": _rows("quotations"),
    "found-attributions": _rows("found-attributions"),
    "voices": _voices,
    "shared-passages": _shared_passages,
    "stems": lambda study, other: other["stems"].of(study["articles"]["id"]),
}
