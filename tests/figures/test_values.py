"""Each label stands beside its own value; wrong input is named."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from analysis.figures import (
    article_lengths,
    corpus_timeline,
    frequent_words,
    keyness_dots,
    outlet_colours,
    rate_scatter,
    section_shares,
)
from analysis.figures.canvas.style import SMALL
from tests.figures import tables
from tests.figures.overlap import texts_of


def points(axes: Axes) -> list[tuple[PathCollection, float, float]]:
    """Every dot of a scatter with where it lies."""
    return [
        (drawn, x, y)
        for drawn in axes.collections
        if isinstance(drawn, PathCollection)
        for x, y in np.ma.getdata(drawn.get_offsets()).tolist()
    ]


def row_names(axes: Axes) -> list[str]:
    """The names left of the rows of some axes, from the first row down."""
    figure, box = axes.get_figure(root=True), axes.bbox
    assert figure is not None
    beside = [
        (*text.get_transform().transform(text.get_position()), text.get_text())
        for text in figure.texts
        if text.get_fontsize() == SMALL and text.get_horizontalalignment() == "right"
    ]
    beside = [(x, y, shown) for x, y, shown in beside if x < box.x0 and box.y0 < y < box.y1]
    nearest = max(x for x, _, _ in beside)
    downwards = sorted((-y, shown) for x, y, shown in beside if np.isclose(x, nearest))
    return [shown for _, shown in downwards]


def test_every_rate_sits_beside_its_own_word_and_count() -> None:
    table = tables.frequencies(["a", "b"], terms=9)
    table = table[~table["term"].isin([tables.LONG_WORD])]
    figure = frequent_words(table, top=6)
    for axes, outlet in zip(figure.axes, ["a", "b"], strict=True):
        mine = table[table["outlet"] == outlet].sort_values(["rank", "term"]).head(6)
        found = {row_names(axes)[round(y)]: x for _, x, y in points(axes)}
        assert found == pytest.approx(dict(zip(mine["term"], mine["rate"], strict=True)))
    texts = texts_of(figure)
    for _, row in table[(table["outlet"] == "a") & (table["rank"] <= 6)].iterrows():
        level = next(box for shown, box in texts if shown == row["term"])
        beside = [s for s, b in texts if abs(b.y0 + b.y1 - level.y0 - level.y1) < 0.1]
        assert f"{row['n']:,}" in beside


def test_whiskers_run_from_low_to_high() -> None:
    table = tables.frequencies(["a"], terms=9).sort_values(["rank", "term"]).head(4)
    (axes,) = frequent_words(table, top=4).axes
    ends = [tuple(line[:, 0]) for line in axes.collections[0].get_segments()]
    assert ends == list(zip(table["low"], table["high"], strict=True))


def test_every_word_of_keyness_sits_beside_its_own_odds_and_counts() -> None:
    table = tables.keyness([(1, 1), (2, 2), (3, 3), (19, 1), (2, 30), (7, 5), (0, 8)])
    table = table.iloc[3:]
    figure = keyness_dots(table, top=2)
    (axes,) = figure.axes
    found = {row_names(axes)[round(y)]: x for _, x, y in points(axes)}
    assert found == pytest.approx(table.set_index("term")["log_odds"].to_dict())
    texts = texts_of(figure)
    for _, row in table.iterrows():
        word = next(box for shown, box in texts if shown == row["term"])
        count = f"{row['n_reference']:,} : {row['n_target']:,}"
        boxes = [box for shown, box in texts if shown == count]
        assert any(abs(box.y0 + box.y1 - word.y0 - word.y1) < 0.08 for box in boxes)


def test_a_dot_is_open_where_the_interval_holds_zero() -> None:
    table = tables.keyness([(9, 1), (1, 9), (5, 5)])
    table = table.assign(low=[0.1, -3.0, -1.0], high=[5.0, 0.1, 1.0])
    (axes,) = keyness_dots(table, top=3).axes
    drawn = [c for c in axes.collections if isinstance(c, PathCollection)]
    fills = [to_hex(fill) for dots in drawn for fill in dots.get_facecolor()]
    assert len(fills) == 3
    filled = [fill for fill in fills if fill != "#ffffff"]
    assert filled == [outlet_colours("ab")["a"].colour]


def test_every_named_word_stands_nearest_to_its_own_dot() -> None:
    table = tables.keyness(tables.contrast(120))
    figure = rate_scatter(table, top=20)
    (axes,) = figure.axes
    boxes = dict(texts_of(figure))
    drawn = np.array([(x, y) for _, x, y in points(axes)])
    centres = axes.transData.transform(drawn) / figure.dpi
    named = [text.get_text() for text in axes.texts if "…" not in text.get_text()]
    assert len(named) > 20
    for word in named:
        box = boxes[word]
        across = np.maximum(np.maximum(box.x0 - centres[:, 0], centres[:, 0] - box.x1), 0)
        up = np.maximum(np.maximum(box.y0 - centres[:, 1], centres[:, 1] - box.y1), 0)
        nearest = drawn[np.hypot(across, up).argmin()]
        row = table.index[table["term"] == word][0]
        for place, rate in enumerate(["rate_reference", "rate_target"]):
            levels = np.unique(drawn[:, place].round(6)).tolist()
            level = levels.index(round(nearest[place], 6)) + 1
            assert level == table[rate].rank(method="dense")[row], f"{word} at another's dot"


def test_the_scatter_says_how_many_words_it_names() -> None:
    figure = rate_scatter(tables.keyness(tables.contrast(300)))
    named = len(figure.axes[0].texts)
    assert any(text.get_text().startswith(f"{named} of 300 words") for text in figure.texts)


def test_a_date_stands_in_the_row_of_its_outlet() -> None:
    table = tables.articles(["a", "b"], each=3, days=300)
    (axes,) = corpus_timeline(table).axes
    for outlet, drawn in zip(["a", "b"], axes.collections, strict=True):
        days = table.loc[table["outlet"] == outlet, "date"].to_numpy("datetime64[D]").astype(int)
        assert sorted(np.ma.getdata(drawn.get_offsets())[:, 0]) == sorted(days)


def test_articles_without_a_date_are_counted_beside_the_others() -> None:
    figure = corpus_timeline(tables.articles(["a"], each=18, days=900))
    assert "18 articles, 2 undated" in [text.get_text() for text in figure.texts]


def test_bars_take_the_place_of_dots_and_count_every_article() -> None:
    table = tables.articles(["a", "b"], each=400, days=2000)
    (axes,) = corpus_timeline(table).axes
    most = next(
        int(text.get_text().split()[-1])
        for text in axes.figure.texts
        if "highest" in text.get_text()
    )
    heights = [-bar.get_height() for bars in axes.containers for bar in bars]
    assert sum(heights) * most / 0.8 == pytest.approx(table["date"].notna().sum())


def test_the_median_stroke_stands_at_the_median() -> None:
    table = tables.lengths(["a", "b"], each=7)
    (axes,) = article_lengths(table).axes
    strokes = [line[0][0] for c in axes.collections[2:] for line in c.get_segments()]
    assert strokes == table.groupby("outlet")["words"].median().tolist()


def test_the_bars_of_sections_have_the_widths_of_their_shares() -> None:
    table = tables.shares(["a"])
    (axes,) = section_shares(table).axes
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == pytest.approx((100 * table["share"]).tolist())


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: frequent_words(tables.frequencies(["a"]), top=0), "top is 0"),
        (lambda: frequent_words(tables.frequencies(["a"]), width="half"), "'column' or 'full'"),
        (lambda: keyness_dots(tables.keyness([(1, 2)]).head(0)), "one target and one reference"),
        (lambda: section_shares(tables.shares(["a"]).head(0)), "has no rows"),
        (lambda: article_lengths(tables.lengths(["a"], each=1).head(0)), "has no rows"),
    ],
)
def test_what_cannot_be_drawn_is_said(draw, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw()


def test_an_interval_much_longer_than_dots_lie_apart_ends_in_an_arrow() -> None:
    table = tables.frequencies(["a", "b"], terms=9)
    plain = frequent_words(table, top=6)
    first = table.index[(table["outlet"] == "a") & (table["rank"] == 1)][0]
    long = table.assign(high=table["high"].where(table.index != first, 10 * table["rate"].max()))
    figure = frequent_words(long, top=6)
    ends = [each.axes[0].get_xlim()[1] for each in (plain, figure)]
    assert ends[0] < ends[1] < 3 * table["rate"].max()
    (arrow,) = [drawn for drawn, x, _ in points(figure.axes[0]) if x == ends[1]]
    assert np.ma.getdata(arrow.get_offsets()).tolist() == [[ends[1], 0.0]]
    said = "An arrow: the interval goes on; the table has its end."
    assert [said in [shown for shown, _ in texts_of(each)] for each in (plain, figure)] == [
        False,
        True,
    ]
