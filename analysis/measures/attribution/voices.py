"""Give every character of every article a voice: the outlet's own, quoted or paraphrased."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.categories import SECTIONS
from analysis.language.byte_counts import word_starts
from analysis.measures.attribution.acts import counted
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import (
    PARTS,
    VOICES,
    Articles,
    Attributions,
    Quotations,
    Sections,
    Voices,
    by_key,
)

_NARRATIVE, _SOURCE, _CUE, _CONTENT = range(len(PARTS))
_OF_SAID = [
    "article", "id", "parent", "speaker", "kind", "act", "negated", "quoted_words", *PARTS[1:],
]  # fmt: skip
_VOICE = pd.Index(VOICES, dtype="str")
_NOBODY = pd.Series([""], dtype="str")
_TO_BLANKS = str.maketrans("[],", "   ")
_AT_ONCE = 500  # articles whose characters are held
_FAR = np.iinfo(np.int64).max
_NONE = np.empty(0, np.int64)
Numbers = npt.NDArray[np.int64]


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
    PJ Media     178          156     517
    RFE/RL       310          376     237
    """
    articles = by_key(Articles.validate(articles), "id")
    quotations = Quotations.validate(quotations)
    quotations = quotations.loc[quotations["kind"] != "stray", ["article", "start", "end"]]
    order = pd.Index(articles["id"])
    said, cut, quoted = (
        _InOrder(order, table)
        for table in (
            counted(Attributions.validate(attributions)[_OF_SAID]),
            Sections.validate(sections)[["article", "start", "section"]],
            quotations,
        )
    )
    depths = _depths(said.table)
    parts = []
    texts = followed(articles["text"], total=len(articles), what="telling voices apart")
    for first in range(0, len(articles), _AT_ONCE):
        few = list(islice(texts, _AT_ONCE))
        rows = slice(first, first + len(few))
        layers = _Layers(few)
        layers.cut(cut.of(rows))
        layers.quote(quoted.of(rows))
        layers.say(said.of(rows), depths)
        found = layers.stretches(word_starts(few))
        parts.append(found.assign(row=found["row"] + first))
    whole = pd.concat(parts) if parts else _Layers([]).stretches(_NONE)
    who = {
        new: pd.concat([_NOBODY, said.table[name]]).array.take(whole["attribution"].to_numpy())
        for new, name in (("attribution", "id"), ("speaker", "speaker"), ("kind", "kind"))
    }
    of = {"article": articles["id"], "outlet": articles["outlet"]}
    named = {name: column.array.take(whole["row"].to_numpy()) for name, column in of.items()}
    return Voices.validate(by_key(whole.assign(**named, **who), "article", "start"))


class _InOrder:
    """The rows of a table about articles, in the order of these."""

    def __init__(self, order: pd.Index, table: pd.DataFrame) -> None:
        rows = order.get_indexer(pd.Index(table["article"]))
        places = np.argsort(rows, kind="stable")
        self.table, self._rows = table.iloc[places].reset_index(drop=True), rows[places]

    def of(self, articles: slice) -> "_Rows":
        """Return the rows about some articles, which are counted from the first of these."""
        begin, end = np.searchsorted(self._rows, [articles.start, articles.stop])
        return _Rows(self.table.iloc[begin:end], self._rows[begin:end] - articles.start, int(begin))


class _Rows(NamedTuple):
    """Rows of a table, the article of each, and the number of the first of them in the table."""

    table: pd.DataFrame
    article: Numbers
    first: int


def _depths(said: pd.DataFrame) -> Numbers:
    """Return how many attributions each stands in."""
    depths = np.zeros(len(said), np.int64)
    nested = np.flatnonzero(said["parent"] != "")
    rows = said.iloc[nested]
    articles, parents = rows["article"].tolist(), rows["parent"].tolist()
    names = zip(articles, rows["id"].tolist(), strict=True)
    above = dict(zip(names, parents, strict=True))
    for row, article, parent in zip(nested.tolist(), articles, parents, strict=True):
        around = parent
        while around:
            depths[row] += 1
            around = above.get((article, around), "")
    return depths


class _Layers:
    """For every character of some texts: its section, whether it is quoted, its part, and its attribution.

    `said` holds the number of the attribution, from 1, times the number of parts, and the part.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._ends = np.cumsum(self._lengths)
        length = int(self._lengths.sum())
        self._section = np.full(length, SECTIONS.index("body"), np.int8)
        self._quoted = np.zeros(length, bool)
        self._said = np.zeros(length, np.int64)

    def cut(self, sections: _Rows) -> None:
        """Take the sections of each article: the first begins with it, each goes on to the next."""
        article, codes = (
            sections.article,
            pd.Index(SECTIONS).get_indexer(pd.Index(sections.table["section"])),
        )
        begins = np.ones(len(article), bool)
        begins[1:] = article[1:] != article[:-1]
        starts = sections.table["start"].where(~begins, 0).to_numpy()
        ends = np.where(np.append(begins[1:], True), _FAR, np.append(starts[1:], 0))
        for start, end, code in self._placed(article, starts, ends, codes):
            self._section[start:end] = code

    def quote(self, quotations: _Rows) -> None:
        """Take what stands in quotation marks."""
        starts, ends = (quotations.table[name].to_numpy() for name in ("start", "end"))
        for start, end, _ in self._placed(quotations.article, starts, ends, starts):
            self._quoted[start:end] = True

    def say(self, said: _Rows, depths: Numbers) -> None:
        """Take attributions, those inside of others after them; source and cue of the outermost only."""
        number = np.arange(len(said.article))
        depth = depths[said.first + number]
        of = {}
        for role in (_CONTENT, _SOURCE, _CUE):
            rows, starts, ends = _spans_of(said.table[PARTS[role]])
            kept = (role == _CONTENT) | (depth[rows] == 0)
            of[role] = np.stack([rows, starts, ends, np.full(len(rows), role)])[:, kept]
        rows, starts, ends, role = np.concatenate(list(of.values()), axis=1)
        order = np.lexsort((rows, depth[rows]))  # stable: content, source, cue of each
        marks = np.where(role == _CONTENT, (said.first + rows + 1) * len(PARTS), 0) + role
        columns = (said.article[rows], starts, ends, marks)
        for start, end, mark in self._placed(*(column[order] for column in columns)):
            self._said[start:end] = mark

    def _placed(
        self, article: Numbers, start: Numbers, end: Numbers, value: Numbers
    ) -> Iterator[tuple[int, int, int]]:
        """Yield places in all texts, each with its value; what is beyond its text is cut off."""
        length = self._lengths[article]
        before = self._ends[article] - length
        places = (np.minimum(part, length) + before for part in (start, end))
        yield from zip(*(part.tolist() for part in (*places, value)), strict=True)

    def stretches(self, words: Numbers) -> pd.DataFrame:
        """Return the runs of characters that are alike in the columns of Voices, but for names.

        `words` are the places where words begin, were the texts written as one.
        `row` is the text, and `attribution` the number of the attribution, from 1, or 0.
        """
        new = np.ones(len(self._said), bool)
        new[1:] = self._said[1:] != self._said[:-1]
        for layer in (self._section, self._quoted):
            new[1:] |= layer[1:] != layer[:-1]
        begins = self._ends - self._lengths
        new[begins[self._lengths > 0]] = True
        starts = np.flatnonzero(new)
        ends = np.append(starts[1:], len(new))[: len(starts)]
        row = np.searchsorted(self._ends, starts, side="right")
        attribution, part = np.divmod(self._said[starts], len(PARTS))
        quoted = self._quoted[starts]
        return pd.DataFrame(
            {
                "row": row,
                "start": starts - begins[row],
                "end": ends - begins[row],
                "voice": _VOICE.take(np.where(quoted, 1, np.where(part == _CONTENT, 2, 0))),
                "part": pd.Index(PARTS, dtype="str").take(part),
                "section": pd.Index(SECTIONS, dtype="str").take(self._section[starts]),
                "attribution": attribution,
                "words": np.searchsorted(words, ends) - np.searchsorted(words, starts),
            }
        )


def _spans_of(written: pd.Series) -> tuple[Numbers, Numbers, Numbers]:
    """Return the row, begin and end of each span in a column of them, as `spans_in` reads it."""
    rows = np.repeat(np.arange(len(written)), written.str.count(r"\[").to_numpy() - 1)
    bare = " ".join(written.tolist()).translate(_TO_BLANKS).strip()
    places = np.fromstring(bare, np.int64, sep=" ").reshape(-1, 2)
    return rows, places[:, 0], places[:, 1]
