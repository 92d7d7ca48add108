"""The expected files: the result of a fresh run, with the record of the published run.

A difference between two records excuses only the record: findings, captions, tables and pictures must be
those of a fresh run.
"""

import ast
import binascii
import json
import re
from base64 import b64decode
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from analysis.record.active import active_in
from analysis.record.claims import Claim
from analysis.record.digests import digest_of
from analysis.record.extraction import GROUPS, NotCarriedError, carried_in
from analysis.record.manifest import with_plain_line_ends
from analysis.record.picture import seen_in
from analysis.record.publication import MIME, REPORT, record_in
from analysis.reports.display.jupyter import Shown
from analysis.reports.execute.outcome import FailedNotebookError, without_run_times
from analysis.reports.execute.rendition import rendition
from analysis.reports.notebook.run import about_of
from analysis.verify.comparison import Difference, differences

_PICTURE = re.compile(r"data:image/(?:png|svg\+xml);base64,([A-Za-z0-9+/=]+)")
# parameters for the place of a corpus and the names of its columns
_PLACE = ("corpus", "columns")
_GIVEN = "injected-parameters"
# the groups in the order of a report; corrections are there where a run has any
_TOLD = ("report", "settings", "corrections", "corpus", "digests", "versions")


@dataclass(frozen=True)
class Expectation:
    """The expectation for a claim."""

    claim: Claim
    fresh: Path  # the folder with the result of a fresh run, in figures/ and reports/

    @cached_property
    def now(self) -> dict[str, Any]:
        """Return the record of the fresh run."""
        return record_in(self.fresh / "figures", self.fresh / "reports")

    @cached_property
    def differences(self) -> list[Difference]:
        """Return the differences between the sources of the two runs."""
        return differences(self.claim.record, self.now)

    @cached_property
    def moved(self) -> bool:
        """Return whether the corpus was read from another place, whatever it holds."""
        then, now = self.claim.record["corpus"], self.now["corpus"]
        return any(then.get(key) != now.get(key) for key in ("source", "columns"))

    @cached_property
    def record(self) -> dict[str, Any]:
        """Return the record that files must have: the fresh one, with old values where they may differ."""
        return record_of_then(self.claim.record, self.now)

    @cached_property
    def report(self) -> dict[str, bytes]:
        """Return the three files of the report, with the record of then.

        Raises ValueError if the published notebook cannot be read, or no report can be made.
        """
        then = notebook_in(with_plain_line_ends(self.claim.folders["reports"] / REPORT))
        try:
            return rendition(self._retold(then), self.fresh / "figures")
        except FailedNotebookError as error:
            raise ValueError(str(error)) from error

    def _retold(self, then: nbformat.NotebookNode) -> nbformat.NotebookNode:
        notebook = deepcopy(notebook_in((self.fresh / "reports" / REPORT).read_bytes()))
        if self.moved:
            notebook.cells = _given_then(then, notebook, self.record)
        if any(difference.what == "notebook" for difference in self.differences):
            _take_code(then, notebook)
        return _with_record(notebook, in_order(self.record, _order_in(then)))


def record_of_then(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fresh record, with old values where they may differ.

    The contents of a corpus may differ only if its digest does, and the recorded keys only if the software
    does.
    """
    one, other = then["corpus"], now["corpus"]
    place = {key: one[key] for key in ("source", "columns") if key in one}
    corpus = one if one.get("digest") != other.get("digest") else {**other, **place}
    another = any(
        then[group].get(name) != now[group].get(name)
        for group, name in (("digests", "code"), ("digests", "notebook"), ("versions", "framing"))
    )
    digests, versions = (
        then[group]
        if another
        else {key: then[group].get(key, now[group][key]) for key in now[group]}
        for group in ("digests", "versions")
    )
    told = {
        "settings": then["settings"],
        "corpus": corpus,
        "digests": digests,
        "versions": versions,
    }
    return {group: told.get(group, now[group]) for group in _TOLD if group in now}


def in_order(record: Mapping[str, Any], like: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with the entries of each group in the order of `like`."""
    return {
        group: {
            name: entries[name]
            for name in dict.fromkeys([*like.get(group, ()), *entries])
            if name in entries
        }
        for group, entries in record.items()
    }


def _order_in(notebook: nbformat.NotebookNode) -> dict[str, list[str]]:
    """Return the names of the entries of each group, from the report of a notebook."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output.get("data", {}).get(MIME, {}) for output in outputs]
    groups = [group for block in shown if block.get("kind") == "about" for group in block["groups"]]
    return {group["title"].lower(): [name for name, _ in group["entries"]] for group in groups}


def notebook_in(content: bytes) -> nbformat.NotebookNode:
    """Return the notebook in a file, or raise ValueError."""
    try:
        return nbformat.reads(content.decode(), as_version=4)  # type: ignore[no-untyped-call,no-any-return]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is no executed notebook ({error!r:.200})") from error


def without_records(text: str, record: Mapping[str, Any]) -> str:
    """Return a page or a notebook with a digest in place of each picture with provenance.

    The digest covers everything that a reader sees, and whether the picture has the record `record`.
    """
    return _PICTURE.sub(lambda found: _digest(found, record), text)


def _digest(found: re.Match[str], record: Mapping[str, Any]) -> str:
    try:
        picture = b64decode(found[1], validate=True)
        seen, carried = seen_in(picture, "picture"), carried_in(picture, "picture")
    except (NotCarriedError, binascii.Error):
        return found[0]  # no picture of ours: as it is
    fits = all(carried.record[group] == record[group] for group in GROUPS)
    about = json.dumps(seen.about, sort_keys=True)
    parts = [carried.format, seen.drawing, digest_of(seen.data), about, *seen.told, fits]
    parts += active_in(picture, "picture")
    return f"picture {digest_of(json.dumps(parts).encode())}"


def _is_given(cell: nbformat.NotebookNode) -> bool:
    return _GIVEN in cell.metadata.get("tags", [])


def _given_then(
    then: nbformat.NotebookNode, now: nbformat.NotebookNode, record: Mapping[str, Any]
) -> list[nbformat.NotebookNode]:
    """Return the fresh cells, with the old values if only the place of the corpus differs."""
    one, other = ([c for c in notebook.cells if _is_given(c)] for notebook in (then, now))
    if len(one) > 1 or _besides_place(one) != _besides_place(other):
        return list(now.cells)
    if not _place_fits(one, record):
        return list(now.cells)
    cells = [cell for cell in now.cells if not _is_given(cell)]
    first = next((n for n, cell in enumerate(then.cells) if _is_given(cell)), 0)
    return [*cells[:first], *deepcopy(one), *cells[first:]]


def _besides_place(cells: list[nbformat.NotebookNode]) -> list[str]:
    lines = [line for cell in cells for line in cell.source.splitlines()]
    kept = [line for line in lines if line.partition(" = ")[0] not in _PLACE]
    return kept or ["# Parameters"]


def _place_fits(cells: list[nbformat.NotebookNode], record: Mapping[str, Any]) -> bool:
    known = {"corpus": record["corpus"].get("source"), "columns": record["corpus"].get("columns")}
    try:
        nodes = [node for cell in cells for node in ast.parse(cell.source).body]
        values = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in nodes
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
    except (SyntaxError, ValueError):
        return False
    return all(values[name] == known[name] for name in _PLACE if name in values)


def _take_code(then: nbformat.NotebookNode, now: nbformat.NotebookNode) -> None:
    """Put the old code into the notebook, because the old record has its digest."""
    if [cell.cell_type for cell in then.cells] != [cell.cell_type for cell in now.cells]:
        return
    for old, new in zip(then.cells, now.cells, strict=True):
        tags = new.metadata.get("tags", [])
        if new.cell_type == "code" and "parameters" not in tags and _GIVEN not in tags:
            new.source = old.source


def _with_record(
    notebook: nbformat.NotebookNode, record: Mapping[str, Any]
) -> nbformat.NotebookNode:
    shown = Shown(about_of(record))._repr_mimebundle_()
    turn = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.execution_count is not None:
            turn += 1
            cell.execution_count = turn
        for output in cell.outputs:
            if output.get("data", {}).get(MIME, {}).get("kind") == "about":
                output.data = nbformat.from_dict(shown)  # type: ignore[no-untyped-call]
    return without_run_times(notebook)
