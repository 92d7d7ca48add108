"""How far the model errs on a corpus, outlet by outlet, and whether it errs more in one of them.

All figures are ratios of totals over articles, precision, recall and F1 too; so they have the interval of
such a ratio, with the article as the unit and 1 over its probability as its weight.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.inference.by_article import Floats, Sums, interval_of_share, weights
from analysis.inference.by_event import holm
from analysis.inference.intervals import Intervals
from analysis.inference.resampling import percentiles, times_drawn
from analysis.tables.validity import Confusions, ErrorRates, ErrorTests, Reliabilities
from analysis.validity.agreement import by_articles
from analysis.validity.judgements import MISSED, RIGHT, WRONG, judgements_of

PRECISION, RECALL, F1 = "precision", "recall", "F1"
LABELS = "right labels"
CALIBRATION = "calibration error"
BINS = 10
DEALS = 9_999  # of articles to outlets
LEVEL, POWER = 0.05, 0.8
_ROUNDS = 20  # until a difference and the variance that comes with it agree
_AT_ONCE = 500  # deals, which bounds the memory in use


class _Amounts(NamedTuple):
    """The judgements that a figure is about, and what each adds: counted, of all."""

    told: pd.DataFrame
    n: "pd.Series[float]"
    total: "pd.Series[float]"


class Errors(NamedTuple):
    """What `errors_of` returns: first whether the model errs alike in all outlets."""

    tests: pd.DataFrame
    rates: pd.DataFrame
    confusion: pd.DataFrame
    reliability: pd.DataFrame


def errors_of(  # noqa: PLR0913  each is one choice
    items: pd.DataFrame,
    codings: pd.DataFrame,
    drawn: pd.DataFrame,
    *,
    random: np.random.Generator,
    how: Intervals | None = None,
    closed: bool = False,
) -> Errors:
    """Return how far the model errs.

    Parameters
    ----------
    items, codings, drawn
        As in `analysis.validity.judgements.judgements_of`.
    random
        Deals articles out to outlets anew, and draws them again for the calibration error.
    how
        Which intervals: see `analysis.inference.Intervals`.
    closed
        Whether the items are all there is, each with a label, as the stretches of a text by voice are: then
        precision, recall and F1 over all items would be 1 whatever the model does, and are left out.

    Returns
    -------
    Errors. `tests`: ErrorTests of precision, recall, F1 and right labels, first; `rates`: ErrorRates of the
    same, by category too (an item is then right if people give it the same label), and the expected
    calibration error; `confusion`: Confusions; `reliability`: Reliabilities in ten bins. Recall and F1 are of
    the articles that a coder answered whole and marked as read; the other figures of all that has an answer.

    Source
    ------
    Weights: Horvitz & Thompson 1952, as the ratio of Hájek 1971. Calibration error: Naeini, Cooper &
    Hauskrecht 2015, equal bins; its interval is that of the bootstrap over articles, and it is never below
    what chance makes of few items. Tests: Q of Cochran 1954, by dealing whole articles out anew (Phipson &
    Smyth 2010); each outlet's distance is over its own standard error, so that articles may differ in size
    between outlets (Chung & Romano 2013).
    """
    wanted = by_articles(how)
    told = judgements_of(items, codings, drawn, closed=closed)
    return Errors(
        _tests(told, random, closed=closed),
        ErrorRates.of_rows(
            [*_rates(told, wanted, closed=closed), *_calibration(told, wanted, random)],
            "figure", "category", "outlet",
        ),
        Confusions.of_rows(list(_confusion(told, wanted)), "outlet", "by_model", "by_coder"),
        Reliabilities.of_rows(list(_bins(told, wanted)), "outlet", "from_score"),
    )  # fmt: skip


def _amounts(told: pd.DataFrame, *, closed: bool) -> dict[str, _Amounts]:
    """Return what each judgement adds to each figure about all items."""
    right, wrong = ((told["outcome"] == one).astype(float) for one in (RIGHT, WRONG))
    same = right * (told["by_model"] == told["by_coder"])
    if closed:
        return {LABELS: _Amounts(told, same, right + wrong)}
    read = _finished(told)
    there, missed = (right.loc[read.index], (read["outcome"] == MISSED).astype(float))
    found = {
        PRECISION: _Amounts(told, right, right + wrong),
        RECALL: _Amounts(read, there, there + missed),
        F1: _Amounts(read, 2 * there, 2 * there + wrong.loc[read.index] + missed),
    }
    if (told["by_model"] != "").any():
        found[LABELS] = _Amounts(told, same, right)
    return found


def _amounts_of(told: pd.DataFrame, label: str) -> dict[str, _Amounts]:
    """Return the same about one label: by the model, by people, by both."""
    model = (told["by_model"] == label).astype(float)
    read = _finished(told)
    people = (read["by_coder"] == label).astype(float)
    both = model * (told["by_coder"] == label)
    here = both.loc[read.index]
    return {
        PRECISION: _Amounts(told, both, model),
        RECALL: _Amounts(read, here, people),
        F1: _Amounts(read, 2 * here, model.loc[read.index] + people),
    }


def _finished(told: pd.DataFrame) -> pd.DataFrame:
    """Return the judgements of coders who answered the article whole and read it, with their weight."""
    read = told[told["weight_finished"] > 0]
    return read.assign(weight=read["weight_finished"])


def _parts(told: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield all outlets together, then each."""
    yield "", told
    for outlet, rows in told.groupby("outlet", sort=True):
        yield str(outlet), rows


def _rates(told: pd.DataFrame, how: Intervals, *, closed: bool) -> Iterator[tuple[object, ...]]:
    labels = sorted({*told["by_model"], *told["by_coder"]} - {""})
    for outlet, rows in _parts(told):
        for category in ("", *labels):
            amounts = _amounts_of(rows, category) if category else _amounts(rows, closed=closed)
            for figure, (own, count, total) in amounts.items():
                value, low, high, kind = _share(own, count, total, how)
                judged = int((total > 0).sum())
                size = judged, own["article"].nunique()
                yield figure, category, outlet, value, low, high, kind, *size


def _share(
    told: pd.DataFrame, count: "pd.Series[float]", total: "pd.Series[float]", how: Intervals
) -> tuple[float, float, float, str]:
    """Return a weighted ratio with its interval over articles, and where that is from."""
    own = _scaled(_by_article(told, count, total), total)
    if not len(own):
        return np.nan, np.nan, np.nan, "none"
    n, of = own.T
    whole = of.sum()
    by = np.where(of < whole, weights(of, whole), 0.0)
    ones = np.array(n.sum()), np.array(whole)
    n2, both, of2 = (np.array(by @ square) for square in (n * n, n * of, of * of))
    low, high = interval_of_share(Sums(*ones, n2, both, of2, np.array(float(len(own)))))
    kind = str(how.by(len(own))) if np.isfinite(low) else "none"
    bounds = (float(low), float(high)) if kind != "none" else (np.nan, np.nan)
    return float(n.sum() / whole), *bounds, kind


def _by_article(told: pd.DataFrame, *amounts: "pd.Series[float]") -> Floats:
    """Return weighted sums of each article, articles in the order of their ids."""
    weighted = pd.DataFrame({k: each * told["weight"] for k, each in enumerate(amounts)})
    return weighted.groupby(told["article"], sort=True).sum().to_numpy(float)


def _scaled(sums: Floats, total: "pd.Series[float]") -> Floats:
    """Return the sums of articles that have a total, scaled so that all are as many as the judgements.

    So the interval knows how many judgements there are, whatever they weigh.
    """
    own = sums[sums[:, 1] > 0]
    return own * (float((total > 0).sum()) / own[:, 1].sum()) if len(own) else own


def _confusion(told: pd.DataFrame, how: Intervals) -> Iterator[tuple[object, ...]]:
    found = told[told["outcome"] != MISSED]
    for outlet, rows in _parts(found):
        for model, own in rows.groupby("by_model", sort=True):
            for coder in sorted(own["by_coder"].unique()):
                same = (own["by_coder"] == coder).astype(float)
                value, *rest = _share(own, same, pd.Series(1.0, own.index), how)
                yield outlet, model, coder, int(same.sum()), value, *rest


def _scored(told: pd.DataFrame) -> pd.DataFrame:
    """Return the judgements of items with a score: `bin`, and whether the model is right (`hit`)."""
    found = told[told["score"].notna()]
    number = np.minimum((found["score"] * BINS).astype(int), BINS - 1)
    right = (found["outcome"] == RIGHT) & (found["by_model"] == found["by_coder"])
    if not (found["by_model"] != "").any():
        right = found["outcome"] == RIGHT
    return found.assign(bin=number, hit=right.astype(float))


def _bins(told: pd.DataFrame, how: Intervals) -> Iterator[tuple[object, ...]]:
    for outlet, rows in _parts(_scored(told)):
        for number in sorted(rows["bin"].unique().tolist()):
            own = rows[rows["bin"] == number]
            score = float(np.average(own["score"], weights=own["weight"]))
            value, low, high, kind = _share(own, own["hit"], pd.Series(1.0, own.index), how)
            bounds = number / BINS, (number + 1) / BINS
            yield outlet, *bounds, score, value, low, high, kind, len(own)


def _calibration(
    told: pd.DataFrame, how: Intervals, random: np.random.Generator
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of ErrorRates with the expected calibration error."""
    for outlet, rows in _parts(_scored(told)):
        if not len(rows):
            continue
        gap = rows["hit"] - rows["score"]
        in_bin = [(rows["bin"] == number).astype(float) for number in range(BINS)]
        sums = _by_article(rows, *(gap * own for own in in_bin), pd.Series(1.0, rows.index))
        draws = times_drawn(len(sums), how.resamples, random) @ sums
        whole = sums.sum(axis=0)
        value = float(np.abs(whole[:-1]).sum() / whole[-1])
        drawn = np.abs(draws[:, :-1]).sum(axis=1) / draws[:, -1]
        low, high = percentiles(drawn[None], articles=len(sums))[0]
        kind = str(how.by(len(sums)))
        bounds = (low, high) if kind != "none" else (np.nan, np.nan)
        yield CALIBRATION, "", outlet, value, *bounds, kind, len(rows), len(sums)


def _tests(told: pd.DataFrame, random: np.random.Generator, *, closed: bool) -> pd.DataFrame:
    """Return ErrorTests: articles are dealt out to outlets of the same sizes, again and again."""
    tried = []
    for figure, (judged, count, total) in _amounts(told, closed=closed).items():
        own = _by_article(judged, count, total)
        names = judged.groupby("article", sort=True)["outlet"].first()
        kept = own[:, 1] > 0
        codes, outlets = pd.factorize(names[kept], sort=True)
        if len(outlets) > 1:
            tried.append((figure, _scaled(own, total), codes))
    rows = []
    for figure, own, codes in tried:
        q, p, draws = dealt(own, codes, random)
        least = detectable(own, codes, float(np.quantile(draws, 1 - LEVEL / len(tried))))
        rows.append((figure, q, p, int(codes.max()) + 1, len(own), least))
    found = pd.DataFrame(rows, columns=["figure", "q", "p", "outlets", "articles", "detectable"])
    found["p_adjusted"] = holm(found["p"].to_numpy(float))
    return ErrorTests.validate(found)


def dealt(
    amounts: Floats, outlets: npt.NDArray[np.int64], random: np.random.Generator
) -> tuple[float, float, Floats]:
    """Return Q of a ratio in several outlets, how often articles dealt out anew give as much, and their Q.

    Parameters
    ----------
    amounts
        Count and total of each article (articles x 2).
    outlets
        The number of each article's outlet.
    random
        Deals them out.
    """
    order = np.argsort(outlets, kind="stable")
    starts = np.searchsorted(outlets[order], np.arange(outlets.max() + 1))
    parts = _squared(amounts)
    found = float(_q(parts[order][None], starts)[0])
    draws = []
    for first in range(0, DEALS, _AT_ONCE):
        number = min(_AT_ONCE, DEALS - first)
        places = random.permuted(np.tile(np.arange(len(parts)), (number, 1)), axis=1)
        draws.append(_q(parts[places], starts))
    every = np.concatenate(draws)
    above = int((every >= found * (1 - 1e-9)).sum())
    return found, (above + 1) / (DEALS + 1), every


def detectable(amounts: Floats, outlets: npt.NDArray[np.int64], critical: float) -> float:
    """Return how far one outlet has to lie from the others to be found in `POWER` of all samples.

    Parameters
    ----------
    amounts, outlets
        As in `dealt`.
    critical
        The Q that a sample has to exceed.

    Returns
    -------
    The difference, of the outlet for which it is largest; NaN where all or none is counted, so that nothing
    tells how much articles differ.

    Source
    ------
    Minimum detectable effect (Bloom 1995) of Q, which is then noncentral chi-squared (Cohen 1988). Ours:
    `critical` is taken from the draws of the test and not from chi-squared, and an outlet whose ratio lies
    nearer to one half has the larger variance of such a ratio. How often such a difference is found:
    `tests/validity/test_error.py`.
    """
    whole = amounts.sum(axis=0)
    if not 0 < whole[0] < whole[1] * (1 - 1e-9):
        return np.nan
    order = np.argsort(outlets, kind="stable")
    starts = np.searchsorted(outlets[order], np.arange(outlets.max() + 1))
    precision = _ratios(_squared(amounts)[order][None], starts)[1][0]
    apart = scipy.special.chndtrinc(critical, len(precision) - 1, 1 - POWER)
    ratio = whole[0] / whole[1]
    step = np.zeros(len(precision))
    for _ in range(_ROUNDS):
        moved = np.minimum(min(ratio, 1 - ratio) + step, 0.5)
        own = precision * ratio * (1 - ratio) / (moved * (1 - moved))
        rest = precision.sum() - precision
        step = np.sqrt(apart * (own + rest) / (own * rest))
    return float(step.max())


def _squared(amounts: Floats) -> Floats:
    """Return n, total and their products of each article."""
    return np.column_stack([amounts, amounts[:, 0] ** 2, amounts.prod(axis=1), amounts[:, 1] ** 2])


def _q(parts: Floats, starts: npt.NDArray[np.int64]) -> Floats:
    """Return Q for each deal: deals x articles x (n, total, n n, n total, total total)."""
    rate, precision = _ratios(parts, starts)
    mean = (precision * rate).sum(axis=1, keepdims=True) / precision.sum(axis=1, keepdims=True)
    return np.asarray((precision * (rate - mean) ** 2).sum(axis=1))


def _ratios(parts: Floats, starts: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the ratio of each outlet in each deal, and 1 over its variance."""
    sums = np.add.reduceat(parts, starts, axis=1)
    sizes = np.diff(np.append(starts, parts.shape[1]))
    n, total, n2, both, total2 = np.moveaxis(sums, -1, 0)
    pooled = n.sum(axis=1, keepdims=True) / total.sum(axis=1, keepdims=True)
    rate = n / total
    spread = np.maximum(n2 - 2 * rate * both + rate**2 * total2, 0.0)
    variance = spread / total**2 * sizes / np.maximum(sizes - 1, 1)
    # as if each judgement were drawn by itself, at least: an outlet without any error is not quite sure
    least = np.maximum(pooled * (1 - pooled), 1e-12) / total
    return rate, 1 / np.maximum(variance, least)
