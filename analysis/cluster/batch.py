"""Articles that are read together by both models: texts in, the entries of the caches out.

Reading a batch is pure: the same texts, code and weights give the same entries, on whichever machine and
beside whichever other articles. So a batch may be read again after a machine has failed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.corpus import Corpus
from analysis.models.cache import Entry, noted
from analysis.models.parallel import one_thread
from analysis.progress import unseen
from analysis.study import Study
from analysis.tables import Articles, Problems

STEP = "loaded-language"  # the last step in which a model reads; it needs the others
LARGEST = 32  # articles
_SHARES = 4  # batches for each worker, at least, so that none is left with much at the end


class Text(NamedTuple):
    """What the models read of an article, and the name that it has in the corpus."""

    id: str
    title: str
    author: str
    text: str


@dataclass(frozen=True)
class Answer:
    """The entries of the caches that hold what the models say about one article."""

    id: str
    entries: tuple[Entry, ...]


def texts_of(articles: pd.DataFrame) -> list[Text]:
    """Return what the models read of Articles."""
    columns = (articles[name].tolist() for name in Text._fields)
    return [Text(*fields) for fields in zip(*columns, strict=True)]


def batches(texts: Iterable[Text], size: int) -> Iterator[tuple[Text, ...]]:
    """Yield the texts in batches of `size`, the last one with what is left."""
    each = iter(texts)
    while batch := tuple(islice(each, size)):
        yield batch


def usual_size(articles: int, workers: int) -> int:
    """Return how many articles to read together, so that every worker has a share of them."""
    return max(1, min(LARGEST, articles // (_SHARES * max(1, workers))))


def read(batch: Sequence[Text], folder: Path | None) -> list[Answer]:
    """Let both models read a batch in the caller's thread; one answer an article, in order of the ids.

    Parameters
    ----------
    batch
        Texts with different ids.
    folder
        Where the caches lie: what is there already is taken from there, and what is new is kept there.
        None keeps nothing.
    """
    own = pd.DataFrame(sorted(batch), columns=Text._fields)
    days = pd.Series(pd.NaT, index=own.index, dtype="datetime64[s]")
    rows = own.assign(outlet="-", date=days, url="", language="", put_before=0)
    articles = Articles.validate(rows)
    corpus = Corpus(articles, Problems.of_rows([], "row"), source="", digest="", left_out=0)
    with noted(folder) as entries, one_thread(), unseen():
        # word lists are no models: without them the step takes less time
        Study(corpus, {"copies": "all"}, made={"matchers": []})[STEP]
    return _by_article(articles["id"].tolist(), entries)


def _by_article(ids: Sequence[str], entries: Sequence[Entry]) -> list[Answer]:
    """Tell whose the entries are: a step asks for one entry for each article, in order of the ids.

    Of a step that asks in another way, every article has all entries: too many do no harm.
    """
    steps = {entry.step: [one for one in entries if one.step == entry.step] for entry in entries}
    own = {
        step: [(one,) for one in found] if len(found) == len(ids) else [tuple(found)] * len(ids)
        for step, found in steps.items()
    }
    return [
        Answer(name, tuple(entry for found in own.values() for entry in found[place]))
        for place, name in enumerate(ids)
    ]
