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
_NUMBERED = "[0-9][0-9]_*.ipynb"  # the notebooks of the project, in their order
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

    They are those of the current project, or of the installation if the project has none; and behind them
    the researcher's own in the current project, whatever their names, that end a report with
    `run.finish()`.
    """
    own = [
        path for path in sorted((project_folder() / "notebooks").glob("*.ipynb")) if _is_own(path)
    ]
    for place in (project_folder(), PROJECT):
        found = sorted((place / "notebooks").glob(_NUMBERED))
        if found:
            break
    by_name: dict[str, Path] = {}
    for path in [*found, *own]:  # no own notebook takes the name of one of the project
        by_name.setdefault(report_of(path), path)
    return by_name


def report_of(notebook: Path) -> str:
    """Return the name of the report of a notebook: that of its file, without a number before it."""
    stem = notebook.stem
    return stem.partition("_")[2] if notebook.match(_NUMBERED) else stem


def _is_own(notebook: Path) -> bool:
    if notebook.match(_NUMBERED):
        return False
    try:
        return "run.finish()" in notebook.read_text("utf-8")
    except (OSError, ValueError):
        return False


def notebook_of(report: str) -> Path | None:
    """Return the notebook of a report: inside a run its copy, else the one of the project, if any."""
    copy = Path(os.environ.get(NOTEBOOK_VARIABLE, ""))
    if copy.name and report_of(copy) == report:
        return copy
    return notebook_files().get(report)
