"""State how sure the numbers of a corpus are: coders, error of the model, and what a correction changes."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.categories import KIND_LABELS
from analysis.coding import answered
from analysis.study import Study
from analysis.tables.validity import COMPARISONS, pair_shown
from analysis.validity.correction import SHARE
from analysis.validity.measurands import measurand
from analysis.validity.measure_counts import codings_within
from analysis.validity.recipe_tables import Coded

_ALPHA = "Krippendorff's alpha"
_NAMED = 4  # sentences on differences
_OFTEN_CODED = 40  # articles of an outlet, at most
_PARTS = ("value", "low", "high")
WITHIN = COMPARISONS[2]
_TOLD = ("difference", WITHIN, "outlet")  # the first of these that there is


def validity_notices(coded: Coded) -> list[str]:
    """Say what is missing before the error of the model on this corpus is known."""
    if coded.there:
        return []
    if coded.draw is None:
        return [
            "Nobody has coded articles of this corpus, so the error of the model on it is not known. Draw "
            f"a sample: framing sample CORPUS --measure {coded.measure} --per-outlet 40 --out SAMPLE. Then "
            "give it here with the parameters sample and codings."
        ]
    return [
        f"{len(coded.draw.drawn):,} articles were drawn, and no codings are given. framing coding SAMPLE "
        "makes the page for a coder; give what coders said with the parameter codings."
    ]


def validity_findings(study: Study) -> list[str]:
    """State agreement, error by outlet and corrected differences; without a sample what one would buy."""
    coded: Coded = study["coded"]
    if not coded.there:
        return forecast_findings(study["forecast"])
    return [
        *_of_coders(coded, study["agreement"]),
        *_of_reading(study, coded),
        *correction_tests(study["error-tests"]),
        *_of_rates(study["error-rates"]),
        *correction_findings(study["correction"]),
    ]


def _of_reading(study: Study, coded: Coded) -> list[str]:
    """State how many articles were answered whole and read, and what rests on these alone."""
    closed = measurand(coded.measure).closed
    told = _progress(coded)
    finished = told[told["finished"]]["article"].nunique()
    begun = told["article"].nunique()
    by = ", ".join(f"{name} {n:,}" for name, n in told.groupby("coder")["finished"].sum().items())
    said = f"{_finished(coded)} ({by})."
    if finished < begun:
        rest = "Corrected numbers" if closed else "Recall, F1 and corrected numbers"
        rest += " are from these" if finished else " are not there without such articles"
        kept = [] if closed else ["precision"]
        kept += ["right labels"] if measurand(coded.measure).labels else []
        counts = "counts" if begun - finished == 1 else "count"
        more = " more" if finished else ""
        said += f" {rest}; {begun - finished:,}{more} {counts} for {' and '.join(kept)} alone."
    outside = len(coded.codings) - len(codings_within(study, coded.codings))
    if outside:
        said += f" Left out: {_count(outside, 'span')} added outside the sections that are counted."
    return [said]


def _progress(coded: Coded) -> pd.DataFrame:
    assert coded.draw is not None  # noqa: S101  there are codings of it
    asked = coded.draw.items.groupby("article")["item"].nunique()
    return answered(asked, coded.codings, closed=measurand(coded.measure).closed)


def _finished(coded: Coded) -> str:
    """Return of how many articles answers are complete: "7 of 8 articles drawn were answered whole"."""
    assert coded.draw is not None  # noqa: S101  there are codings of it
    told = _progress(coded)
    finished = told[told["finished"]]["article"].nunique()
    read = "" if measurand(coded.measure).closed else " and marked as read"
    return f"{finished:,} of {len(coded.draw.drawn):,} articles drawn were answered whole{read}"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def forecast_findings(forecasts: pd.DataFrame) -> list[str]:
    """State how wide corrected differences would be."""
    known = forecasts.dropna(subset=["width", "uncorrected"])
    if known.empty:
        return [
            "Of outlets with so few articles no width can be forecast: it needs some articles of each."
        ]
    rows = known[known["coded_articles"] <= _OFTEN_CODED]
    first = known.sort_values("uncorrected", key=abs, ascending=False).to_dict("records")[0]
    mine = rows[(rows["of"] == first["of"]) & (rows["category"] == first["category"])]
    widths = " and ".join(map(_width_told, mine.tail(2).to_dict("records")))
    return [
        f"By the model the difference ({difference_told(first)}) is "
        f"{_number(first['uncorrected'], first['unit'])}. The 95% interval of the corrected difference "
        f"would be about {widths} wide. Error taken: {first['error']}."
    ]


def _width_told(row: Mapping[Any, Any]) -> str:
    size = f"{row['coded_articles']} coded articles of each"
    all_of = f" (all of {row['all_of']})" if row["all_of"] else ""
    return f"{_number(row['width'], row['unit'])} with {size}{all_of}"


def methods_text(study: Study) -> list[str]:
    """Return what an appendix says of the sample, the coders and the correction, with every number.

    The words before a number say what it counts: they are its name for `framing cite --as numbers`.
    """
    coded: Coded = study["coded"]
    if coded.draw is None or not coded.there:
        return []
    drawn, about = coded.draw.drawn, coded.draw.about
    low, high = drawn["probability"].min(), drawn["probability"].max()
    spread = f"with the probability {low:.3f}" if low == high else (
        f"with probabilities from {low:.3f} to {high:.3f}"
    )  # fmt: skip
    estimator, cluster = study.value("estimator"), study.value("clusters")
    sources = {
        "prediction-powered": "Angelopoulos et al. 2023, weights as in Egami et al. 2023",
        "design-based": "Egami et al. 2023",
    }
    return [
        f"The sample has {len(drawn):,} articles, drawn from all {len(study['articles']):,} by outlet and by "
        f"what the model found in them, {spread} (seed {about['seed']}, digest {about['digest']}).",
        _of_answers(coded),
        *_of_coders(coded, study["agreement"]),
        f"Corrected numbers are {estimator} estimates ({sources[str(estimator)]}) with 1 over the "
        f"probability of the draw as weight and the {cluster} as cluster; corrections by coders "
        "are not applied to them.",
    ]


def _of_answers(coded: Coded) -> str:
    """Say how much was coded, all and by outlet."""
    codings = coded.codings[~coded.codings["item"].str.endswith(":read")]
    added = codings["answer"] == "add"
    assert coded.draw is not None  # noqa: S101  asked by methods_text
    outlets = coded.draw.drawn.set_index("article")["outlet"]
    told = _progress(coded)
    read = pd.Series(told.loc[told["finished"], "article"].unique(), dtype=object).map(outlets)
    whole = (
        "answered whole" if measurand(coded.measure).closed else "answered whole and marked as read"
    )
    of_each = ", ".join(f"{outlet} {n:,}" for outlet, n in read.value_counts().sort_index().items())
    coders, items = len(coded.coders), codings.loc[~added, "item"].nunique()
    return (
        f"The number of coders is {coders:,}, of items that they answered {items:,}, of answers to "
        f"these {int((~added).sum()):,}, of spans that they added {int(added.sum()):,}, of articles {whole} "
        f"{len(read):,} ({of_each})."
    )


def _items_answered(coded: Coded) -> str:
    """Return how many items of how many were answered: "44 of 46 items, and added 2 spans"."""
    assert coded.draw is not None  # noqa: S101  there are codings of it
    items, codings = coded.draw.items, coded.codings
    own = codings[codings["item"].isin(items["item"])]
    added = int((codings["answer"] == "add").sum())
    told = f"{own['item'].nunique():,} of {_count(len(items), 'item')}"
    return told + (f", and added {_count(added, 'span')}" if added else "")


def _of_coders(coded: Coded, agreements: pd.DataFrame) -> list[str]:
    coders = coded.codings["coder"].nunique()
    if coders == 1:
        return [f"One coder answered {_items_answered(coded)}; how far coders agree is not known."]
    rows = agreements[
        (agreements["coefficient"] == _ALPHA)
        & (agreements["category"] == "")
        & (agreements["coders"] == "all")
    ]
    if rows.empty or not rows["units"].iloc[0]:
        return [
            f"{coders} coders answered {_items_answered(coded)}; none of them was answered by two coders."
        ]
    row = rows.to_dict("records")[0]
    alpha = f"{_ALPHA} {row['value']:.2f}".replace("-", "−") + _interval(row)
    if np.isnan(row["value"]):
        alpha = f"all answers are the same, so {_ALPHA} is not defined"
    return [
        f"{coders} coders answered {_items_answered(coded)}. {row['units']:,} items in {row['articles']:,} "
        f"articles have answers of two coders or more: {alpha}."
    ]


def correction_tests(tests: pd.DataFrame) -> list[str]:
    """State whether the model errs alike in all outlets, by ErrorTests, or what a sample can show."""
    if tests.empty:
        return ["Whether the model errs alike in all outlets cannot be tested: too few were coded."]
    sure = tests[tests["p_adjusted"] < 0.05]
    if sure.empty:
        figures, outlets = ", ".join(tests["figure"]), int(tests["outlets"].max())
        several = len(tests) > 1
        none = f"None of {len(tests):,} comparisons" if several else "The one comparison"
        return [
            f"{none} of {outlets:,} outlets ({figures}) shows {'a' if several else 'no'} difference in how "
            f"the model errs. {_could_have_shown(tests)}"
        ]
    named = ", ".join(
        f"{row['figure']} (adjusted p {row['p_adjusted']:.2g})" for row in sure.to_dict("records")
    )
    return [
        f"The model does not err alike in all outlets: {named}. Uncorrected differences hold that error."
    ]


def _could_have_shown(tests: pd.DataFrame) -> str:
    """Say which differences of error four of five samples like this would have shown."""
    rows = tests.to_dict("records")
    seen = [row for row in rows if row["detectable"] < 1]
    told = [f"{100 * row['detectable']:.0f} in {row['figure']}" for row in seen]
    small = [str(row["figure"]) for row in rows if row["detectable"] >= 1]
    alike = [str(row["figure"]) for row in rows if np.isnan(row["detectable"])]
    parts = []
    if told:
        first = told[0].replace(" in ", " percentage points in ", 1)
        parts.append(
            "Four of five samples of this size show an outlet that differs from the others by about "
            f"{_listed([first, *told[1:]])}; a smaller difference can be there unseen."
        )
    if small:
        parts.append(f"In {_listed(small)} the sample is too small to show any difference.")
    if alike:
        parts.append(
            f"In {_listed(alike)} the sample has no error, so nothing tells what it could show."
        )
    return " ".join(parts)


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _of_rates(rates: pd.DataFrame) -> list[str]:
    every = rates[(rates["category"] == "") & (rates["outlet"] == "") & rates["value"].notna()]
    if every.empty:
        return []
    told = [
        f"{row['figure']} {row['value']:.2f}{_interval(row)}, {row['n']:,} answers in "
        f"{row['articles']:,} articles"
        for row in every.to_dict("records")
    ]
    return [f"On the sample the model has {'; '.join(told)}."]


def correction_findings(corrections: pd.DataFrame) -> list[str]:
    """State the numbers that a correction changes most: differences of outlets, else numbers of outlets.

    Parameters
    ----------
    corrections
        Corrections. Differences within events are told if there are no others.
    """
    kinds = [name for name in _TOLD if (corrections["comparison"] == name).any()]
    rows = corrections[corrections["comparison"].isin(kinds[:1])]
    keyed = rows.set_index(["category", "of", "unit", "estimate"])[["value", "low", "high"]]
    wide: Any = keyed.unstack("estimate")  # noqa: PD010  pivot_table drops columns without a number
    if wide.empty or ("value", "corrected") not in wide:
        return []
    wide = wide.dropna(subset=[("value", "corrected"), ("value", "uncorrected")])
    if wide.empty and kinds[0] == WITHIN:
        return _nothing_within(rows)
    step = (wide["value", "corrected"] - wide["value", "uncorrected"]).abs()
    found = []
    for key in step.sort_values(ascending=False, kind="stable").index[:_NAMED]:
        row = dict(wide.loc[key])
        category, of, unit = map(str, key)
        noun = noun_of(kinds[0], unit)
        by_model, right = (
            estimate_told({part: row[part, name] for part in _PARTS} | {"unit": unit})
            for name in ("uncorrected", "corrected")
        )
        what = difference_told({"category": category, "of": of})
        what += ", within events" if kinds[0] == WITHIN else ""
        told = f"{what}: {by_model} {noun} by the model, {right} corrected."
        found.append(f"{told[:1].upper()}{told[1:]}")
    return found


def _nothing_within(rows: pd.DataFrame) -> list[str]:
    """Say why no number within events is corrected, by Corrections without one."""
    reasons = Counter(rows.loc[rows["estimate"] == "corrected", "reason"])
    if not reasons:
        return []
    told = "; ".join(f"{reason} (numbers: {n:,})" for reason, n in reasons.most_common())
    return [f"Within events no number can be corrected by this sample: {told}."]


def estimate_told(row: Mapping[Any, Any]) -> str:
    """Return a value of Corrections with its interval: "12.3 (10.1 to 14.5)"; shares in percent."""
    value, low, high = (_bare(row[part], row["unit"]) for part in _PARTS)
    if np.isnan(row["value"]):
        return ""
    return value if np.isnan(row["low"]) else f"{value} ({low} to {high})"


def noun_of(comparison: str, unit: str) -> str:
    """Return what the numbers of a comparison are counted in, for readers."""
    if unit != SHARE:
        return unit
    return "percent" if comparison == "outlet" else "percentage points"


def difference_told(row: Mapping[Any, Any]) -> str:
    """Return the category and the outlets of a row: "government, RFE/RL less PJ Media".

    A sentence has the word: it is part of the names of numbers, which hold no sign.
    """
    category = KIND_LABELS.get(str(row["category"]), str(row["category"]))
    return f"{category}, {pair_shown(str(row['of']), ' less ')}"


def _bare(value: float, unit: str) -> str:
    return f"{(100 if unit == SHARE else 1) * value:.1f}".replace("-", "−")


def _number(value: float, unit: str) -> str:
    return f"{_bare(value, unit)} {'percentage points' if unit == SHARE else unit}"


def _interval(row: Mapping[Any, Any]) -> str:
    low, high = row["low"], row["high"]
    return "" if pd.isna(low) else f" ({low:.2f} to {high:.2f})".replace("-", "−")
