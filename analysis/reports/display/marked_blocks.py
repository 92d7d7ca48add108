"""A marked article and the evidence for numbers, as stored in a notebook, made into blocks of a page."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from analysis.reports.display.marks import ELEMENTS, Attribution, Mark, marked_html, signs_in
from analysis.reports.display.outline import Outline
from analysis.reports.display.parts import list_in, text_in, wrong
from analysis.tables import KIND_LABELS, SECTIONS

_OTHERS = {*SECTIONS, "content", "outlet", "stretch", "loaded-own"}
_ALWAYS = frozenset({"source", "cue", "quoted", "paraphrased"})  # explained above every article


@dataclass(frozen=True)
class Reading:
    """One article, its text as markup, the attributions in it; `parts` are what can be marked."""

    kind: ClassVar[str] = "reading"
    anchor: str
    level: int
    title: str
    about: tuple[str, ...]
    language: str
    html: Markup
    attributions: tuple[Attribution, ...]
    parts: frozenset[str]


@dataclass(frozen=True)
class Passage:
    """What a reader needs to judge one row: where it is from, and the words, marked."""

    about: tuple[tuple[str, str], ...]
    extracts: tuple[Markup, ...]
    before: bool
    after: bool


@dataclass(frozen=True)
class Group:
    """The passages behind one number, and how many there are of all."""

    anchor: str
    label: str
    note: str
    passages: tuple[Passage, ...]
    total: int


@dataclass(frozen=True)
class Evidence:
    """The passages behind the numbers of one figure or table; `parts` are what is marked in them."""

    kind: ClassVar[str] = "evidence"
    caption: str
    file: str
    groups: tuple[Group, ...]
    parts: frozenset[str]


def reading_block(display: Mapping[str, Any], outline: Outline) -> Reading:
    """Return the block of an article to read, listed among the headings of the page.

    Raises
    ------
    ValueError
        If a part is missing or of the wrong type, or a mark is not inside the text.
    """
    outlet, article, day = (text_in(display, key) for key in ("outlet", "article", "date"))
    text, language = text_in(display, "text"), text_in(display, "language")
    marks = _marks(display)
    said = tuple(map(_attribution, list_in(display, "attributions")))
    title = " ".join(text_in(display, "title").split()) or f"Article {article}"
    level = outline.fit(3, highest=2)
    return Reading(
        outline.add_heading(level, textwrap.shorten(title, 120, placeholder=" …")),
        level,
        title,
        tuple(filter(None, [outlet, day, article])),
        language if re.fullmatch("[a-z]{2,3}", language) else "",
        marked_html(text, marks, inserted=signs_in(text, marks, said)),
        said,
        _ALWAYS | {mark.part for mark in marks},
    )


def evidence_block(display: Mapping[str, Any], outline: Outline) -> Evidence:
    """Return the block of evidence, listed in the outline of the page by the keys of its numbers.

    Raises
    ------
    ValueError
        If a part is missing or of the wrong type, or a mark is not inside its text.
    """
    passages = [_passage(passage) for passage in list_in(display, "passages")]
    file = text_in(display, "file")
    groups = []
    for group in list_in(display, "groups"):
        places, total = list_in(group, "passages"), group.get("total")
        if type(total) is not int or total < len(places):
            raise wrong(group, "total", f"a count of at least the {len(places)} passages shown")
        if not all(type(place) is int and 0 <= place < len(passages) for place in places):
            raise wrong(group, "passages", f"places among the {len(passages)} passages")
        note = shown_of(len(places), total, file)
        label, key = text_in(group, "label"), str(group.get("key", ""))
        shown = tuple(passages[place] for place in places)
        anchor = outline.add_evidence(key if shown else "", label)
        groups.append(Group(anchor, label, note, shown, total))
    extracts = [it for passage in list_in(display, "passages") for it in passage["extracts"]]
    parts = frozenset(mark.part for extract in extracts for mark in _marks(extract))
    return Evidence(text_in(display, "caption"), file, tuple(groups), parts)


def shown_of(shown: int, total: int, file: str) -> str:
    """Return how many of all passages are shown, and which file has the others."""
    if shown < total:
        return f"{shown:,} of {total:,} shown; all in {file}"
    return f"{total:,} shown" if total else "none"


def _passage(passage: Mapping[str, Any]) -> Passage:
    about = passage.get("about")
    if not isinstance(about, Mapping):
        raise wrong(passage, "about", "names and values")
    return Passage(
        tuple((str(name), str(value)) for name, value in about.items()),
        tuple(map(_extract, list_in(passage, "extracts"))),
        passage.get("before") is True,
        passage.get("after") is True,
    )


def _extract(extract: Mapping[str, Any]) -> Markup:
    start = extract.get("start")
    if type(start) is not int or start < 0:
        raise wrong(extract, "start", "an offset")
    return marked_html(text_in(extract, "text"), _marks(extract), start=start)


def _marks(display: Mapping[str, Any]) -> list[Mark]:
    marks = []
    for given in list_in(display, "marks"):
        match given:
            case [int(), int(), str(part), str()] if part in ELEMENTS or part in _OTHERS:
                marks.append(Mark(*given))
            case _:
                raise wrong({"kind": "mark", "mark": given}, "mark", "start, end, part, number")
    return marks


def _attribution(said: Mapping[str, Any]) -> Attribution:
    number, speaker, source = (text_in(said, key) for key in ("number", "speaker", "source_text"))
    kind, cue_class, type_ = (text_in(said, key) for key in ("kind", "cue_class", "type"))
    cue = text_in(said, "cue_text")
    how = [KIND_LABELS.get(kind, kind), type_, f"{cue_class} cue" if cue else "no cue"]
    return Attribution(number, speaker or source or "nobody named", ", ".join(how), cue)
