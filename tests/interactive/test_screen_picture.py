"""The pictures of the explorer: as they are kept, but for a fraction of a pixel."""

from base64 import b64decode
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from matplotlib.image import imread

from analysis.figures import style
from analysis.figures.canvas.page import Page
from analysis.interactive.markup import picture
from analysis.interactive.screen_picture import screen_picture


@style()
def page_of(words, **look):
    page = Page(3.0, 0.3 + 0.2 * len(words))
    for row, word in enumerate(words):
        page.text(word, x=0.13 + 0.01 * row, y=0.1 + 0.2 * row, **look)
    return page.figure


def pixels_of(address):
    return imread(BytesIO(b64decode(address.partition(",")[2])))[:, :, :3]


@pytest.mark.parametrize(
    ("words", "look"),
    [
        (["war", "peace 1,234", "Österreich", "جريدة", "新聞 war", "🙂", "two\nlines"], {}),
        (["turned"], {"rotation": 90}),
        (["coloured", "$x^{y$", " "], {"color": "#a02c0a"}),
    ],
)
def test_texts_stand_where_they_are_kept(words, look):
    kept, shown = (pixels_of(of(page_of(words, **look))) for of in (picture, screen_picture))
    assert kept.shape == shown.shape
    rows = pd.DataFrame(
        {"kept": (1 - kept).sum(axis=(1, 2)), "shown": (1 - shown).sum(axis=(1, 2))}
    )
    assert np.allclose(
        rows["kept"].rolling(4).sum()[3:], rows["shown"].rolling(4).sum()[3:], rtol=0.4, atol=9
    )
    assert rows["shown"].sum() == pytest.approx(rows["kept"].sum(), rel=0.02)


def test_a_text_that_was_drawn_before_looks_the_same():
    first = screen_picture(page_of(["again"]))
    screen_picture(page_of(["other", "again"]))
    assert screen_picture(page_of(["again"])) == first
