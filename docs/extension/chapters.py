"""The code book of a measure, as a page shows it: what the coding page says, in the same words."""

from analysis.coding import code_book
from analysis.validity.measurands import measurand


def chapters(measure: str) -> str:
    """Return the question of a measure and the chapters of its code book as Markdown.

    Raises
    ------
    FramingError
        If there is no such measure.
    """
    asked = measurand(measure)
    parts = [f"The question: *{asked.question}*"]
    for chapter in code_book(measure):
        lines = [f"- {line.replace('[[', '**').replace(']]', '**')}" for line in chapter.lines]
        parts.append("\n".join([f"**{chapter.heading}**", "", *lines]))
    return "\n\n".join(parts)
