"""Say how sure a number is: intervals, and p values for many tests at once."""

from analysis.inference.by_article import ENOUGH, FEWEST
from analysis.inference.intervals import (
    Intervals,
    benjamini_hochberg,
    keyness_with_intervals,
    wilson,
    with_intervals,
)
from analysis.inference.patterns import (
    concentration_with_intervals,
    from_the_mean,
    patterns_with_intervals,
)
from analysis.inference.trends import trends_with_intervals

__all__ = [
    "ENOUGH",
    "FEWEST",
    "Intervals",
    "benjamini_hochberg",
    "concentration_with_intervals",
    "from_the_mean",
    "keyness_with_intervals",
    "patterns_with_intervals",
    "trends_with_intervals",
    "wilson",
    "with_intervals",
]
