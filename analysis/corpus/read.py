"""Read any corpus into the Articles table, with all its problems."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus.checks import day_of, row_problems, texts_of, wrongly_decoded
from analysis.corpus.columns import OPTIONAL, Names, names_in
from analysis.corpus.formats import Table, table_of
from analysis.corpus.headlines import title_before
from analysis.corpus.problems import CorpusError, Place, UnreadableError, problems_table, shown
from analysis.corpus.source import open_source
from analysis.corpus.view import corpus_html
from analysis.recipes import table
from analysis.tables import Articles, Problems, by_key
from analysis.tables.places import texts_given


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """A corpus that was read and checked.

    `articles` is Articles; columns of unknown meaning follow its own, as strings. `problems` is
    Problems: warnings, and errors of rows that were left out. `left_out` counts these rows; a csv row
    whose end is hidden by its quotation marks counts as one. `source` is the user's name for the
    corpus. `digest` covers id, outlet, date, title, author, url, language and text of the articles, their
    event if there is such a column, and nothing else, so it does not depend on the format of the files.
    `columns` maps our names to the table's, as the user gave them.
    """

    articles: pd.DataFrame
    problems: pd.DataFrame
    source: str
    digest: str
    left_out: int
    columns: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"Corpus({shown(self.source)!r}: {facts})"

    def _repr_html_(self) -> str:
        facts = [("corpus", self.source), *self._facts()]
        return corpus_html(facts, self.articles, self.problems)

    def _facts(self) -> list[tuple[str, str]]:
        days = self.articles["date"].dropna().dt.strftime("%Y-%m-%d")
        return [
            ("articles", str(len(self.articles))),
            ("outlets", str(self.articles["outlet"].nunique())),
            ("dates", f"{days.min()} to {days.max()}" if len(days) else "none"),
            ("problems", str(len(self.problems))),
            ("rows left out", str(self.left_out)),
        ]


def read_corpus(
    source: str | Path, *, columns: Mapping[str, str] | None = None, skip_bad: bool = False
) -> Corpus:
    """Read a corpus from a folder, a zip or a table, and check every row of it.

    Parameters
    ----------
    source
        A folder with a table named corpus (.csv, .tsv, .jsonl, .parquet) and text files named in
        its column `file`; or one such table of any name, with the texts in its column `text`; or a
        zip of either. Tables may be gzipped. A relative path is looked up from the current
        folder, else from the nearest folder above it that holds a folder named notebooks.
    columns
        Our names to the table's, where they differ: ``{"outlet": "publisher"}``. Needed are id,
        outlet, and text or file; known are date, title, author, url, language, event and sha256.
    skip_bad
        Leave rows with errors out instead of raising.

    Returns
    -------
    Corpus; its `articles` are Articles, one row per article, sorted by id. Texts, outlets and ids
    are exactly as given: no normalisation, no trimming, no translated line ends. Where a text does not
    begin with its `title`, the title and an empty line are put before it, `put_before` characters.

    Raises
    ------
    CorpusError
        If there is any error (not for warnings) and `skip_bad` is off; in any case if the error is
        in the table as a whole (such as a missing column), or no good row is left. It lists all
        problems of the corpus, one line each.

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> corpus = read_corpus("seeds")
    >>> corpus
    Corpus('seeds': articles 2, outlets 2, dates 2016-12-14 to 2016-12-14, problems 0, rows left out 0)
    >>> corpus.articles["outlet"].tolist()
    ['RFE/RL', 'PJ Media']
    """
    try:
        with open_source(source) as opened:
            table = table_of(opened)
            names = names_in(table, columns or {})
            table.problems += row_problems(table, names)
            texts = texts_of(table, names, opened.read)
            table.problems += wrongly_decoded(table, names, texts)
    except UnreadableError as error:
        place = Place(Path(source).name or str(Path(source)))
        raise CorpusError(problems_table([error.at(place)])) from None

    problems = problems_table(table.problems)
    errors = problems[problems["severity"] == "error"]
    bad = set(errors["row"])
    good = [index for index, row in enumerate(table.rows) if row not in bad]
    # row 0 is the table itself, and leaving rows out does not mend it
    if len(errors) and (0 in bad or not skip_bad or not good):
        raise CorpusError(problems)
    articles = _articles(table, names, texts, good)
    digest = articles_digest(articles)
    pa.default_memory_pool().release_unused()  # a fifth of the memory for a large corpus
    return Corpus(articles, problems, str(source), digest, len(bad), dict(columns or {}))


def articles_digest(articles: pd.DataFrame) -> str:
    """Return the digest of Articles: the same for the same articles in any order or container."""
    known = by_key(articles, "id")
    rows = {name: known[name].tolist() for name in ("id", "outlet", *OPTIONAL)}
    if "event" in known:
        rows["event"] = known["event"].tolist()
    rows["date"] = known["date"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    rows["text"] = [sha256(text.encode()).hexdigest() for text in texts_given(known)]
    records = [dict(zip(rows, row, strict=True)) for row in zip(*rows.values(), strict=True)]
    canonical = json.dumps(records, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(canonical.encode()).hexdigest()}"


def _articles(table: Table, names: Names, texts: list[str], good: list[int]) -> pd.DataFrame:
    def column(name: str | None) -> pd.Series:
        cells = table.columns[name] if name is not None else [""] * len(table.rows)
        return pd.Series([str(cells[index]) for index in good], dtype="str")

    articles = {
        ours: column(names.theirs.get(ours)) for ours in ("id", "outlet", "text", *OPTIONAL)
    }
    used = [ours for ours in ("file", "event", "sha256") if ours in names.theirs]
    articles |= {ours: column(names.theirs[ours]) for ours in used}
    articles |= {name: column(name) for name in names.extra}
    given = [texts[index] for index in good]
    before = [
        title_before(text, title) for text, title in zip(given, articles["title"], strict=True)
    ]
    articles["text"] = pd.Series(map(str.__add__, before, given), dtype="str")
    articles["put_before"] = pd.Series(map(len, before), dtype="int64")
    days = [day_of(written) or "NaT" for written in articles["date"]]
    articles["date"] = pd.Series(np.array(days, dtype="datetime64[ns]"))
    return Articles.validate(by_key(pd.DataFrame(articles), "id"))


@table("articles", Articles)
def _articles_read(corpus: Corpus) -> pd.DataFrame:
    """Every article as it was read."""
    return corpus.articles


@table("problems", Problems, every_article=True)
def _problems_found(corpus: Corpus) -> pd.DataFrame:
    """What is wrong with the corpus."""
    return corpus.problems
