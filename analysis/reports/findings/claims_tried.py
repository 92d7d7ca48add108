"""Show the claims of a plan under every defensible choice."""

import json

import pandas as pd

from analysis.figures import specification_curve
from analysis.reports.notebook.run import Run
from analysis.robustness import MOST, multiverse, read_plan, standing, told
from analysis.robustness.study_plan import Claim
from analysis.study import Study
from analysis.tables.labels import labels_of

CAPTION = (
    "Each dot is the number of the claim under one set of choices, in order, with its 95% interval; below, "
    "which choices it is part of. At the right, the study as it was set without one outlet or one event, "
    f"those with most articles ({MOST} of each at most). Sets that give the same counts, value "
    "and interval are one dot."
)


def show_claims(run: Run, study: Study, plan: str, *, width: str) -> None:
    """Show every claim of a plan as a sentence, a specification curve and a table; nothing without a plan."""
    if not plan:
        run.remarks(
            [
                "No plan was given, so no claim was tried under other choices. A plan names claims and "
                "choices; give it with the parameter plan."
            ]
        )
        return
    read = read_plan(plan)
    # as in all of the report; see show_amendments
    settings = {name: value for name, value in study.settings.items() if name != "corrections"}
    tables = {
        name: multiverse(study.corpus, read, claim, settings=settings)
        for name, claim in read.claims.items()
    }
    run.findings([standing(read)])
    for name, table in tables.items():
        run.findings(told(table, read.claims[name]))
    for name, table in tables.items():
        claim = read.claims[name]
        run.figure(
            specification_curve,
            table,
            name=f"claim-{name}",
            title=claim.says,
            caption=CAPTION,
            alt="Dots in order of their value with intervals, above rows of ticks for the choices.",
            width=width,
            axis=axis_of(claim, study[claim.table]),
        )
        run.table(
            table,
            name=f"claim-{name}-choices",
            caption=f"“{claim.says}” under every set of choices that makes a difference; the others are in "
            "the file.",
            show=_distinct(table).head(20),
        )


def axis_of(claim: Claim, rows: pd.DataFrame) -> str:
    """Return what the number of a claim is, with its unit: "Post − Echo, per million words".

    Parameters
    ----------
    claim
        The claim.
    rows
        Its table, in the study as it was set; of its column `unit` only what the rows of the claim say is
        used.
    """
    label = labels_of(list(map(str, rows)))[claim.value].text
    named = [f"{claim.above} − {claim.below}"] if claim.above else []
    if "unit" not in rows:
        return ", ".join([*named, label])
    own = rows.loc[
        [all(row[c] == v for c, v in claim.row.items()) for row in rows.to_dict("records")]
    ]
    units = sorted({_unit_told(str(unit)) for unit in own["unit"]})
    return ", ".join([*named, *([] if named and label == "value" else [label]), " or ".join(units)])


def _unit_told(unit: str) -> str:
    """Return a unit of Patterns or Corrections; what is counted alone is the unit of a share of it."""
    return unit if unit.startswith("share") or "per 1,000" in unit else f"share of {unit}"


def _distinct(table: pd.DataFrame) -> pd.DataFrame:
    """Return the Specifications that make a difference, their choices in words."""
    own = table[table["same_as"] == table["specification"]].drop(columns=["claim", "same_as"])
    return own.assign(choices=[_in_words(one) for one in own["choices"]])


def _in_words(choices: str) -> str:
    told = {
        name: ", ".join(value) if isinstance(value, list) else str(value).lower()
        for name, value in json.loads(choices).items()
    }
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in told.items())
