"""Figures of attribution patterns: readable whatever the names, every number beside its own label."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.categories import KIND_LABELS, SPEAKER_KINDS
from analysis.figures import (
    cue_class_heatmap,
    difference_dots,
    first_heard,
    headline_body,
    outlet_colours,
    pattern_dots,
    spots_of,
    voice_shares,
)
from analysis.figures.canvas.shares import Fill
from analysis.figures.voices import FILLS
from analysis.tables import CUE_CLASSES, TYPES, Patterns
from analysis.tables.patterns import number_key
from tests.figures import tables
from tests.figures.overlap import assert_readable, texts_of
from tests.figures.test_style import luminance
from tests.figures.test_values import points, row_names

KINDS = list(SPEAKER_KINDS)
VOICES = ["narrative", "source and cue", "paraphrased", "quoted"]
PLACES = ["headline", "body"]
SPEAKERS = [*tables.ODD, "Zeid Ra’ad Al Hussein", "الحكومة السورية"]
RATE = "attributions per 1,000 words"
NAMES = {
    "one": ["only"],
    "two": ["PJ Media", "RFE/RL"],
    "three odd": tables.ODD[:2] + tables.ODD[4:5],
    "seven": tables.outlets(7),
    "odd": tables.ODD,
}


def voice(names: list[str]) -> pd.DataFrame:
    return tables.patterns(names, VOICES, measure="voice", unit="words", total=866)


def kind(names: list[str]) -> pd.DataFrame:
    return tables.patterns(names, KINDS, measure="kind", total=12345)


def types(names: list[str]) -> pd.DataFrame:
    return tables.patterns(names, list(TYPES), measure="type")


def rate(names: list[str]) -> pd.DataFrame:
    return tables.patterns(names, ["all"], measure="rate", unit=RATE, total=866)


def speaker(names: list[str]) -> pd.DataFrame:
    table = tables.patterns(names, SPEAKERS, measure="speaker", unit="quoted words", total=4000)
    return table[table["n"] > 0]


def cells(names: list[str]) -> pd.DataFrame:
    sure = tables.patterns(
        names, list(CUE_CLASSES), measure="cue class by kind", groups=KINDS, total=90
    )
    return sure[(sure["n"] > 0) | (sure["total"] == 0)]


def heard(names: list[str]) -> pd.DataFrame:
    return tables.heard(names, KINDS, articles=120)


def headline(names: list[str]) -> pd.DataFrame:
    return tables.patterns(names, KINDS, measure="headline kind", groups=PLACES)


DRAWN: dict[str, tuple[Callable[..., Figure], Callable[[list[str]], pd.DataFrame]]] = {
    "voice": (voice_shares, voice),
    "kind": (pattern_dots, kind),
    "type": (pattern_dots, types),
    "rate": (pattern_dots, rate),
    "speaker": (pattern_dots, speaker),
    "cue class by kind": (cue_class_heatmap, cells),
    "first heard": (first_heard, heard),
    "headline kind": (headline_body, headline),
    "differences": (difference_dots, tables.differences),
}


@pytest.mark.parametrize(
    ("names", "width"),
    [
        ("one", "full"),
        ("two", "column"),
        ("two", "full"),
        ("three odd", "column"),
        ("seven", "column"),
        ("odd", "full"),
    ],
)
@pytest.mark.parametrize("measure", DRAWN)
def test_figures_of_attribution_are_readable(measure: str, names: str, width: str) -> None:
    draw, table = DRAWN[measure]
    figure = draw(table(NAMES[names]), width=width)
    assert_readable(figure)
    assert figure.get_figheight() <= 30


@pytest.mark.parametrize("measure", DRAWN)
def test_thirty_outlets_are_readable(measure: str) -> None:
    draw, table = DRAWN[measure]
    figure = draw(table(tables.outlets(30)))
    assert_readable(figure)
    assert figure.get_figheight() <= 30


@pytest.mark.parametrize("names", ["one", "two", "seven"])
@pytest.mark.parametrize("measure", [name for name in DRAWN if name != "differences"])
def test_every_number_that_counts_something_has_its_spot_inside_the_figure(
    measure: str, names: str
) -> None:
    draw, table = DRAWN[measure]
    rows = table(NAMES[names])
    spots = spots_of(draw(rows))
    drawn = rows[(rows["n"] > 0) & (rows["measure"] != "heard")]
    assert sorted(spot.key for spot in spots) == sorted(map(number_key, drawn.to_dict("records")))
    for spot in spots:
        assert min(spot.x, spot.y, spot.width, spot.height) >= 0
        assert max(spot.x + spot.width, spot.y + spot.height) <= 1


def test_a_spot_lies_over_the_dot_of_its_number() -> None:
    figure = pattern_dots(kind(["a", "b"]))
    width, height = figure.get_size_inches() * figure.dpi
    (axes,) = figure.axes
    rows = kind(["a", "b"])
    by_key = {number_key(row): row for row in rows.to_dict("records")}
    names = row_names(axes)
    for spot in spots_of(figure):
        row = by_key[spot.key]
        x, _ = axes.transData.transform((100 * row["value"], 0))
        _, y = axes.transData.transform((0, names.index(KIND_LABELS[row["category"]])))
        assert spot.x <= x / width <= spot.x + spot.width
        assert abs(1 - y / height - (spot.y + spot.height / 2)) < 0.13 / figure.get_figheight()


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.text(max_size=40), min_size=1, max_size=5, unique=True),
    st.lists(st.text(max_size=60), min_size=1, max_size=6, unique=True),
)
def test_whatever_outlets_and_speakers_are_called_the_dots_are_readable(outlets, speakers) -> None:
    table = tables.patterns(outlets, speakers, measure="speaker")
    assert_readable(pattern_dots(table, width="column"))


def test_differences_stand_on_both_sides_of_zero_with_their_numbers() -> None:
    table = tables.differences(["a", "b"])
    figure = difference_dots(table)
    assert row_names(figure.axes[0]) == ["b", "a"]
    assert [len(axes.get_yticks()) for axes in figure.axes] == [0, 0, 0]
    for axes in figure.axes:
        low, high = axes.get_xlim()
        assert low == -high
        (zero,) = [line for line in axes.lines if list(line.get_xdata()) == [0, 0]]
        assert zero.get_visible()
        dots = [float(x) for path in axes.collections for x, _ in path.get_offsets() if x]
        assert sorted(dots) == [-1.5, 1.5]
    written = [text.get_text() for text in figure.texts]
    assert written.count("a") == written.count("b") == 1
    assert written.count("+1.5") == 3
    assert written.count("−1.5") == 3


def test_differences_of_shares_are_in_percentage_points() -> None:
    table = tables.differences(["a", "b"]).assign(unit="sentences")
    for name in ("value", "mean", "difference", "low", "high"):
        table[name] /= 100
    figure = difference_dots(table)
    assert "+1.5" in [text.get_text() for text in figure.texts]
    assert any("percentage points" in text.get_text() for text in figure.texts)


def test_differences_of_two_measures_are_refused() -> None:
    table = tables.differences(["a", "b"])
    with pytest.raises(ValueError, match="one measure"):
        difference_dots(pd.concat([table, table.assign(measure="n")]))
    with pytest.raises(ValueError, match="no rows"):
        difference_dots(table.iloc[:0])


def beside(figure: Figure, name: str, *, within: float) -> set[str]:
    """Return what is written at about the height of a name."""
    texts = texts_of(figure)
    own = next(box for shown, box in texts if shown.replace("\n", " ") == name)
    return {shown for shown, box in texts if abs(box.y0 + box.y1 - own.y0 - own.y1) < 2 * within}


def test_every_dot_of_two_outlets_sits_in_the_row_of_its_category_in_its_own_colour() -> None:
    table = kind(["a", "b"])
    marks = outlet_colours(["a", "b"])
    figure = pattern_dots(table, colours=marks)
    (axes,) = figure.axes
    names = [name.replace("\n", " ") for name in row_names(axes)]
    drawn = {
        (colour, names[round(y)]): x
        for dots, x, y in points(axes)
        for colour in [tuple(dots.get_facecolor()[0])]
    }
    colours = {outlet: tuple(np.array(_rgba(marks[outlet].colour))) for outlet in "ab"}
    wanted = {
        (colours[row.outlet], KIND_LABELS[row.category]): 100 * row.value
        for row in table.itertuples()
    }
    assert drawn == pytest.approx(wanted)
    for row in table.itertuples():
        name = KIND_LABELS[row.category]
        assert f"{row.n:,.0f}" in beside(figure, name, within=0.1)


def _rgba(colour: str) -> list[float]:
    return [*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)), 1.0]


def test_lines_run_from_low_to_high_and_are_left_out_where_there_is_no_interval() -> None:
    table = types(["a"])
    table.loc[1, ["low", "high"]] = np.nan
    (axes,) = pattern_dots(table).axes
    ends = [
        tuple(line[:, 0])
        for lines in axes.collections
        if isinstance(lines, LineCollection)
        for line in lines.get_segments()
    ]
    known = table.dropna(subset="low")
    assert ends == [(100 * row.low, 100 * row.high) for row in known.itertuples()]
    assert len(points(axes)) == 3


def test_four_outlets_have_a_panel_for_each_category_and_a_row_each() -> None:
    table = types(list("abcd"))
    figure = pattern_dots(table)
    titles = [text.get_text() for text in figure.texts if text.get_text() in TYPES]
    assert titles == list(TYPES)
    for axes, category in zip(figure.axes, TYPES, strict=True):
        mine = table[table["category"] == category].set_index("outlet")["value"]
        found = {"abcd"[round(y)]: x for _, x, y in points(axes)}
        assert found == pytest.approx((100 * mine).to_dict())
    assert row_names(figure.axes[0]) == list("abcd")


def test_categories_come_by_their_shares_but_types_and_classes_in_their_own_order() -> None:
    shares = tables.patterns(["a"], ["small", "big"], measure="speaker").assign(value=[0.1, 0.9])
    assert row_names(pattern_dots(shares).axes[0]) == ["big", "small"]
    mixed = types(["a"]).assign(value=[0.1, 0.2, 0.7])
    assert row_names(pattern_dots(mixed).axes[0]) == list(TYPES)


@pytest.mark.parametrize(
    ("table", "said", "furthest"),
    [
        (rate(["a"]), f"{RATE}, with 95% interval", 600),
        (types(["a"]), "% of attributions, with 95% interval", 100),
        (types(["a"]).assign(low=np.nan, high=np.nan), "% of attributions", 100),
    ],
)
def test_the_axis_is_in_the_unit_of_the_table(table, said: str, furthest: float) -> None:
    figure = pattern_dots(table)
    assert said in [text.get_text() for text in figure.texts]
    (axes,) = figure.axes
    assert table["value"].max() <= axes.get_xlim()[1] <= furthest


def test_the_key_says_what_shares_and_rates_are_counted_from() -> None:
    one = types(["a"]).assign(total=1.0, articles=1)
    assert "1 attribution, 1 article" in [text.get_text() for text in pattern_dots(one).texts]
    assert "866 words, 3 articles" in [text.get_text() for text in pattern_dots(rate(["a"])).texts]


def test_denominators_that_differ_stand_beside_each_count_and_not_in_the_key() -> None:
    table = tables.patterns(["a", "b"], ["quoted", "outlet"], measure="loaded words", unit=RATE)
    table = table.assign(n=[1.0, 2.0, 3.0, 4.0], total=[10.0, 200.0, 3000.0, 40.0])
    figure = pattern_dots(table)
    said = [text.get_text() for text in figure.texts]
    assert {"1 of 10", "2 of 200", "3 of 3,000", "4 of 40", "of words"} <= set(said)
    assert not any("article" in text for text in said)
    names = [name.replace("\n", " ") for name in row_names(figure.axes[0])]
    assert names == ["own voice", "quoted"]


def test_a_value_that_does_not_exist_is_called_no_case_and_not_drawn() -> None:
    table = types(["a", "b"])
    table.loc[table["outlet"] == "b", ["n", "total", "value", "low", "high"]] = [0, 0] + 3 * [
        np.nan
    ]
    figure = pattern_dots(table)
    assert [text.get_text() for text in figure.texts].count("no case") == 3
    assert len(points(figure.axes[0])) == 3


def test_a_speaker_whom_an_outlet_has_no_row_for_gets_a_dash_and_no_dot() -> None:
    table = tables.patterns(["a", "b"], ["Ann", "Bob"], measure="speaker")
    figure = pattern_dots(table[(table["outlet"] == "a") | (table["category"] == "Ann")])
    assert [text.get_text() for text in figure.texts].count("–") == 1
    assert len(points(figure.axes[0])) == 3


def test_panels_that_would_pass_thirty_inches_are_left_out_and_counted() -> None:
    many = [f"speaker {i}" for i in range(60)]
    figure = pattern_dots(
        tables.patterns(tables.outlets(30), many, measure="speaker"), width="column"
    )
    left_out = 60 - len(figure.axes)
    said = [text.get_text() for text in figure.texts if "not drawn" in text.get_text()]
    assert said == [f"{left_out} categories not drawn; the table has all."]
    assert figure.get_figheight() <= 30


def test_the_bars_of_voice_have_the_widths_of_their_shares() -> None:
    table = voice(["a"])
    figure = voice_shares(table)
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    wanted = table.set_index("category")["value"].reindex(VOICES)
    assert widths == pytest.approx((100 * wanted).tolist())
    assert "866 words" in [text.get_text() for text in figure.texts]


def test_an_outlet_without_words_has_no_bar() -> None:
    table = voice(["a", "b"])
    table.loc[table["outlet"] == "b", ["n", "total", "value"]] = [0, 0, np.nan]
    (axes,) = voice_shares(table).axes
    assert [text.get_text() for text in axes.texts if text.xy[1] == 1] == ["no case"]
    assert {round(bar.get_y() + bar.get_height() / 2) for bar in axes.patches} == {0}


def test_neighbouring_voices_differ_in_grey_and_their_percentages_stand_out() -> None:
    def against(one: str, other: str) -> float:
        light, dark = sorted([luminance(one), luminance(other)], reverse=True)
        return (light + 0.05) / (dark + 0.05)

    fills: list[Fill] = [FILLS[name] for name in VOICES]
    assert all(against(a.colour, b.colour) > 1.6 for a, b in pairwise(fills))
    inks = [fill.ink.replace("white", "#ffffff") for fill in fills]
    assert all(against(f.colour, ink) > 4.5 for f, ink in zip(fills, inks, strict=True))


def one_kind(ns: list[int], *, total: int) -> pd.DataFrame:
    """Cue classes of one kind in one outlet."""
    table = tables.patterns(
        ["a"], list(CUE_CLASSES[: len(ns)]), measure="cue class by kind", groups=["ngo", "media"]
    )
    table = table[table["group"] == "ngo"].assign(n=ns, total=total)
    return Patterns.validate(table.assign(value=table["n"] / table["total"]))


def test_a_cell_shows_the_share_and_the_count_of_its_class() -> None:
    (axes,) = cue_class_heatmap(one_kind([14, 1500, 0], total=3000)).axes
    written = [(text.get_text(), text.xy[0]) for text in axes.texts]
    assert written == [("0", 0), ("14", 0), ("50", 1), ("1.5k", 1), ("–", 2)]
    light, dark = (luminance(_hex(cell.get_facecolor())) for cell in axes.patches)
    assert dark < light


def _hex(rgba: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in rgba[:3])


def test_cells_of_few_attributions_are_striped_and_paler() -> None:
    (sure,) = cue_class_heatmap(one_kind([10], total=10)).axes
    few = cue_class_heatmap(one_kind([9], total=9))
    (cell,) = sure.patches
    (striped,) = few.axes[0].patches
    assert not cell.get_hatch()
    assert striped.get_hatch()
    assert luminance(_hex(striped.get_facecolor())) > luminance(_hex(cell.get_facecolor())) + 0.3
    assert any("fewer than 10" in text.get_text() for text in few.texts)


def test_a_kind_that_an_outlet_never_lets_speak_is_a_row_without_cells() -> None:
    table = cells(["a", "b"])
    figure = cue_class_heatmap(table)
    silent = table[(table["outlet"] == "b") & (table["total"] == 0)]
    assert len(silent)
    written = [text.get_text() for text in figure.axes[1].texts]
    assert written.count("no case") == silent["group"].nunique()


def test_outlets_that_do_not_fit_are_those_with_fewest_attributions() -> None:
    names = tables.outlets(40)
    table = cells(names)
    table["total"] = table["total"].where(table["outlet"] == "Outlet 39", table["total"] / 2)
    figure = cue_class_heatmap(table, width="column")
    shown = {text.get_text() for text in figure.texts}
    assert "Outlet 39" in shown
    kept = shown & set(names)
    said = [text for text in shown if "not drawn" in text.replace("\n", " ")]
    assert f"{40 - len(kept)} outlets with fewer attributions" in said[0].replace("\n", " ")


def test_kinds_come_in_the_order_in_which_they_are_heard_with_the_articles_that_hear_them() -> None:
    figure = first_heard(tables.heard(["a"], ["media", "ngo", "expert", "other"], articles=12))
    (axes,) = figure.axes
    assert row_names(axes) == ["media", "NGO", "expert", "other"]
    found = {row_names(axes)[round(y)]: x for _, x, y in points(axes)}
    assert found == pytest.approx({"media": 22.5, "NGO": 45, "expert": 67.5})
    assert axes.get_xlim() == (0, 100)
    for name, said in {"media": "12 of 12", "NGO": "6 of 12", "other": "0 of 12"}.items():
        assert said in beside(figure, name, within=0.05)
    assert "no case" in beside(figure, "other", within=0.05)


def test_without_the_measure_heard_only_the_articles_that_hear_a_kind_are_counted() -> None:
    table = tables.heard(["a"], ["media", "ngo", "other"], articles=12)
    figure = first_heard(table[table["measure"] == "first heard"])
    assert "6" in beside(figure, "NGO", within=0.05)


def test_headlines_are_filled_dots_above_the_open_ones_of_the_body() -> None:
    table = headline(["a", "b"])
    figure = headline_body(table)
    for axes, outlet in zip(figure.axes, "ab", strict=True):
        drawn: dict[tuple[bool, int], float] = {}
        for dots, x, y in points(axes):
            drawn[bool((dots.get_facecolor()[0] != 1).any()), round(y)] = x
            assert (y < round(y)) == bool((dots.get_facecolor()[0] != 1).any())
        for group in PLACES:
            mine = table[(table["outlet"] == outlet) & (table["group"] == group)]
            values = sorted(100 * mine["value"].dropna())
            found = sorted(x for (filled, _), x in drawn.items() if filled == (group == "headline"))
            assert found == pytest.approx(values)


@pytest.mark.parametrize("measure", DRAWN)
def test_row_order_changes_nothing(measure: str) -> None:
    def placed(rows: pd.DataFrame) -> list[object]:
        figure = draw(rows)
        texts = [(text.get_text(), text.get_position()) for text in figure.findobj(Text)]
        dots = [
            (tuple(dots.get_facecolor()[0]), x, y) for a in figure.axes for dots, x, y in points(a)
        ]
        bars = [(bar.get_hatch(), bar.get_bbox().bounds) for a in figure.axes for bar in a.patches]
        return [texts, dots, bars]

    draw, table = DRAWN[measure]
    rows = table(list("abcd"))
    assert placed(rows) == placed(rows.sample(frac=1, random_state=1))


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: pattern_dots(types(["a"]).head(0)), "has no rows"),
        (lambda: first_heard(types(["a"]).head(0)), "has no rows"),
        (lambda: pattern_dots(types(["a"]), width="half"), "'column' or 'full'"),
        (
            lambda: pattern_dots(pd.concat([types(["a"]), kind(["a"])])),
            r"one, not \['kind', 'type'\]",
        ),
        (lambda: pattern_dots(headline(["a"])), r"one group, not \['body', 'headline'\]"),
        (lambda: pattern_dots(pd.concat([types(["a"]), types(["a"])])), "about the same"),
        (lambda: voice_shares(types(["a"])), r"'voice', not \['type'\]"),
        (lambda: voice_shares(types(["a"]).assign(measure="voice")), "are no voice"),
        (lambda: cue_class_heatmap(types(["a"])), r"'cue class by kind', not \['type'\]"),
        (lambda: first_heard(types(["a"])), r"'first heard', not \['type'\]"),
        (lambda: first_heard(heard(["a"]).query("measure != 'heard' or group != 'ngo'")), "ngo"),
        (lambda: headline_body(types(["a"])), r"'headline kind', not \['type'\]"),
        (
            lambda: headline_body(headline(["a"]).assign(group="caption").head(2)),
            "neither 'headline' nor 'body'",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(draw, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw()
