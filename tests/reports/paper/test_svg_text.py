"""Outlines of letters as words: what stands in a picture can be found, and it looks the same."""

import io

import numpy as np
import typst
from matplotlib.figure import Figure
from PIL import Image

from analysis.figures import style
from analysis.reports.paper.svg_text import with_text
from analysis.reports.paper.typst import _fonts

WORDS = ["Government & co", "−12.5", "AVATAR office", "Новая", "per <b>million</b> &lt; #x"]
KEPT = ["人民", "صحيفة", "two -- hyphens", "é\u0331"]


def picture():
    with style():
        figure = Figure(figsize=(4, 3))
        for place, word in enumerate([*WORDS, *KEPT]):
            figure.text(0.1, 0.05 + place / 10, word, rotation=90 if place == 2 else 0)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def drawn(svg):
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made = typst.compile(
        page.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=100,
        sys_inputs={"svg": svg},
    )
    return np.asarray(Image.open(io.BytesIO(made)).convert("L"), dtype=float)


def test_words_of_the_font_of_the_figures_become_text_and_others_stay_outlines():
    svg = with_text(picture())
    assert svg.count("<text ") == len(WORDS)
    assert ">Government &amp; co</text>" in svg
    assert ">per &lt;b&gt;million&lt;/b&gt; &amp;lt; #x</text>" in svg
    for word in KEPT:
        assert f">{word}</text>" not in svg


def test_the_picture_looks_the_same():
    outlines, words = drawn(picture().decode()), drawn(with_text(picture()))
    assert outlines.shape == words.shape
    assert (outlines < 128).sum() > 500
    assert np.abs(outlines - words).mean() < 0.2
    assert np.abs(outlines - words).max() < 128


def test_a_picture_without_words_is_left_alone():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><!-- a --><g><path d="M0 0"/></g></svg>'
    assert with_text(svg) == svg.decode()
