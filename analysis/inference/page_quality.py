"""How many statements of the page of one event are wrong, by readings of such pages."""

from importlib.resources import files

import pandas as pd
import scipy

from analysis.inference.by_article import interval_of_share, sums_over
from analysis.recipes import table
from analysis.tables.events import PageQuality


@table("quality-page", PageQuality)
def page_quality() -> pd.DataFrame:
    """How many statements of the page of one event are wrong.

    Returns PageQuality: what a reader found who held every statement of such pages against the articles, with
    intervals over pages as clusters (`analysis.inference.by_article`). The card says who read what.
    """
    with (
        files("analysis.resources")
        .joinpath("readings/event_pages.tsv")
        .open("r", encoding="utf-8") as lines
    ):
        return page_quality_of(pd.read_csv(lines, sep="\t"))


def page_quality_of(readings: pd.DataFrame) -> pd.DataFrame:
    """Return PageQuality from readings of pages: columns page, statements, kind, false, misleading.

    A page without mistakes has one row, of kind "none".
    """
    pages = readings.groupby("page")["statements"].first()
    wrong = readings[readings["kind"] != "none"]
    every = pd.concat([wrong, wrong.assign(kind="any")])
    both = every.assign(n=every["false"] + every["misleading"]).pivot_table(
        index="page", columns="kind", values="n", aggfunc="sum", fill_value=0
    )
    by_page = both.reindex(pages.index, fill_value=0).to_numpy()
    low, high = interval_of_share(sums_over(scipy.sparse.csr_array(by_page), pages.to_numpy()))
    table = every.groupby("kind")[["false", "misleading"]].sum().reindex(both.columns)
    table = table.reset_index().assign(statements=int(pages.sum()), pages=len(pages))
    table = table.assign(share=by_page.sum(axis=0) / pages.sum(), low=low, high=high)
    order = table.sort_values(["share", "kind"], ascending=[False, True], ignore_index=True)
    return PageQuality.validate(order)
