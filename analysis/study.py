"""A corpus with settings: every table of the project by its name, made once and when it is asked for."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, read_corpus, select_outlets
from analysis.corpus.subset import conditions_of, select_where, with_articles
from analysis.errors import unknown
from analysis.garbage import give_back
from analysis.measures.comparison.copies import refuse_too_many
from analysis.parameters import PARAMETERS, Value, checked, columns_from
from analysis.recipes import Recipe, parameters_of, recipe_for, recipes, steps_of, tables
from analysis.table_store import TableStore, on_disk

MANY = 10_000  # articles, from which on large tables lie on disk
_NO_SETTINGS = ("corpus", "columns", "out")  # say where things lie, and decide no number
_EVERY: dict[str, Value] = {"copies": "all", "outlets": [], "where": []}  # no article is left out
# decide which articles a study has, and so every table of it
_OF_ARTICLES = ("outlets", "where", "copies", "copied", "events", "event_days")


class Study:
    """One corpus and one set of parameters; `study["keyness"]` is a table of it.

    Parameters
    ----------
    corpus
        The corpus as it was read; only the articles that `outlets` and `where` ask for are kept. Where
        `copies` is "once", tables that count leave copies out; the table "left-out" lists them.
    settings
        Values of parameters; those that are not given have their defaults. `framing list` shows all.
    made
        Tables or steps that are at hand already, by name, and are not made again.

    Raises
    ------
    ParameterError
        If a parameter is unknown, or its value is of another type or out of range.
    ValueError
        If an outlet, or a column or value of `where`, is not in the corpus.
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: Mapping[str, Value] | None = None,
        *,
        made: Mapping[str, Any] | None = None,
    ) -> None:
        recipes()  # a measure may declare parameters of its own
        given = checked(settings or {})
        self.settings: dict[str, Value] = {
            name: value for name, value in given.items() if name not in _NO_SETTINGS
        }
        self._values = {name: one.default for name, one in PARAMETERS.items()} | given
        self._whole = corpus
        self.corpus = self._chosen(corpus)
        self._made: dict[str, Any] = dict(made or {})
        self._given = set(self._made)

    def __getitem__(self, name: str) -> Any:
        """Return a table, or a step such as "counts"; a table may be changed without harm.

        Raises
        ------
        KeyError
            If there is none of this name; those that there are are named.
        ValueError
            If this corpus or these parameters cannot give it.
        """
        if name not in self._made:
            known = recipes()
            if name not in known:
                raise KeyError(unknown("no table", name, tables()))
            whole = self._of_every_article
            made_there = known[name].every_article and whole is not self
            self._made[name] = whole[name] if made_there else self._make(known[name])
        found = self._made[name]
        return found.copy(deep=False) if isinstance(found, pd.DataFrame) else found

    def __repr__(self) -> str:
        return f"Study({self.corpus!r}, {self.settings!r})"

    @property
    def made(self) -> Mapping[str, Any]:
        """Tables and steps that were made so far, by name; for another study that has them in common."""
        return self._made

    def with_values(self, settings: Mapping[str, Value]) -> "Study":
        """Return the study that has these settings, with all tables of this one that it has in common.

        A table is taken over if none of the parameters that it depends on has another value; of other
        articles none is.

        Parameters
        ----------
        settings
            All settings of the new study; those that are not given have their defaults.

        Raises
        ------
        ParameterError, ValueError
            As for a new study.
        """
        given = checked(settings)
        now = {name: one.default for name, one in PARAMETERS.items()} | given
        before = {name: one.default for name, one in PARAMETERS.items()} | self.settings
        if any(now[name] != before[name] for name in _OF_ARTICLES if name in now):
            return Study(self._whole, given)
        other = {name for name in now if now[name] != before.get(name)}
        found = object.__new__(type(self))
        found.settings = {name: v for name, v in given.items() if name not in _NO_SETTINGS}
        found._whole, found.corpus = self._whole, self.corpus
        found._given = self._given
        found._values = now | {"events": self._values["events"]}
        found._made = {
            name: table
            for name, table in self._made.items()
            if not other & set(parameters_of(name))
        }
        # which articles count, and their digest, hang on what is the same here
        for name in ("_counted", "_store"):
            if name in self.__dict__:
                found.__dict__[name] = self.__dict__[name]
        whole = self.__dict__.get("_of_every_article")
        if whole is not None and whole is not self:
            found.__dict__["_of_every_article"] = whole.with_values(given | _EVERY)
        return found

    def value(self, name: str) -> Any:
        """Return the value that a parameter has in this study, given or by default."""
        return self._values[name]

    def part(self, *, applies: bool) -> "Study":
        """Return this study, or one of which tables that are not made yet are empty and stay so.

        For the tables of a part of a report that does not apply, as `Run.part` is for what it shows.
        """
        return self if applies else _Unasked(self)

    def put(self, name: str, made: Any) -> None:
        """Use a table or step that is at hand already, and is what this study would make."""
        self._made[name] = made
        self._given.add(name)

    def check(self) -> None:
        """Make the steps that refuse impossible values, which takes next to no time.

        Raises
        ------
        ValueError
            If a value does not fit this corpus, or cannot be read.
        """
        for recipe in recipes().values():
            if recipe.checks:
                self._of_every_article[recipe.name]

    def without(self, name: str) -> "Study":
        """Return the same study with one parameter left at its default."""
        default = PARAMETERS[name].default
        if self._values[name] == default:
            return self
        chosen: dict[str, Value] = {name: default, "outlets": [], "where": []}
        return Study(self.corpus, self._values | chosen)

    def random(self, name: str) -> np.random.Generator:
        """Return the generator that belongs to one table: its numbers depend on seed and name only."""
        return np.random.default_rng([int(self._values["seed"]), crc32(name.encode())])  # type: ignore[arg-type]

    def _chosen(self, corpus: Corpus) -> Corpus:
        """Return the articles that this study is about.

        A table of events is about all articles; events are found in all articles of the outlets.
        """
        outlets = list(self._values["outlets"])  # type: ignore[arg-type]
        conditions = conditions_of(self._values["where"])  # type: ignore[arg-type]
        if self._values["events"] and (outlets or conditions):
            corpus = self._with_events(corpus)
            self._values["events"] = ""  # they are a column now
        chosen = select_outlets(corpus, outlets)
        if "event" in conditions and "event" not in chosen.articles:
            chosen = self._with_events(chosen)
        return select_where(chosen, conditions)

    def _with_events(self, corpus: Corpus) -> Corpus:
        settings = {name: self._values[name] for name in ("events", "event_days")}
        return with_articles(corpus, Study(corpus, settings)["event-articles"])

    @cached_property
    def _of_every_article(self) -> "Study":
        """The same study with every copy counted."""
        if self._values["copies"] == "all":
            return self
        return Study(self.corpus, self._values | _EVERY, made=self._made)

    @cached_property
    def _counted(self) -> Corpus:
        """The articles that count."""
        if self._values["copies"] == "all":
            return self.corpus
        refuse_too_many(len(self.corpus.articles))
        copied = self.corpus.articles["id"].isin(self["left-out"]["article"])
        return (
            with_articles(self.corpus, self.corpus.articles[~copied])
            if copied.any()
            else self.corpus
        )

    @cached_property
    def _store(self) -> TableStore:
        return TableStore(self._counted.articles)

    def _make(self, recipe: Recipe) -> Any:
        """Return a table: as an earlier run kept it, or made now.

        What is made from tables that somebody else made is not kept.
        """
        if not recipe.kept or self._given & steps_of(recipe.name):
            made = self._made_now(recipe)
        else:
            values = {name: self._values[name] for name in parameters_of(recipe.name)}
            made = self._store.made(recipe.name, values, lambda: self._made_now(recipe))
        if len(self.corpus.articles) < MANY:
            return made
        made = on_disk(made)
        give_back()
        return made

    def at_hand(self, name: str) -> bool:
        """Tell whether a table or step was made before, by this study or an earlier run."""
        if name in self._made:
            return True
        recipe = recipes()[name]
        if not recipe.kept or self._given & steps_of(name):
            return False
        return self._store.holds(name, {n: self._values[n] for n in parameters_of(name)})

    def _made_now(self, recipe: Recipe) -> Any:
        given = {"corpus": self._counted, "study": self, "random": self.random(recipe.name)}
        before = [
            given[need] if need in given else self[recipe_for(need).name] for need in recipe.needs
        ]
        behind = {name: self._values[name] for name in recipe.parameters}
        return recipe.make(*before, **behind)


class _Unasked(Study):
    """A study that makes no table: one that is not at hand is empty."""

    def __init__(self, study: Study) -> None:
        self.__dict__.update(study.__dict__)

    def __getitem__(self, name: str) -> Any:
        """Return a table that is at hand, or an empty one."""
        if name in self._made:
            return super().__getitem__(name)
        return tables()[name].schema.empty()  # type: ignore[union-attr]


def corpus_of(values: Mapping[str, Any]) -> Corpus:
    """Return the corpus that `corpus`, `columns` and `skip_bad` among some parameters describe.

    Raises CorpusError if it has errors, ParameterError if an entry of `columns` is not OURS=THEIRS.
    """
    return read_corpus(
        values.get("corpus", PARAMETERS["corpus"].default),
        columns=columns_from(values.get("columns", [])),
        skip_bad=values.get("skip_bad", False),
    )


def study_of(names: Mapping[str, Any]) -> Study:
    """Return the study that the parameters cell of a notebook describes: `study_of(locals())`.

    Parameters
    ----------
    names
        The variables of the notebook. Those with the name of a parameter are its value.

    Raises
    ------
    CorpusError
        If the corpus has errors.
    ParameterError
        If a value is of another type than its parameter, or out of range.
    """
    # `read` may also be the function of analysis.interactive, imported into the same notebook
    values = {n: value for n, value in names.items() if n in PARAMETERS and not callable(value)}
    return Study(corpus_of(values), values)
