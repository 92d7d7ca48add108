"""Say what became of the corrections by coders that a run was given."""

from pathlib import Path

import pandas as pd

from analysis.measures.attribution.amendments import NOT_HERE, Amended
from analysis.reports.findings.words import some
from analysis.reports.notebook.run import Run
from analysis.study import Study

CAPTION = "The corrections by coders that were not applied, and why."


def show_amendments(run: Run, study: Study, *, wanted: bool = True) -> None:
    """Say how many corrections were applied and show the others; record both. Nothing without a table.

    Parameters
    ----------
    wanted
        Whether the report uses attributions at all.
    """
    file = str(study.settings.get("corrections", ""))
    if not (wanted and file):
        return
    found: Amended = study["amended"]
    run.amended = {"applied": found.applied, "not applied": len(found.unfit)}
    run.notices(amendment_notices(found, file))
    if not found.unfit.empty:
        run.table(
            study["unfit-corrections"], name="unfit-corrections", caption=CAPTION, folded=False
        )


def amendment_notices(found: Amended, file: str) -> list[str]:
    """Say how many corrections of a file were applied, and name those that no longer fit."""
    name, unfit = Path(file).name, found.unfit
    one = found.applied == 1
    were = f"1 correction of {name} was" if one else f"{found.applied:,} corrections of {name} were"
    notices = [f"{were} applied to what the model found."]
    away = unfit[unfit["reason"] == NOT_HERE]
    if len(away):
        articles = some(sorted(away["article"].unique()))
        belong = "belongs" if len(away) == 1 else "belong"
        notices.append(
            f"{_counted(away)} of {name} {belong} to articles that are not part of this run: {articles}."
        )
    here = unfit[unfit["reason"] != NOT_HERE]
    if len(here):
        places = [
            f"{row['article']}, {row['what']} at {row['start']} to {row['end']} of the {row['field']}"
            for row in here.to_dict("records")
        ]
        was = "was" if len(here) == 1 else "were"
        notices.append(
            f"{_counted(here)} of {name} {was} not applied, as the text or what the model found is another "
            f"now: {some(places)}. The table below says why."
        )
    return notices


def _counted(rows: pd.DataFrame) -> str:
    return "1 correction" if len(rows) == 1 else f"{len(rows):,} corrections"
