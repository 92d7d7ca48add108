"""One style on every machine: fonts, colours, bytes."""

from io import BytesIO
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager

from analysis.figures import frequent_words, keyness_dots, outlet_colours, rate_scatter, style
from analysis.figures.canvas.fonts import FAMILIES
from tests.figures import tables
from tests.figures.overlap import assert_readable

PLAIN = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None, "Producer": None},
    "png": {"Software": None},
}


@pytest.mark.parametrize("kind", PLAIN)
def test_the_same_table_gives_the_same_bytes(kind: str) -> None:
    def saved() -> bytes:
        file = BytesIO()
        table = tables.frequencies(["中文", "a", "_x"], terms=5)
        with style():
            frequent_words(table).savefig(file, format=kind, metadata=PLAIN[kind])
        return file.getvalue()

    assert saved() == saved()


def test_row_order_changes_nothing() -> None:
    def svg(table) -> bytes:
        file = BytesIO()
        with style():
            for draw in (keyness_dots, rate_scatter):
                draw(table).savefig(file, format="svg", metadata=PLAIN["svg"])
        return file.getvalue()

    table = tables.keyness(tables.contrast(40))
    assert svg(table) == svg(table.sample(frac=1, random_state=1))


def test_a_users_settings_neither_reach_a_figure_nor_are_lost() -> None:
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "text.usetex": False}):
        (axes, *_) = frequent_words(tables.frequencies(["a"], terms=3)).axes
        assert axes.get_facecolor() == (1, 1, 1, 1)
        assert matplotlib.rcParams["font.size"] == 30


def test_a_font_of_the_same_name_on_the_machine_does_not_win() -> None:
    intruder = FontEntry(fname="/nowhere/NotoSans.ttf", name="Noto Sans", weight=400)
    fontManager.ttflist.insert(0, intruder)
    try:
        with style():
            found = [findfont(FontProperties(family=family)) for family in FAMILIES]
    finally:
        fontManager.ttflist.remove(intruder)
    assert {Path(str(path)).parent.name for path in found} == {"manimgx_fonts", "manimgx_fonts_cjk"}


def luminance(colour: str) -> float:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_every_colour_stands_out_from_the_paper_and_every_mark_is_of_its_own() -> None:
    marks = outlet_colours(map(str, range(64)))
    assert all(1.05 / (luminance(mark.colour) + 0.05) >= 3 for mark in marks.values())
    assert len(set(marks.values())) == 64


def test_two_sides_differ_in_grey_and_in_shape() -> None:
    first, second = outlet_colours(["RFE/RL", "PJ Media"]).values()
    lightness = [116 * np.cbrt(luminance(mark.colour)) - 16 for mark in (first, second)]
    assert abs(lightness[0] - lightness[1]) > 25
    assert first.marker != second.marker


def test_the_lens_finds_what_overlaps_and_what_leaves_the_page() -> None:
    figure = Figure(figsize=(2, 1))
    figure.text(0.1, 0.5, "one")
    figure.text(0.12, 0.5, "other")
    with pytest.raises(AssertionError, match="'one' and 'other'"):
        assert_readable(figure)
    figure = Figure(figsize=(2, 1))
    figure.text(0.9, 0.5, "beyond the edge")
    with pytest.raises(AssertionError, match="leaves the"):
        assert_readable(figure)
