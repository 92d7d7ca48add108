"""Runs that would give what is there already: nothing that they depend on has changed since."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from analysis.corpus import Corpus
from analysis.language.cache import Cache, key_of, usual_cache
from analysis.reports.dependencies import resources_used
from analysis.reports.provenance import code_digest, versions
from analysis.reports.runner import Job

_FILES = ("lexicons",)  # parameters that name files


class Ledger:
    """What each run below one folder was made from, and what came out; kept in the user's cache.

    Parameters
    ----------
    root
        The folder that has figures/ and reports/.
    corpus
        The corpus that runs are asked for.
    kept
        Where it is written down; the usual folder if None. Without a folder every run is new.
    """

    def __init__(self, root: Path, corpus: Corpus, *, kept: Cache | None = None) -> None:
        self._root, self._corpus = root.resolve(), corpus
        self._kept = kept or usual_cache("runs")

    def unchanged(self, job: Job) -> bool:
        """Return whether the files of a run are there as they were made from just the same things."""
        record = self._kept.get(self._key(job))
        if not record or record["from"] != self._made_from(job):
            return False
        return bool(record["files"]) and record["files"] == self._files(job)

    def write_down(self, job: Job) -> None:
        """Remember what a run that has just been published was made from."""
        record = {"from": self._made_from(job), "files": self._files(job)}
        self._kept.put(self._key(job), record)

    def _key(self, job: Job) -> str:
        return key_of(str(self._root), job.name)

    def _made_from(self, job: Job) -> str:
        """Return the digest of all that decides the files of a run."""
        named = [Path(str(path)) for name in _FILES for path in _listed(job.values.get(name, []))]
        read = [job.notebook, *resources_used(job.notebook).values(), *named]
        contents = {str(path): _digest(path) for path in read}
        about = [str(self._corpus.source), self._corpus.digest, str(self._corpus.left_out)]
        parts = [code_digest(), contents, about, dict(job.values), versions()]
        return key_of(json.dumps(parts, sort_keys=True))

    def _files(self, job: Job) -> dict[str, str]:
        folders = [self._root / place / job.name for place in ("figures", "reports")]
        found = [path for folder in folders for path in sorted(folder.rglob("*"))]
        return {
            path.relative_to(self._root).as_posix(): _digest(path)
            for path in found
            if path.is_file()
        }


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
