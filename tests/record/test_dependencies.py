"""Which code a report is made with, and what of it counts."""

import json

from analysis.project import PROJECT
from analysis.record.dependencies import code_of, modules_used

CODE = '''"""A module."""

import math  # for pi


def area(radius: float) -> float:
    """Return the area.

    # no comment
    """
    # why
    text = "# kept"  # gone
    return math.pi * radius**2, text, """kept
    # too"""
'''
KEPT = '''import math
def area(radius: float) -> float:
    text = "# kept"
    return math.pi * radius**2, text, """kept
    # too"""
'''


def notebook(folder, source):
    file = folder / "10_some.ipynb"
    file.write_text(json.dumps({"cells": [{"cell_type": "code", "source": [source]}]}))
    return file


def test_comments_docstrings_and_empty_lines_do_not_count():
    assert code_of(CODE) == KEPT
    assert code_of(CODE.replace("area.", "area of a circle.").replace("# why", "# because")) == KEPT
    assert code_of(CODE.replace("**2", "**3")) != KEPT


def test_a_report_depends_on_what_its_notebook_imports_and_on_what_makes_its_page():
    (frequency,) = (PROJECT / "notebooks").glob("*_frequency.ipynb")
    used = modules_used(frequency)
    assert {
        "analysis.corpus.read",
        "analysis.measures.keyness",
        "analysis.reports.paper.pdf",
    } <= set(used)
    assert "analysis.reports.execute.outcome" in used
    others = (
        "analysis.training",
        "analysis.cite",
        "analysis.bundle",
        "analysis.verify",
        "analysis.cli",
    )
    assert not [name for name in used if name.startswith(others)]


def test_a_notebook_that_is_not_understood_uses_all(tmp_path):
    assert "analysis.training.punkt" in modules_used(notebook(tmp_path, "%matplotlib inline"))
    assert "analysis.training.punkt" not in modules_used(
        notebook(tmp_path, "import analysis.corpus")
    )
