"""Cite a figure, a table or the software in one of the forms (decision 46)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.cite import bibliography, snippets
from analysis.cite.numbers import number_macros, report_folder, typst_numbers
from analysis.cite.target import UNFIT, Cited, cited
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


@dataclass(frozen=True)
class Citation:
    """A citation in its form, and why it cannot be relied on: contradictions within what is cited."""

    text: str
    problems: tuple[str, ...] = ()


def citation(
    target: str, form: str, columns: Sequence[str] = (), authors: Sequence[str] = ()
) -> Citation:
    """Return the citation of a figure or table by path or id, or of the software if `target` is "".

    A figure whose data do not fit its id is cited with that said, and `problems` names it.

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
        return Citation(_ENTRIES[form](software()))
    if form in _NUMBERS:
        return Citation(_NUMBERS[form](report_folder(target, project_folder())))
    found = cited(target, project_folder())
    return Citation(_of(found, target, form, columns, authors), found.problems)


def _of(
    found: Cited, target: str, form: str, columns: Sequence[str], authors: Sequence[str]
) -> str:
    if form in _ENTRIES:
        tool = software()
        made = made_with(tool, found.record, kind=found.kind, authors=makers(authors))
        if found.problems:
            made = replace(made, source=f"{made.source}; {UNFIT}")
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
