"""A notebook of the researcher's own that `framing run` makes a report of: written once, added to."""

import json
import re
from pathlib import Path
from typing import Any

from analysis.corpus import Corpus
from analysis.errors import FramingError
from analysis.files import write_whole
from analysis.project import project_folder

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_PARAMETERS = """\
corpus: str = {source!r}  # a folder with corpus.csv, a table, or a zip of either
columns: list[str] = {columns!r}  # where your column names differ, each as ours, an equals sign, yours
skip_bad: bool = {skip_bad!r}  # leave out rows with errors and say so, instead of stopping
outlets: list[str] = []  # only these outlets; empty: all
where: list[str] = []  # only articles with a value in a column: COLUMN, equals sign, VALUE
texts: str = "all"  # of articles, in this report: all, snippets of at most 15 words, none
out: str = "figures/draft"  # folder for figures and tables; `framing run` uses its own"""
_BEGIN = """\
from analysis.interactive import answer
from analysis.reports import Run
from analysis.study import study_of

study = study_of(locals())
run = Run("{name}", study.corpus, folder=out, settings=study.settings)"""
_END = "run.finish()"


def send_to(name: str, code: str, corpus: Corpus, *, title: str) -> str:
    """Add a cell to the notebook of a report in notebooks/, before its last one; return its path.

    Parameters
    ----------
    name
        The name of the report. Without such a notebook one is written that reads `corpus`.
    code
        The cell.
    title
        A heading that stands before it.

    Raises
    ------
    FramingError
        If the name cannot be one, or the notebook cannot be read.
    """
    if not _NAME.fullmatch(name):
        raise FramingError(f"{name!r} is no name for a report; give letters, digits and hyphens")
    path = project_folder() / "notebooks" / f"{name}.ipynb"
    notebook = _read(path) if path.exists() else _new(name, corpus)
    cells = notebook["cells"]
    end = len(cells) - 1 if cells and "".join(cells[-1]["source"]).strip() == _END else len(cells)
    known = {str(cell.get("id")) for cell in cells}
    added = [_cell("markdown", f"## {title}", known), _cell("code", code, known)]
    cells[end:end] = added
    path.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(notebook, ensure_ascii=False, indent=1)
    write_whole(path, f"{written}\n".encode())
    return str(path.relative_to(project_folder()))


def _read(path: Path) -> dict[str, Any]:
    # as plain JSON: importing nbformat takes several seconds
    try:
        notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
        sources = [cell["source"] for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise FramingError(
            f"{path} cannot be read as a notebook ({error!r}); mend it first"
        ) from error
    if any(not isinstance(source, str | list) for source in sources):
        raise FramingError(f"{path} has a cell without text, so it is no notebook; mend it first")
    return notebook


def _new(name: str, corpus: Corpus) -> dict[str, Any]:
    parameters = _PARAMETERS.format(
        source=corpus.source,
        columns=[f"{ours}={theirs}" for ours, theirs in corpus.columns.items()],
        skip_bad=bool(corpus.left_out),
    )
    known = set[str]()
    cells = [
        _cell("markdown", f"# {name.replace('-', ' ').capitalize()}", known),
        _cell("code", parameters, known),
        _cell("code", _BEGIN.format(name=name), known),
        _cell("code", _END, known),
    ]
    cells[1]["metadata"]["tags"] = ["parameters"]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {"kernelspec": kernel}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, source: str, known: set[str]) -> dict[str, Any]:
    """Return a cell whose id is new; none is random: the same clicks write the same notebook."""
    name = next(f"{kind}-{n}" for n in range(1, len(known) + 2) if f"{kind}-{n}" not in known)
    known.add(name)
    lines: dict[str, Any] = {
        "cell_type": kind,
        "id": name,
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    return lines | ({"execution_count": None, "outputs": []} if kind == "code" else {})
