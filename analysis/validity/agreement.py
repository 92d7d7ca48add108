"""How far coders agree: the answers of several coders in, one row per coefficient out.

Every coefficient is a function of sums over units (an item that several coders answered). The sums are taken
article by article, and an interval draws whole articles again: items of one article are not independent.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import FramingError
from analysis.inference.intervals import Intervals
from analysis.inference.resampling import percentiles, times_drawn
from analysis.tables.validity import Agreements, Dissents

Floats = npt.NDArray[np.float64]
NEEDED = ("item", "article", "coder", "answer")
NOTHING = "(nothing there)"  # the answer of a coder who rejects an item
FOUND = "(there)"  # the answer where a measure has no labels
ALL = "all"


class Sums(NamedTuple):
    """What the coefficients of several coders need, summed over units; the last axis are categories.

    Of units with two or more answers: `same` is the sum of n(n-1)/(m-1) for n answers of a category among m,
    `paired` the answers, `agreed` the sum of n(n-1)/(m(m-1)), `parts` that of n/m, `units` their number. Of
    all units with an answer: `shares` is the sum of n/m, `rated` their number.
    """

    same: Floats
    paired: Floats
    agreed: Floats
    parts: Floats
    units: Floats
    shares: Floats
    rated: Floats


def agreement(
    answers: pd.DataFrame,
    *,
    random: np.random.Generator,
    how: Intervals | None = None,
    categories: Sequence[str] = (),
) -> pd.DataFrame:
    """Return how far coders agree, over all categories and for each of them.

    Parameters
    ----------
    answers
        `item`, `article`, `coder`, `answer`: what a coder said of an item. An item that a coder did not
        answer has no row, or an empty answer.
    random
        Draws articles again for the intervals.
    how
        Which intervals: see `analysis.inference.Intervals`.
    categories
        Answers that were possible, given or not: Gwet's AC1 depends on their number. Those that somebody
        gave are always among them.

    Returns
    -------
    Agreements. Of all coders together and of every two of them: "Krippendorff's alpha", "Fleiss' kappa",
    "Gwet's AC1", "percent agreement"; of every two also "Cohen's kappa", over the items that both answered.
    With a category: the same for it against all others; "percent agreement" is then the share of pairs of
    answers with this category in which both have it.

    Raises
    ------
    FramingError
        If a column is missing, a coder answered an item twice, or there are fewer than two coders.

    Source
    ------
    Alpha: Krippendorff 2013, *Content Analysis*, ch. 12 (nominal, any number of coders, missing answers).
    Kappa of several coders: Fleiss 1971; with missing answers as in Gwet 2014, *Handbook of Inter-Rater
    Reliability*, ch. 2, and so AC1 (Gwet 2008). Cohen 1960. Share of a category: Fleiss 1971 (specific
    agreement). Interval: expanded percentiles of the bootstrap over articles
    (`analysis.inference.resampling`). Ours:
    a coefficient without any chance disagreement is NaN, not 1.
    """
    known = _checked(answers)
    wanted = by_articles(how)
    labels = sorted({*known["answer"], *categories})
    names = sorted(known["coder"].unique())
    rows = _rows_of(known, labels, ALL, random=random, how=wanted)
    for pair in combinations(names, 2):
        own = known[known["coder"].isin(pair)]
        rows += _rows_of(own, labels, ", ".join(pair), random=random, how=wanted)
        rows += _cohen_rows(own, labels, pair, random=random, how=wanted)
    return Agreements.of_rows(rows, "coefficient", "category", "coders")


def dissents(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the items on which two coders differ: Dissents, one row per item and pair of coders.

    Takes what `agreement` takes, and raises the same.
    """
    known = _checked(answers)
    pairs = known.merge(known, on=["item", "article"], suffixes=("_a", "_b"))
    apart = (pairs["coder_a"] < pairs["coder_b"]) & (pairs["answer_a"] != pairs["answer_b"])
    return Dissents.of_rows(
        pairs.loc[apart, Dissents.names()].to_numpy().tolist(),
        *("article", "item", "coder_a", "coder_b"),
    )


def answers_of(codings: pd.DataFrame) -> pd.DataFrame:
    """Return what each coder said of each item that the model found, from a table of codings.

    Rejected items have the answer `NOTHING`, accepted and mended ones their label (`FOUND` where the
    measure has none). Spans that a coder added are an item for nobody else: `analysis.validity.spans` has
    them.
    """
    asked = codings[codings["answer"].isin(["accept", "mend", "reject"])]
    asked = asked[~asked["item"].str.endswith(":read")]
    label = asked["label"].fillna("").replace("", FOUND)
    told = label.where(asked["answer"] != "reject", NOTHING)
    return asked.assign(answer=told)[list(NEEDED)].reset_index(drop=True)


def counts_of(answers: pd.DataFrame, labels: Sequence[str]) -> tuple[Floats, Floats]:
    """Return how many coders gave each label to each item (items x labels), and the items' articles."""
    items, first = np.unique(answers["item"].to_numpy(str), return_index=True)
    rows = np.searchsorted(items, answers["item"].to_numpy(str))
    columns = pd.Index(labels).get_indexer(pd.Index(answers["answer"]))
    counts = np.zeros((len(items), len(labels)))
    np.add.at(counts, (rows, columns), 1)
    articles = np.unique(answers["article"].to_numpy(str)[first], return_inverse=True)[1]
    return counts, articles.astype(float)


def sums_of(counts: Floats) -> Sums:
    """Return the Sums of each unit, from how many coders gave it each category (units x categories)."""
    m = counts.sum(axis=1, keepdims=True)
    twice = m >= 2
    inside = counts * (counts - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        same = np.where(twice, inside / (m - 1), 0)
        agreed = np.where(twice, inside / (m * (m - 1)), 0)
        shares = np.where(m >= 1, counts / m, 0)
    paired, units, rated = counts * twice, twice[:, 0] * 1.0, (m >= 1)[:, 0] * 1.0
    return Sums(same, paired, agreed, shares * twice, units, shares, rated)


def krippendorff(sums: Sums) -> tuple[Floats, Floats]:
    """Return nominal alpha, over all categories and for each against all others."""
    total = sums.paired.sum(axis=-1)
    missed = sums.paired - sums.same  # coincidences of a category with others
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = total**2 - (sums.paired**2).sum(axis=-1)
        every = 1 - (total - 1) * missed.sum(axis=-1) / chance
        rest = total[..., None] - sums.paired
        each = 1 - (total - 1)[..., None] * missed / (sums.paired * rest)
    return _defined(every), _defined(each)


def fleiss(sums: Sums) -> tuple[Floats, Floats]:
    """Return Fleiss' kappa, over all categories and for each against all others."""
    expected, agreed, share = _expectation(sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        every = (agreed - expected) / (1 - expected)
        binary = share**2 + (1 - share) ** 2
        each = (_agreed_of_each(sums) - binary) / (1 - binary)
    return _defined(every), _defined(each)


def gwet(sums: Sums) -> tuple[Floats, Floats]:
    """Return Gwet's AC1, over all categories and for each against all others."""
    _, agreed, share = _expectation(sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (share * (1 - share)).sum(axis=-1) / (share.shape[-1] - 1)
        binary = 2 * share * (1 - share)
        every = (agreed - spread) / (1 - spread)
        each = (_agreed_of_each(sums) - binary) / (1 - binary)
    return _defined(every), _defined(each)


def percent(sums: Sums) -> tuple[Floats, Floats]:
    """Return the share of pairs of answers that agree, and of each category that of its pairs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return _defined(_expectation(sums)[1]), _defined(sums.same / sums.paired)


def cohen(tables: Floats) -> tuple[Floats, Floats]:
    """Return Cohen's kappa of two coders from their table (... x categories x categories)."""
    total = tables.sum(axis=(-2, -1))
    rows, columns = tables.sum(axis=-1), tables.sum(axis=-2)
    same = np.diagonal(tables, axis1=-2, axis2=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = (rows * columns).sum(axis=-1) / total**2
        every = (same.sum(axis=-1) / total - chance) / (1 - chance)
        size = total[..., None]
        met = (size - rows - columns + 2 * same) / size
        luck = (rows * columns + (size - rows) * (size - columns)) / size**2
        each = (met - luck) / (1 - luck)
    return _defined(every), _defined(each)


_COEFFICIENTS: dict[str, Callable[[Sums], tuple[Floats, Floats]]] = {
    "Krippendorff's alpha": krippendorff,
    "Fleiss' kappa": fleiss,
    "Gwet's AC1": gwet,
    "percent agreement": percent,
}


def _expectation(sums: Sums) -> tuple[Floats, Floats, Floats]:
    """Return agreement by chance and found, and the mean share of each category."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums.shares / sums.rated[..., None]
        agreed = sums.agreed.sum(axis=-1) / sums.units
        return (share**2).sum(axis=-1), agreed, share


def _agreed_of_each(sums: Sums) -> Floats:
    """Return the agreement found on each category against all others.

    Of m(m-1) ordered pairs of answers 2n(m-n) differ about a category with n answers, and
    n(m-n)/(m(m-1)) is n/m less n(n-1)/(m(m-1)).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - 2 * (sums.parts - sums.agreed) / sums.units[..., None])


def _defined(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _rows_of(
    answers: pd.DataFrame,
    labels: Sequence[str],
    coders: str,
    *,
    random: np.random.Generator,
    how: Intervals,
) -> list[tuple[object, ...]]:
    """Return the rows of Agreements about one set of coders, without Cohen's kappa."""
    counts, articles = counts_of(answers, labels)
    each = Sums(*(_by_article(part, articles) for part in sums_of(counts)))
    draws = _draws(each.rated, each.units, how, random)
    whole = Sums(*(part.sum(axis=0) for part in each))
    drawn = Sums(*(draws @ part for part in each))
    size = _Size(coders, int(whole.units), int(whole.paired.sum()), int((each.units > 0).sum()))
    rows: list[tuple[object, ...]] = []
    for name, coefficient in _COEFFICIENTS.items():
        rows += _rows(name, labels, size, (coefficient(whole), coefficient(drawn)), how)
    return rows


def _cohen_rows(
    answers: pd.DataFrame,
    labels: Sequence[str],
    pair: tuple[str, str],
    *,
    random: np.random.Generator,
    how: Intervals,
) -> list[tuple[object, ...]]:
    """Return the rows of Agreements with Cohen's kappa of two coders."""
    both = answers[answers["coder"] == pair[0]].merge(
        answers[answers["coder"] == pair[1]], on=["item", "article"]
    )
    places = [pd.Index(labels).get_indexer(pd.Index(both[f"answer_{side}"])) for side in "xy"]
    tables = np.zeros((len(both), len(labels), len(labels)))
    tables[np.arange(len(both)), places[0], places[1]] = 1
    articles = np.unique(both["article"].to_numpy(str), return_inverse=True)[1]
    each = _by_article(tables, articles)
    draws = _draws(each.sum(axis=(1, 2)), each.sum(axis=(1, 2)), how, random)
    drawn = np.tensordot(draws, each, axes=1)
    size = _Size(", ".join(pair), len(both), 2 * len(both), len(each))
    return _rows("Cohen's kappa", labels, size, (cohen(each.sum(axis=0)), cohen(drawn)), how)


class _Size(NamedTuple):
    coders: str
    units: int
    answers: int
    articles: int


def _rows(
    name: str,
    labels: Sequence[str],
    size: _Size,
    values: tuple[tuple[Floats, Floats], tuple[Floats, Floats]],
    how: Intervals,
) -> list[tuple[object, ...]]:
    """Return the rows of one coefficient, found and drawn again: all categories, then each."""
    found, drawn = values
    every = np.append(found[0], found[1])
    bounds = percentiles(np.column_stack([drawn[0], drawn[1]]).T, articles=size.articles)
    kind = str(how.by(size.articles))
    bounds[(kind == "none") | np.isnan(every)] = np.nan
    kinds = np.where(np.isnan(bounds[:, 0]), "none", kind)
    return [
        (name, label, size.coders, value, low, high, of, *size[1:])
        for label, value, (low, high), of in zip(
            ["", *labels], every, bounds.tolist(), kinds, strict=True
        )
    ]


def by_articles(how: Intervals | None) -> Intervals:
    """Return the choice of intervals, "auto" by default; raise FramingError if it is by words."""
    if how is not None and how.kind == "words":
        raise FramingError("interval is 'words'; people code whole articles: give auto or articles")
    return how or Intervals()


def _draws(rated: Floats, units: Floats, how: Intervals, random: np.random.Generator) -> Floats:
    """Return how often each article is drawn, resamples x articles; one row if there is no interval."""
    if how.by((units > 0).sum()) == "none":
        return np.ones((1, len(rated)))
    return times_drawn(len(rated), how.resamples, random).astype(float)


def _by_article(values: Floats, articles: npt.NDArray[np.generic]) -> Floats:
    """Return the sums of the rows of each article."""
    places = articles.astype(int)
    sums = np.zeros((int(places.max(initial=-1)) + 1, *values.shape[1:]))
    np.add.at(sums, places, values)
    return sums


def _checked(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers that were given, each coder once an item."""
    for name in NEEDED:
        if name not in answers:
            raise FramingError(
                f"the answers have no column {name!r}; needed are {', '.join(NEEDED)}"
            )
    known = answers.loc[answers["answer"].notna() & (answers["answer"] != ""), list(NEEDED)]
    known = known.astype(str)
    twice = known[known.duplicated(["item", "coder"])]
    if len(twice):
        item, coder = twice[["item", "coder"]].iloc[0]
        raise FramingError(f"coder {coder!r} answered item {item!r} twice; give one answer of each")
    several = known.groupby("item")["article"].nunique()
    if (several > 1).any():
        raise FramingError(f"item {several.idxmax()!r} is in two articles; an item is in one")
    if known["coder"].nunique() < 2:
        named = ", ".join(map(repr, known["coder"].unique())) or "nobody"
        raise FramingError(f"the answers are of {named}; agreement needs two coders")
    return known
