"""Show the numbers of a report corrected by what people coded, beside those of the model."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.figures import corrected_dots
from analysis.reports.findings.validity import (
    WITHIN,
    correction_findings,
    correction_tests,
    difference_told,
    estimate_told,
    noun_of,
)
from analysis.reports.notebook.run import Run
from analysis.study import Study
from analysis.tables.validity import COMPARISONS, ESTIMATES, pair_shown
from analysis.validity.recipe_tables import Coded

# measures that people can code, by the report that shows their numbers
_ABOUT = {
    "attribution": ("attributions", "speakers", "acts", "voice"),
    "loaded": ("loaded",),
    "comparison": ("attributions", "speakers", "acts", "voice", "loaded", "shared"),
}
_TITLE = "Corrected by what people coded"
_AS_TOLD = {"uncorrected": "by the model"}
_CODED = "articles coded"
_MENDED = (
    "The corrections by coders are applied to the numbers above and not to those of this part: a sample "
    "shows how far the model is off, so “by the model” is here without them."
)
_CAPTION = (
    "Numbers as the model has them, corrected by what people coded, and by the coded articles alone, each "
    "with its 95% interval over articles, from five coded articles on and where people found the category in "
    "some of them; within events it is over events, from five with coded articles on. Shares are in percent."
)
_FIGURE = (
    "Differences of two outlets as the model has them, corrected by what people coded, and by the coded "
    "articles alone, those first in which the correction changes most. Lines are 95% intervals over articles."
)


def show_estimates(
    run: Run, study: Study, *, width: str = "full", comparisons: Sequence[str] = ()
) -> None:
    """Show the corrected numbers of a report as sentences, table and figure; without codings nothing.

    Parameters
    ----------
    comparisons
        What is shown of Corrections; without any, what each outlet has and the differences of two.
    """
    coded: Coded = study["coded"]
    if not (run.applies and coded.there):
        return
    if coded.measure not in _ABOUT[run.report]:
        fitting = [report for report, measures in _ABOUT.items() if coded.measure in measures]
        run.notices(
            [
                f"The sample is of the measure {coded.measure}, which corrects no number of this report; "
                f"see the report {' or '.join(fitting)}."
            ]
        )
        return
    if study.settings.get("corrections"):
        run.notices([_MENDED])
    every = study["correction"]
    found = every[every["comparison"].isin(comparisons or ("outlet", "difference"))]
    run.findings([*correction_tests(study["error-tests"]), *correction_findings(found)])
    apart = found[(found["comparison"] == "difference") & found["value"].notna()]
    if not apart.empty:
        run.figure(
            corrected_dots,
            apart,
            name="corrected",
            title=_TITLE,
            caption=_FIGURE,
            alt="Rows of numbers, each with three dots and their intervals.",
            width=width,
        )
    run.table(
        every, name="correction", caption=_CAPTION, folded=False, show=estimates_beside(found)
    )


def coders_beside(corrections: pd.DataFrame, by_coder: pd.DataFrame) -> pd.DataFrame:
    """Return a row a number: by the model, corrected by all coders, and by each of them alone.

    Parameters
    ----------
    corrections, by_coder
        Corrections and CoderCorrections of the same study. Cells are as in `estimates_beside`.
    """
    beside = estimates_beside(corrections).drop(columns=["gold only", _CODED])
    key = ["category", "of", "counted in"]
    for coder, rows in by_coder.groupby("coder", sort=True):
        own = estimates_beside(rows)[[*key, "corrected"]]
        beside = beside.merge(own.rename(columns={"corrected": f"by {coder}"}), how="left", on=key)
    return beside.fillna("").rename(columns={"corrected": "corrected by all"})


def coder_findings(by_coder: pd.DataFrame) -> list[str]:
    """State the difference of outlets on which the corrections by single coders are furthest apart."""
    rows = by_coder[
        (by_coder["comparison"] == "difference") & (by_coder["estimate"] == "corrected")
    ]
    rows = rows[rows["value"].notna()]
    key = ["category", "of"]
    spread = rows.groupby(key)["value"].agg(lambda values: values.max() - values.min())
    if spread.empty:
        return []
    category, of = spread.sort_values(ascending=False, kind="stable").index[0]
    widest = rows[(rows["category"] == category) & (rows["of"] == of)].to_dict("records")
    told = ", ".join(f"{estimate_told(row)} by {row['coder']}" for row in widest)
    noun = noun_of("difference", widest[0]["unit"])
    apart = any(row["value"] > 0 for row in widest) and any(row["value"] < 0 for row in widest)
    sign = " Their signs differ." if apart else ""
    what = difference_told(widest[0])
    return [
        f"The coders' own corrections are furthest apart in this difference ({what}), in {noun}: "
        f"{told}.{sign}"
    ]


def _of(comparison: str, of: str) -> str:
    if comparison == COMPARISONS[0]:
        return of
    return f"{pair_shown(of)}, within events" if comparison == WITHIN else pair_shown(of)


def _cell(row: Mapping[Any, Any]) -> str:
    told, reason = estimate_told(row), str(row["reason"])
    if told and reason:
        return f"{told} ({reason})"
    return told or f"no number: {reason}"


def estimates_beside(corrections: pd.DataFrame) -> pd.DataFrame:
    """Return Corrections with a row a number, the three ways of estimating it side by side.

    A cell reads "12.3 (10.1 to 14.5)", or why there is no interval or number: "12.3 (3 articles coded; 5 are
    needed)". Shares are in percent, differences of them in percentage points. Numbers that neither people nor
    the model found anywhere are left out.
    """
    key = ["category", "comparison", "of", "unit"]
    used = corrections.groupby(key)["value"].transform(lambda values: bool(values.fillna(0).any()))
    rows = corrections[used.astype(bool)]
    found = []
    for (category, comparison, of, unit), group in rows.groupby(key, sort=False):
        told = {row["estimate"]: _cell(row) for row in group.to_dict("records")}
        found.append(
            {
                "category": category,
                "of": _of(str(comparison), str(of)),
                "counted in": noun_of(str(comparison), str(unit)),
                **{_AS_TOLD.get(name, name): told.get(name, "") for name in ESTIMATES},
                _CODED: int(group["coded_articles"].iloc[0]),
            }
        )
    told_as = [_AS_TOLD.get(name, name) for name in ESTIMATES]
    names = ["category", "of", "counted in", *told_as, _CODED]
    return pd.DataFrame(found, columns=names)
