"""The reading view: the whole text of an article, with attributions and voices marked in it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.attribution.acts import counted
from analysis.measures.loaded import MODEL_HITS, MODEL_LOADED
from analysis.reports.display.blocks import Reading
from analysis.reports.display.jupyter import Shown
from analysis.reports.display.marks import LOADED, Attribution, Mark
from analysis.tables import Attributions, Voices, spans_in
from analysis.tables.loaded import LoadedHits

SPOKEN = ("source", "cue", "content")


def show(
    article: str,
    *,
    articles: pd.DataFrame | Corpus,
    attributions: pd.DataFrame,
    voices: pd.DataFrame,
    hits: pd.DataFrame | None = None,
) -> Shown:
    """Return one article to read, as the last line of a cell shows it: who says what, in whose words.

    Parameters
    ----------
    article
        Its id.
    articles
        Articles, or the corpus as it was read.
    attributions, voices
        Attributions and Voices; those of other articles are passed over.
    hits
        LoadedHits: the words that the model calls loaded are marked by how probable that is, and those
        in the outlet's own voice once more. None marks no loaded words.

    Raises
    ------
    ValueError
        If there is no such article, or a span lies outside its text.
    """
    table = articles.articles if isinstance(articles, Corpus) else articles
    about = _article(article, table)
    said = counted(Attributions.validate(attributions[attributions["article"] == article]))
    said = said.sort_values(["start", "id"], kind="stable")
    numbers = numbered(said["id"].tolist(), said["parent"].tolist())
    said = said.assign(number=said["id"].map(numbers))
    words = Voices.validate(voices[voices["article"] == article])
    marks = sorted(
        [*_spoken(said), *_voiced(words), *_sections(words), *loaded_marks(article, hits)]
    )
    try:
        block = Reading(
            article=article,
            outlet=str(about["outlet"]),
            title=str(about["title"]),
            language=str(about["language"]),
            date=about["date"].strftime("%Y-%m-%d") if pd.notna(about["date"]) else "",
            text=str(about["text"]),
            marks=tuple(marks),
            attributions=tuple(map(_attribution, said.to_dict("records"))),
        )
    except ValueError as error:
        raise ValueError(f"article {article!r}: {error}") from error
    return Shown(block)


def numbered(ids: Sequence[str], parents: Sequence[str]) -> dict[str, str]:
    """Return a number for each id in the order given: "2.1" is the first inside the second.

    One whose parent is not among them, or that would be inside itself, counts as standing alone.
    """
    above = dict(zip(ids, parents, strict=True))
    inside: dict[str, list[str]] = {}
    for name in ids:
        top = "" if above[name] not in above or _circles(name, above) else above[name]
        inside.setdefault(top, []).append(name)
    numbers: dict[str, str] = {}
    waiting = [("", "")]
    while waiting:
        parent, prefix = waiting.pop()
        for place, name in enumerate(inside.get(parent, []), start=1):
            numbers[name] = f"{prefix}{place}"
            waiting.append((name, f"{numbers[name]}."))
    return numbers


def _circles(name: str, above: dict[str, str]) -> bool:
    seen, parent = {name}, above[name]
    while parent in above and parent not in seen:
        seen.add(parent)
        parent = above[parent]
    return parent == name


def _article(article: str, articles: pd.DataFrame) -> "pd.Series[Any]":
    found = articles[articles["id"] == article]
    if found.empty:
        some = ", ".join(map(repr, articles["id"].head(5)))
        raise ValueError(f"there is no article {article!r}; the first ids are {some}")
    return found.iloc[0]


def _spoken(said: pd.DataFrame) -> list[Mark]:
    return [
        Mark(start, end, part, number)
        for part in SPOKEN
        for spans, number in zip(said[part], said["number"], strict=True)
        for start, end in spans_in(spans)
    ]


def _voiced(words: pd.DataFrame) -> list[Mark]:
    theirs = words[words["voice"] != "outlet"]
    return [Mark(*row) for row in _rows(theirs, "voice")]


def _sections(words: pd.DataFrame) -> list[Mark]:
    """Return the stretches outside the body; those that touch are one."""
    found: list[Mark] = []
    for start, end, section in _rows(words.sort_values("start"), "section"):
        if section == "body":
            continue
        if found and (found[-1].end, found[-1].part) == (start, section):
            start = found.pop().start  # noqa: PLW2901 - the stretch begins earlier
        found.append(Mark(start, end, section))
    return found


def loaded_marks(article: str, hits: pd.DataFrame | None) -> list[Mark]:
    """Return the marks of the words in an article that the model calls loaded."""
    if hits is None:
        return []
    own = LoadedHits.validate(hits[hits["article"] == article])
    own = own[(own["lexicon"] == MODEL_HITS) & (own["weight"] >= MODEL_LOADED)]
    marks = []
    for row in own[["start", "end", "weight", "voice"]].to_dict("records"):
        strength = [part for part, least in LOADED.items() if row["weight"] >= least][-1]
        marks.append(Mark(row["start"], row["end"], strength))
        if row["voice"] == "outlet":
            marks.append(Mark(row["start"], row["end"], "loaded-own"))
    return marks


def _rows(words: pd.DataFrame, column: str) -> list[tuple[int, int, str]]:
    columns = (words[name].tolist() for name in ("start", "end", column))
    return list(zip(*columns, strict=True))


def _attribution(row: dict[Any, Any]) -> Attribution:
    return Attribution(**{name: str(row[name]) for name in Attribution.__struct_fields__})
