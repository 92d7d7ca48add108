"""Remember what each run was made from, so that an unchanged run is not run again (decision 38)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from analysis.corpus import Corpus
from analysis.models.cache import Cache, key_of, usual_cache
from analysis.reports.execute.runner import Cost, Job, files_of
from analysis.reports.execute.snapshot import sources_digest


class Ledger:
    """What each run below one folder was made from, and what came out.

    The folder `root` has figures/ and reports/. It is written down in `kept`, by default the user's cache;
    without one every run is new.
    """

    def __init__(self, root: Path, *, kept: Cache | None = None) -> None:
        self._root = root.resolve()
        self._kept = kept or usual_cache("runs")

    def unchanged(self, job: Job, corpus: Corpus) -> bool:
        """Return whether the files of a run are there as they were made from just the same things."""
        record = self._kept.get(self._key(job))
        now = _made_from(job, corpus, sources_digest(job.notebook, job.values))
        if not record or record["from"] != now:
            return False
        return bool(record["files"]) and record["files"] == files_of(job, self._root)

    def write_down(
        self,
        job: Job,
        corpus: Corpus,
        sources: str,
        files: Mapping[str, str],
        *,
        cost: Cost | None = None,
    ) -> None:
        """Remember what a run was made from, what it made, and what it took.

        `sources` is the digest that was taken before it started, `files` has the digests of its own files:
        another run of this name may have been published since.
        """
        record = {"from": _made_from(job, corpus, sources), "files": dict(files)}
        if cost:
            record["cost"] = asdict(cost)
        self._kept.put(self._key(job), record)

    def cost(self, name: str) -> Cost | None:
        """Return what the run REPORT/RUN took; None if it was not measured here."""
        report, _, run = name.partition("/")
        job = Job(report, Path(), run, {})
        record = self._kept.get(self._key(job)) or {}
        if "cost" not in record or record["files"] != files_of(job, self._root):
            return None
        return Cost(**record["cost"])

    def _key(self, job: Job) -> str:
        return key_of(str(self._root), job.name)


def _made_from(job: Job, corpus: Corpus, sources: str) -> str:
    """Return the digest of all that decides the files of a run."""
    about = [str(corpus.source), corpus.digest, str(corpus.left_out)]
    return key_of(sources, json.dumps([about, dict(job.values)], sort_keys=True))
