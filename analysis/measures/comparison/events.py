"""Which articles tell of the same event: by a column of the corpus, by likeness, or by a table given back."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.language.house_style import of_house_style
from analysis.measures.comparison.grouping import groups_of
from analysis.measures.comparison.likeness import Signals, signals_of
from analysis.parameters import declare
from analysis.recipes import step, table
from analysis.table_files import csv_text
from analysis.tables import Table, by_key
from analysis.tables.base import Series, field

BAR = 0.175  # mean likeness, evened out, from which articles tell of one event
GIVEN = "given"
ALONE = "no other article is like it"
_NAMED = 3  # names in the name of an event
_LOOKED_AT = 200  # heaviest terms of an event
_TOLD = 4  # names, and words, that say why

declare("events", "", "a table that corrects events: article, event")
declare("event_pages", "", "how the folders of the pages of events begin; --each event gives it")
declare(
    "event_days",
    3,
    "articles of one event lie at most this many days apart",
    range=(0, 36_500),
)


class EventsError(FramingError):
    """A table of events that cannot be used; the message names file, row and what would be right."""


class Events(Table):
    """One row per article: the event that it tells of; key article.

    `event` is its name: the first day, if known, and what its articles share. `score` is the mean likeness
    of the article to the others of the event, evened out, 0 to 1; 0 for an article alone, 1 where the event
    is given. `why` has the names and rare words that most hold the event together, or "given".
    """

    article: Series[str] = field("article", unique=True)
    outlet: Series[str] = field("outlet")
    date: Series["datetime64[ns]"] = field("date", nullable=True)  # type: ignore[name-defined]  # noqa: F821
    event: Series[str] = field("event", str_length={"min_value": 1})
    score: Series[float] = field("likeness to the others", digits=2, ge=0, le=1)
    why: Series[str] = field("why", text=True)


def events_of(
    articles: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    given: Mapping[str, str] | None = None,
    days: int = 3,
) -> pd.DataFrame:
    """Group articles into events.

    Parameters
    ----------
    articles, sections
        Articles and Sections. A column `event` of the articles that holds anything is used as it is; an
        article without an entry there is an event of its own.
    given
        The event of some articles, which goes before what the corpus says and what is found.
    days
        Articles of an event lie at most this many days apart; undated articles are compared with all.

    Returns
    -------
    Events, one row per article.

    Source
    ------
    Likeness in names, words, pairs of words, lead and headline (`likeness.signals_of`), grouped by average
    linkage (`grouping.groups_of`).
    """
    articles = by_key(articles, "id")
    given = given or {}
    if (articles.get("event", pd.Series("", index=articles.index)) != "").any():
        found = _of_column(articles)
    elif set(articles["id"]) <= set(given):
        found = articles.assign(event=articles["id"], score=1.0, why=GIVEN)
    else:
        found = _found(articles, sections, days)
    decided = found["id"].map(given)
    known = decided.notna()
    found.loc[known, ["event", "score", "why"]] = (
        decided[known].to_frame("event").assign(score=1.0, why=GIVEN)
    )
    return Events.validate(by_key(found.rename(columns={"id": "article"}), "article"))


def _of_column(articles: pd.DataFrame) -> pd.DataFrame:
    alone = articles["event"] == ""
    return articles.assign(
        event=articles["event"].where(~alone, _unused(articles["id"], articles["event"])),
        score=np.where(alone, 0.0, 1.0),
        why=np.where(alone, "no event is given", GIVEN),
    )


def _unused(ids: pd.Series, events: pd.Series) -> pd.Series:
    """Return a name for the event of each article alone that no given event has."""
    taken = set(events)
    return ids.map(lambda one: f"article {one}" if one in taken else one)


def _found(articles: pd.DataFrame, sections: pd.DataFrame, days: int) -> pd.DataFrame:
    signals = signals_of(articles, sections)
    dates = articles["date"].to_numpy("datetime64[D]")
    day = np.where(np.isnat(dates), np.nan, dates.astype(np.int64))
    groups = groups_of(signals.matrix, day, bar=BAR, window=days)
    dated = articles["date"].dt.strftime("%Y-%m-%d").fillna("").to_numpy(dtype=object)
    names, whys = _described(signals, groups.numbers, dated, articles["id"].tolist())
    return articles.assign(event=names, score=groups.scores, why=whys)


def _described(
    signals: Signals, numbers: npt.NDArray[np.int64], dated: npt.NDArray[np.object_], ids: list[str]
) -> tuple[list[str], list[str]]:
    """Return the name of the event of each article, and why it is one."""
    signals = _telling(signals)
    first, groups = np.unique(numbers, return_inverse=True)
    weights = _weights(signals.matrix, groups, len(first))
    days = pd.Series(dated).where(dated != "").groupby(groups).min().fillna("").tolist()
    sizes = np.bincount(groups)
    names, whys, taken = list[str](), list[str](), set[str]()
    for group, (size, day) in enumerate(zip(sizes.tolist(), days, strict=True)):
        start, end = weights.indptr[group : group + 2]
        shared = _heaviest(signals, weights.indices[start:end], weights.data[start:end])
        parts = [day, *(shared["names"] + shared["words"])[:_NAMED]]
        name = " ".join(filter(None, parts)) or ids[first[group]]
        name = name if name not in taken else f"{name} ({ids[first[group]]})"
        taken.add(name)
        names.append(name)
        whys.append(_why(shared, day) if size > 1 else ALONE)
    return [names[group] for group in groups], [whys[group] for group in groups]


def _telling(signals: Signals) -> Signals:
    """Return the names and words that tell of an event, without words of house style ("Monday")."""
    usual = of_house_style({term.lower() for term in signals.terms}, ())
    telling = np.isin(signals.kinds, ["names", "words"])
    telling &= np.array([term.lower() not in usual for term in signals.terms], bool)
    return Signals(signals.matrix[:, telling], signals.kinds[telling], signals.terms[telling])


def _weights(
    matrix: "scipy.sparse.csr_array", groups: npt.NDArray[np.int64], number: int
) -> "scipy.sparse.csr_array":
    """Return groups by terms: what a term adds to the likeness of pairs, times the share that has it.

    Of an article alone it is the squared weight.
    """
    shape = (number, len(groups))
    members = scipy.sparse.csr_array(
        (np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=shape
    )
    sums, squares = members @ matrix, members @ matrix.multiply(matrix)
    alone = scipy.sparse.diags_array((np.bincount(groups) == 1).astype(float))
    sizes = np.maximum(np.bincount(groups), 1)
    share = scipy.sparse.diags_array(1 / sizes) @ members @ (matrix > 0).astype(np.float64)
    weights: scipy.sparse.csr_array = (sums.multiply(sums) - squares + alone @ squares).tocsr()
    told: scipy.sparse.csr_array = weights.multiply(share).tocsr()
    return told


def _heaviest(
    signals: Signals, columns: npt.NDArray[np.integer], values: npt.NDArray[np.float64]
) -> dict[str, list[str]]:
    """Return the heaviest names and words, no word twice."""
    order = np.lexsort((columns, -values))[:_LOOKED_AT]
    order = order[values[order] > 0]
    seen: set[str] = set()
    found = {}
    for kind in ("names", "words"):
        terms = signals.terms[columns[order][signals.kinds[columns[order]] == kind]]
        fresh = [term for term in terms if term.lower() not in seen][:_TOLD]
        seen.update(map(str.lower, fresh))
        found[kind] = fresh
    return found


def _why(shared: Mapping[str, list[str]], day: str) -> str:
    told = [f"{kind} {', '.join(terms)}" for kind, terms in shared.items() if terms]
    return "; ".join(filter(None, [day, *told]))


def read_events(path: str, articles: pd.DataFrame) -> dict[str, str]:
    """Read a table that says which event articles tell of.

    Parameters
    ----------
    path
        A UTF-8 file that ends with .csv, with the columns `article` and `event`, such as `framing export
        events` writes; further columns are left alone, and articles that it does not have stay as found.
    articles
        Articles of the corpus.

    Raises
    ------
    EventsError
        If the file cannot be read, lacks a column, names an article that the corpus does not have, or one
        article twice, or leaves an event empty.
    """
    known, found = set(articles["id"]), dict[str, tuple[int, str]]()
    for line, article, event in _rows(path):
        where = f"{path}, row {line}, column"
        if article not in known:
            raise EventsError(
                f"{where} article: the corpus has no article {article!r}; give the id of one that it has"
            )
        if not event:
            raise EventsError(
                f"{where} event: empty for {article!r}; give a name, or leave the row out"
            )
        before, named = found.setdefault(article, (line, event))
        if named != event:
            raise EventsError(
                f"{where} event: {article!r} is in {event!r} here and in {named!r} in row {before}; "
                "give one of them"
            )
    return {article: event for article, (_, event) in found.items()}


def _rows(path: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, article and event of every row that is not empty."""
    lines = _lines(path)
    _, header = next(lines, (1, []))
    missing = [column for column in ("article", "event") if header.count(column) != 1]
    if missing:
        has = ", ".join(filter(None, header)) or "none"
        raise EventsError(
            f"{path}, row 1: needs one column {missing[0]!r}, beside article and event any; it has {has}"
        )
    for line, cells in lines:
        if len(cells) != len(header):
            raise EventsError(
                f"{path}, row {line}: {len(cells)} cells where the header has {len(header)}; put a text "
                "with a comma in quotes"
            )
        row = dict(zip(header, cells, strict=True))
        yield line, row["article"], row["event"]


def _lines(path: str) -> Iterator[tuple[int, list[str]]]:
    if Path(path).suffix.lower() != ".csv":
        raise EventsError(f"{path}: ends with {Path(path).suffix!r}; give a .csv file")
    try:
        text = as_begun(path).read_text(encoding="utf-8-sig")
        reader = csv.reader(text.splitlines(keepends=True), strict=True)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [csv_text(cell.strip()) for cell in cells]
    except (OSError, ValueError, csv.Error) as error:
        raise EventsError(f"{path}: cannot be read ({error}); give a table in UTF-8") from error


@step("given-events", checks=True)
def _given_events(articles: pd.DataFrame, *, events: str) -> dict[str, str]:
    """The researcher's table that corrects events."""
    return read_events(events, articles) if events else {}


@table("events", Events, every_article=True, kept=True)
def _events(
    articles: pd.DataFrame,
    sections: pd.DataFrame,
    given_events: dict[str, str],
    *,
    event_days: int,
) -> pd.DataFrame:
    """The event that each article tells of."""
    return events_of(articles, sections, given=given_events, days=event_days)


@step("event-articles")
def event_articles(articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Articles with the event that each tells of, in a column `event`."""
    return with_events(articles, events)


def with_events(articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return Articles with a column `event`, as Events has it."""
    named = dict(zip(events["article"], events["event"], strict=True))
    return articles.assign(event=articles["id"].map(named).astype("str"))


def named_events(articles: pd.DataFrame) -> dict[str, str]:
    """Return the event of each article from a column of this name; none without it."""
    if "event" not in articles:
        return {}
    return dict(zip(articles["id"], articles["event"].fillna("").astype(str), strict=True))
