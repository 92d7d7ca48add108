"""Adjust p values for tests of many terms at once."""

import pandas as pd

from analysis.tables import Keyness


def benjamini_hochberg(keyness: pd.DataFrame) -> pd.DataFrame:
    """Return Keyness with `p_adjusted`, over the rows given.

    Source
    ------
    Benjamini & Hochberg 1995, as scipy.stats.false_discovery_control computes it: the expected
    share of false discoveries among all terms with an adjusted p at most as large.
    """
    from scipy.stats import false_discovery_control  # noqa: PLC0415  a second to import

    adjusted = false_discovery_control(keyness["p"], method="bh") if len(keyness) else keyness["p"]
    return Keyness.validate(keyness.assign(p_adjusted=adjusted))
