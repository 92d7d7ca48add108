"""The folder of the project, which holds notebooks/, and the notebooks in it."""

import os
import sys
from pathlib import Path

OUT_VARIABLE = "FRAMING_OUT"  # set by `framing run`, so that its private folder is in no notebook
NOTEBOOK_VARIABLE = "FRAMING_NOTEBOOK"  # set by `framing run`: the copy of the notebook that is run


def _project() -> Path:
    """Return the folder above the package, or the one where a wheel puts the project's data files."""
    beside = Path(__file__).resolve().parent.parent
    return beside if (beside / "notebooks").is_dir() else Path(sys.prefix, "share", "framing")


PROJECT = _project()
NO_NOTEBOOKS = (
    f"no notebooks: looked in notebooks/ here and above, and in {PROJECT / 'notebooks'}; "
    "`pip install --editable PATH` with the folder of the project finds those in it"
)


def project_folder() -> Path:
    """Return the nearest folder with notebooks/, from the current one upwards, else the current one."""
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / "notebooks").is_dir()), here)


def from_here(path: Path) -> Path:
    """Return a path relative to the current folder, if it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def notebook_files() -> dict[str, Path]:
    """Return the notebooks by report name ("frequency" for 10_frequency.ipynb), in their order.

    They are those of the current project, or of the installation if the project has none.
    """
    for place in (project_folder(), PROJECT):
        found = sorted((place / "notebooks").glob("[0-9][0-9]_*.ipynb"))
        if found:
            return {path.stem.partition("_")[2]: path for path in found}
    return {}


def notebook_of(report: str) -> Path | None:
    """Return the notebook of a report: inside a run its copy, else the one of the project, if any."""
    copy = Path(os.environ.get(NOTEBOOK_VARIABLE, ""))
    if copy.stem.partition("_")[2] == report:
        return copy
    return notebook_files().get(report)
