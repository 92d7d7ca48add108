"""The examples in docstrings print what they show, on the seeds."""

import doctest
import importlib

import pytest

from tests.conftest import ROOT

FACES = (
    "analysis.corpus",
    "analysis.language",
    "analysis.measures",
    "analysis.measures.attribution",
    "analysis.measures.loaded",
)


def examples():
    finder = doctest.DocTestFinder(recurse=False)
    for face in FACES:
        module = importlib.import_module(face)
        for name in module.__all__:
            function = getattr(module, name)
            if callable(function) and ">>> " in (function.__doc__ or ""):
                (found,) = finder.find(function, name, globs={name: function})
                yield pytest.param(found, id=f"{face}.{name}")


@pytest.mark.parametrize("example", list(examples()))
def test_an_example_prints_what_its_docstring_shows(example, monkeypatch):
    monkeypatch.chdir(ROOT)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    output = []
    runner.run(example, out=output.append)
    assert runner.failures == 0, "".join(output)


def test_the_functions_that_most_people_use_have_an_example():
    named = {example.id.rpartition(".")[2] for example in examples()}
    assert named >= {
        "read_corpus", "count", "frequencies", "keyness", "dispersion", "concordance",
        "attributions_of", "voices_of", "patterns_of", "loaded_in",
    }  # fmt: skip
