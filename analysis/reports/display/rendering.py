"""The templates and style sheets of reports: every value that goes into a template is escaped."""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from analysis.reports.display.marked_html import marked_html

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> "Environment":
    """Return the templates of this folder, each with escaping on."""
    from jinja2 import (  # noqa: PLC0415  a notebook loads it only to show marked text
        Environment,
        FunctionLoader,
        StrictUndefined,
    )

    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(resource),
    )
    made.filters["marked"] = marked_html
    return made


def macro(template: str, name: str) -> Any:
    """Return a macro of a template, to be called with what it shows."""
    return getattr(environment().get_template(template).module, name)


def resource(name: str) -> str:
    """Return a file of the folder templates."""
    folder = resources.files("analysis.reports").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")
