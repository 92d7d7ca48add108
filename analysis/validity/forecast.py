"""How sure a corrected difference will be before anybody codes: counts of the model in, widths out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.inference.by_article import FEWEST
from analysis.measures.quality import attribution_quality, loaded_quality
from analysis.tables.validity import Forecasts
from analysis.validity.correction import SCALES, SHARE

SIZES = (10, 20, 40, 80)
BOTH = "both"  # outlets of which all articles are coded
BUNCHED = 2.0  # how much more errors differ from article to article than if each came by itself


@dataclass(frozen=True)
class Assumed:
    """What is taken for the error of a model.

    Attributes
    ----------
    source
        Where that is from, for a reader.
    precision, recall
        Of its items, 0 to 1.
    labels
        The share of labels that are right, of items that are there.
    bunched
        How much larger the variance of errors between articles is than if each error came by itself.
    """

    source: str
    precision: float
    recall: float
    labels: float = 1.0
    bunched: float = BUNCHED

    def __post_init__(self) -> None:
        for name in ("precision", "recall", "labels"):
            if not 0 < getattr(self, name) <= 1:
                raise FramingError(f"{name} is {getattr(self, name)}; give more than 0, at most 1")

    def __str__(self) -> str:
        told = f"precision {self.precision:.2f}, recall {self.recall:.2f}"
        labels = f", labels right {self.labels:.2f}" if self.labels < 1 else ""
        return (
            f"{self.source}: {told}{labels}; errors {self.bunched:g} times as uneven as by chance"
        )


def assumed_for(measure: str, items: pd.DataFrame | None = None) -> Assumed:
    """Return the error that the card of the model gives for a measure.

    The cards have an F1, which is taken for precision and for recall. For kinds of speakers and acts the card
    has no share of right labels: the figure taken is that of attributions with source and cue right, or of
    cues, so that every error of place counts as an error of label, which is cautious. Of voice it is that of
    words of contents. No card has shared quotations: their labels are taken to be right as often as the
    probabilities of `items` say, which are those of that measure.
    """
    if items is not None and items["score"].notna().any() and (items["label"] != "").all():
        by_label = items.groupby("label")["score"].mean()
        right = items["score"].where(items["label"] == by_label.idxmax(), 1 - items["score"])
        return Assumed("probabilities that the model gives", 1.0, 1.0, float(right.mean()))
    figures = {
        "attributions": "contents, a third shared, F1",
        "speakers": "the same with source and cue, F1",
        "acts": "cues exactly, F1",
        "voice": "words of contents, F1",
    }
    if measure in figures:
        card = attribution_quality()
        row = card[(card["figure"] == figures[measure]) & (card["outlet"] == "")].iloc[0]
    elif measure == "loaded":
        card = loaded_quality()
        row = card[card["figure"] == "words, F1"].iloc[0]
    else:
        raise FramingError(
            f"no card has the error of {measure!r}; there are {', '.join(figures)}, loaded"
        )
    value = float(row["value"])
    return Assumed(f"card of the model ({row['figure']})", value, value)


class _Outlet(NamedTuple):
    value: float
    spread: float  # variance of what an article adds, by the difference of articles
    error: float  # the same by the error of the model
    articles: int


def forecast(
    counts: pd.DataFrame,
    *,
    error: Assumed | None = None,
    unit: str = SHARE,
    sizes: Sequence[int] = SIZES,
) -> pd.DataFrame:
    """Return how wide the interval of each corrected difference will be.

    Parameters
    ----------
    counts
        CodedCounts; `coded_n`, `coded_total` and `probability` may be NaN everywhere.
    error
        What is taken for the error of the model; None: what the codings in `counts` show, which need
        `FEWEST` coded articles of each outlet.
    unit
        As in `analysis.validity.correction.correction`.
    sizes
        Coded articles of each outlet.

    Returns
    -------
    Forecasts, one row for each size that is less than the articles of the larger outlet, and one for both
    outlets coded whole. An outlet with fewer articles than a size asks for is taken to be coded whole
    (`all_of` names it); with a single article of an outlet there is no width.

    Raises
    ------
    FramingError
        If the unit is unknown, or no error is given and an outlet has too few coded articles.

    Source
    ------
    The variance of `analysis.validity.rectifier` with full power: that of the predictions over all articles,
    and that of the error over the coded ones. Ours: wrong and missed items are counts whose variance is
    `bunched` times their mean.
    """
    if unit not in SCALES:
        raise FramingError(f"unit is {unit!r}; give {' or '.join(SCALES)}")
    rows = [
        row
        for category, own in counts.groupby("category", sort=True)
        for row in _rows(str(category), own, error, unit, sizes)
    ]
    return Forecasts.of_rows(rows, "category", "of", "coded_articles")


def _rows(
    category: str, own: pd.DataFrame, error: Assumed | None, unit: str, sizes: Sequence[int]
) -> Iterator[tuple[object, ...]]:
    told = str(error) if error else "codings at hand"
    sides = {
        str(name): _outlet(rows, error, unit) for name, rows in own.groupby("outlet", sort=True)
    }
    for one, other in combinations(sides, 2):
        both = sides[one], sides[other]
        apart = (both[0].value - both[1].value) * SCALES[unit]
        for size in _sizes(both, sizes):
            width = _width(both, size) * SCALES[unit]
            whole = [name for name in (one, other) if sides[name].articles <= size]
            all_of = BOTH if len(whole) > 1 else "".join(whole)
            yield category, f"{one} - {other}", size, all_of, unit, apart, width, told


def _sizes(both: tuple[_Outlet, _Outlet], sizes: Sequence[int]) -> list[int]:
    """Return the sizes that the larger outlet has, and at last all its articles if a size asks for more."""
    most = max(2, *(side.articles for side in both))
    return sorted({min(size, most) for size in sizes})


def _outlet(rows: pd.DataFrame, error: Assumed | None, unit: str) -> _Outlet:
    counts = rows[["n", "total"]].to_numpy(float)
    n, total = counts.mean(axis=0)
    if total == 0:
        return _Outlet(np.nan, np.nan, np.nan, len(rows))
    value = n / total
    along = np.array([1.0, -value])
    spread = float(np.var(counts @ along, ddof=1)) / total**2 if len(rows) > 1 else np.nan
    if error is None:
        return _Outlet(value, spread, _measured(rows, along) / total**2, len(rows))
    wrong = (1 - error.precision) + error.precision * (1 - error.recall) / error.recall
    ours, others = ((1 - value) ** 2, value**2) if unit == SHARE else (1.0, 0.0)
    labelled = total * (1 - error.labels) if unit == SHARE else 0.0
    mean = wrong * (n * ours + (total - n) * others) + labelled
    return _Outlet(value, spread, error.bunched * mean / total**2, len(rows))


def _measured(rows: pd.DataFrame, along: np.ndarray) -> float:
    """Return the variance of the error of the model between coded articles."""
    coded = rows[rows["coded_n"].notna()]
    if len(coded) < FEWEST:
        outlet = rows["outlet"].iloc[0]
        raise FramingError(
            f"{len(coded)} articles of {outlet!r} are coded; code {FEWEST}, or give an error to assume"
        )
    rest = (coded[["coded_n", "coded_total"]].to_numpy(float) - coded[["n", "total"]]) @ along
    return float(np.cov(rest, aweights=1 / coded["probability"]))


def _width(sides: tuple[_Outlet, _Outlet], size: int) -> float:
    if min(side.articles for side in sides) < 2:
        return np.nan
    parts = []
    for side in sides:
        coded = min(size, side.articles)
        parts += [(side.spread / side.articles, side.articles - 1)]
        parts += [(side.error / (coded - 1), coded - 1)]
    variance = sum(part for part, _ in parts)
    below = sum(part**2 / degrees for part, degrees in parts if degrees > 0)
    degrees = variance**2 / below if below > 0 else np.inf
    return float(2 * scipy.special.stdtrit(min(degrees, 1e9), 0.975) * variance**0.5)
