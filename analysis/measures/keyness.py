"""Score the terms that set one outlet apart: counts in, one row per term out."""

import operator
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.language.counts import Counts
from analysis.recipes import step
from analysis.tables import PER, Keyness, by_key

Floats = npt.NDArray[np.float64]
REST = "all other outlets"


class Cells(NamedTuple):
    """Occurrences of each term on both sides, and all words of both sides."""

    n_target: Floats
    n_reference: Floats
    words_target: float | Floats
    words_reference: float | Floats


class _Compared(NamedTuple):
    """Two outlets: the places of their terms in the counts, their cells, and the articles with each term."""

    places: npt.NDArray[np.int64]
    cells: Cells
    docfreq_target: Floats
    docfreq_reference: Floats


class _Sides:
    """The sides of comparisons; of an outlet that several are compared with it is read once."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        words = counts.articles["words"].groupby(counts.articles["outlet"]).sum()
        self._words = words.reindex(counts.outlets).to_numpy()
        self._alone = lru_cache(maxsize=2)(self._of_outlet)

    def of(self, side: str, other: str) -> tuple[Floats, float, Floats]:
        """Return the occurrences of each term on a side, its words, and its articles with each term."""
        names = self._counts.outlets
        own = np.array([name == side or (side == REST and name != other) for name in names])
        words = float(self._words[own].sum())
        if own.sum() == 1:
            n, articles = self._alone(int(own.argmax()))
        else:
            n, articles = (np.asarray(each.T @ own.astype(np.int64), float) for each in self._each)
        return n, words, articles

    @property
    def _each(self) -> tuple["scipy.sparse.csr_array", "scipy.sparse.csr_array"]:
        return self._counts.by_outlet, self._counts.articles_by_outlet

    def _of_outlet(self, place: int) -> tuple[Floats, Floats]:
        n, articles = (each[[place]].toarray()[0].astype(float) for each in self._each)
        return n, articles


def keyness(
    counts: Counts, *, target: str = "", reference: str = "", prior_words: float = 500.0
) -> pd.DataFrame:
    """Score every term by how much `target` prefers it to `reference`.

    Parameters
    ----------
    counts
        Occurrences per article. Terms left out before do not change the scores of the others.
    target
        The outlet to compare; if empty, the first in alphabetical order that has words and is not
        the reference.
    reference
        Another outlet; if empty, all others together.
    prior_words
        Weight of the pooled corpus as a prior of the weighted log-odds, in words.

    Returns
    -------
    Keyness, one row per term that occurs on one of the two sides. The table is empty if fewer than
    two outlets have words and neither side is named.

    Raises
    ------
    FramingError
        If an outlet is unknown, both sides are the same, or a side has no words.

    Source
    ------
    G2: Dunning 1993, with two cells as in Rayson & Garside 2000; log ratio: Hardie 2014; %DIFF:
    Gabrielatos & Marchi 2011; weighted log-odds: Monroe, Colaresi & Quinn 2008, eq. 16 and 20, with
    the pooled shares of the compared sides times `prior_words` as the informative Dirichlet prior.
    Ours: the log-odds are given in log2 units, and their interval is the point plus and minus
    1.96 of its standard error (interval "words").

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.language import Counting, count
    >>> from analysis.measures import keyness
    >>> counts = count(read_corpus("seeds").articles, Counting(min_count=3))
    >>> table = keyness(counts, target="RFE/RL")
    >>> table.nlargest(2, "z")[["term", "n_target", "n_reference", "z"]].round(2)
            term  n_target  n_reference     z
    28   eastern         9            0  2.14
    25  december         6            0  1.74
    """
    words = counts.articles.groupby("outlet", sort=True)["words"].sum()
    worded = words.index[words > 0].tolist()
    if len(worded) < 2 and not (target or reference):
        return Keyness.empty()
    target = target or next((name for name in worded if name != reference), counts.outlets[0])
    reference = reference or _the_others(counts.outlets, target)
    return Keyness.validate(_scored(counts, [(target, reference)], prior_words))


def keyness_of_each(counts: Counts, *, reference: str = "", prior_words: float) -> pd.DataFrame:
    """Return Keyness of every outlet that has words against `reference`, or against all others.

    Of two outlets only the first by name is a target: the other way round says the same.
    """
    words = counts.articles.groupby("outlet", sort=True)["words"].sum()
    worded = words.index[words > 0].tolist()
    if len(worded) <= 2:
        return keyness(counts, reference=reference, prior_words=prior_words)
    sides = [
        (name, reference or _the_others(counts.outlets, name))
        for name in worded
        if name != reference
    ]
    return Keyness.validate(_scored(counts, sides, prior_words))


def _compared(counts: Counts, target: str, reference: str, sides: _Sides) -> _Compared:
    _refuse_sides(counts, target, reference)
    n_target, words_target, in_target = sides.of(target, reference)
    n_reference, words_reference, in_reference = sides.of(reference, target)
    if not (words_target and words_reference):
        empty = target if not words_target else reference
        raise FramingError(f"{empty!r} has no words in the sections that were read")
    seen = np.flatnonzero((n_target + n_reference) > 0)
    cells = Cells(n_target[seen], n_reference[seen], words_target, words_reference)
    return _Compared(seen, cells, in_target[seen], in_reference[seen])


def _scored(counts: Counts, sides: Sequence[tuple[str, str]], prior_words: float) -> pd.DataFrame:
    """Return Keyness of each target and reference, in their order, terms in alphabetical order.

    Columns are filled target by target, so that what scores are made from never takes more memory than they.
    """
    names = pd.DataFrame({"term": counts.terms.astype(str)})["term"]
    columns, sizes = dict[str, npt.NDArray[Any]](), list[int]()
    each = _Sides(counts)
    for target, reference in sides:
        one = _compared(counts, target, reference, each)
        first, size = sum(sizes), len(one.places)
        for name, numbers in _numbers(one, prior_words).items():
            if name not in columns:
                columns[name] = np.empty(len(sides) * len(names), np.asarray(numbers).dtype)
            columns[name][first : first + size] = numbers
        sizes.append(size)
    columns = {name: column[: sum(sizes)] for name, column in columns.items()}
    table = pd.DataFrame({"term": names.take(columns.pop("place")).reset_index(drop=True)}).assign(
        target=_repeated([target for target, _ in sides], sizes),
        reference=_repeated([reference for _, reference in sides], sizes),
        **columns,
        interval="words",
    )
    table = leaning(table)
    # sorting texts costs as much as all scores, and terms are sorted as they are counted
    return table if names.is_monotonic_increasing else by_key(table, "target", "term")


def _numbers(one: _Compared, prior_words: float) -> dict[str, npt.NDArray[Any] | float]:
    """Return the columns of numbers of one comparison, and the places of its terms in the counts."""
    counted = {name: getattr(one.cells, name) for name in Cells._fields}
    counted |= {name: getattr(one, name) for name in ("docfreq_target", "docfreq_reference")}
    return {
        "place": one.places,
        **{name: np.asarray(numbers).astype(np.int64) for name, numbers in counted.items()},
        **_scores(one.cells, prior_words),
    }


def _repeated(names: Sequence[str], sizes: Sequence[int]) -> "pd.Series[str]":
    """Return each name so many times."""
    return (
        pd.Series(names, dtype=str)
        .take(np.repeat(np.arange(len(names)), sizes))
        .reset_index(drop=True)
    )


def leaning(table: pd.DataFrame) -> pd.DataFrame:
    """Return Keyness with `lean` from its intervals, or from z where it has none."""
    near = np.where(table["log_odds"] >= 0, table["low"], table["high"])
    return table.assign(lean=np.where(table["low"].isna(), table["z"], near))


def furthest_apart(table: pd.DataFrame, *, top: int, without: Collection[str] = ()) -> pd.DataFrame:
    """Return the terms of Keyness that set outlets apart most surely, by `lean`.

    Of one comparison the `top` terms that lean to each side, those of the target first; of several, the
    `top` terms that lean to each target. Terms in `without` are passed over.
    """
    columns = table[["target", "term", "log_odds", "lean"]].reset_index(drop=True)
    odds, wanted = columns["log_odds"], ~columns["term"].isin(without)
    above, below = (
        _leaning_most(columns, wanted & side(odds, 0), top=top, ascending=ascending)
        for side, ascending in ((operator.gt, False), (operator.lt, True))
    )
    above = above.sort_values(["lean", "term"], ascending=[False, True])
    below = below.sort_values(["lean", "term"])
    ours, theirs = above.groupby("target").head(top), below.groupby("target").head(top)
    if len(table["target"].unique()) > 1:
        found = ours.sort_values("target", kind="stable")
    else:
        found = pd.concat([ours, theirs[::-1]])
    return Keyness.validate(table.iloc[found.index].reset_index(drop=True))


def _leaning_most(
    table: pd.DataFrame, wanted: "pd.Series[bool]", *, top: int, ascending: bool
) -> pd.DataFrame:
    """Return wanted rows with those of the `top` of each target; to sort all takes several times as long."""
    by_target = table.loc[wanted, ["target", "lean"]].groupby("target")["lean"]
    places = by_target.rank(method="min", ascending=ascending, na_option="bottom")
    return table.loc[places.index[places <= top]]


def g2_four_cell(cells: Cells) -> Floats:
    """Signed log-likelihood ratio of the table term / other words by target / reference."""
    return _four_cells(cells, _of_term(cells))


def g2_two_cell(cells: Cells) -> Floats:
    """Signed log-likelihood ratio of the two cells that hold the term (Rayson & Garside 2000)."""
    return _signed(2 * _of_term(cells), cells)


def _of_term(cells: Cells) -> Floats:
    """Return the part of half a log-likelihood ratio that comes from the cells that hold the term."""
    a, b, in_target, in_reference = cells
    both, total = a + b, in_target + in_reference
    return _g2_term(a, both * in_target / total) + _g2_term(b, both * in_reference / total)


def _four_cells(cells: Cells, of_term: Floats) -> Floats:
    a, b, in_target, in_reference = cells
    both, total = a + b, in_target + in_reference
    g2 = 2 * (
        of_term
        + _g2_term(in_target - a, (total - both) * in_target / total)
        + _g2_term(in_reference - b, (total - both) * in_reference / total)
    )
    return _signed(np.maximum(g2, 0.0), cells)


def log_ratio(cells: Cells) -> Floats:
    """Return log2 of the ratio of the two rates; a count of zero is taken as one half."""
    a, b, in_target, in_reference = cells
    rates = np.where(a > 0, a, 0.5) / in_target, np.where(b > 0, b, 0.5) / in_reference
    return np.asarray(np.log2(rates[0] / rates[1]))


def percent_difference(cells: Cells) -> Floats:
    """Return %DIFF: how much higher the target's rate is, in percent of the reference's."""
    a, b, in_target, in_reference = cells
    with np.errstate(divide="ignore"):
        return np.asarray(((a / in_target) / (b / in_reference) - 1) * 100)


def weighted_log_odds(cells: Cells, prior: Floats, prior_total: float) -> tuple[Floats, Floats]:
    """Return the weighted log-odds ratio (natural log) and its standard error.

    `prior` is the pseudo-count of each term, `prior_total` that of all terms, those not in `cells` included.
    """
    a, b, in_target, in_reference = cells
    error = np.sqrt(1 / (a + prior) + 1 / (b + prior))
    with np.errstate(divide="ignore", invalid="ignore"):
        odds_target = np.log((a + prior) / (in_target + prior_total - a - prior))
        odds_reference = np.log((b + prior) / (in_reference + prior_total - b - prior))
        # NaN only if both sides have no other term: then neither side prefers it
        return np.nan_to_num(odds_target - odds_reference, nan=0.0), error


def _scores(cells: Cells, prior_words: float) -> dict[str, Floats | float]:
    a, b, in_target, in_reference = cells
    pooled = prior_words * (a + b) / (in_target + in_reference)
    odds, error = weighted_log_odds(cells, pooled, prior_words)
    of_term = _of_term(cells)
    g2 = _four_cells(cells, of_term)
    return {
        "rate_target": a * PER / in_target,
        "rate_reference": b * PER / in_reference,
        "g2": g2,
        "g2_two_cell": _signed(2 * of_term, cells),
        "p": scipy.special.erfc(
            np.sqrt(np.abs(g2) / 2)
        ),  # of chi squared with one degree of freedom
        "p_adjusted": np.nan,
        "log_ratio": log_ratio(cells),
        "pct_diff": percent_difference(cells),
        "log_odds": odds / np.log(2),
        "low": (odds - 1.96 * error) / np.log(2),
        "high": (odds + 1.96 * error) / np.log(2),
        "z": odds / error,
    }


def _the_others(outlets: list[str], target: str) -> str:
    others = [outlet for outlet in outlets if outlet != target]
    return others[0] if len(others) == 1 else REST


def _refuse_sides(counts: Counts, side: str, other: str) -> None:
    """Raise FramingError if an outlet is unknown, or both are the same."""
    known = counts.outlets
    if REST in known:
        raise FramingError(f"an outlet is called {REST!r}, which stands for all but one; rename it")
    for name in (side, other):
        if name not in (*known, REST):
            raise FramingError(f"unknown outlet {name!r}; the corpus has {', '.join(known)}")
    if side == other or len(known) < 2:
        raise FramingError(
            f"cannot compare {side!r} with {other!r}; the corpus has {', '.join(known)}"
        )


def _g2_term(observed: Floats, expected: Floats) -> Floats:
    # 0 log 0 is 0; an expected count of 0 comes only with an observed count of 0
    ratio = np.where(observed > 0, observed, 1) / np.where(expected > 0, expected, 1)
    return np.asarray(scipy.special.xlogy(observed, ratio))


def _signed(size: Floats, cells: Cells) -> Floats:
    a, b, in_target, in_reference = cells
    return np.asarray(np.where(a * (in_reference - b) >= b * (in_target - a), size, -size))


@step("sides", checks=True)
def _sides(articles: pd.DataFrame, *, outlet: str, reference: str) -> tuple[str, str]:
    """The two outlets to compare, as they were asked for; "" for each in turn, or for all others."""
    outlets = sorted(articles["outlet"].unique())
    for name, side in (("outlet", outlet), ("reference", reference)):
        if side and side not in outlets:
            known = ", ".join(map(repr, outlets))
            raise ValueError(f"{name}: no outlet {side!r} in the corpus; it has {known}")
    if len(outlets) < 2 and (outlet or reference):
        raise ValueError(f"there is one outlet, {outlets[0]!r}: nothing to compare it with")
    if outlet and outlet == reference:
        raise ValueError(f"outlet and reference are both {outlet!r}; give two different ones")
    return outlet, reference
