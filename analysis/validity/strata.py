"""Draw articles of each outlet by strata, with the probability that each had."""

from collections import Counter
from zlib import crc32

import numpy as np
import pandas as pd

from analysis.errors import FramingError

DOUBTFUL = "list and model disagree"
NOTHING_FOUND, OTHERS = "nothing found", "other"
OVERSAMPLED = 2.0  # times as often as its part
_FEWEST = 2  # articles of a stratum, so that its variance is known
_QUARTER = 0.75


def strata_of(
    items: pd.DataFrame, articles: pd.DataFrame, doubts: "pd.Series[float]"
) -> pd.DataFrame:
    """Return `article`, `outlet`, `stratum` of every article.

    Parameters
    ----------
    items
        Items of all articles.
    articles
        Articles.
    doubts
        For each article the share of places where list and model differ.

    Returns
    -------
    One row per article. The quarter of an outlet's articles with most doubt is one stratum, if there is any
    doubt. The others go by the label that most of their items have; where items have no label, by whether
    there are more of them than in half of the outlet's articles ("many") or not ("few").
    """
    ids = articles["id"]
    size = items.groupby("article").size().reindex(ids, fill_value=0)
    if (items["label"] != "").any():
        most = items.groupby("article")["label"].agg(_commonest).reindex(ids)
        named = most.fillna(NOTHING_FOUND).to_numpy()
    else:
        outlet = pd.Series(articles["outlet"].to_numpy(), index=ids)
        middle = size.groupby(outlet.to_numpy()).transform("median")
        named = np.where(size > middle, "many", "few")
    found = pd.DataFrame(
        {
            "article": ids.to_numpy(),
            "outlet": articles["outlet"].to_numpy(),
            "stratum": named,
            "doubt": doubts.reindex(ids, fill_value=0.0).to_numpy(),
        }
    )
    rank = found.groupby("outlet")["doubt"].rank(pct=True, method="first")
    doubtful = (rank > _QUARTER) & (found["doubt"] > 0)
    found["stratum"] = found["stratum"].where(~doubtful, DOUBTFUL)
    return found[["article", "outlet", "stratum"]]


def draw(strata: pd.DataFrame, *, per_outlet: int, seed: int) -> pd.DataFrame:
    """Draw articles of each outlet.

    Parameters
    ----------
    strata
        What `strata_of` returns.
    per_outlet
        Articles to draw of each outlet; all of them where it has fewer.
    seed
        The draw depends on it, on the outlet and its articles, and on nothing else.

    Returns
    -------
    `article`, `outlet`, `stratum`, `probability`, one row per article drawn. Strata too small to get two
    articles are joined to `OTHERS`. The doubtful stratum gets twice its part; all others their part.

    Raises
    ------
    FramingError
        If fewer than two articles of an outlet are asked for.

    Source
    ------
    Stratified random sampling without replacement (Cochran 1977, ch. 5): within a stratum each article has
    the probability of drawn by all.
    """
    if per_outlet < _FEWEST:
        raise FramingError(
            f"{per_outlet} articles of an outlet say nothing of its error; give 2 or more"
        )
    drawn = []
    for outlet, rows in strata.sort_values("article").groupby("outlet", sort=True):
        wanted = min(per_outlet, len(rows))
        names = _joined(rows["stratum"].tolist(), wanted)
        random = np.random.default_rng([seed, crc32(str(outlet).encode())])
        chosen, probability = np.zeros(len(rows), bool), np.zeros(len(rows))
        for name, size in _sizes(names, wanted).items():
            each = np.flatnonzero(np.array(names) == name)
            chosen[each[random.permutation(len(each))[:size]]] = True
            probability[each] = size / len(each)
        drawn.append(rows.assign(stratum=names, probability=probability)[chosen])
    found = pd.concat(drawn) if drawn else strata.assign(probability=1.0)
    return found.sort_values(["outlet", "article"], ignore_index=True)


def _commonest(labels: "pd.Series[str]") -> str:
    """Return the commonest label; of several the first by name."""
    counts = Counter(labels)
    return min(counts, key=lambda label: (-counts[label], label))


def _joined(names: list[str], wanted: int) -> list[str]:
    """Return strata of which each can get two articles: the smallest become `OTHERS`, one after the other."""
    sizes, joined = Counter(names), set[str]()
    while len(sizes) > 1 and (min(sizes.values()) < _FEWEST or _FEWEST * len(sizes) > wanted):
        plain = sorted((n, name) for name, n in sizes.items() if name not in (DOUBTFUL, OTHERS))
        lost = sizes.get(DOUBTFUL, _FEWEST) < _FEWEST or not plain
        joined.add(DOUBTFUL if lost else plain[0][1])
        sizes = Counter(OTHERS if name in joined else name for name in names)
    return [OTHERS if name in joined else name for name in names]


def _sizes(names: list[str], wanted: int) -> dict[str, int]:
    """Return how many articles each stratum gets, by name in the order of their names."""
    counts = dict(sorted(Counter(names).items()))
    sizes = np.array(list(counts.values()))
    weight = sizes * np.where([name == DOUBTFUL for name in counts], OVERSAMPLED, 1.0)
    given = np.minimum(sizes, _FEWEST)
    while given.sum() < wanted:
        lacking = np.where(given < sizes, weight / (given + 1), -1.0)
        given[int(np.argmax(lacking))] += 1
    return {name: int(n) for name, n in zip(counts, given, strict=True)}
