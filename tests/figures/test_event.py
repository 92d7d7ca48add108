"""The figure of one event, and that of differences within events: readable, each dot at its number."""

import pandas as pd
import pytest

from analysis.errors import FramingError
from analysis.figures import event_dots, outlet_colours, paired_dots
from analysis.inference.by_event import paired_differences
from tests.figures import tables
from tests.figures.overlap import assert_readable, texts_of
from tests.figures.test_attribution import KINDS, NAMES, VOICES
from tests.figures.test_values import points
from tests.inference.test_by_event import random, study


def event(names):
    parts = [
        tables.patterns(names, VOICES, measure="voice", unit="words", total=866),
        tables.patterns(names, KINDS, measure="kind"),
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("names", ["one", "two", "three odd", "odd"])
def test_the_figure_of_an_event_is_readable(names, width):
    assert_readable(event_dots(event(NAMES[names]), width=width))


def test_what_is_drawn_of_an_event_stands_at_its_share():
    table = event(["a", "b"])
    figure = event_dots(table)
    quoted = table[table["category"] == "quoted"].set_index("outlet")["value"]
    found = sorted(x for _, x, _ in points(figure.axes[0]))
    assert set((100 * quoted).round(6)) <= {round(x, 6) for x in found}
    said = [text for text, _ in texts_of(figure)]
    assert "words quoted" in said
    assert any(text.startswith("attributions to ") for text in said)


def test_without_a_measure_to_draw_the_figure_says_so():
    with pytest.raises(FramingError, match="no measure that this figure draws"):
        event_dots(tables.patterns(["a"], ["all"], measure="rate", unit="per 1,000 words"))


VALUES = [(9, 3, 5), (8, 3, 9), (9, 2, 1), (9, 4, 7), (8, 2, 3), (9, 1, 8)]


def paired(names=("a", "b", "c")):
    table, known = study(VALUES)
    outlets = dict(zip("abc", names, strict=True))
    table = table.assign(outlet=table["outlet"].map(outlets), measure="loaded words, model")
    return paired_differences(table.assign(category="outlet"), known, random=random())


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("names", [("a", "b", "c"), tables.ODD[:3], tables.ODD[3:6]])
def test_differences_within_events_are_readable(names, width):
    table = paired(names)
    assert_readable(paired_dots(table, width=width, colours=outlet_colours(names)))
    assert_readable(paired_dots(table, width=width, top=1))


@pytest.mark.parametrize("width", ["column", "full"])
def test_both_outlets_of_a_difference_are_named_in_full(width):
    names = ("New York Times (News)", "Christian Science Monitor", "Fox News (Online News)")
    figure = paired_dots(paired(names), width=width)
    assert_readable(figure)
    written = [" ".join(text.split()) for text, _ in texts_of(figure)]
    rows = [text for text in written if " over " in text]
    assert rows
    for row in rows:
        assert "…" not in row
        above, below = row.partition(": ")[2].split(" over ")
        assert {above, below} <= set(names)


def test_each_difference_stands_at_its_mean_open_if_it_is_not_reliable():
    table = paired()
    figure = paired_dots(table)
    drawn = {round(x, 6): len(dots.get_facecolors()) for dots, x, _ in points(figure.axes[0])}
    assert set(drawn) == set(table["difference"].round(6))
    assert "6" in [text for text, _ in texts_of(figure)]


def test_without_an_interval_there_is_nothing_to_draw():
    table = paired().assign(interval="none")
    with pytest.raises(FramingError, match="no row of the table has an interval"):
        paired_dots(table)
