"""Passages of several articles side by side: each row is one thing that they all have."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.reports.display.blocks import Beside, Extract, Group, Passage
from analysis.reports.display.marks import Mark
from analysis.reports.notebook.passages import in_paragraph, within
from analysis.tables.events import Beside as Columns

_FEW = 6  # words beside a passage, at most, that only say who speaks
_SAYS = re.compile(
    r"\b(?:said|says?|told|add(?:ed|ing|s)|wrote|writes|tweeted|replied|continued|stated|asked|announced|"
    r"declared|explained|noted|insisted|argued|according to)\b"
)
_SPOKEN = re.compile(r"[\"“”]")


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
    before, after = (_is_more(part) for part in in_paragraph(text, shown))
    return Passage(about, (extract,), before, after)


def _is_more(beside: str) -> bool:
    """Tell whether more than who speaks stands beside a passage: “said Mr. Moor” leaves nothing out."""
    cue = len(beside.split()) <= _FEW and _SAYS.search(beside) and not _SPOKEN.search(beside[1:])
    return any(char.isalnum() for char in beside) and not cue
