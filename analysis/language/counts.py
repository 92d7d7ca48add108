"""Count words and phrases: how often each occurs in each article, with or without a stop list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import regex
import scipy

from analysis.categories import SECTIONS
from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.language.byte_counts import Batch, summed, tally
from analysis.language.lemmas import as_lemmas, languages_of
from analysis.language.words import (
    Integers,
    Tokens,
    check_sections,
    function_words,
    texts_in,
    without_possessive,
    without_possessives,
    words_in,
    words_of,
)
from analysis.recipes import step


def stop_words(choice: str) -> frozenset[str]:
    """Return the words to leave out, folded.

    Parameters
    ----------
    choice
        "on" for the project's English function words (resources/wordlists/function_words.md says
        how they were chosen), "off" for none, else the path of a UTF-8 file with one word a line;
        lines that start with # are comments.

    Raises
    ------
    FramingError
        If the file is missing or a line is not exactly one word; the line is named.
    """
    if choice == "off":
        return frozenset()
    if choice == "on":
        return function_words()
    try:
        lines = as_begun(choice).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FramingError(
            f"stop list {choice!r} cannot be read ({error}); give on, off or a UTF-8 text file"
        ) from error
    numbered = enumerate(map(str.strip, lines), start=1)
    entries = [(number, line) for number, line in numbered if line and not line.startswith("#")]
    return frozenset(_one_word(Path(choice), number, line) for number, line in entries)


def _one_word(path: Path, number: int, line: str) -> str:
    words = words_in(line)
    if len(words) != 1:
        raise FramingError(
            f"{path}, line {number}: {line!r} is {len(words)} words; one word a line"
        )
    return words[0]


Terms = npt.NDArray[np.object_]

_AT_ONCE = 50_000  # articles whose counts are added up at a time
UNITS = ("word", "form", "lemma")
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, eq=False)
class Counts:
    """How often each term occurs in each article.

    Attributes
    ----------
    articles
        One row per article: `id`, `outlet`, and `words`, the denominator of its rates.
    terms
        The counted words or phrases, sorted.
    matrix
        Occurrences, articles by terms.
    """

    articles: pd.DataFrame
    terms: Terms
    matrix: "scipy.sparse.csr_array"

    @cached_property
    def outlets(self) -> list[str]:
        """The outlets, sorted."""
        return sorted(self.articles["outlet"].unique())

    @cached_property
    def by_outlet(self) -> "scipy.sparse.csr_array":
        """Occurrences, `outlets` by terms."""
        return self._by_outlet(articles=False)

    @cached_property
    def articles_by_outlet(self) -> "scipy.sparse.csr_array":
        """Articles with each term, `outlets` by terms."""
        return self._by_outlet(articles=True)

    def _by_outlet(self, *, articles: bool) -> "scipy.sparse.csr_array":
        """Add up the occurrences, or the articles that have any, some rows at a time."""
        outlets = pd.Categorical(self.articles["outlet"], self.outlets).codes
        found = scipy.sparse.csr_array((len(self.outlets), len(self.terms)), dtype=np.int64)
        for first in range(0, len(outlets), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            rows, part = outlets[some], self.matrix[some]
            ones = np.ones(len(rows), np.int64)
            shape = (len(self.outlets), len(rows))
            sums = scipy.sparse.csr_array((ones, (rows, np.arange(len(rows)))), shape=shape)
            found = found + sums @ (part > 0).astype(np.int64) if articles else found + sums @ part
        return found

    def rows_of(self, outlet: str) -> Integers:
        """Return the rows of `matrix` that are articles of `outlet`."""
        return self._rows.get(outlet, np.empty(0, np.int64))

    @cached_property
    def _rows(self) -> dict[str, Integers]:
        codes = pd.Categorical(self.articles["outlet"], self.outlets).codes
        each = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
        return dict(zip(self.outlets, each, strict=True)) if len(codes) else {}


def count_terms(tokens: Tokens, *, ngram: int = 1) -> Counts:
    """Count every term of `ngram` consecutive words in every article.

    A phrase never crosses the end of a stretch, so never a paragraph or a section; a phrase of k
    words is counted against all stretches of k words.

    Raises
    ------
    FramingError
        If `ngram` is not 1, 2 or 3.
    """
    Counting(ngram=ngram)
    phrases, places = _phrases(tokens, ngram)
    numbers, terms = _sorted_terms(tokens.vocabulary, phrases)
    rows = tokens.article_rows[places]
    shape = (len(tokens.articles), len(terms))
    ones = np.ones(len(rows), np.int32)
    matrix = scipy.sparse.csr_array((ones, (rows, numbers)), shape=shape)
    matrix.sum_duplicates()
    words = np.bincount(rows, minlength=shape[0])
    return Counts(tokens.articles.assign(words=words), terms, matrix)


def count_words(articles: pd.DataFrame, *, sections: Sequence[str] = SECTIONS) -> Counts:
    """Count every word of every article: `count_terms(words_of(...))`, but batch by batch.

    The words of the whole corpus are never held at once.

    Raises
    ------
    FramingError
        If a section is unknown.
    """
    return _counts_of(articles, Counting(sections, unit="form", stop="off"))


class _Chosen(NamedTuple):
    """The terms that are counted, sorted, and the column of each word of a vocabulary, -1 without one."""

    terms: Terms
    columns: npt.NDArray[np.int32]


def _counts_of(articles: pd.DataFrame, counting: "Counting") -> Counts:
    """Count single words as they are asked for; what is not asked for is never held as a matrix."""
    found = tally(texts_in(articles, sections=counting.sections))
    totals = np.zeros(len(found.vocabulary), np.int64)
    for batch in found.batches:
        totals += np.bincount(batch.ids, batch.n, len(totals)).astype(np.int64)
    chosen = _chosen(found.vocabulary, totals, counting)
    words, matrix = _matrix(found.batches, chosen)
    kept = articles[["id", "outlet"]].reset_index(drop=True)
    return Counts(kept.assign(words=words), chosen.terms, matrix)


def _chosen(vocabulary: list[str], totals: Integers, counting: "Counting") -> _Chosen:
    forms = vocabulary
    if counting.unit == "word":
        forms = [without_possessive(word) for word in vocabulary]
    numbers, terms = _in_order(forms)
    total = np.bincount(numbers, totals, len(terms)).astype(np.int64)
    stop = stop_words(counting.stop)
    keep = _kept(terms, total, min_count=counting.min_count, stop=stop, digits=counting.digits)
    place = np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32)
    return _Chosen(terms[keep], place[numbers])


def _in_order(forms: list[str]) -> tuple[Integers, Terms]:
    """Return the number of each form among the distinct ones in code point order, and these."""
    known = pa.array(forms, pa.large_string()).dictionary_encode()  # bytes of UTF-8 have that order
    order = pc.array_sort_indices(known.dictionary)
    rank = np.empty(len(order), np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    terms = known.dictionary.take(order).to_numpy(zero_copy_only=False)
    return rank[known.indices.to_numpy()], terms


def _matrix(batches: list[Batch], chosen: _Chosen) -> tuple[Integers, "scipy.sparse.csr_array"]:
    """Return all words of each text, and the occurrences of the chosen ones; `batches` are used up."""
    words, bounds = list[Integers](), [np.zeros(1, np.int64)]
    held = sum(int((chosen.columns[batch.ids] >= 0).sum()) for batch in batches)
    indices, data = np.empty(held, np.int32), np.empty(held, np.int32)
    end = 0
    batches.reverse()
    while batches:
        sizes, ids, n = batches.pop()  # so that what was read of it is given back
        rows = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        words.append(sizes if n is None else np.bincount(rows, n, len(sizes)).astype(np.int64))
        columns = chosen.columns[ids]
        used = columns >= 0
        rows, columns = rows[used], columns[used]
        each = np.ones(len(rows), np.int32) if n is None else n[used]
        # which also adds "trump" and "trump's"
        part = summed(rows, columns, each, (len(sizes), len(chosen.terms)))
        indices[end : end + part.nnz], data[end : end + part.nnz] = part.indices, part.data
        bounds.append(part.indptr[1:].astype(np.int64) + end)
        end += part.nnz
    shape = (sum(map(len, words)), len(chosen.terms))
    indptr = np.concatenate(bounds)
    wide = end > np.iinfo(np.int32).max
    entries = (data[:end], indices[:end], indptr if wide else indptr.astype(np.int32))
    return np.concatenate(words), scipy.sparse.csr_array(entries, shape=shape)


def _phrases(tokens: Tokens, size: int) -> tuple[Integers, Integers]:
    """Word ids of every stretch of `size` words, one row each, and the place of its first word."""
    lengths = np.diff(tokens.bounds)
    left_in_stretch = np.repeat(tokens.bounds[1:], lengths) - np.arange(len(tokens.ids))
    places = np.flatnonzero(left_in_stretch >= size)
    return tokens.ids[places[:, None] + np.arange(size)].astype(np.int64), places


def _sorted_terms(vocabulary: Terms, phrases: Integers) -> tuple[Integers, Terms]:
    """Return the number of each phrase among the distinct ones in code point order, and these."""
    order = np.argsort(vocabulary)
    rank = np.empty(len(vocabulary), np.int64)
    rank[order] = np.arange(len(vocabulary))
    ranked = rank[phrases]
    key, distinct = ranked[:, 0], vocabulary[order]
    for column in range(1, phrases.shape[1]):
        # numbers of the phrases so far times the vocabulary: stays far below 2**63
        wide, key = np.unique(key * len(vocabulary) + ranked[:, column], return_inverse=True)
        left, right = np.divmod(wide, len(vocabulary))
        distinct = distinct[left] + " " + vocabulary[order][right]
    if phrases.shape[1] == 1:
        used = np.bincount(key, minlength=len(vocabulary)) > 0
        key, distinct = (np.cumsum(used) - 1)[key], distinct[used]
    return key, distinct


@dataclass(frozen=True)
class Counting:
    """The choice of words to count; its fields are parameters of the reports.

    Attributes
    ----------
    sections
        The sections to read.
    unit
        "word" for words without a possessive "'s", "form" for words as they are written, "lemma".
    ngram
        1 for single terms, 2 or 3 for phrases.
    stop
        Terms left out: "on" (function words), "off", or a file with one word a line.
    digits
        False leaves out terms without a letter, such as 2016.
    min_count
        Terms must occur this often in the whole corpus.
    """

    sections: Sequence[str] = ("body",)
    unit: str = "word"
    ngram: int = 1
    stop: str = "on"
    digits: bool = True
    min_count: int = 1

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise FramingError(f"unit is {self.unit!r}; give {', '.join(UNITS)}")
        if self.ngram not in (1, 2, 3):
            raise FramingError(f"ngram is {self.ngram}; phrases of 1, 2 or 3 words can be counted")
        if self.min_count < 1:
            raise FramingError(f"min_count is {self.min_count}; give 1 or more")
        check_sections(self.sections)


def count(articles: pd.DataFrame, counting: Counting) -> Counts:
    """Read the words of Articles, count them, and return the Counts of the chosen terms.

    Raises
    ------
    FramingError
        If the stop list cannot be read.

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.language import Counting, count
    >>> counts = count(read_corpus("seeds").articles, Counting(min_count=10))
    >>> counts.terms.tolist()
    ['aleppo', 'civilians', 'forces', 'government', 'russia', 'said', 'syrian', 'un']
    >>> counts.matrix.toarray().tolist()  # articles by terms
    [[20, 8, 7, 10, 8, 18, 9, 7], [10, 4, 7, 2, 2, 9, 2, 4]]
    >>> counts.articles["words"].tolist()  # the denominators
    [866, 823]
    """
    if counting.unit != "lemma" and counting.ngram == 1:
        return _counts_of(articles, counting)
    stop = stop_words(counting.stop)
    counts = count_terms(read_words(articles, counting), ngram=counting.ngram)
    return select_terms(counts, min_count=counting.min_count, stop=stop, digits=counting.digits)


def read_words(articles: pd.DataFrame, counting: Counting) -> Tokens:
    """Return the words, or lemmas, of the chosen sections in reading order."""
    return in_unit(words_of(articles, sections=counting.sections), articles, counting.unit)


def in_unit(tokens: Tokens, articles: pd.DataFrame, unit: str) -> Tokens:
    """Return the words of Articles as the unit ("word", "form", "lemma") has them."""
    match unit:
        case "lemma":
            return as_lemmas(tokens, languages_of(articles))
        case "word":
            return without_possessives(tokens)
    return tokens


def select_terms(
    counts: Counts,
    *,
    min_count: int = 1,
    stop: Collection[str] = frozenset(),
    digits: bool = True,
) -> Counts:
    """Return `counts` with fewer terms; denominators stay, so no rate depends on the choice.

    Parameters
    ----------
    min_count
        Keep terms that occur at least this often in the whole corpus.
    stop
        Words to leave out. A phrase goes when its first or last word is one of them.
    digits
        False leaves out terms without any letter, such as 2016.
    """
    total = np.asarray(counts.matrix.sum(axis=0)).ravel()
    keep = _kept(counts.terms, total, min_count=min_count, stop=stop, digits=digits)
    if keep.all():
        return counts
    return replace(counts, terms=counts.terms[keep], matrix=counts.matrix[:, keep])


def _kept(
    terms: Terms, total: Integers, *, min_count: int, stop: Collection[str], digits: bool
) -> npt.NDArray[np.bool_]:
    """Return which terms are counted; see `select_terms`."""
    keep = np.asarray(total >= min_count)
    for k in np.flatnonzero(keep).tolist() if stop or not digits else ():
        parts = terms[k].split(" ")
        stopped = parts[0] in stop or parts[-1] in stop
        keep[k] = not stopped and (digits or all(map(_LETTER.search, parts)))
    return keep


@step("counting", checks=True)
def _counting(  # noqa: PLR0913  one argument a parameter
    *, sections: list[str], unit: str, ngram: int, stop: str, digits: bool, min_count: int
) -> Counting:
    """What is counted."""
    stop_words(stop)  # refuses a list that cannot be read
    return Counting(sections, unit, ngram, stop, digits, min_count)


@step("counts")
def _counts(articles: pd.DataFrame, counting: Counting) -> Counts:
    """The terms that were asked for, counted."""
    return count(articles, counting)


@step("every-count")
def _every_count(articles: pd.DataFrame, *, sections: list[str], unit: str, ngram: int) -> Counts:
    """All terms, counted: those of the stop list and the rare ones too."""
    return count(articles, Counting(sections, unit, ngram, stop="off"))


@step("running-words")
def _running_words(articles: pd.DataFrame, *, sections: list[str], unit: str) -> Tokens:
    """The words, or lemmas, in the order in which they are read."""
    return read_words(articles, Counting(sections, unit))
