"""A corpus that is larger than the memory it may have is read, chosen from and counted all the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEXT = "The mayor said on Monday that the bridge will be shut for 1,000 days. " * 180
ARTICLES, PARTS = 12_000, 5
MORE = 104 * 1024**2  # bytes of memory, less than the texts have

CHILD = """
import resource, sys
import numpy as np, scipy.sparse
from analysis import texts
from analysis.corpus import formats, read_corpus
from analysis.corpus.subset import select_outlets
from analysis.language import Counting, byte_counts, count, words
import analysis.study

formats.CHARACTERS, byte_counts._BATCH, texts.IN_MEMORY = 2**20, 2**20, 8 * 2**20
texts._FEW = words._AT_ONCE = 100
used = next(line for line in open("/proc/self/status") if line.startswith("VmData"))
limit = int(used.split()[1]) * 1024 + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
corpus = read_corpus(sys.argv[1])
some = select_outlets(corpus, ["outlet 1"])
counts = count(corpus.articles, Counting(sections=analysis.categories.SECTIONS, stop="off"))
study = analysis.study.Study(corpus, {"copies": "all"})
study["sections"], study["lengths"]  # tables that are kept, by a digest of all articles
print(len(corpus.articles), len(some.articles), int(counts.articles["words"].sum()))
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    for part in range(PARTS):
        with (folder / f"part-{part}.jsonl").open("w", encoding="utf-8") as file:
            for n in range(part, ARTICLES, PARTS):
                row = {"id": f"a{n}", "outlet": f"outlet {n % 4}", "text": f"{n}\n\n{TEXT}"}
                file.write(json.dumps(row) + "\n")
    return folder


def read_with(folder: Path, more: int) -> subprocess.CompletedProcess[str]:
    # the pool of the system gives back what is free, and reserves no address space
    environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"}
    call = [sys.executable, "-c", CHILD, str(folder), str(more)]
    return subprocess.run(
        call, capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_a_corpus_larger_than_the_memory_it_may_have_is_read_and_counted(parts):
    assert ARTICLES * len(TEXT) > MORE
    done = read_with(parts, MORE)
    assert done.returncode == 0, done.stderr
    words = ARTICLES * (1 + 180 * len(TEXT[: len(TEXT) // 180].split()))
    assert done.stdout.split() == [str(ARTICLES), str(ARTICLES // 4), str(words)]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_the_limit_of_memory_is_one_that_can_be_met(parts):
    done = read_with(parts, 8 * 1024**2)
    assert done.returncode != 0
    assert "MemoryError" in done.stderr or "bad_alloc" in done.stderr or "memory" in done.stderr
