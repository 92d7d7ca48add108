"""Every figure, with every kind of name and amount: nothing cut off, nothing overlapping."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from analysis.figures import (
    article_lengths,
    corpus_timeline,
    frequent_words,
    keyness_dots,
    rate_scatter,
    section_shares,
)
from tests.figures import tables
from tests.figures.overlap import assert_readable

NAMES = {"two": ["PJ Media", "RFE/RL"], "seven": tables.outlets(7), "odd": tables.ODD}
WIDTHS = ["column", "full"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("names", "top"), [("two", 15), ("two", 1), ("two", 40), ("odd", 2)])
def test_frequent_words_are_readable(names: str, top: int, width: str) -> None:
    assert_readable(frequent_words(tables.frequencies(NAMES[names]), top=top, width=width))


def test_thirty_six_outlets_side_by_side_are_readable() -> None:
    assert_readable(frequent_words(tables.frequencies(tables.outlets(36)), top=1))


def test_panels_that_would_make_an_endless_figure_are_left_out_and_counted() -> None:
    figure = frequent_words(tables.frequencies(tables.outlets(36)), top=40, width="column")
    assert figure.get_figheight() <= 30
    said = [text.get_text() for text in figure.texts if "not drawn" in text.get_text()]
    assert said[0].startswith(f"{36 - len(figure.axes)} outlets")


@pytest.mark.parametrize(("top", "width"), [(1, "column"), (15, "column"), (40, "full")])
@pytest.mark.parametrize("sides", [("PJ Media", "RFE/RL"), (tables.ODD[0], tables.ODD[4])])
def test_keyness_is_readable(sides: tuple[str, str], top: int, width: str) -> None:
    table = tables.keyness(tables.contrast(90), sides=sides)
    assert_readable(keyness_dots(table, top=top, width=width))


@pytest.mark.parametrize(("terms", "width"), [(1, "full"), (60, "column"), (800, "full")])
@pytest.mark.parametrize("sides", [("PJ Media", "RFE/RL"), (tables.ODD[1], tables.ODD[3])])
def test_rates_against_rates_are_readable(sides: tuple[str, str], terms: int, width: str) -> None:
    table = tables.keyness(tables.contrast(terms), sides=sides)
    assert_readable(rate_scatter(table, top=40, width=width))


@settings(max_examples=6)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=25))
def test_whatever_the_counts_both_pictures_of_keyness_are_readable(pairs) -> None:
    table = tables.keyness([(n + (n + m == 0), m) for n, m in pairs])
    assert_readable(keyness_dots(table, width="column"))
    assert_readable(rate_scatter(table, width="column"))


DRAWN: dict[str, tuple[Callable[..., Figure], Callable[[list[str]], pd.DataFrame]]] = {
    "one day": (corpus_timeline, lambda names: tables.articles(names, each=3, days=1)),
    "a month": (corpus_timeline, lambda names: tables.articles(names, each=9, days=30)),
    "20 years": (corpus_timeline, lambda names: tables.articles(names, each=80, days=7300)),
    "no dates": (
        corpus_timeline,
        lambda names: tables.articles(names, each=3, days=9, undated=True),
    ),
    "lengths": (article_lengths, lambda names: tables.lengths(names, each=9)),
    "many lengths": (article_lengths, lambda names: tables.lengths(names, each=200)),
    "sections": (section_shares, tables.shares),
}


@pytest.mark.parametrize(
    ("names", "width"), [("odd", "column"), ("two", "full"), ("seven", "column")]
)
@pytest.mark.parametrize("kind", DRAWN)
def test_pictures_of_the_corpus_are_readable(kind: str, names: str, width: str) -> None:
    draw, table = DRAWN[kind]
    assert_readable(draw(table(NAMES[names]), width=width))


@pytest.mark.parametrize("kind", ["a month", "lengths"])
def test_pictures_of_thirty_six_outlets_are_readable(kind: str) -> None:
    draw, table = DRAWN[kind]
    assert_readable(draw(table(tables.outlets(36))))


def test_a_single_article_is_drawn() -> None:
    assert_readable(corpus_timeline(tables.articles(["only"], each=1, days=1)))
    assert_readable(article_lengths(tables.lengths(["only"], each=1)))
