"""Measure how often corrected intervals hold the truth: `python -m tests.validity.simulation`.

Two outlets of 200 articles (of eight an event, where there are few events). An article has words, items, and
a share of its own of items that are of a category; the model misses some items, invents others and errs on
the label of the rest, in one outlet more than in the other and in some articles more than in others. Some
articles of each outlet are coded. Truth is the difference of the outlets, known by design. Writes
docs/measured/correction.csv and correction.txt, and docs/static/correction.svg.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import style
from analysis.inference.by_article import FEWEST
from analysis.table_files import csv_bytes
from analysis.validity.pairing import coded_events, paired, paired_gold, paired_uncorrected
from analysis.validity.rectifier import (
    METHODS,
    Counted,
    Estimate,
    both_found,
    corrected,
    gold_only,
    interval,
    powered_mean,
    uncorrected,
)
from tests.conftest import ROOT

ARTICLES = 200  # of each outlet
EVENTS = 60
CODED = (10, 20, 40, 80)
REPEATS = 2_000
UNIT = 8 / 560  # items a word
IGNORING = "prediction-powered, ignoring articles"
BY_ARTICLE = {name: f"{name}, by article" for name in METHODS}
BY_PEOPLE = ("gold only", *BY_ARTICLE.values())
ORDER = ("uncorrected", IGNORING, *BY_PEOPLE)


@dataclass(frozen=True)
class Outlet:
    """How one outlet writes, and how the model errs on it."""

    share: float  # of items that are of the category
    found: float  # of them that the model labels so
    spared: float  # of all others that it does not label so
    missed: float  # of all items
    invented: float  # items, for one that there is


@dataclass(frozen=True)
class World:
    """One situation: two outlets, how bunched labels are in articles, what is estimated, how it is drawn."""

    outlets: tuple[Outlet, Outlet]
    kind: str = "share"  # or "rate"
    bunched: float = 0.15  # intraclass correlation of labels in an article
    oversampled: bool = False  # half of the articles from the quarter with most of the category
    within: int = 0  # so many events: the difference within them
    clustered: bool = False  # events make articles alike, in both outlets; intervals go by event
    single: bool = False  # the first outlet by itself
    articles: int = ARTICLES

    @property
    def events(self) -> int:
        """How many events there are."""
        return self.within or EVENTS

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many articles of each outlet are coded."""
        return tuple(size for size in CODED if size <= self.articles)


COMMON = (Outlet(0.50, 0.90, 0.92, 0.10, 0.0), Outlet(0.45, 0.70, 0.95, 0.25, 0.0))
INVENTED = (Outlet(0.50, 0.90, 0.92, 0.10, 0.05), Outlet(0.45, 0.70, 0.95, 0.25, 0.15))
RARE = (Outlet(0.08, 0.85, 0.97, 0.10, 0.05), Outlet(0.05, 0.70, 0.99, 0.20, 0.05))
WORLDS = {
    "share": World(COMMON),
    "share, items invented": World(INVENTED),
    "share, strongly bunched": World(COMMON, bunched=0.4),
    "share of a rare category": World(RARE, bunched=0.3),
    "share, oversampled stratum": World(INVENTED, oversampled=True),
    "rate per word": World(INVENTED, kind="rate"),
    "share within events": World(INVENTED, within=EVENTS),
    "rate within events": World(INVENTED, kind="rate", within=EVENTS),
    "share of one outlet": World(INVENTED, single=True),
    "rate of one outlet": World(INVENTED, kind="rate", single=True),
    "rare share of one outlet": World(RARE, bunched=0.3, single=True),
    "share, by event": World(INVENTED, clustered=True),
    "share of one outlet, by event": World(INVENTED, clustered=True, single=True),
    "share within 5 events": World(INVENTED, within=5, articles=40),
    "share within 10 events": World(INVENTED, within=10, articles=80),
    "share within 20 events": World(INVENTED, within=20, articles=160),
}


@dataclass(frozen=True)
class Written:
    """What an outlet wrote: Counted of its articles, and the answers about items that the model found."""

    counted: Counted
    cells: np.ndarray  # articles x (both, only people, only the model, neither) say that it is one


def written(
    outlet: Outlet, world: World, coded: int, random: np.random.Generator, events: np.ndarray
) -> Written:
    """Draw the articles of an outlet, the answers of the model, and the articles that are coded."""
    number = world.articles
    words = np.round(random.lognormal(np.log(500), 0.5, number)) + 50
    expected = UNIT * words * random.gamma(2, 0.5, number)
    items = random.poisson(expected)
    of_event = random.integers(world.events, size=number)
    size = (1 - world.bunched) / world.bunched
    in_events = world.within or world.clustered
    mean = outlet.share + (events[of_event] if in_events else 0.0)
    ours = random.binomial(items, random.beta(mean * size, (1 - mean) * size, number))
    seen = (
        random.binomial(ours, 1 - outlet.missed),
        random.binomial(items - ours, 1 - outlet.missed),
    )
    found, spared = (_uneven(rate, number, random) for rate in (outlet.found, outlet.spared))
    invented = random.poisson(outlet.invented * expected)
    both, wrong = random.binomial(seen[0], found), random.binomial(seen[1], 1 - spared)
    wrong_there = random.binomial(invented, 0.5)
    totals = words, words
    if world.kind == "share":
        totals = seen[0] + seen[1] + invented, items
    predicted = np.column_stack([both + wrong + wrong_there, totals[0]]).astype(float)
    gold = np.column_stack([ours, totals[1]]).astype(float)
    probability = _probability(predicted, coded, oversampled=world.oversampled)
    gold[~_drawn(probability, random)] = np.nan
    only = wrong + wrong_there
    cells = np.column_stack([both, seen[0] - both, only, seen[1] + invented - only])
    cluster = of_event if in_events else None
    return Written(Counted(predicted, gold, probability, cluster), cells)


def _uneven(rate: float, number: int, random: np.random.Generator) -> np.ndarray:
    """Return a rate of the model that differs from article to article."""
    logit = np.log(rate / (1 - rate)) + 0.5 * random.standard_normal(number)
    return 1 / (1 + np.exp(-logit))


def _probability(predicted: np.ndarray, coded: int, *, oversampled: bool) -> np.ndarray:
    number = len(predicted)
    if not oversampled:
        return np.full(number, coded / number)
    share = predicted[:, 0] / np.maximum(predicted[:, 1], 1)
    most = np.argsort(np.argsort(-share, kind="stable"), kind="stable") < number // 4
    return np.where(most, coded / 2 / (number / 4), coded / 2 / (number * 3 / 4))


def _drawn(probability: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Draw from each stratum (articles of one probability) the number that its probability gives."""
    number = len(probability)
    order, drawn = random.permutation(number), np.zeros(number, dtype=bool)
    for one in np.unique(probability):
        places = order[probability[order] == one]
        drawn[places[: round(one * len(places))]] = True
    return drawn


def estimates(
    world: World, coded: int, random: np.random.Generator
) -> Iterator[tuple[str, float, float, float]]:
    """Yield method, value and interval of what is estimated in one draw of a world; NaN without interval."""
    events = random.uniform(-0.2, 0.2, world.events)
    sides = [written(outlet, world, coded, random, events) for outlet in world.outlets]
    found = all(both_found(side.counted.gold) for side in sides[: 1 if world.single else 2])
    for name, value, low, high in _numbers(world, sides):
        bounds = (low, high) if found or name not in BY_PEOPLE else (np.nan, np.nan)
        yield name, value, *bounds


def _numbers(world: World, sides: list[Written]) -> Iterator[tuple[str, float, float, float]]:
    outlets = [side.counted for side in sides]
    if world.within:
        yield from _within((outlets[0], outlets[1]))
        return
    yield from _told(world, "uncorrected", [uncorrected(one) for one in outlets])
    yield from _told(world, "gold only", [gold_only(one) for one in outlets])
    if world.kind == "share" and not world.oversampled:
        yield _ignoring(sides[: 1 if world.single else 2])
    for name, method in METHODS.items():
        pseudos = method(outlets)
        numbers = [corrected(*one) for one in zip(outlets, pseudos, strict=True)]
        yield from _told(world, BY_ARTICLE[name], numbers)


def _within(outlets: tuple[Counted, Counted]) -> Iterator[tuple[str, float, float, float]]:
    """Yield the differences within events; there are none where fewer than five have coded articles."""
    one, other, both = coded_events(outlets)
    found = {"uncorrected": paired_uncorrected(outlets), "gold only": paired_gold(outlets)}
    for name, method in METHODS.items():
        pseudos = method(outlets)
        found[BY_ARTICLE[name]] = paired(outlets, (pseudos[0], pseudos[1]))
    behind = {"uncorrected": FEWEST, "gold only": both}
    for name, estimate in found.items():
        enough = behind.get(name, min(one, other)) >= FEWEST
        value = estimate.value if enough else np.nan
        yield name, value, *(interval(estimate) if enough else (np.nan, np.nan))


def _told(
    world: World, name: str, numbers: list[Estimate]
) -> Iterator[tuple[str, float, float, float]]:
    if world.single:
        highest = 1.0 if world.kind == "share" else np.inf
        yield name, numbers[0].value, *interval(numbers[0], highest=highest)
    else:
        found = numbers[0] - numbers[1]
        yield name, found.value, *interval(found)


def _ignoring(sides: list[Written]) -> tuple[str, float, float, float]:
    """Return what prediction-powered inference gives that takes the items found as independent."""
    each = []
    for side in sides:
        coded = side.counted.coded
        gold, predicted = (
            np.repeat(answers, side.cells[coded].sum(axis=0)).astype(float)
            for answers in ([1, 1, 0, 0], [1, 0, 1, 0])
        )
        elsewhere = np.repeat([1.0, 0.0, 1.0, 0.0], side.cells[~coded].sum(axis=0))
        each.append(powered_mean(gold, predicted, elsewhere))
    value = each[0][0] - (each[1][0] if len(each) > 1 else 0.0)
    reach = 1.959963984540054 * float(np.hypot(*[error for _, error in [*each, (0.0, 0.0)]][:2]))
    return IGNORING, value, value - reach, value + reach


def truth(world: World) -> float:
    """Return what is estimated."""
    one, other = (outlet.share for outlet in world.outlets)
    return (one - (0.0 if world.single else other)) * (UNIT if world.kind == "rate" else 1.0)


def coverage(name: str, coded: int, *, repeats: int = REPEATS, seed: int = 18) -> pd.DataFrame:
    """Return for each method how often its interval holds the truth in a world, how wide and how far off.

    Of the draws in which there is an interval; `given` is their share.
    """
    world = WORLDS[name]
    random = np.random.default_rng([seed, list(WORLDS).index(name), coded])
    rows = [row for _ in range(repeats) for row in estimates(world, coded, random)]
    table = pd.DataFrame(rows, columns=["method", "value", "low", "high"])
    right = truth(world)
    table["given"] = table["low"].notna()
    held = (table["low"] <= right) & (right <= table["high"])
    table["held"] = held.astype(float).where(table["given"])
    table["off"], table["width"] = table["value"] - right, table["high"] - table["low"]
    found = table.groupby("method").agg(
        coverage=("held", "mean"),
        given=("given", "mean"),
        bias=("off", "mean"),
        width=("width", "mean"),
    )
    found = found.reindex([method for method in ORDER if method in found.index]).reset_index()
    found.insert(0, "coded_articles", coded)
    found.insert(0, "world", name)
    return found.assign(truth=right, repeats=repeats)


_KINDS = ("a difference of outlets", "one outlet", "a difference within events")


def _kind(world: str) -> str:
    told = WORLDS[world]
    return _KINDS[2] if told.within else _KINDS[1] if told.single else _KINDS[0]


def summary(table: pd.DataFrame) -> str:
    """Return the lowest and the highest coverage over all situations, by method and articles coded."""
    lines = [
        "share of 95% intervals that hold the true number, lowest and highest of the situations",
        "(of the draws in which people found the category in the coded articles and, within events, in which",
        "five events have some; without, there is none)",
    ]
    for kind in _KINDS:
        rows = table[table["world"].map(_kind) == kind]
        lines += ["", f"{kind}, by articles coded of each"]
        lines.append(f"{'':<40}" + "".join(f"{coded:>18}" for coded in CODED))
        for method in dict.fromkeys(rows["method"]):
            own = rows[rows["method"] == method].groupby("coded_articles")["coverage"]
            cells = (
                "-" if np.isnan(low) else f"{low:.3f} to {high:.3f}"
                for low, high in zip(own.min(), own.max(), strict=True)
            )
            lines.append(f"{method:<40}" + "".join(f"{cell:>18}" for cell in cells))
        least = rows[rows["method"].isin(BY_ARTICLE.values())]
        least = least.groupby("coded_articles")["given"].min()
        lines.append(
            f"{'draws with a corrected interval, fewest':<40}"
            + "".join(f"{one:>18.3f}" for one in least)
        )
    return "\n".join(lines) + "\n"


def drawing(table: pd.DataFrame) -> Figure:
    """Draw the coverages: a panel a world, a line a method."""
    marks = dict(zip(ORDER, (("#595959", "x", ":"), ("#a02c0a", "v", ":"), ("#6f8fe8", "s", "--"),
                             ("#0b4f8a", "o", "-"), ("#d97a00", "D", "-")), strict=True))  # fmt: skip
    with style():
        worlds = table["world"].nunique()
        height = -(-(worlds + 1) // 3)  # one panel is for the key
        figure = Figure((7, 1.9 * height), layout="constrained")
        axes = figure.subplots(height, 3, sharex=True, sharey=True).ravel()
        for panel, (name, rows) in zip(axes, table.groupby("world", sort=False), strict=False):
            panel.axhspan(0.92, 0.97, color="#e8eef3")
            panel.axhline(0.95, color="#666666", linewidth=0.8)
            for method, own in rows.groupby("method", sort=False):
                colour, marker, line = marks[method]
                panel.plot(own["coded_articles"], own["coverage"], line, color=colour, marker=marker,
                           markersize=4, linewidth=1.2, label=method)  # fmt: skip
            panel.set_title(name, fontsize=8)
            panel.set(xscale="log", xticks=CODED, xticklabels=CODED, ylim=(0, 1.02))
            panel.minorticks_off()
        for panel in axes[worlds:]:
            panel.set_axis_off()
        for panel in axes[worlds - 3 : worlds]:  # nothing stands below them
            panel.tick_params(labelbottom=True)
        handles, labels = axes[0].get_legend_handles_labels()
        axes[-1].legend(handles, labels, loc="center", frameon=False, fontsize=7)
        figure.supxlabel("coded articles of each outlet", fontsize=8)
        figure.supylabel("95% intervals that hold the truth", fontsize=8)
    return figure


def main() -> None:
    """Measure, and write table and figure."""
    measured = [coverage(name, coded) for name, world in WORLDS.items() for coded in world.sizes]
    table = pd.concat(measured, ignore_index=True)
    rounded = table.round({"coverage": 4, "given": 4, "bias": 6, "width": 6})
    (ROOT / "docs/measured/correction.csv").write_bytes(csv_bytes(rounded))
    (ROOT / "docs/measured/correction.txt").write_text(summary(rounded), encoding="utf-8")
    drawing(rounded).savefig(ROOT / "docs/static/correction.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
