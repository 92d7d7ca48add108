"""Executes a notebook in this very process, as a kernel does, which takes no start and no goodbye."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from analysis.parameters import Value
from analysis.reports.page.content import content_of
from analysis.reports.page.html import page_html


def executed(path: Path, values: Mapping[str, Value], folder: Path) -> nbformat.NotebookNode:
    """Return a notebook with its outputs; the parameters have `values` in place of their own.

    An error in a cell is raised here, and so is a warning, where pytest turns warnings into errors.
    """
    notebook = nbformat.read(path, as_version=4)
    parameters, *others = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with _shell(folder) as shell:
        shell.run_cell(parameters.source).raise_error()
        shell.user_ns.update(values)
        for cell in others:
            with capture_output() as captured:
                outcome = shell.run_cell(cell.source)
            outcome.raise_error()
            # what fails while it is displayed is told and no error of the cell
            assert "Traceback" not in captured.stdout + captured.stderr
            cell.outputs = [
                nbformat.v4.new_output("display_data", data=shown.data, metadata=shown.metadata)
                for shown in captured.outputs
            ]
    return notebook


def page_of(notebook: nbformat.NotebookNode, figures: Path) -> str:
    """Return the page of an executed notebook whose figure sets are in `figures`."""
    described = [json.loads(path.read_bytes()) for path in figures.glob("*.json")]
    pictures = {it["id"]: (figures / f"{it['name']}.svg").read_bytes() for it in described}
    return page_html(content_of(notebook, pictures=pictures))


@contextmanager
def _shell(folder: Path) -> Iterator[InteractiveShell]:
    """Give a shell with a namespace of its own, which remembers nothing on this machine."""
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    shell = InteractiveShell.instance(
        config=settings, ipython_dir=str(folder / "ipython"), user_module=ModuleType("notebook")
    )
    try:
        yield shell
    finally:
        InteractiveShell.clear_instance()
