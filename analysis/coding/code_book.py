"""What a person decides who codes a sample: the same words on the page, in the sheet and in the docs."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any, NamedTuple

from analysis.coding.sample_folder import Sample

FILE = "code_book.toml"
_OPEN = (
    "accept: it is there, and the span is right.",
    "reject: there is no such thing here.",
    "mend: it is there, and another span would be right.",
    "add: the model missed one. Mark it as you would have liked it marked.",
)
_CLOSED = (
    "accept: the marked words are to be judged.",
    "reject: they cannot be judged, since they are no text of the article.",
)
_PARTED = (
    "mend: the span holds more than its label says. Shorten it to what fits.",
    "add: what was left by mending, with the label of its own.",
)
_LABELLED = (
    "Then choose the label that is right, whatever the model says. After reject there is none."
)
_ALONE = (
    "Decide as a reader of that day would, and by this article. Do not ask another coder before both of you "
    "are done. What you were unsure of belongs in the note."
)
_READ = (
    "When every item of an article is answered, read the article once more, add what was missed, and mark it "
    "as read. Without this mark your answers say how often the model is right, and nothing of what it "
    "missed: recall, F1 and corrected numbers are from articles marked as read alone."
)
_ANSWERED = "An article is done when all its items are answered: nothing can be missed here."
_HIDDEN = (
    "Blind: this {form} leaves out the label that the model gave, the outlet and the day. It does not hide "
    "what the model marked, nor ids, titles and texts, which may name the outlet."
)
_SHOWN = "The label that the model gave is shown. Change it where it is wrong."


class Chapter(NamedTuple):
    """A part of the code book: its heading, and sentences."""

    heading: str
    lines: tuple[str, ...]


def code_book(measure: str) -> list[Chapter]:
    """Return what a coder decides for a measure, [] if the code book does not have it.

    Returns
    -------
    Chapters, in the order in which a coder needs them. In examples [[double brackets]] stand around what is
    marked.
    """
    content = resources.files("analysis.resources").joinpath("coding", FILE)
    told: dict[str, Any] = tomllib.loads(content.read_text(encoding="utf-8")).get(measure, {})
    return [Chapter(heading, tuple(lines)) for heading, lines in _chapters(told) if lines]


def _chapters(told: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield "What is marked", [told["marked"]] if told else []
    labels = told.get("labels", {})
    yield "Labels", [f"{label.replace('_', ' ')}: {text}" for label, text in labels.items()]
    yield "Examples" if labels else "Accept", list(told.get("is", ()))
    yield "Reject", list(told.get("is_not", ()))
    yield "In doubt", list(told.get("doubt", ()))


def instructions(sample: Sample, *, blind: bool, form: str) -> list[Chapter]:
    """Return all that a coder of a sample is told: the code book of its measure, and how to answer.

    Parameters
    ----------
    sample
        The sample.
    blind
        Whether the answers of the model are left out.
    form
        What the coder codes on: "page" or "sheet".
    """
    answers = list(_CLOSED if sample.closed else _OPEN)
    answers += _PARTED if sample.closed and sample.spans else ()
    answers += [_LABELLED] if sample.labels else []
    if sample.sections:
        answers.append(
            f"What stands in these parts of articles is coded: {', '.join(sample.sections)}. What is added "
            "elsewhere does not count."
        )
    seen = _HIDDEN.format(form=form) if blind else _SHOWN if sample.labels else ""
    return [
        *([Chapter("What you see", (seen,))] if seen else []),
        *code_book(sample.measure),
        Chapter("How to answer", (*answers, _ALONE)),
        Chapter("When an article is done", (_ANSWERED if sample.closed else _READ,)),
    ]
