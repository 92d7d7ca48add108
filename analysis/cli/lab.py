"""`framing lab`: JupyterLab on the notebooks, with a first notebook that leads."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import click

from analysis.cli.exits import FAILED, WRONG, stop
from analysis.cli.options import corpus_option

START = "start.ipynb"
_CORPUS = re.compile(r'corpus: str = "[^"]*"')


@click.command()
@corpus_option
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
def lab(corpus: str | None, no_browser: bool) -> None:
    """Open JupyterLab at the notebook `start`, on this computer only.

    With --corpus a copy of it that reads PATH is made in notebooks/ and opened; a copy made before is
    opened as it is.
    """
    from analysis.project import PROJECT, project_folder

    here = project_folder()
    root = here if (here / "notebooks").is_dir() else PROJECT
    first = root / "notebooks" / START
    if corpus:
        first = _copy_for(Path(corpus), first)
        click.echo(f"{first}: reads {corpus}")
    address = f"/lab/tree/{quote(first.relative_to(root).as_posix())}" if first.exists() else "/lab"
    command = [
        sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1",
        f"--notebook-dir={root}", f"--LabApp.default_url={address}",
        *(["--no-browser"] if no_browser else []),
    ]  # fmt: skip
    # the kernel of this installation, not one of the same name in the user's own folders
    environment = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    sys.exit(subprocess.call(command, env=environment))  # noqa: S603  no shell


def _copy_for(corpus: Path, start: Path) -> Path:
    """Write, unless it is there, the first notebook with another corpus; return its path."""
    from analysis.reports.execute.plan import slug

    if not corpus.exists():
        stop(f"--corpus {corpus}: there is nothing of that name", WRONG)
    if not start.exists():
        stop(f"{start}: the notebook that is copied is missing", FAILED)
    place = start.with_name(f"start-{slug(str(corpus.resolve()))}.ipynb")
    if place.exists():
        return place
    notebook = json.loads(start.read_text("utf-8"))
    path = json.dumps(str(corpus.resolve()), ensure_ascii=False)
    changed = 0
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            source = "".join(cell["source"])
            source, changed = _CORPUS.subn(lambda _: f"corpus: str = {path}", source)
            cell["source"] = source.splitlines(keepends=True)
    if changed != 1:
        stop(f"{start}: no parameter corpus in it", FAILED)
    try:
        place.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        stop(f"{place}: cannot be written ({error.strerror})", FAILED)
    return place
