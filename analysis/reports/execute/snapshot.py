"""Copy the sources of a run before it starts, so that no edit meanwhile changes it."""

import hashlib
import json
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

from analysis.files import COPIES_VARIABLE, as_begun, copy_into
from analysis.parameters import Value
from analysis.project import NOTEBOOK_VARIABLE
from analysis.record.dependencies import resources_used
from analysis.record.provenance import code_digest, own_files

_NAMED = re.compile(r"^(Name|Version): *(.*?) *$", flags=re.MULTILINE)  # RFC 822, as all metadata


@dataclass(frozen=True)
class Snapshot:
    """Copies of a notebook and of the user's own word lists and tables."""

    notebook: Path  # the copy of the notebook, under its name
    digest: str  # of all that decides the files of the run, its corpus and parameters left out
    environment: Mapping[str, str]  # by which the notebook finds the copies


def snapshot_of(notebook: Path, values: Mapping[str, Value], folder: Path) -> Snapshot:
    """Copy into `folder` what a run with these parameters is made from, or raise OSError."""
    folder.mkdir(parents=True)
    copy = folder / notebook.name
    copy.write_bytes(notebook.read_bytes())
    copies = {notebook: copy}
    for path in own_files(values):
        copies[path] = copy_into(folder, str(path), as_begun(str(path)).read_bytes())
    told = {COPIES_VARIABLE: str(folder), NOTEBOOK_VARIABLE: str(copy)}
    return Snapshot(copy, sources_digest(notebook, values, copies), told)


def sources_digest(
    notebook: Path, values: Mapping[str, Value], copies: Mapping[Path, Path] | None = None
) -> str:
    """Return the digest of code, libraries, notebook and word lists, and of the user's own files.

    `copies` are files to read in place of others.
    """
    known = copies or {}
    used = resources_used(known.get(notebook, notebook))
    contents = {
        str(path): file_digest(known.get(path, path))
        for path in (notebook, *used.values(), *own_files(values))
    }
    parts = [code_digest(known.get(notebook, notebook)), contents, installed()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def installed() -> list[str]:
    """Return Python and every package with its version: fonts and templates, too, decide bytes."""
    return [platform.python_version(), *sorted(set(map(_named, distributions())))]


def _named(package: Distribution) -> str:
    """Return name and version of a package; to read all that it says of itself takes ten times as long."""
    told = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    found = dict(_NAMED.findall(told.partition("\n\n")[0]))
    return f"{found.get('Name')} {found.get('Version')}"


def file_digest(path: Path) -> str:
    """Return the digest of a file, "" if it is not there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
