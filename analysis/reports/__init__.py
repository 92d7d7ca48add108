"""Run notebooks, publish their reports whole, and state the findings in sentences."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.reports.notebook_names import *  # noqa: F403  what notebooks import from here


def __getattr__(name: str) -> Any:
    """Import what a notebook asks for; a process that runs notebooks does without all of it."""
    return getattr(import_module("analysis.reports.notebook_names"), name)
