"""A large corpus made of real sentences, for measuring: run once, kept outside of the project.

The texts come from `make_corpus.py` beside the project, which draws sentences from the training part
of PolNeAR and puts invented words in the place of rare ones, so that the vocabulary grows as in real news.
"""

import gzip
import json
import runpy
import sys
import warnings
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis.corpus import read_corpus
from tests.conftest import SHARED

MAKER = SHARED / "prototypes" / "words" / "make_corpus.py"
TRAIN = SHARED / "data" / "polnear" / "train.jsonl.gz"


def available() -> bool:
    """Say whether the texts and the program that mixes them lie beside the project."""
    return MAKER.is_file() and TRAIN.is_file()


def make(articles: int, file: Path) -> None:
    """Write a corpus of so many articles as parquet."""
    if not available():
        sys.exit(f"there is no {MAKER.name} beside the project; give a corpus with --corpus")
    maker = runpy.run_path(str(MAKER))
    build = maker["build"]
    build.__globals__["load_polnear"] = _rows
    with warnings.catch_warnings():  # of newer versions of NumPy; the program is not ours
        warnings.simplefilter("ignore", DeprecationWarning)
        build(articles, str(file))


def store(source: Path, file: Path) -> None:
    """Write the Articles of any corpus as parquet, to be loaded without the cost of reading it."""
    read_corpus(source).articles.to_parquet(file)


def load(file: Path) -> pd.DataFrame:
    """Return Articles as `store` wrote them; what reading took beside them is given back."""
    articles = pd.read_parquet(file)
    pa.default_memory_pool().release_unused()
    return articles


def _rows() -> list[tuple[str, str, str, str, str]]:
    with gzip.open(TRAIN, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [(row["id"], row["outlet"], row["date"], "train", row["text"]) for row in read]
