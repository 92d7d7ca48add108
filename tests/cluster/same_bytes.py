"""Whether every way to let the models read keeps the same bytes, and what each costs.

    python -m tests.cluster.same_bytes --polnear dev.jsonl.gz --kept FOLDER --out docs/measured/cluster.txt

Each corpus is read by each way into a cache of its own. Compared are the files of the cache and the tables
that a study makes from them; a study that found an entry missing would write it, and is told. What was
measured is kept in FOLDER, where another start goes on.
"""

import argparse
import gzip
import json
import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd
import psutil

from analysis.cluster import CorpusReading, Crew, texts_of
from analysis.cluster.batch import Text, batches, read
from analysis.corpus import Corpus, read_corpus
from analysis.models.cache import FOLDER_VARIABLE
from analysis.study import Study
from tests.tiny import ARTICLES

TABLES = ("found-attributions", "attributions", "voices", "loaded-sentence", "loaded-word")
REPORT = "by a report, in threads"
SIZE = 8  # articles that are read together, so that a small corpus has enough batches
_ENTRIES = ("attributions", "loaded")
MANY = 100_000_000  # articles of the plan
Way = Callable[[Corpus, Path], float | None]


def by_report(corpus: Corpus, folder: Path) -> None:
    """Read as every report does that finds nothing."""
    os.environ[FOLDER_VARIABLE] = str(folder)
    Study(corpus, {"copies": "all"})["loaded-language"]


def by_crew(crew: Crew, corpus: Corpus, folder: Path) -> None:
    """Read as `framing annotate` does."""
    for _ in CorpusReading(texts_of(corpus.articles), folder).by(crew):
        pass


def by_processes(corpus: Corpus, folder: Path) -> None:
    """Read with processes of Python's own, two of them."""
    every = list(batches(texts_of(corpus.articles), SIZE))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(partial(_read, folder=folder), every):
            pass


def _read(batch: tuple[Text, ...], folder: Path) -> None:
    read(batch, folder)


def by_cluster(workers: int, *, kill: bool, send: bool, corpus: Corpus, folder: Path) -> float:
    """Read with a scheduler of Dask; `kill` ends one worker once the first answer is there.

    Returns the memory of the largest worker in the end, in bytes.
    """
    crew = Crew("local", workers=workers, size=SIZE, send=send)
    largest = 0
    for _ in CorpusReading(texts_of(corpus.articles), folder).by(crew):
        if kill:
            _workers()[0].kill()
            kill = False
        with suppress(psutil.Error):
            largest = max(one.memory_info().rss for one in _workers())
    return largest


def _workers() -> list[psutil.Process]:
    below = psutil.Process().children(recursive=True)
    return [process for process in below if "spawn_main" in " ".join(process.cmdline())]


WAYS: Mapping[str, Way] = {
    REPORT: by_report,
    "`framing annotate`, two threads": partial(by_crew, Crew(workers=2, size=SIZE)),
    "two processes": by_processes,
    "Dask, two workers": partial(by_cluster, 2, kill=False, send=False),
    "Dask, two workers, answers sent back": partial(by_cluster, 2, kill=False, send=True),
    "Dask, four workers, one killed": partial(by_cluster, 4, kill=True, send=False),
}


def measured(way: Way, corpus: Corpus, folder: Path) -> dict[str, Any]:
    """Read once; return seconds, processor seconds, and digests of entries and tables."""
    shutil.rmtree(folder, ignore_errors=True)
    began, before = time.monotonic(), _processor()
    memory = way(corpus=corpus, folder=folder) or 0
    cost = {"seconds": time.monotonic() - began, "processor": _processor() - before}
    entries = _entries(folder)
    os.environ[FOLDER_VARIABLE] = str(folder)
    study = Study(corpus, {"copies": "all"})
    tables = sha256()
    for name in TABLES:
        tables.update(study[name].to_csv(index=False).encode("utf-8"))
    missing = len(set(_entries(folder).items()) - set(entries.items()))
    digest = sha256(repr(sorted(entries.items())).encode()).hexdigest()
    sizes = [path.stat().st_size for path in folder.rglob("*.json")]
    text = sum(len(text.encode("utf-8")) for text in corpus.articles["text"])
    size = {"files": len(sizes), "bytes": sum(sizes), "text": text}
    shutil.rmtree(folder)
    counts = {"entries": len(entries), "missing": missing}
    counts |= {"memory": memory}
    return {**cost, **size, **counts, "kept": digest, "tables": tables.hexdigest()}


def _entries(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for step in _ENTRIES
        for path in (folder / step).rglob("*.json")
    }


def _processor() -> float:
    """Return the processor seconds of this process and of those that have ended below it."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def corpora(polnear: Path | None, folder: Path) -> Iterator[tuple[str, Corpus]]:
    """Yield the seeds, the tiny corpus of the tests and, where it is given, a part of PolNeAR."""
    yield "seeds", read_corpus("seeds")
    yield "tests/tiny", read_corpus(str(ARTICLES))
    if polnear:
        with gzip.open(polnear, "rt", encoding="utf-8") as lines:
            rows = pd.DataFrame([json.loads(line) for line in lines])
        table = folder / "polnear.csv"
        rows[["id", "outlet", "date", "title", "author", "text"]].to_csv(table, index=False)
        yield f"PolNeAR, {polnear.name.partition('.')[0]}", read_corpus(str(table))


def told(found: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what was measured as Markdown: one sentence and one table a corpus.

    Raises AssertionError if two ways differ.
    """
    parts = []
    for name, ways in found.items():
        first = ways[REPORT]
        for way, one in ways.items():
            for what in ("entries", "kept", "tables"):
                assert one[what] == first[what], f"{name}: {way} has other {what} than {REPORT}"
            assert one["missing"] == 0, f"{name}: {way} left {one['missing']} entries to be made"
        parts.append(
            f"{name}, {first['articles']:,} articles: {len(ways)} ways, the same {first['entries']:,} "
            f"entries (SHA-256 {first['kept'][:12]}) and the same {len(TABLES)} tables (SHA-256 "
            f"{first['tables'][:12]}); none missing, none too many.\n"
        )
        parts += ["| way | seconds | processor seconds |", "| --- | --- | --- |"]
        parts += [
            f"| {way} | {one['seconds']:.0f} | {one['processor']:.0f} |"
            for way, one in ways.items()
        ]
        parts.append("")
    *_, (name, ways) = found.items()
    return "\n".join([*parts, plan(name, ways)]).strip()


def plan(name: str, ways: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what very many articles like those of one corpus would cost, by proportion."""
    usual, dask = ways["`framing annotate`, two threads"], ways["Dask, two workers"]
    n = usual["articles"]
    text, kept, files = (usual[what] / n for what in ("text", "bytes", "files"))
    each, with_dask = usual["processor"] / n, dask["processor"] / n
    days = each * MANY / 86400
    return (
        f"The larger of two workers of Dask has {dask['memory'] / 1e6:.0f} MB in the end. An article of "
        f"{name}: {text / 1e3:.1f} kB of text, {each:.2f} processor seconds in threads and "
        f"{with_dask:.2f} with two workers, {files:.0f} files of {kept / 1e3:.1f} kB together. "
        f"{MANY:,} such articles: {text * MANY / 1e12:.2f} TB of text, {days / 365.25:.1f} processor years "
        f"(a thousand processors take {days / 1000:.1f} days), and {kept * MANY / 1e12:.2f} TB of answers "
        f"in {files * MANY / 1e6:,.0f} million files.\n"
    )


def main() -> None:
    """Read the options, measure what is not yet measured, compare, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--polnear", type=Path, help="a part of PolNeAR, one article a line")
    options.add_argument("--kept", type=Path, required=True, help="a folder for what is measured")
    options.add_argument("--out", type=Path, help="write the tables there, too")
    given = options.parse_args()
    given.kept.mkdir(parents=True, exist_ok=True)
    found: dict[str, dict[str, Any]] = {}
    for name, corpus in corpora(given.polnear, given.kept):
        ways = found.setdefault(name, {})
        for way, reading in WAYS.items():
            file = given.kept / f"{sha256(f'{name} {way}'.encode()).hexdigest()[:12]}.json"
            if not file.exists():
                one = measured(reading, corpus, given.kept / "cache")
                one |= {"articles": len(corpus.articles)}
                file.write_text(json.dumps(one), encoding="utf-8")
            ways[way] = json.loads(file.read_text("utf-8"))
            print(name, way, ways[way], flush=True)  # noqa: T201
    text = told(found)
    print(text)  # noqa: T201
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
