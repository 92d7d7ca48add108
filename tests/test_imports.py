"""Nothing runs on import, and what is heavy is imported late; pyproject says who may import whom."""

import subprocess
import sys

from tests.conftest import ROOT


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
    code = f"import sys, analysis.reports.execute.processes.worker; print({seen})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "False True\n"
