"""Pictures of words in depth: readable whatever is drawn, and every mark at its own value."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection

from analysis.figures import (
    dispersion_scatter,
    rank_frequency,
    trend_lines,
    vocabulary_growth,
)
from analysis.figures.canvas.plane import Scale
from tests.figures import tables
from tests.figures.overlap import assert_readable

NAMES = {"two": ["PJ Media", "RFE/RL"], "many": tables.outlets(36), "odd": tables.ODD[:8]}


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("terms", [1, 60, 800])
def test_dispersion_is_readable(terms, width):
    assert_readable(dispersion_scatter(tables.dispersions(terms), top=40, width=width))


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("size", [1, 40, 30_000])
def test_curves_are_readable(names, size, width):
    drawn = NAMES[names] if size < 30_000 else NAMES[names][:2]
    assert_readable(rank_frequency(tables.ranks(drawn, terms=size), width=width))
    assert_readable(vocabulary_growth(tables.growth(drawn, words=size), width=width))


def test_every_named_term_stands_nearest_to_its_own_dot():
    table = tables.dispersions(200).set_index("term")
    (axes,) = dispersion_scatter(table.reset_index(), top=20).axes
    (dots,) = [drawn for drawn in axes.collections if isinstance(drawn, PathCollection)]
    at = np.ma.getdata(dots.get_offsets())
    n = table["n"].astype(float)
    x = Scale(n.min() / 1.15, n.max() * 1.15, axes.get_xlim()[1], logarithmic=True)
    y = Scale(-0.03, 1.03, axes.get_ylim()[1])
    named = [text for text in axes.texts if text.get_text() in table.index]
    assert len(named) > 5
    for text in named:
        row = table.loc[text.get_text()]
        own = np.array([x.at(row["n"]), y.at(row["dp_norm"])])
        assert np.abs(at - own).sum(axis=1).min() < 1e-9
        box = text.get_window_extent().transformed(axes.transData.inverted())
        edges = np.clip(at, [box.x0, box.y0], [box.x1, box.y1])
        nearest = at[np.argmin(((at - edges) ** 2).sum(axis=1))]
        assert nearest == pytest.approx(own)


def test_every_curve_ends_at_its_last_value():
    table = tables.growth(["a", "b"])
    (axes,) = vocabulary_growth(table).axes
    x = Scale(0, table["words"].max() * 1.03, axes.get_xlim()[1])
    y = Scale(0, table["types"].max() * 1.03, axes.get_ylim()[1])
    for line, outlet in zip(axes.lines, ["a", "b"], strict=True):
        last = table[table["outlet"] == outlet].iloc[-1]
        ends = [values[-1] for values in line.get_data()]
        assert ends == pytest.approx([float(x.at(last["words"])), float(y.at(last["types"]))])


def test_many_outlets_are_drawn_alike_and_it_is_said():
    figure = rank_frequency(tables.ranks(tables.outlets(36)))
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert "36 outlets, one curve each, not told apart" in said
    assert len(figure.axes[0].lines) == 36


def test_what_cannot_be_drawn_is_said():
    table = tables.dispersions(9)
    with pytest.raises(ValueError, match="top is 0; at least 1 word"):
        dispersion_scatter(table, top=0)
    with pytest.raises(ValueError, match="no word has a DPnorm, which needs two articles"):
        dispersion_scatter(table.assign(dp_norm=np.nan))
    with pytest.raises(ValueError, match=r"one outlet can be drawn.*\['a', 'b'"):
        dispersion_scatter(table.assign(outlet=list("abababaab")))
    with pytest.raises(ValueError, match="width is 'wide'"):
        rank_frequency(tables.ranks(["a"]), width="wide")
    with pytest.raises(ValueError, match="no outlet with words"):
        vocabulary_growth(tables.growth(["a"]).head(0))


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize(("periods", "per"), [(1, "week"), (2, "day"), (90, "week")])
def test_trends_are_readable(names, periods, per, width):
    drawn = tables.trends(NAMES[names], periods=periods, per=per)
    assert_readable(trend_lines(drawn, width=width))


def test_a_trend_is_drawn_at_its_values_and_broken_where_nothing_was_published():
    table = tables.trends(["a", "b"], terms=1)
    (axes,) = trend_lines(table).axes
    for outlet, lines in (("a", axes.lines[:2]), ("b", axes.lines[2:])):
        own = table[(table["outlet"] == outlet) & table["rate"].notna()]
        drawn = np.concatenate([line.get_ydata() for line in lines])
        assert drawn == pytest.approx(own["rate"].to_numpy())
        assert sum(len(line.get_ydata()) for line in lines) == 11
    first = table[table["outlet"] == "a"].head(4)  # the fifth week is without articles
    band = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert {*first["low"], *first["high"]} <= set(band)


def test_a_trend_of_many_terms_or_outlets_says_what_it_leaves_out():
    figure = trend_lines(tables.trends(["a"], terms=15))
    assert len(figure.axes) == 12
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert "3 further words not drawn" in said
    figure = trend_lines(tables.trends(tables.outlets(36), terms=1))
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert "36 outlets, one line each, not told apart" in said
    assert not figure.axes[0].collections
    with pytest.raises(ValueError, match="no period has words"):
        trend_lines(tables.trends(["a"]).head(0))
