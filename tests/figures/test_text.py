"""Names from outside: shown, distinct, and never more than text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.figures import label, style
from analysis.figures.canvas.text import fit, labels, text_width


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("  The\tSun\n", "The Sun"),
        ("a\u202eb\u2066c\u200e", "abc"),
        ("bell\x07\x9b", "bell"),
        ("$x^{y$", "$x^{y$"),
        ("_x", "_x"),
        ("\U00010330 gothic", "[U+10330] gothic"),
        ("\ud800", "[U+D800]"),
        ("\u202e", "[U+202E]"),
        ("", "[empty]"),
        ("e" + "\u0301" * 30, "é" + "\u0301" * 4 + "…"),
        ("中文 العربية 📰 हिन्दी", "中文 العربية 📰 हिन्दी"),
    ],
)
def test_a_name_is_shown_as(given_: str, shown: str) -> None:
    assert label(given_) == shown


def test_a_long_name_loses_its_middle() -> None:
    assert label("abcdefghij", limit=5) == "ab…ij"


def test_a_word_without_spaces_is_broken_over_the_lines() -> None:
    shown = fit("x" * 30, width=1.0, size=8, lines=3)
    assert shown.replace("\n", "") == "x" * 30
    assert text_width(shown, 8) <= 1.0


@given(st.lists(st.text(max_size=80), unique=True, max_size=6))
def test_different_names_never_share_a_label_and_fit(names: list[str]) -> None:
    found = labels(names, width=1.2, size=7, lines=2)
    assert set(found) == set(names)
    assert len(set(found.values())) == len(names)
    assert all(text_width(shown, 7) <= 1.2 for shown in found.values())


def test_names_that_differ_only_in_the_middle_get_a_digest() -> None:
    one, other = "a" * 200, "a" * 100 + "b" + "a" * 99
    found = labels([one, other], width=2, size=8)
    assert found[one] != found[other]
    assert "#" in found[one]


@given(st.text(max_size=30))
def test_no_text_makes_matplotlib_warn(text: str) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with style():
        figure = Figure(figsize=(1, 1))
        figure.text(0, 0, label(text))
        FigureCanvasAgg(figure).draw()  # a warning is an error in the tests
