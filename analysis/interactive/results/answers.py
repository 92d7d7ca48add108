"""Answer questions: a table of a study, its figure, and in the explorer nothing that was made before."""

import os
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple
from weakref import ref

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.categories import KIND_LABELS
from analysis.corpus import Corpus
from analysis.inference.intervals import SideSums
from analysis.interactive.panes.row_pane import columns_shown
from analysis.interactive.results.corpus_words import CorpusWords
from analysis.interactive.results.drawings import Drawing, drawing_of
from analysis.interactive.results.partial_study import PartialStudy
from analysis.interactive.results.questions import (
    OF_ARTICLES,
    Question,
    Settings,
    question_of,
    rows_with,
    settings_of,
    terms_like,
)
from analysis.interactive.results.row_evidence import places_behind
from analysis.language import (
    Counting,
    Counts,
    count,
    count_terms,
    select_terms,
    stop_words,
)
from analysis.measures.comparison.calling.articles_read import Read
from analysis.parameters import PARAMETERS, Value
from analysis.project import NOTEBOOK_VARIABLE, report_of
from analysis.recipes import parameters_of, recipes, steps_of
from analysis.record.digests import figure_id
from analysis.reports import Run
from analysis.reports.notebook.passages import Behind
from analysis.study import Study
from analysis.table_files import csv_bytes

_STUDIES = 16  # that are remembered
_LARGE_STUDIES = 4  # the same of many articles, whose counts and sums fill memory
_MANY = 20_000  # articles from which on only counts are kept, and not all words in their order
_FEW = 5_000  # articles of which it is remembered what each calls its actors, about 50 kB each
_COUNTS = 4  # of words, that are remembered
_CORPORA = 2  # of which anything is remembered: a notebook that reads its corpus anew has a new one each time
_SHOWN = 20  # rows of the table that a notebook shows
_ON_PAPER = 8  # columns of a table that no figure shows, at most


@dataclass(frozen=True, eq=False)
class Answer:
    """What a question gave: `table` and `figure`; as the last line of a cell both are shown and written.

    The figure set and the table go to figures/draft, in a report to the folder of the report.
    """

    question: Question
    study: Study
    table: pd.DataFrame

    @cached_property
    def drawing(self) -> Drawing | None:
        """How the table is drawn; None where there is no figure of it, or nothing to draw."""
        schema = recipes()[self.question.table].schema
        name = schema.__name__ if schema else ""
        return drawing_of(self.table, name, self.study, self.question.top)

    @cached_property
    def figure(self) -> Figure | None:
        """The figure, drawn once it is asked for."""
        return self.drawing.drawn() if self.drawing else None

    @property
    def title(self) -> str:
        """What the table holds, in a few words."""
        return recipes()[self.question.table].meaning

    @property
    def caption(self) -> str:
        """What the figure shows, and the choices behind it."""
        drawn = self.drawing.caption if self.drawing else ""
        return " ".join(filter(None, [drawn, self.told]))

    @property
    def told(self) -> str:
        """The choices in a sentence, "" where there are none."""
        return f"Chosen: {self.question.told}." if self.question.told else ""

    @property
    def label(self) -> str:
        """The id of the figure, or of the table where there is none."""
        shown = self.drawing.table if self.drawing else self.table
        return figure_id(self.question.name, csv_bytes(shown))

    def __repr__(self) -> str:
        return f"{self.title}: {len(self.table):,} rows\n{self.table.head(_SHOWN).to_string(index=False)}"

    def _ipython_display_(self) -> None:
        name, about = self.question.name, self.question.arguments
        settings = {**self.study.settings, "table": self.question.table, **about}
        run = Run(_report(), self.study.corpus, folder="figures/draft", settings=settings)
        drawing = self.drawing
        if drawing:
            run.figure(
                drawing.draw,
                drawing.table,
                name=name,
                title=self.title,
                caption=self.caption,
                alt=drawing.alt,
                **drawing.knobs,
            )
        told = f"{self.title}. {self.told}".strip()
        rows, more = self.table.head(_SHOWN), ""
        if drawing is None:  # then a paper has it instead of a figure, as wide as a page
            columns = [one.name for one in columns_shown(self.table)]
            rows = rows[columns[:_ON_PAPER]]
            more = " Its file has all columns." if len(columns) > _ON_PAPER else ""
        run.table(
            self.table,
            name=f"{name}-table",
            caption=f"{told}{more}",
            show=rows,
            folded=drawing is not None,
        )
        behind = self._evidence(drawing)
        if behind:
            run.evidence(
                behind, name=f"{name}-evidence", caption="The sentences behind it.", limit=5
            )

    def _evidence(self, drawing: Drawing | None) -> list[Behind]:
        """Return the places behind the first rows that are drawn."""
        from analysis.interactive.results.drawings import keys_of  # noqa: PLC0415

        if drawing is None:
            return []
        rows = drawing.table.head(_SHOWN)
        found = []
        for row, key in zip(rows.to_dict("records"), keys_of(rows), strict=True):
            places = places_behind(self.study, self.question.table, row)
            if len(places):
                found.append(Behind(label_of(row), renamed(places), key))
        return found


def answer(
    of: Corpus | Study,
    table: str,
    *,
    only: Mapping[str, str] | None = None,
    words: str = "",
    top: int = 15,
    **settings: Value,
) -> Answer:
    r"""Return a table of the project with its figure; "Keep" in the explorer writes this call.

    Parameters
    ----------
    of
        A corpus; or the study of a report, whose settings hold where no others are given.
    table
        The table, as `framing list` names it.
    only
        Values that rows must have in columns of the table: `only={"measure": "kind"}`.
    words
        Terms that are shown, with ``*`` and ``?``, parted by blanks; "" for all.
    top
        How many rows of each outlet or side are drawn.
    settings
        Parameters that are not at their defaults; `framing list` says what they mean.

    Raises
    ------
    FramingError
        If there is no such table, column or parameter, or a value is impossible.

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.interactive import answer
    >>> found = answer(read_corpus("seeds"), "keyness", outlet="RFE/RL", words="rebel*")
    >>> found.table[["term", "n_target", "n_reference"]].to_string(index=False)
    '  term  n_target  n_reference\nrebels         8            0'
    """
    question = question_of(table, settings, only=only, words=words, top=top)
    if isinstance(of, Study):
        study = of.with_values(of.settings | settings) if settings else of
    else:
        study = Study(of, question.parameters)
    return answered(question, study)


def answered(question: Question, study: Study) -> Answer:
    """Return the answer that a study has to a question."""
    table = rows_with(study[question.table], dict(question.only))
    if question.words and ("term" in table or "collocate" in table):
        table = terms_like(table, question.words)
    return Answer(question, study, table)


class Answers:
    """Answers questions about one corpus; what two questions have in common is made once.

    `answers_of` gives those of a corpus; only of the latest corpora what was made is remembered.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.forget()

    def forget(self) -> None:
        """Give back what was made; it is made anew when it is asked for again."""
        self._studies: OrderedDict[Settings, PartialStudy] = OrderedDict()
        self._counts: OrderedDict[_Counted, Counts] = OrderedDict()
        self._words = CorpusWords(self.corpus.articles)
        self._read_before: Read = {}
        self._events: dict[Settings, list[str]] = {}

    def answer(self, question: Question) -> Answer:
        """Return what a question gives: the table and figure that its kept cell makes as well.

        Raises
        ------
        ValueError
            If the question has no answer, such as two sides that cannot be compared.
        """
        return answered(question, self.study(question))

    def study(self, question: Question) -> Study:
        """Return the study of a question, with what was made for earlier ones."""
        key = question.settings
        if key not in self._studies:
            self._studies[key] = self._study(question)
            many = len(self.corpus.articles) > _MANY
            while len(self._studies) > (_LARGE_STUDIES if many else _STUDIES):
                self._studies.popitem(last=False)
        self._studies.move_to_end(key)
        study = self._studies[key]
        self._count(study, question)
        return study

    def events(self, question: Question, *, find: bool = False) -> list[str] | None:
        """Return the events in the articles of the outlets of a question, those with most articles first.

        None if they were not found yet; `find` finds them.
        """
        given = {
            n: v for n, v in question.parameters.items() if n in ("outlets", "events", "event_days")
        }
        asked = question_of("events", given)
        if not find and asked.settings not in self._events:
            return None
        if asked.settings not in self._events:
            numbers = self.study(asked)["events"]["event"].value_counts()
            names = sorted(numbers.index, key=lambda name: (-int(numbers[name]), name))
            self._events[asked.settings] = names
        return self._events[asked.settings]

    def _study(self, question: Question) -> PartialStudy:
        same = _articles_in(question.settings)
        alike = [
            study for known, study in reversed(self._studies.items()) if _articles_in(known) == same
        ]
        if alike:
            nearest = max(alike, key=lambda one: _in_common(one, question))
            return nearest.with_values(question.parameters)
        most = max(
            self._studies.values(),
            key=lambda one: (len(one.corpus.articles), _in_common(one, question)),
            default=None,
        )
        words = self._words if len(self.corpus.articles) <= _MANY else None
        study = PartialStudy(self.corpus, question.parameters, of=most, words=words)
        if len(self.corpus.articles) <= _FEW:
            study.put("read-before", self._read_before)
        if words is not None and study.value("copies") == "once":
            # copies are found in all words; the words of fewer articles are among those of all
            study.put("every-token", words.of(study.corpus.articles))
            counted = study["articles"]
            study.put("every-token", words.of(counted))
        return study

    def _count(self, study: Study, question: Question) -> None:
        """Give a study its counts of words, from counts of the whole corpus."""
        if "counts" in study.made or not _is_counting(question.table):
            return
        known = _Counted(
            tuple(study.value("sections")), str(study.value("unit")), int(study.value("ngram"))
        )
        articles = study["articles"]
        if not known.is_simple and len(self.corpus.articles) > _MANY:
            return
        if known not in self._counts:
            self._counts[known] = self._counted(known)
            while len(self._counts) > _COUNTS:
                self._counts.popitem(last=False)
        self._counts.move_to_end(known)
        whole = self._counts[known]
        if len(articles) < len(whole.articles):
            rows = np.flatnonzero(whole.articles["id"].isin(articles["id"]))
            about = whole.articles.iloc[rows].reset_index(drop=True)
            whole = replace(whole, articles=about, matrix=whole.matrix[rows])
        # the rare ones first, which are most: reading each of them costs more than counting them
        counts = select_terms(whole, min_count=study.value("min_count"))
        stop = stop_words(study.value("stop"))
        counts = select_terms(counts, stop=stop, digits=study.value("digits"))
        study.put("counts", counts)
        study.put("side-sums", SideSums(counts, kept=True))  # for other settings of the same words

    def _counted(self, known: "_Counted") -> Counts:
        """Count all words of the corpus."""
        sections, articles = list(known.sections), self.corpus.articles
        if len(articles) <= _MANY:
            read = self._words.step("running-words", articles, sections=sections, unit=known.unit)
            return count_terms(read, ngram=known.ngram)
        every = Counting(sections, known.unit, known.ngram, stop="off")
        return count(articles, every)


def answers_of(corpus: Corpus) -> Answers:
    """Return the answers about a corpus, with all that is remembered of earlier questions."""
    known = [one for one in (held() for held in _LATEST) if one is not None]
    found = next((one for one in known if one.corpus is corpus), None) or Answers(corpus)
    latest = [*(one for one in known if one is not found), found]
    for one in latest[:-_CORPORA]:
        one.forget()
    _LATEST[:] = map(ref, latest[-_CORPORA:])
    return found


_LATEST: list["ref[Answers]"] = []


class _Counted(NamedTuple):
    """What is counted of a corpus."""

    sections: tuple[str, ...]
    unit: str
    ngram: int

    @property
    def is_simple(self) -> bool:
        """Whether single words are counted, for which they need not be held in their order."""
        return self.unit != "lemma" and self.ngram == 1


@cache
def _is_counting(table: str) -> bool:
    return "counts" in steps_of(table)


def why_empty(answer: Answer) -> str:
    """Return why an answer has no rows, and what would give some."""
    asked, study = answer.question, answer.study
    query = study.value("query") if "query" in settings_of(asked.table) else ""
    both = {"reference", "above"} & set(answer.table) or asked.table == "shared-quotations"
    if asked.only and len(study[asked.table]):
        told = ", ".join(f"{column} {value or 'empty'}" for column, value in asked.only)
        return f"There are no rows with {told}: choose another value under Rows."
    if asked.words and len(study[asked.table]):
        return f"No row has a word like {asked.words}: try a word with *, such as war*."
    if query:
        return f"“{query}” does not stand in these articles: try a word with *, such as war*."
    if "codings" in settings_of(asked.table):
        return "There are no codings yet: code a sample by hand; its folder and your codings are settings."
    if both and study["articles"]["outlet"].nunique() < 2:
        return "One outlet is left, and this table compares outlets: choose two or more."
    return "There are no rows: choose more outlets or articles, or lower limits."


def label_of(row: Mapping[Any, Any]) -> str:
    """Return what names a row for a reader: its texts, and its count."""
    told = [
        str(row[key])
        for key in ("outlet", "target", "above", "below", "speaker", "name", "actor", "group", "category",
                    "voice", "node", "collocate", "term", "event", "call", "construction", "section")
        if row.get(key)
    ]  # fmt: skip
    named = ", ".join(KIND_LABELS.get(one, one) for one in dict.fromkeys(told))
    if "n_reference" in row:
        other = f"{row['n_reference']:,.0f} in {row['reference']}"
        return f"{row['term']}: {row['n_target']:,.0f} in {row['target']}, {other}"
    return f"{named}: {row['n']:,.0f}" if "n" in row else named


def renamed(places: pd.DataFrame) -> pd.DataFrame:
    """Return places without a voice that no mark is known for."""
    if "voice" not in places or "content" in places:
        return places
    known = places["voice"].isin(["outlet", "quoted", "paraphrased", ""])
    return places.assign(voice=places["voice"].where(known, ""))


def _articles_in(settings: Settings) -> Settings:
    return tuple(
        one for one in settings if one[0] in (*OF_ARTICLES, "copied", "events", "event_days")
    )


def _in_common(study: Study, question: Question) -> int:
    """Return how many of the tables and steps that a question needs a study made, and with its parameters."""
    given = question.parameters
    other = {
        name
        for name, one in PARAMETERS.items()
        if study.value(name) != given.get(name, one.default)
    }
    needed = steps_of(question.table) & study.made.keys()
    return sum(other.isdisjoint(parameters_of(name)) for name in needed)


def _report() -> str:
    """Return the report that is being run, or what is explored outside of one."""
    copy = Path(os.environ.get(NOTEBOOK_VARIABLE, ""))
    return report_of(copy) or "explored"
