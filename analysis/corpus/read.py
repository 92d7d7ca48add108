"""Read any corpus into the Articles table, with all its problems."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus.checks import (
    Seen,
    day_of,
    linked,
    row_problems,
    texts_of,
    wrongly_decoded,
)
from analysis.corpus.columns import OPTIONAL, Names, names_in
from analysis.corpus.formats import Table, tables_of
from analysis.corpus.headlines import title_before
from analysis.corpus.link_text import without_link_texts
from analysis.corpus.problems import (
    CorpusError,
    Place,
    Problem,
    UnreadableError,
    problems_table,
    shown,
)
from analysis.corpus.source import Part, open_source
from analysis.corpus.view import corpus_html
from analysis.models.cache import usual_folder
from analysis.recipes import table
from analysis.tables import Articles, Problems, by_key
from analysis.tables.places import texts_given
from analysis.texts import TextFile

_AT_ONCE = 500  # articles whose digest is made at a time
_USED = ("file", "event", "sha256")  # columns that an article has only if the table does


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
        zip of either; or a folder with several such tables, all of one kind, which are the parts of one.
        Tables may be gzipped. A relative path is looked up from the current
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
    begin with its `title`, the title and an empty line are put before it, `put_before` characters. Blanks
    stand in the place of titles of other articles that a site put behind a name; see `link_text`.

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
    folder = usual_folder()
    with TextFile(folder and folder / "texts") as kept:
        reading = _Reading(columns or {}, kept)
        try:
            _read_parts(source, reading)
        except UnreadableError as error:
            place = Place(Path(source).name or str(Path(source)))
            raise CorpusError(problems_table([error.at(place)])) from None
        problems = reading.problems_found()
        errors = problems[problems["severity"] == "error"]
        # row 0 is the table itself, and leaving rows out does not mend it
        if len(errors) and (not errors["row"].all() or not skip_bad or not reading.good):
            raise CorpusError(problems)
        articles = reading.articles()
    pa.default_memory_pool().release_unused()  # a fifth of the memory for a large corpus
    digest = articles_digest(articles)
    return Corpus(articles, problems, str(source), digest, reading.bad, dict(columns or {}))


def _read_parts(source: str | Path, reading: "_Reading") -> None:
    with open_source(source) as opened:
        reading.seen.alone = len(opened.parts) == 1
        for part in opened.parts:
            for table in tables_of(part, reading.columns.get("outlet", "outlet")):
                reading.add(table, part, opened.read)


def articles_digest(articles: pd.DataFrame) -> str:
    """Return the digest of Articles: the same for the same articles in any order or container."""
    known = by_key(articles, "id")
    names = ["id", "outlet", *OPTIONAL, *(["event"] if "event" in known else [])]
    found = sha256(b"[")
    for first in range(0, len(known), _AT_ONCE):
        some = known.iloc[first : first + _AT_ONCE]
        rows = {name: some[name].tolist() for name in names}
        rows["date"] = some["date"].dt.strftime("%Y-%m-%d").fillna("").tolist()
        rows["text"] = [sha256(text.encode()).hexdigest() for text in texts_given(some)]
        records = [dict(zip(rows, row, strict=True)) for row in zip(*rows.values(), strict=True)]
        canonical = json.dumps(records, sort_keys=True, separators=(",", ":"))[1:-1]
        found.update(b"," * bool(first) + canonical.encode())
    found.update(b"]")
    return f"sha256:{found.hexdigest()}"


class _Reading:
    """A corpus being read: rows are added some at a time, and only what is kept of them stays in memory."""

    def __init__(self, columns: Mapping[str, str], texts: TextFile) -> None:
        self.columns, self.seen = columns, Seen()
        self.good = self.bad = 0
        self._whole: dict[Problem, None] = {}  # of whole files, which all their parts may have
        self._problems: list[Problem] = []
        self._frames: list[pd.DataFrame] = []
        self._texts = texts
        self._first: tuple[str, set[str]] | None = None

    def add(self, table: Table, part: Part, read: Callable[[str], bytes]) -> None:
        """Check rows of a part and keep the good ones; `read` gives the bytes of a text file."""
        names = names_in(table, self.columns)
        self._compare_columns(table, part)
        table.problems += row_problems(table, names, self.seen)
        texts = texts_of(table, names, read)
        table.problems += [*wrongly_decoded(table, names, texts), *linked(table, names, texts)]
        self._problems += [problem for problem in table.problems if problem.row]
        self._whole |= dict.fromkeys(problem for problem in table.problems if not problem.row)
        bad = {problem.row for problem in table.problems if problem.severity == "error"}
        self.bad += len(bad - {0})
        good = [index for index, row in enumerate(table.rows) if row not in bad]
        self.good += len(good)
        if (
            0 in bad
        ):  # the table itself, so that the corpus is refused; its columns may have no names
            return
        frame = _frame(table, names, good)
        given = [without_link_texts(texts[index]) for index in good]
        before = [
            title_before(text, title) for text, title in zip(given, frame["title"], strict=True)
        ]
        self._texts.add(list(map(str.__add__, before, given)))
        self._frames.append(frame.assign(put_before=np.array(list(map(len, before)), np.int64)))

    def _compare_columns(self, table: Table, part: Part) -> None:
        """Find a part that has other columns than the first; lines of JSON may lack some."""
        label, first = self._first = self._first or (part.label, set(table.columns))
        if label != part.label and part.ending != ".jsonl" and set(table.columns) != first:
            table.problems.append(
                table.whole().error(
                    f"its columns are {shown(', '.join(table.columns))}, and those of {label} others",
                    f"the columns {shown(', '.join(sorted(first)))} in every part of the corpus",
                )
            )

    def problems_found(self) -> pd.DataFrame:
        """Return Problems: those of whole files first, then row by row of each file."""
        if not self.good and not self._problems and not self._whole:
            nothing = Place("the parts").error("no rows under the headers", "one row an article")
            self._whole[nothing] = None
        return problems_table([*self._whole, *self._problems], by_file=not self.seen.alone)

    def articles(self) -> pd.DataFrame:
        """Return Articles of the good rows."""
        self.seen = Seen()  # the ids take memory
        frame = self._frames[0]
        if len(self._frames) > 1:
            names = dict.fromkeys(str(name) for each in self._frames for name in each)
            blank = {name: "" for name in names if name not in ("date", "put_before")}
            frame = pd.concat(self._frames, ignore_index=True)[_ordered(names)].fillna(blank)
        self._frames.clear()
        frame.insert(2, "text", self._texts.texts())
        return Articles.validate(by_key(frame, "id"))


def _frame(table: Table, names: Names, good: list[int]) -> pd.DataFrame:
    """Return the good rows of a table in our names, without their texts."""

    def column(name: str | None) -> pd.Series:
        cells = table.columns[name] if name is not None else [""] * len(table.rows)
        return pd.Series([str(cells[index]) for index in good], dtype="str")

    articles = {ours: column(names.theirs.get(ours)) for ours in ("id", "outlet", *OPTIONAL)}
    used = [ours for ours in _USED if ours in names.theirs]
    articles |= {ours: column(names.theirs[ours]) for ours in used}
    articles |= {name: column(name) for name in names.extra}
    days = [day_of(written) or "NaT" for written in articles["date"]]
    articles["date"] = pd.Series(np.array(days, dtype="datetime64[ns]"))
    return pd.DataFrame(articles)


def _ordered(names: Iterable[str]) -> list[str]:
    """Return the names of columns in the order of those of a corpus in one file."""
    ours = ["id", "outlet", *OPTIONAL, *_USED]
    known = [name for name in ours if name in names]
    return [*known, *(name for name in names if name not in {*ours, "put_before"}), "put_before"]


@table("articles", Articles)
def _articles_read(corpus: Corpus) -> pd.DataFrame:
    """Every article as it was read."""
    return corpus.articles


@table("problems", Problems, every_article=True)
def _problems_found(corpus: Corpus) -> pd.DataFrame:
    """What is wrong with the corpus."""
    return corpus.problems
