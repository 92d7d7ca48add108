"""Ask the next question in JupyterLab, and keep the answer as a cell that makes it again."""

from analysis.interactive.ask import Comparison, compare, concordance, sentences
from analysis.interactive.coding_view import CodingShown, code_sample
from analysis.interactive.event_page import EventShown, compare_event
from analysis.interactive.explorer import Explorer, explore
from analysis.interactive.lines import Lines
from analysis.interactive.markup import Look, look
from analysis.interactive.results.answers import Answer, answer
from analysis.interactive.results.questions import terms_like
from analysis.interactive.sources import read

__all__ = [
    "Answer",
    "CodingShown",
    "Comparison",
    "EventShown",
    "Explorer",
    "Lines",
    "Look",
    "answer",
    "code_sample",
    "compare",
    "compare_event",
    "concordance",
    "explore",
    "look",
    "read",
    "sentences",
    "terms_like",
]
