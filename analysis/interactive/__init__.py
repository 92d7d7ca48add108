"""Ask the next question in JupyterLab, and keep the answer as a cell that makes it again."""

from analysis.interactive.ask import Comparison, compare, concordance, sentences
from analysis.interactive.event_page import EventShown, compare_event
from analysis.interactive.explorer import Explorer, explore
from analysis.interactive.lines import Lines
from analysis.interactive.markup import Look, look
from analysis.interactive.questions import terms_like
from analysis.interactive.sources import read

__all__ = [
    "Comparison",
    "EventShown",
    "Explorer",
    "Lines",
    "Look",
    "compare",
    "compare_event",
    "concordance",
    "explore",
    "look",
    "read",
    "sentences",
    "terms_like",
]
