"""Where a query stands, and how often."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy

from analysis.language.counts import Counts
from analysis.language.lemmas import as_lemmas
from analysis.language.parts_of_speech import parts_at
from analysis.language.queries import HELP, Mask, Part, Query, QueryError, query_of
from analysis.language.sentence_words import stretches_at
from analysis.language.words import Tokens

Integers = npt.NDArray[np.int64]


def places_of(tokens: Tokens, query: Query) -> Integers:
    """Return where in `tokens.ids` the query begins, in ascending order; never across stretches.

    Time is linear in the number of words and of distinct words, and for parts of speech in that
    of the sentences with a hit of the rest.
    """
    lemmas = tokens
    if query.searched is not None and any(part.kind == "lemma" for part in query.parts):
        lemmas = as_lemmas(tokens, query.searched)
    searched = [lemmas if part.kind == "lemma" else tokens for part in query.parts]
    fitting = [_occurring(part, own) for part, own in zip(query.parts, searched, strict=True)]
    rarest = int(np.argmin([np.count_nonzero(mask) for mask in fitting]))
    places = np.flatnonzero(fitting[rarest]) - rarest
    places = places[places >= 0]
    stretch = stretches_at(tokens, places)
    places = places[places + len(query.parts) <= tokens.bounds[1:][stretch]]
    for offset, mask in enumerate(fitting):
        places = places[mask[places + offset]]
    return _spoken(tokens, places.astype(np.int64), query)


def _spoken(tokens: Tokens, places: Integers, query: Query) -> Integers:
    """Return those of the places whose words are of the parts of speech that are asked for."""
    wanted = {offset: part.speech for offset, part in enumerate(query.parts) if part.speech}
    if query.searched is None or not wanted or not len(places):
        return places
    numbers, firsts = np.unique(stretches_at(tokens, places), return_index=True)
    stretches = tokens.stretches.iloc[numbers]
    codes = query.searched.of(stretches["article"].unique())
    query.passed.update(codes.index[codes != "en"])
    articles = query.searched.articles
    english = articles[articles["id"].isin(codes.index[codes == "en"])]
    texts = dict(zip(english["id"], english["text"], strict=True))
    kept, sentence = list[int](), "sentence" in stretches
    named = stretches[["article", "start", "end"]].itertuples(index=False)
    groups = np.split(places, firsts[1:])
    begins = tokens.bounds[numbers].tolist()
    for (article, start, end), begin, group in zip(named, begins, groups, strict=True):
        if article not in texts:
            continue
        asked = (group[:, None] - begin + np.array(list(wanted))).ravel()
        found = parts_at(texts[article][start:end], asked.tolist(), sentence=sentence)
        right = np.array(found).reshape(len(group), -1) == np.array(list(wanted.values()))
        kept += group[right.all(axis=1)].tolist()
    return np.array(kept, np.int64)


def _occurring(part: Part, tokens: Tokens) -> Mask:
    """Return of every word whether it fits the part."""
    fitting = part.fits(tokens.vocabulary)
    numbers = np.flatnonzero(fitting)
    if len(numbers) == 1:
        return np.asarray(tokens.ids == numbers[0], bool)
    return np.asarray(fitting[tokens.ids], bool)


def count_queries(tokens: Tokens, queries: Sequence[str | Query]) -> Counts:
    """Count what fits each query in every article, as `count_terms` counts words.

    Parameters
    ----------
    tokens
        Words; no phrase crosses one of their stretches.
    queries
        As in `query_of`.

    Returns
    -------
    Counts whose terms are the queries as they are written, sorted. The denominator is the number of
    all words for phrases too, so that queries of several lengths can be compared.

    Raises
    ------
    QueryError
        If a query cannot be read, is given twice, or there is none.
    """
    read = sorted((query_of(query) for query in queries), key=lambda query: query.text)
    names = [query.text for query in read]
    twice = [name for name, after in pairwise(names) if name == after]
    if twice or not names:
        wrong = f"{twice[0]!r} is given twice" if twice else "no query is given"
        raise QueryError(f"{wrong}; {HELP}")
    rows = tokens.article_rows
    number = len(tokens.articles)
    columns = [np.bincount(rows[places_of(tokens, query)], minlength=number) for query in read]
    matrix = scipy.sparse.csr_array(np.array(columns, np.int64).T)
    words = np.bincount(rows, minlength=number)
    return Counts(tokens.articles.assign(words=words), np.array(names, dtype=object), matrix)
