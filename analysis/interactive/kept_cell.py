"""A question as the cell of a notebook that makes its figure and its table again."""

from collections.abc import Mapping

import regex

from analysis.corpus import Corpus, select_outlets
from analysis.interactive.questions import FREQUENCIES, Question

_WIDE = 80  # characters of a text that stays on one line

_CELL = """\
from analysis.corpus import read_corpus
from analysis.figures import {draw}, outlet_colours
from analysis.interactive import terms_like
from analysis.measures import {choose}
from analysis.reports import Run
from analysis.study import Study

kept_study = Study(
    read_corpus({source}),
    {parameters},
)
assert kept_study.corpus.digest == {digest}, (
    "these are not the articles that were explored; without this line the cell takes them as they are"
)
kept_table = {choose}(terms_like(kept_study[{measure!r}], {words!r}), top={top})
kept_run = Run(
    "explored",
    kept_study.corpus,
    folder="figures/draft",
    settings={settings},
)
kept_run.figure(
    {draw},
    kept_table,
    name={name!r},
    caption={caption},
    alt={alt},
    top={top},
    colours=outlet_colours(kept_study["articles"]["outlet"]),
)
kept_run.table(kept_table, name={table_name!r}, caption="The numbers of the figure.")"""


def kept_cell(question: Question, corpus: Corpus) -> str:
    """Return the code of a cell that makes the figure and the table of a question again.

    It reads the corpus from where it was read, refuses to run on other articles than those that
    were explored, and leaves the figure set and the table in figures/draft.
    """
    chosen = select_outlets(corpus, question.outlets)
    of_frequencies = question.measure == FREQUENCIES
    return _CELL.format(
        draw="frequent_words" if of_frequencies else "keyness_dots",
        choose="most_frequent" if of_frequencies else "furthest_apart",
        source=_reading(corpus),
        parameters=_listed(question.parameters),
        digest=repr(chosen.digest),
        measure=question.measure,
        words=question.words,
        top=question.top,
        settings=_listed(question.settings),
        name=question.name,
        table_name=f"{question.name}-table",
        caption=_text(question.caption),
        alt=_text(question.alt),
    )


def _reading(corpus: Corpus) -> str:
    """Return the arguments with which the corpus was read."""
    arguments = [repr(corpus.source)]
    arguments += [f"columns={dict(corpus.columns)!r}"] if corpus.columns else []
    arguments += ["skip_bad=True"] if corpus.left_out else []
    return ", ".join(arguments)


def _listed(values: Mapping[str, object]) -> str:
    """Return a dictionary as a literal, an entry a line."""
    lines = [f"        {name!r}: {value!r}," for name, value in values.items()]
    return "\n".join(["{", *lines, "    }"])


def _text(value: str) -> str:
    """Return text as literals on lines of their own, which Python joins again."""
    lines = regex.findall(rf"(?s).{{1,{_WIDE}}}(?:(?<=\s)|\Z)|\S+\s?", value)
    return "\n".join(["(", *(f"        {line!r}" for line in lines), "    )"])
