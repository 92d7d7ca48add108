"""A question as the cell of a notebook that makes its figure and its table again."""

from collections.abc import Iterable

import regex

from analysis.corpus import Corpus, select_outlets
from analysis.interactive.answers import PRIOR_WORDS, SEED
from analysis.interactive.questions import FREQUENCIES, Question

_WIDE = 80  # characters of a list that stays on one line

_IMPORTS = """\
import numpy as np

from analysis.corpus import read_corpus, select_outlets
from analysis.figures import {draw}, outlet_colours
from analysis.inference import {inference}
from analysis.interactive import terms_like
from analysis.language import Counting, count
from analysis.measures import {measures}
from analysis.reports import Run
"""

_CORPUS = """
kept_corpus = select_outlets(
    read_corpus({source}),
    {outlets},
)
assert kept_corpus.digest == {digest}, (
    "these are not the articles that were explored; without this line the cell takes them as they are"
)
kept_counts = count(
    kept_corpus.articles, Counting({sections}, stop={stop!r}, min_count={min_count})
)
"""

_FREQUENCIES = """\
kept_table = terms_like(frequencies(kept_counts), {words!r})
kept_table = most_frequent(kept_table, top={top})
kept_table = with_intervals(
    kept_table, kept_counts, Intervals(), random=np.random.default_rng({seed})
)
"""

_KEYNESS = """\
kept_table = keyness(
    kept_counts, target={target!r}, reference={reference!r}, prior_words={prior}
)
kept_table = terms_like(benjamini_hochberg(kept_table), {words!r})
kept_table = furthest_apart(kept_table, top={top})
kept_table = keyness_with_intervals(
    kept_table,
    kept_counts,
    Intervals(),
    prior_words={prior},
    random=np.random.default_rng({seed}),
)
"""

_SHOW = """\
kept_run = Run(
    "explored",
    kept_corpus,
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
    colours=outlet_colours(kept_corpus.articles["outlet"]),
)
kept_run.table(kept_table, name={table_name!r}, caption="The numbers of the figure.")
"""

_NAMES = {
    "frequencies": {
        "draw": "frequent_words",
        "inference": "Intervals, with_intervals",
        "measures": "frequencies, most_frequent",
    },
    "keyness": {
        "draw": "keyness_dots",
        "inference": "Intervals, benjamini_hochberg, keyness_with_intervals",
        "measures": "furthest_apart, keyness",
    },
}


def kept_cell(question: Question, corpus: Corpus) -> str:
    """Return the code of a cell that makes the figure and the table of a question again.

    It reads the corpus from where it was read, refuses to run on other articles than those that
    were explored, and leaves the figure set and the table in figures/draft.
    """
    chosen = select_outlets(corpus, question.outlets)
    values = {
        **_NAMES[question.measure],
        "source": _reading(corpus),
        "outlets": _listed(question.outlets),
        "digest": repr(chosen.digest),
        "sections": repr(question.sections),
        "stop": question.stop,
        "min_count": question.min_count,
        "words": question.words,
        "target": question.target,
        "reference": question.reference,
        "top": question.top,
        "seed": SEED,
        "prior": PRIOR_WORDS,
        "settings": _settings(question),
        "name": question.name,
        "table_name": f"{question.name}-table",
        "caption": _text(question.caption),
        "alt": _text(question.alt),
    }
    measured = _FREQUENCIES if question.measure == FREQUENCIES else _KEYNESS
    return "".join(part.format_map(values) for part in (_IMPORTS, _CORPUS, measured, _SHOW)).rstrip(
        "\n"
    )


def _reading(corpus: Corpus) -> str:
    """Return the arguments with which the corpus was read."""
    arguments = [repr(corpus.source)]
    arguments += [f"columns={dict(corpus.columns)!r}"] if corpus.columns else []
    arguments += ["skip_bad=True"] if corpus.left_out else []
    return ", ".join(arguments)


def _listed(values: Iterable[str]) -> str:
    whole = repr(list(values))
    if len(whole) <= _WIDE:
        return whole
    return "\n".join(["[", *(f"        {value!r}," for value in values), "    ]"])


def _text(value: str) -> str:
    """Return text as literals on lines of their own, which Python joins again."""
    lines = regex.findall(rf"(?s).{{1,{_WIDE}}}(?:(?<=\s)|\Z)|\S+\s?", value)
    return "\n".join(["(", *(f"        {line!r}" for line in lines), "    )"])


def _settings(question: Question) -> str:
    lines = [f"        {name!r}: {value!r}," for name, value in question.settings.items()]
    return "\n".join(["{", *lines, "    }"])
