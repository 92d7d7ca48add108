"""Runs that would give what is there already: nothing that they depend on has changed since."""

import hashlib
import json
import platform
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from analysis.corpus import Corpus
from analysis.models.cache import Cache, key_of, usual_cache
from analysis.record.dependencies import resources_used
from analysis.record.provenance import code_digest, own_lists
from analysis.reports.execute.runner import Job


class Ledger:
    """What each run below one folder was made from, and what came out; kept in the user's cache.

    Parameters
    ----------
    root
        The folder that has figures/ and reports/.
    kept
        Where it is written down; the usual folder if None. Without a folder every run is new.
    """

    def __init__(self, root: Path, *, kept: Cache | None = None) -> None:
        self._root = root.resolve()
        self._kept = kept or usual_cache("runs")

    def unchanged(self, job: Job, corpus: Corpus) -> bool:
        """Return whether the files of a run are there as they were made from just the same things."""
        record = self._kept.get(self._key(job))
        if not record or record["from"] != self._made_from(job, corpus):
            return False
        return bool(record["files"]) and record["files"] == self._files(job)

    def write_down(self, job: Job, corpus: Corpus) -> None:
        """Remember what a run that has just been published was made from."""
        record = {"from": self._made_from(job, corpus), "files": self._files(job)}
        self._kept.put(self._key(job), record)

    def _key(self, job: Job) -> str:
        return key_of(str(self._root), job.name)

    def _made_from(self, job: Job, corpus: Corpus) -> str:
        """Return the digest of all that decides the files of a run."""
        read = [job.notebook, *resources_used(job.notebook).values(), *own_lists(job.values)]
        contents = {str(path): _digest(path) for path in read}
        about = [str(corpus.source), corpus.digest, str(corpus.left_out)]
        parts = [code_digest(), contents, about, dict(job.values), installed()]
        return key_of(json.dumps(parts, sort_keys=True))

    def _files(self, job: Job) -> dict[str, str]:
        folders = [self._root / place / job.name for place in ("figures", "reports")]
        found = [path for folder in folders for path in sorted(folder.rglob("*"))]
        return {
            path.relative_to(self._root).as_posix(): _digest(path)
            for path in found
            if path.is_file()
        }


@cache
def installed() -> list[str]:
    """Return Python and every package with its version: fonts and templates, too, decide bytes."""
    found = {f"{one.metadata['Name']} {one.version}" for one in distributions()}
    return [platform.python_version(), *sorted(found)]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
