"""Tables to draw, made of plain numbers: counts that follow Zipf's law, outlets of any name."""

from itertools import product

import numpy as np
import pandas as pd

from analysis.categories import SECTIONS
from analysis.tables import (
    ArticleDays,
    ArticleLengths,
    Differences,
    Dispersions,
    Frequencies,
    Growth,
    Keyness,
    Patterns,
    Ranks,
    SectionShares,
    Trends,
)

ODD = [
    "x" * 300,
    "The Daily Evening Standard Tribune " * 9,
    "The Daily Evening Standard Tribune " * 8 + "2",
    "中文新闻日报",
    "قناة الأخبار العربية",
    "📰 news",
    "a\u202eb\u2066c",
    "abc",
    "$x^{y$",
    "_x",
    "<script>alert(1)</script>",
    "\U00010330 gothic",
    "NA",
]
LONG_WORD = "donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterb"


def outlets(n: int) -> list[str]:
    return [f"Outlet {i:02}" for i in range(n)]


def words(n: int) -> list[str]:
    return [LONG_WORD, "الحكومة", "政府", *(f"word{i}" for i in range(n - 3))][:n]


def frequencies(names: list[str], *, terms: int = 45) -> pd.DataFrame:
    rows = []
    for place, outlet in enumerate(sorted(names)):
        counts = [(800 + 37 * place) // rank for rank in range(1, terms + 1)]
        total = 10 * sum(counts)
        for term, n in zip(np.roll(words(terms), place), counts, strict=True):
            half = 1.96 * np.sqrt(n) / total * 1e6
            rate = n / total * 1e6
            rows.append([outlet, term, n, total, rate, max(rate - half, 0), rate + half])
    table = pd.DataFrame(rows, columns=["outlet", "term", "n", "words", "rate", "low", "high"])
    table = table.assign(interval="words", docfreq=1, articles=12)
    ranks = table.groupby("outlet")["n"].rank(method="min", ascending=False)
    return Frequencies.validate(table.assign(rank=ranks.astype(int)))


def keyness(pairs: list[tuple[int, int]], *, sides: tuple[str, str] = ("a", "b")) -> pd.DataFrame:
    n, m = np.array(pairs).T
    size, other = max(int(n.sum()), 1), max(int(m.sum()), 1)
    a, b = n + 0.5, m + 0.5
    odds = np.log2(a / (size + 1 - a)) - np.log2(b / (other + 1 - b))
    error = np.sqrt(1 / a + 1 / b) / np.log(2)
    table = pd.DataFrame({"term": words(len(pairs)), "n_target": n, "n_reference": m})
    return Keyness.validate(
        table.assign(
            target=sides[0], reference=sides[1], words_target=size, words_reference=other,
            rate_target=n / size * 1e6, rate_reference=m / other * 1e6,
            docfreq_target=1, docfreq_reference=1, g2=odds, g2_two_cell=odds, p=0.01,
            p_adjusted=np.where(np.abs(odds / error) > 2, 0.01, 0.5), log_ratio=odds, pct_diff=0.0,
            log_odds=odds, low=odds - 1.96 * error, high=odds + 1.96 * error, z=odds / error,
            lean=odds - np.sign(odds) * 1.96 * error, interval="words",
        )
    )  # fmt: skip


def contrast(terms: int, *, seed: int = 0) -> list[tuple[int, int]]:
    rng = np.random.default_rng(seed)
    base = 400 / np.arange(1, terms + 1)
    n, m = rng.poisson(base * rng.gamma(1, 1, terms)), rng.poisson(base * rng.gamma(1, 1, terms))
    n[(n + m) == 0] = 1
    return list(zip(n.tolist(), m.tolist(), strict=True))


def articles(names: list[str], *, each: int, days: int, undated: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    owners = [name for name in names for _ in range(each)]
    dates = np.datetime64("2016-12-13", "s") + rng.integers(0, days, len(owners)) * 86400
    table = pd.DataFrame({"article": [f"{i:06}" for i in range(len(owners))], "outlet": owners})
    table["date"] = pd.Series(dates).mask(undated | (table.index % 9 == 8))
    return ArticleDays.validate(table)


def lengths(names: list[str], *, each: int) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    owners = [name for name in names for _ in range(each)]
    found = rng.lognormal(6.3, 0.6, len(owners)).astype(int)
    ids = [f"{i:06}" for i in range(len(owners))]
    table = pd.DataFrame(
        {"article": ids, "outlet": owners, "words": found, "headline_words": 0, "body_words": found}
    )
    return ArticleLengths.validate(table)


def shares(names: list[str], *, body: int = 880) -> pd.DataFrame:
    counts = [21, 9, 30, 57, 3, body]
    table = pd.DataFrame(
        [[outlet, *pair] for outlet in names for pair in zip(SECTIONS, counts, strict=True)],
        columns=["outlet", "section", "n"],
    )
    total = sum(counts)
    return SectionShares.validate(table.assign(stretches=1, words=total, share=table["n"] / total))


def patterns(
    names: list[str],
    categories: list[str],
    *,
    measure: str,
    groups: list[str] | None = None,
    unit: str = "attributions",
    total: int = 40,
) -> pd.DataFrame:
    """Shares of `total` that halve from category to category, in another order for each outlet.

    The last group of the last outlet has no case.
    """
    rows = []
    for place, outlet in enumerate(sorted(names)):
        for turn, group in enumerate(groups or [""]):
            none = bool(groups) and (place, turn) == (len(names) - 1, len(groups or []) - 1)
            whole = 0 if none else max(total // (turn + 1), 1)
            for rank, category in enumerate(np.roll(categories, place + turn).tolist()):
                rows.append([outlet, group, category, whole // 2 ** (rank + 1), whole])
    table = pd.DataFrame(rows, columns=["outlet", "group", "category", "n", "total"])
    scale = 1000 if unit.endswith("per 1,000 words") else 1
    share = table["n"] / table["total"].where(table["total"] > 0)
    half = 1.96 * np.sqrt((share * (1 - share) + 0.01) / table["total"])
    table = table.assign(
        measure=measure, unit=unit, interval="units", in_articles=table["n"].clip(upper=3),
        articles=3, value=scale * share, low=scale * (share - half).clip(lower=0),
        high=scale * (share + half).clip(upper=1),
    )  # fmt: skip
    return Patterns.validate(table)


def heard(names: list[str], kinds: list[str], *, articles: int = 12) -> pd.DataFrame:
    """How far into the text each kind is first heard, without intervals, and in how many articles."""
    table = patterns(names, ["heard"], measure="heard", groups=kinds, unit="articles")
    rank = table["group"].map(kinds.index)
    n = (articles // (rank + 1)).mask(table["total"] == 0, 0)
    table = table.assign(n=n, total=articles, value=n / articles)
    position = (0.9 * (rank + 1) / len(kinds)).where(n > 0)
    first = table.assign(
        measure="first heard", category="position", unit="share of the body before it", total=n,
        n=(position * n).fillna(0.0), value=position, low=np.nan, high=np.nan, interval="none",
        in_articles=n, articles=n,
    )  # fmt: skip
    return Patterns.validate(pd.concat([table, first]))


def differences(names: list[str]) -> pd.DataFrame:
    """Differences of rates of three voices from the mean of the outlets."""
    rows = []
    for voice in ("outlet", "paraphrased", "quoted"):
        values = [3.0 * place + len(voice) for place in range(len(names))]
        mean = sum(values) / len(values)
        for name, value in zip(sorted(names), values, strict=True):
            rows.append(["m", "", voice, name, "loaded words per 1,000 words", value, mean])
    columns = ["measure", "group", "category", "outlet", "unit", "value", "mean"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.assign(difference=table["value"] - table["mean"], interval="units", outlets=2)
    table = table.assign(low=table["difference"] - 9, high=table["difference"] + 14)
    return Differences.validate(table)


def dispersions(terms: int, *, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    n = 1 + rng.poisson(400 / np.arange(1, terms + 1))
    table = pd.DataFrame({"term": words(terms), "n": n, "dp_norm": rng.random(terms).round(2)})
    return Dispersions.validate(
        table.assign(
            outlet="all outlets", words=10 * int(n.sum()), rate=1e5 * n / n.sum(), range=1, parts=9,
            range_share=1 / 9, dp=table["dp_norm"] * 0.9, juilland_d=1 - table["dp_norm"],
        )
    )  # fmt: skip


def ranks(names: list[str], *, terms: int = 45) -> pd.DataFrame:
    rows = [
        [outlet, rank, f"word{rank}", max((800 + 37 * place) // rank, 1)]
        for place, outlet in enumerate(sorted(names))
        for rank in range(1, terms + 1)
    ]
    return Ranks.validate(pd.DataFrame(rows, columns=["outlet", "rank", "term", "n"]))


def trends(
    names: list[str], *, terms: int = 2, periods: int = 12, per: str = "week", seed: int = 0
) -> pd.DataFrame:
    """Rates by period; every ninth is without articles."""
    days = pd.date_range("2016-10-03", periods=periods, freq={"day": "D", "week": "W-MON"}[per])
    rng, rows = np.random.default_rng(seed), []
    for term, (place, outlet) in product(words(terms), enumerate(sorted(names))):
        for number, day in enumerate(days):
            size = 0 if (number + place) % 9 == 4 else 4000
            n = int(rng.poisson(20 + 3 * place)) if size else 0
            rate = n * 1e6 / size if size else np.nan
            low, high = max(rate - 1500, 0) if size else np.nan, rate + 1500
            kind = "words" if size else "none"
            rows.append([term, outlet, day, per, n, size, rate, low, high, kind, int(size > 0)])
    names_ = [
        "term",
        "outlet",
        "period",
        "per",
        "n",
        "words",
        "rate",
        "low",
        "high",
        "interval",
        "articles",
    ]
    table = pd.DataFrame(rows, columns=names_)
    return Trends.validate(table.astype({"period": "datetime64[s]"}))


def growth(names: list[str], *, words: int = 900) -> pd.DataFrame:
    rows = [
        [outlet, after, int(after**0.8) + place]
        for place, outlet in enumerate(sorted(names))
        for after in np.unique(np.linspace(1, words, 50).astype(int)).tolist()
    ]
    return Growth.validate(pd.DataFrame(rows, columns=["outlet", "words", "types"]))
