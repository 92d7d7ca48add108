"""Measure how often intervals over articles hold the truth: `python -m tests.inference.coverage`.

The number of a word in an article is Poisson about a rate of its own, drawn from a gamma distribution; its
shape says how bunched the word is. Articles differ in length. Writes docs/measured/coverage.txt and
docs/static/coverage.svg.
"""

import numpy as np
import numpy.typing as npt
import scipy
from matplotlib.figure import Figure

from analysis.figures import style
from analysis.inference.by_article import interval_of_share, sums_over
from tests.conftest import ROOT

OUTLETS = 2000  # of one draw of lengths
DRAWS = 5
ARTICLES = (5, 10, 20, 50, 200)
SHAPES = {10: "even", 1: "as “said” in news", 0.3: "in half of the articles", 0.1: "in one of five"}
RATES = (0.002, 0.01)
HEAD = "how bunched (shape)          word in 1,000  " + "".join(f"{n:>7}" for n in ARTICLES)


def drawn(
    articles: int, rate: float, shape: float, random: np.random.Generator
) -> tuple["scipy.sparse.csr_array", npt.NDArray[np.float64]]:
    """Return counts (articles x outlets) and the words of the articles, the same for all outlets."""
    words = np.round(random.lognormal(np.log(500), 0.5, articles)) + 20
    each = rate * random.gamma(shape, 1 / shape, (articles, OUTLETS))
    return scipy.sparse.csr_array(random.poisson(each * words[:, None])), words


def held(articles: int, rate: float, shape: float) -> float:
    """Return the share of simulated outlets whose interval holds the rate."""
    shares = []
    for number in range(DRAWS):
        sums = sums_over(*drawn(articles, rate, shape, np.random.default_rng(number)))
        low, high = interval_of_share(sums)
        shares.append(np.mean((low <= rate) & (rate <= high)))
    return float(np.mean(shares))


def row(shape: float, rate: float) -> str:
    """Return a line of the table."""
    told = [f"{held(articles, rate, shape):.3f}".lstrip("0") for articles in ARTICLES]
    named = f"{SHAPES[shape]} ({shape:g})"
    return f"{named:<29}{1000 * rate:>13g}  " + "".join(f"{share:>7}" for share in told)


def main() -> None:
    """Measure, and write table and figure."""
    lines = [HEAD, *(row(shape, rate) for shape in SHAPES for rate in RATES)]
    (ROOT / "docs/measured/coverage.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with style():
        figure = Figure((6, 3.2), layout="constrained")
        axes = figure.add_subplot()
        axes.axhspan(0.92, 0.97, color="#e8eef3")
        axes.axhline(0.95, color="#666666", linewidth=0.8)
        for (shape, name), mark in zip(SHAPES.items(), "osD^", strict=True):
            shares = [held(articles, 0.01, shape) for articles in ARTICLES]
            axes.plot(ARTICLES, shares, marker=mark, label=f"{name} ({shape:g})")
        axes.set(
            xscale="log", xticks=ARTICLES, xticklabels=ARTICLES, xlabel="articles of the outlet"
        )
        axes.set(ylabel="intervals that hold the rate", ylim=(0.78, 1))
        axes.legend(title="how bunched the word is (shape)", frameon=False, loc="lower right")
        figure.savefig(ROOT / "docs/static/coverage.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
