"""Give every character of every article a voice: the outlet's own, quoted or paraphrased."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.categories import SECTIONS
from analysis.language.words import find_words
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
    said = dict(iter(counted(Attributions.validate(attributions)).groupby("article")))
    cut = dict(iter(Sections.validate(sections).groupby("article")))
    quoted = dict(iter(Quotations.validate(quotations).groupby("article")))
    rows: list[tuple[object, ...]] = []
    each = articles[["id", "outlet", "text"]].itertuples(index=False)
    for article, outlet, text in followed(each, total=len(articles), what="telling voices apart"):
        own = _layers(len(text), said.get(article), cut.get(article), quoted.get(article))
        rows += ((article, outlet, *row) for row in _stretches(text, own, said.get(article)))
    return Voices.of_rows(rows, "article", "start")


def _layers(
    length: int,
    said: pd.DataFrame | None,
    sections: pd.DataFrame | None,
    quotations: pd.DataFrame | None,
) -> Codes:
    """Return for every character its section, whether it is quoted, its part, and its attribution.

    Four rows of numbers; the attribution is a row of `said`, or -1.
    """
    layers = np.zeros((4, length), dtype=np.int64)
    section, quoted, part, attribution = layers
    section[:], attribution[:] = SECTIONS.index("body"), -1
    if sections is not None:
        edges = [0, *sections["start"].tolist()[1:], length]
        for (start, end), name in zip(pairwise(edges), sections["section"], strict=True):
            section[start:end] = SECTIONS.index(name)
    if quotations is not None:
        marked = quotations.loc[quotations["kind"] != "stray", ["start", "end"]]
        for start, end in marked.itertuples(index=False):
            quoted[start:end] = 1
    _mark_parts(part, attribution, _outermost_first(said))
    return layers


def _mark_parts(part: Codes, attribution: Codes, rows: list[tuple[int, dict[str, str]]]) -> None:
    for number, row in rows:
        for start, end in spans_in(row["content"]):
            part[start:end], attribution[start:end] = _CONTENT, number
        if row["parent"]:
            continue
        for code, name in ((_SOURCE, "source"), (_CUE, "cue")):
            for start, end in spans_in(row[name]):
                part[start:end], attribution[start:end] = code, -1


def _outermost_first(said: pd.DataFrame | None) -> list[tuple[int, dict[str, str]]]:
    if said is None:
        return []
    parents = dict(zip(said["id"], said["parent"], strict=True))
    columns = ["id", "parent", "source", "cue", "content"]
    rows: list[dict[str, str]] = said[columns].to_dict("records")  # type: ignore[assignment]
    return sorted(enumerate(rows), key=lambda pair: _depth(pair[1]["id"], parents))


def _depth(name: str, parents: dict[str, str]) -> int:
    depth = 0
    while parents[name]:
        name, depth = parents[name], depth + 1
    return depth


def _stretches(text: str, layers: Codes, said: pd.DataFrame | None) -> Iterator[tuple[object, ...]]:
    """Yield the runs of characters that are alike, as the columns of Voices."""
    if not text:
        return
    changes = np.flatnonzero((np.diff(layers, axis=1) != 0).any(axis=0)) + 1
    starts = np.concatenate([[0], changes])
    ends = np.append(changes, len(text))
    words = np.searchsorted([word.start for word in find_words(text)], [*starts, len(text)])
    who = [("", "", "")]
    if said is not None:
        who += list(said[["speaker", "kind", "id"]].itertuples(index=False, name=None))
    marks = layers[:, starts].T.tolist()
    each = zip(starts.tolist(), ends.tolist(), np.diff(words).tolist(), marks, strict=True)
    for start, end, count, (section, quoted, part, attribution) in each:
        voice = "quoted" if quoted else "paraphrased" if part == _CONTENT else "outlet"
        speaker = who[attribution + 1]
        yield start, end, voice, PARTS[part], SECTIONS[section], *speaker, count
