"""Find the sentences behind counts of terms: some places of each, spread over its articles (decision 71)."""

from collections.abc import Collection, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Counting, Counts, Query, Tokens, read_words
from analysis.language.queries import Part, places_of
from analysis.language.sentences import only_stretches, stretches_at, word_spans
from analysis.reports.display.blocks import evenly
from analysis.reports.notebook.passages import Behind
from analysis.tables.patterns import keyness_key, term_key

Integers = npt.NDArray[np.int64]
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
    chosen = [_some_of(sides, having[term]) for _, _, sides, term, _ in asked]
    used = np.unique(np.concatenate([np.empty(0, np.int64), *chosen]))
    ids = counts.articles["id"].to_numpy()
    known = articles[articles["id"].isin(set(ids[used]))]
    tokens = read_words(known, counting)
    own = tokens.stretches["article"].to_numpy()
    found = []
    for (label, key, _, term, total), numbers in zip(asked, chosen, strict=True):
        held = np.flatnonzero(np.isin(own, ids[numbers]))
        places = _places(only_stretches(tokens, held), known, term)
        found.append(Behind(label, places.iloc[evenly(len(places), MOST)], key, total))
    return found


def _asked(rows: pd.DataFrame, counts: Counts) -> Iterator[tuple[str, str, Integers, str, int]]:
    """Yield label, key, the matching rows of `counts`, term and count."""
    if "outlet" in rows:
        for outlet, term, n, words in rows[["outlet", "term", "n", "words"]].itertuples(
            index=False
        ):
            if n:
                label = f"{outlet}, {term}: {n:,} of {words:,} words"
                yield label, term_key(outlet, term), counts.rows_of(outlet), term, int(n)
        return
    sides = ["target", "reference", "term", "n_target", "n_reference"]
    for target, reference, term, one, other in rows[sides].itertuples(index=False):
        label = f"{target}, {term}: {one:,}, and {other:,} in {reference}"
        only = counts.rows_of(reference) if reference in counts.outlets else None
        own = counts.rows_of(target)
        both = np.arange(len(counts.articles)) if only is None else np.concatenate([own, only])
        yield label, keyness_key(target, term), np.sort(both), term, int(one + other)


def _having(counts: Counts, terms: Collection[str]) -> dict[str, Integers]:
    """Return the rows of the articles that have each term."""
    columns = np.flatnonzero(np.isin(counts.terms.astype(str), list(terms)))
    found = counts.matrix[:, columns].tocsc()
    found.sort_indices()
    each = zip(columns, found.indptr, found.indptr[1:], strict=False)
    return {str(counts.terms[k]): found.indices[a:b].astype(np.int64) for k, a, b in each}


def _some_of(rows: Integers, having: Integers) -> Integers:
    """Return up to 50 of `rows`, at even distances, whose articles are among `having`."""
    both = having[np.isin(having, rows, assume_unique=True)]
    return both[evenly(len(both), MOST)]


def _places(tokens: Tokens, articles: pd.DataFrame, term: str) -> pd.DataFrame:
    query = Query(term, tuple(Part("word", word) for word in term.split(" ")))
    hit = np.unique(stretches_at(tokens, places_of(tokens, query)))
    lines = only_stretches(tokens, hit)
    first = places_of(lines, query)
    spans = word_spans(lines, articles)
    last = first + len(query.parts) - 1
    named = lines.stretches["article"].to_numpy()[stretches_at(lines, first)]
    return pd.DataFrame({"article": named, "start": spans[first, 0], "end": spans[last, 1]})
