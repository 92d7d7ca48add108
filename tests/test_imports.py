"""The table is the contract: imports run only upstream, and nothing runs on import."""

import ast
import subprocess
import sys

import pytest

from tests.conftest import ROOT

ORDER = [
    "errors",
    "tables",
    "parameters",
    "recipes",
    "progress",
    "files",
    "project",
    "resources",
    "models",
    "corpus",
    "language",
    "measures",
    "inference",
    "study",
    "figures",
    "record",
    "reports",
    "export",
    "interactive",
    "verify",
    "cite",
    "bundle",
    "training",
    "cli",
]
MODULES = sorted((ROOT / "analysis").rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            yield node.module


def part(name):
    return name.split(".")[1] if name.startswith("analysis.") else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_from_folders_before_its_own(path):
    own = path.relative_to(ROOT / "analysis").with_suffix("").parts[0]
    if own == "__init__":
        assert list(imported(path)) == []
        return
    for name in imported(path):
        if part(name):
            assert ORDER.index(part(name)) <= ORDER.index(own), f"{own} may not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_measures_do_not_import_each_other_and_figures_no_measure(path):
    folder = path.parent.name
    names = [name for name in imported(path) if name.startswith("analysis.measures")]
    if path.name != "__init__.py" and folder in ("measures", "figures"):
        assert names == []


def test_importing_the_package_is_nothing_and_its_parts_load_no_heavy_library():
    heavy = [
        "torch", "spacy", "onnxruntime", "nbformat", "papermill", "simplemma", "py3langid", "nltk", "HanTa",
        "scipy.sparse", "scipy.special", "scipy.stats",
    ]  # fmt: skip
    parts = "analysis.corpus, analysis.language, analysis.measures, analysis.inference"
    told = f"print([m for m in {heavy} if m in sys.modules])"
    code = (
        f"import sys, analysis, {parts}; {told}; import analysis.figures, analysis.reports; {told}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "[]\n[]\n"


def test_what_runs_a_notebook_compiles_no_grammar_of_addresses_for_each_run():
    seen = "'lark' in sys.modules, 'nbformat' in sys.modules"
    code = f"import sys, analysis.reports.execute.worker; print({seen})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "False True\n"
