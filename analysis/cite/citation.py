"""Cite a figure, a table or the software in one of the forms (decision 46)."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.cite import bibliography, snippets
from analysis.cite.numbers import number_macros, report_folder, typst_numbers
from analysis.cite.target import Cited, cited
from analysis.cite.work import CiteError, Work, made_with, makers, software
from analysis.project import project_folder

_ENTRIES: dict[str, Callable[[Work], str]] = {
    "sentence": bibliography.sentence,
    "bibtex": bibliography.bibtex,
    "csl": bibliography.csl,
    "ris": bibliography.ris,
}
_FIGURES: dict[str, Callable[[Cited], str]] = {
    "latex": snippets.latex_figure,
    "markdown": snippets.markdown_figure,
    "typst": snippets.typst_figure,
}
_NUMBERS: dict[str, Callable[[Path], str]] = {
    "numbers": number_macros,
    "typst-numbers": typst_numbers,
}
_TABLES: dict[str, Callable[[Cited, Sequence[str]], str]] = {
    "latex-table": snippets.latex_table,
    "markdown-table": snippets.markdown_table,
}


def doubt_about(target: str) -> str:
    """Return why a figure or table is cited with a warning, "" if it is sound or none."""
    try:
        return cited(target, project_folder()).doubt if target else ""
    except CiteError:
        return ""


def citation(
    target: str, form: str, columns: Sequence[str] = (), authors: Sequence[str] = ()
) -> str:
    """Return the citation of a figure or table by path or id, or of the software if `target` is "".

    Parameters
    ----------
    form
        "sentence", "bibtex", "csl", "ris"; for a figure also "latex", "markdown", "typst"; for a figure
        or table also "latex-table", "markdown-table"; for a report (REPORT/RUN or its page) "numbers"
        (LaTeX) or "typst-numbers".
    columns
        The columns of a table to show; all if empty.
    authors
        The makers of the figure; those of study.toml if empty. The software is cited beside it.

    Raises
    ------
    CiteError
        If there is no such figure or table, or it has no such form.
    """
    if not target:
        if form not in _ENTRIES:
            known = ", ".join(_ENTRIES)
            raise CiteError(f"--as {form} is for figures; of the software there are {known}")
        return _ENTRIES[form](software())
    if form in _NUMBERS:
        return _NUMBERS[form](report_folder(target, project_folder()))
    found = cited(target, project_folder())
    if form in _ENTRIES:
        tool = software()
        by = makers(authors)
        made = made_with(tool, found.record, kind=found.kind, authors=by, doubt=found.doubt)
        return _beside(form, made, tool)
    if form in _TABLES:
        return _TABLES[form](found, columns)
    if found.kind == "table":
        raise CiteError(f"{target} is a table; give --as {form}-table")
    return _FIGURES[form](found)


def _beside(form: str, made: Work, tool: Work) -> str:
    """Return the entry of a figure or table and, behind it, that of the software."""
    each = [_ENTRIES[form](work) for work in (made, tool)]
    if form == "csl":
        both = [item for entry in each for item in json.loads(entry)]
        return json.dumps(both, ensure_ascii=False, indent=1)
    return (" " if form == "sentence" else "\n\n").join(each)
