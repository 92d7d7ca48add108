"""Find the sentences behind counts of terms: some places of each, spread over its articles (decision 71)."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Counting, Counts, Tokens, find_words, read_words
from analysis.reports.display.blocks import evenly
from analysis.reports.notebook.passages import Behind
from analysis.tables.patterns import keyness_key, term_key
from analysis.texts import texts_by_id

Integers = npt.NDArray[np.int64]
Span = tuple[int, int]
MOST = 50  # places of a term, so that a corpus of any size is quick


def words_behind(
    rows: pd.DataFrame, counts: Counts, articles: pd.DataFrame, counting: Counting
) -> list[Behind]:
    """Return the evidence of counts: for each term up to 50 of its places.

    `rows` are those that a report shows, of Frequencies or of Keyness, which were made from the other
    arguments. For Keyness both sides stand together.

    Returns
    -------
    One Behind for each row that counts something, with `article`, `start` and `end` of the places, from
    articles at even distances; its total is the count.
    """
    asked = list(_asked(rows, counts))
    having = _having(counts, {term for _, _, _, term, _ in asked})
    outlets = pd.Index(counts.outlets)
    own = outlets.get_indexer(pd.Index(counts.articles["outlet"]))
    chosen = []
    for _, _, sides, term, _ in asked:
        every = having[term]
        if sides:
            every = every[np.isin(own[every], outlets.get_indexer(pd.Index(sides)))]
        chosen.append(every[evenly(len(every), MOST)])
    used = np.unique(np.concatenate([np.empty(0, np.int64), *chosen]))
    ids = counts.articles["id"].to_numpy()
    known = articles[articles["id"].isin(set(ids[used]))]
    words = _Words(read_words(known, counting), known)
    outlet_of = dict(zip(known["id"], known["outlet"], strict=True))
    found = []
    for (label, key, sides, term, total), numbers in zip(asked, chosen, strict=True):
        places = words.places(term, ids[numbers])
        if len(sides) > 1:
            places = _larger_first(places, places["article"].map(outlet_of).eq(sides[0]))
        found.append(Behind(label, places.iloc[evenly(len(places), MOST)], key, total))
    return found


def _larger_first(places: pd.DataFrame, chosen: "pd.Series[bool]") -> pd.DataFrame:
    """Return places with those of the larger side first, each in reading order."""
    first = chosen if 2 * chosen.sum() >= len(places) else ~chosen
    return pd.concat([places[first], places[~first]], ignore_index=True)


class _Words:
    """The words of some articles, in which many terms are looked for, each in articles of its own."""

    def __init__(self, tokens: Tokens, articles: pd.DataFrame) -> None:
        self._tokens = tokens
        self._texts = texts_by_id(articles)
        self._numbers = {str(word): number for number, word in enumerate(tokens.vocabulary)}
        stretches = tokens.stretches
        rows = stretches.groupby("article").indices
        self._stretches = {str(article): numbers for article, numbers in rows.items()}
        named = stretches[["article", "start", "end"]].itertuples(index=False)
        self._named = [(str(article), int(start), int(end)) for article, start, end in named]
        self._spans: dict[
            int, list[Span]
        ] = {}  # of the words of a stretch, once they were asked for

    def places(self, term: str, articles: Iterable[str]) -> pd.DataFrame:
        """Return `article`, `start` and `end` of a term in some articles, in reading order."""
        numbers = [self._stretches[one] for one in articles if one in self._stretches]
        held = np.sort(np.concatenate([np.empty(0, np.int64), *numbers]))
        wanted = [self._numbers.get(word, -1) for word in term.split(" ")]
        bounds = self._tokens.bounds
        rows = []
        for number in held.tolist():
            ids = self._tokens.ids[bounds[number] : bounds[number + 1]]
            for first in _where(ids, wanted).tolist():
                spans = self._spans_of(number)
                last = first + len(wanted) - 1
                rows.append((self._named[number][0], spans[first][0], spans[last][1]))
        return pd.DataFrame(rows, columns=["article", "start", "end"])

    def _spans_of(self, number: int) -> list[Span]:
        if number not in self._spans:
            article, begin, end = self._named[number]
            text = self._texts[article][begin:end]
            self._spans[number] = [(begin + w.start, begin + w.end) for w in find_words(text)]
        return self._spans[number]


def _where(ids: npt.NDArray[np.signedinteger], wanted: Sequence[int]) -> Integers:
    """Return the places in `ids` where the numbers `wanted` begin."""
    last = max(0, len(ids) - len(wanted) + 1)
    fits = np.ones(last, bool)
    for offset, number in enumerate(wanted):
        fits &= ids[offset : offset + last] == number
    return np.flatnonzero(fits)


def _asked(
    rows: pd.DataFrame, counts: Counts
) -> Iterator[tuple[str, str, Sequence[str], str, int]]:
    """Yield label, key, the outlets whose articles are meant (none means all), term and count."""
    if "outlet" in rows:
        for outlet, term, n, words in rows[["outlet", "term", "n", "words"]].itertuples(
            index=False
        ):
            if n:
                label = f"{outlet}, {term}: {n:,} of {words:,} words"
                yield label, term_key(outlet, term), [outlet], term, int(n)
        return
    sides = ["target", "reference", "term", "n_target", "n_reference"]
    for target, reference, term, one, other in rows[sides].itertuples(index=False):
        label = f"{target}, {term}: {one:,}, and {other:,} in {reference}"
        both = [target, reference] if reference in counts.outlets else []
        yield label, keyness_key(target, term), both, term, int(one + other)


def _having(counts: Counts, terms: Collection[str]) -> dict[str, Integers]:
    """Return the rows of the articles that have each term."""
    columns = np.flatnonzero(np.isin(counts.terms.astype(str), list(terms)))
    found = counts.matrix[:, columns].tocsc()
    found.sort_indices()
    each = zip(columns, found.indptr, found.indptr[1:], strict=False)
    return {str(counts.terms[k]): found.indices[a:b].astype(np.int64) for k, a, b in each}
