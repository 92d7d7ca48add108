"""Draw one table as one figure in the house style; no module here measures or writes a file.

Every figure has a `width`, "column" (85 mm) or "full" (178 mm). `colours` are the marks of the report's
outlets, from `outlet_colours`; without them the figure gives the outlets in its table their marks.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.figures.all_figures import *  # noqa: F403  what notebooks import from here


def __getattr__(name: str) -> Any:
    """Import what a notebook asks for; one who only needs a font does without matplotlib's figures."""
    return getattr(import_module("analysis.figures.all_figures"), name)
