"""Give every character of every article a voice: the outlet's own, quoted or paraphrased."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.categories import SECTIONS
from analysis.language.words import word_starts
from analysis.measures.attribution.acts import counted
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import (
    PARTS,
    Articles,
    Attributions,
    Quotations,
    Sections,
    Voices,
    by_key,
    spans_in,
)

_NARRATIVE, _SOURCE, _CUE, _CONTENT = range(len(PARTS))
Codes = npt.NDArray[np.int64]
Rows = list[tuple[Any, ...]]
_OF_ATTRIBUTIONS = ("id", "parent", "source", "cue", "content", "speaker", "kind")


@table("voices", Voices, kept=True)
def voices_of(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    sections: pd.DataFrame,
    quotations: pd.DataFrame,
) -> pd.DataFrame:
    """Whose words every stretch of every article is.

    All four tables are of the same corpus.

    Returns
    -------
    Voices. White space between stretches belongs to the stretch before it. A lone quotation mark
    quotes nothing. The speaker is that of the innermost content around; source and cue of a nested
    attribution are words of the speaker around it.

    Examples
    --------
    >>> from analysis.corpus import read_corpus, sections_of
    >>> from analysis.measures.attribution import attributions_of, quotations_of, voices_of
    >>> articles = read_corpus("seeds").articles
    >>> sections = sections_of(articles)
    >>> quotations = quotations_of(articles, sections)
    >>> voices = voices_of(attributions_of(articles), articles, sections, quotations)
    >>> voices.groupby(["outlet", "voice"])["words"].sum().unstack()
    voice     outlet  paraphrased  quoted
    outlet
    PJ Media     172          162     517
    RFE/RL       310          376     237
    """
    articles = by_key(Articles.validate(articles), "id")
    said = _by_article(counted(Attributions.validate(attributions)), _OF_ATTRIBUTIONS)
    cut = _by_article(Sections.validate(sections), ("start", "section"))
    quotations = Quotations.validate(quotations)
    quoted = _by_article(quotations[quotations["kind"] != "stray"], ("start", "end"))
    rows: Rows = []
    each = articles[["id", "outlet", "text"]].itertuples(index=False)
    for article, outlet, text in followed(each, total=len(articles), what="telling voices apart"):
        own = said.get(article, [])
        layers = _layers(len(text), own, cut.get(article, []), quoted.get(article, []))
        rows += ((article, outlet, *row) for row in _stretches(text, layers, own))
    return Voices.of_rows(rows, "article", "start")


def _by_article(table: pd.DataFrame, columns: Sequence[str]) -> Mapping[str, Rows]:
    """Return the rows of each article as tuples of these columns, in the order of the table."""
    found: dict[str, Rows] = {}
    each = zip(*(table[name].tolist() for name in ("article", *columns)), strict=True)
    for article, *row in each:
        found.setdefault(article, []).append(tuple(row))
    return found


def _layers(length: int, said: Rows, sections: Rows, quotations: Rows) -> Codes:
    """Return for every character its section, whether it is quoted, its part, and its attribution.

    Four rows of numbers; the attribution is a row of `said`, or -1.
    """
    layers = np.zeros((4, length), dtype=np.int64)
    section, quoted, part, attribution = layers
    section[:], attribution[:] = SECTIONS.index("body"), -1
    if sections:
        edges = [0, *(start for start, _ in sections[1:]), length]
        for (start, end), (_, name) in zip(pairwise(edges), sections, strict=True):
            section[start:end] = SECTIONS.index(name)
    for start, end in quotations:
        quoted[start:end] = 1
    _mark_parts(part, attribution, said)
    return layers


def _mark_parts(part: Codes, attribution: Codes, said: Rows) -> None:
    parents = {name: parent for name, parent, *_ in said}
    for number, (_, parent, source, cue, content, *_) in sorted(
        enumerate(said), key=lambda pair: _depth(pair[1][0], parents)
    ):
        for start, end in spans_in(content):
            part[start:end], attribution[start:end] = _CONTENT, number
        if parent:
            continue
        for code, spans in ((_SOURCE, source), (_CUE, cue)):
            for start, end in spans_in(spans):
                part[start:end], attribution[start:end] = code, -1


def _depth(name: str, parents: Mapping[str, str]) -> int:
    depth = 0
    while parents[name]:
        name, depth = parents[name], depth + 1
    return depth


def _stretches(text: str, layers: Codes, said: Rows) -> Iterator[tuple[object, ...]]:
    """Yield the runs of characters that are alike, as the columns of Voices."""
    if not text:
        return
    changes = np.flatnonzero((np.diff(layers, axis=1) != 0).any(axis=0)) + 1
    starts = np.concatenate([[0], changes])
    ends = np.append(changes, len(text))
    words = np.searchsorted(word_starts(text), [*starts, len(text)])
    who = [("", "", ""), *((speaker, kind, name) for name, *_, speaker, kind in said)]
    marks = layers[:, starts].T.tolist()
    each = zip(starts.tolist(), ends.tolist(), np.diff(words).tolist(), marks, strict=True)
    for start, end, count, (section, quoted, part, attribution) in each:
        voice = "quoted" if quoted else "paraphrased" if part == _CONTENT else "outlet"
        speaker = who[attribution + 1]
        yield start, end, voice, PARTS[part], SECTIONS[section], *speaker, count
