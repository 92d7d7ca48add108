"""Passages, articles and the reading view as the panes show them."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.interactive.panes.passage_pane import Line
from analysis.interactive.sources import read
from analysis.reports.display.blocks import Passage
from analysis.reports.display.jupyter import block_html
from analysis.reports.display.marks import pieces
from analysis.reports.notebook.passages import origins_of, passage_of
from analysis.reports.notebook.reading import show

_KNOWN = ("outlet", "quoted", "paraphrased")  # voices that a mark is known for
_GAP = (" [...] ", "")


def passage_lines(places: pd.DataFrame, articles: pd.DataFrame) -> list[Line]:
    """Return places in texts as sentences with marks, each with its article and speaker."""
    known = articles[articles["id"].isin(places["article"])]
    texts = dict(zip(known["id"], known["text"], strict=True))
    origins = origins_of(known, headlines=True)
    return [
        _line(passage_of(_row(row), texts[row["article"]], origins.get(row["article"], "")))
        for row in places.to_dict("records")
    ]


def article_lines(names: Sequence[str], articles: pd.DataFrame) -> list[Line]:
    """Return articles by their outlet, day and title, with their first words."""
    known = articles[articles["id"].isin(names)].set_index("id")
    origins = origins_of(known.reset_index(), headlines=True)
    return [Line(origins[name], [(_begin(str(known["text"][name])), "")]) for name in names]


def place_of(row: Mapping[Any, Any] | pd.Series) -> tuple[str, tuple[int, int]]:
    """Return the article of a place, and the characters from its beginning to its end."""
    if "content" in row:
        spans = [span for part in ("source", "cue", "content") for span in json.loads(row[part])]
        return str(row["article"]), (min(s for s, _ in spans), max(e for _, e in spans))
    return str(row["article"]), (int(row["start"]), int(row["end"]))


def reading_html(article: str, corpus: Corpus, made: Mapping[str, Any]) -> str:
    """Return the reading view of an article; tables of a study that were made are not made again."""
    wanted = ("attributions", "voices", "loaded-word")
    if set(wanted) <= set(made) and (made["articles"]["id"] == article).any():
        said, voices, hits = (made[name] for name in wanted)
        shown = show(article, articles=corpus, attributions=said, voices=voices, hits=hits)
    else:
        shown = read(corpus, article)
    return block_html(shown.block)


def _row(row: Mapping[Any, Any]) -> dict[Any, Any]:
    if "content" in row:
        return dict(row)
    voice = str(row.get("voice") or "")
    told = {key: value for key, value in row.items() if key != "voice"}
    return told | {
        "voice": voice if voice in _KNOWN else "",
        "start": row["start"],
        "end": row["end"],
    }


def _line(passage: Passage) -> Line:
    about = " · ".join(
        f"{value} cue" if name == "cue_class" else str(value) for name, value in passage.origin
    )
    found: list[tuple[str, str]] = [_GAP] if passage.before else []
    for turn, extract in enumerate(passage.extracts):
        found += [_GAP] if turn else []
        end = extract.start + len(extract.text)
        for piece in pieces(extract.start, end, extract.marks):
            text = extract.text[piece.start - extract.start : piece.end - extract.start]
            found.append((_flat(text), " ".join(f"is-{part}" for part in piece.parts)))
    found += [_GAP] if passage.after else []
    return Line(about, found)


def _flat(text: str) -> str:
    """Return a text on one line; a surrogate that no page can hold is shown as unknown."""
    flat = re.sub(r"\s+", " ", text)
    return flat.encode("utf-8", errors="replace").decode()


def _begin(text: str, most: int = 160) -> str:
    line = _flat(" ".join(text[: 2 * most].split()))
    return line if len(line) <= most else f"{line[:most]} …"
