"""Passages of several articles side by side: each row is one thing that they all have."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.reports.display.blocks import Beside, Extract, Group, Passage
from analysis.reports.display.marks import Mark
from analysis.reports.notebook.passages import goes_on, within
from analysis.tables.events import Beside as Columns


class Side(NamedTuple):
    """A stretch of an article: `about` says who and how, `marks` count from the start of the article."""

    article: str
    start: int
    end: int
    about: dict[str, str]
    marks: tuple[Mark, ...] = ()


class Row(NamedTuple):
    """Stretches of several articles that belong together, under a label."""

    label: str
    sides: Sequence[Side]


def beside_of(rows: Sequence[Row], texts: Mapping[str, str], *, name: str, caption: str) -> Beside:
    """Return rows of passages as a block; `texts` by article. Its file, NAME.csv, has them as a table."""
    passages, groups = list[Passage](), list[Group]()
    for row in rows:
        places = range(len(passages), len(passages) + len(row.sides))
        groups.append(Group(row.label, len(row.sides), tuple(places)))
        passages += [_passage(side, texts[side.article]) for side in row.sides]
    return Beside(name, caption, f"{name}.csv", tuple(groups), tuple(passages))


def beside_table(rows: Sequence[Row], texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of passages as a table: a line for each passage."""
    found = [
        {
            "row": row.label,
            "article": side.article,
            **side.about,
            "start": side.start,
            "end": side.end,
            "text": texts[side.article][side.start : side.end],
        }
        for row in rows
        for side in row.sides
    ]
    table = pd.DataFrame(found, columns=Columns.names()).fillna({"speaker": "", "cue": ""})
    return Columns.validate(table)


def _passage(side: Side, text: str) -> Passage:
    shown = [(side.start, side.end)]
    extract = Extract(
        side.start, text[side.start : side.end], within(side.marks, side.start, side.end)
    )
    about = {name: value for name, value in side.about.items() if value}
    return Passage(about, (extract,), *goes_on(text, shown))
