"""The figure of what stands near a word: the strongest of each outlet, readable whatever the names."""

import pandas as pd
import pytest

from analysis.figures import near_words
from analysis.language import in_sentences, words_of
from analysis.measures.collocation import Pairing, window_pairs
from tests.conftest import articles
from tests.figures import tables
from tests.figures.overlap import assert_readable, texts_of
from tests.figures.test_values import row_names


def near(names):
    texts = ["War crimes. Rain fell on the road again. ", "Peace talks. A war began in rain. "]
    table = articles(*((str(k), name, texts[k % 2] * 3) for k, name in enumerate(names)))
    pairs = window_pairs(in_sentences(words_of(table), table), table, pairing=Pairing(3, 1))
    return pairs[pairs["node"] == pairs["node"].mode()[0]].assign(voice="")


@pytest.mark.parametrize("width", ["full", "column"])
@pytest.mark.parametrize("names", [["Herald", "Post"], tables.ODD], ids=["two", "odd"])
def test_it_is_readable(names, width):
    assert_readable(near_words(near(names), width=width))


def test_each_panel_has_the_strongest_first_and_the_number_at_its_right():
    figure = near_words(near(["Herald", "Post"]), top=1)
    best = near(["Herald", "Post"]).sort_values(["log_dice", "collocate"], ascending=[False, True])
    best = best[best["g2"] > 0].drop_duplicates("outlet")
    shown = [name for axes in figure.axes for name in row_names(axes)]
    assert shown == best.sort_values("outlet")["collocate"].tolist()
    written = {text for text, _ in texts_of(figure)}
    assert set(best["n"].astype(str)) <= written


@pytest.mark.parametrize(
    ("table", "top", "said"),
    [
        (near(["Herald"]), 0, "top is 0"),
        (near(["Herald"]).head(0), 5, "needs one node, not"),
        (pd.concat([near(["Herald"]), near(["Herald"]).assign(node="peace")]), 5, "needs one node"),
    ],
)
def test_what_cannot_be_drawn_is_refused(table, top, said):
    with pytest.raises(ValueError, match=said):
        near_words(table, top=top)
