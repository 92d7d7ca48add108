"""How often intervals by articles hold the truth; docs/method/intervals.md has the whole table."""

import pytest

from tests.conftest import ROOT
from tests.inference.coverage import HEAD, RATES, SHAPES, held, row

MEASURED = (ROOT / "docs/measured/coverage.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("articles", [10, 50])
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(("shape", "least"), [(10, 0.92), (1, 0.92), (0.3, 0.90)])
def test_intervals_hold_the_rate_from_ten_articles_on(shape, least, rate, articles):
    assert least <= held(articles, rate, shape) <= 0.99


def test_the_table_of_the_page_is_what_is_measured():
    assert MEASURED[0] == HEAD
    assert len(MEASURED) == 1 + len(SHAPES) * len(RATES)
    assert row(1, 0.01) in MEASURED  # one line: all of them take a minute
