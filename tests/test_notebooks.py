"""Notebooks are thin: one question, parameters, calls, and words; never code that a test cannot reach."""

import ast
import json

import pytest
from papermill import inspect_notebook

from analysis.parameters import PARAMETERS
from analysis.recipes import recipes, tables
from analysis.reports.execute.parameters_cell import read_parameters
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
START = ROOT / "notebooks" / "start.ipynb"
LOGIC = (
    ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try, ast.ListComp,
    ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.With,
)  # fmt: skip


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param, cells_of(request.param)


def cells_of(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [(cell, "".join(cell["source"])) for cell in cells]


def code_of(cells):
    return [(cell, source) for cell, source in cells if cell["cell_type"] == "code"]


def test_there_are_notebooks():
    assert [path.stem for path in NOTEBOOKS] == [
        "00_corpus",
        "10_frequency",
        "15_words",
        "20_loaded",
        "30_attribution",
        "40_comparison",
        "50_validity",
    ]


def test_the_first_one_is_as_thin_and_names_the_others():
    path, cells = START, cells_of(START)
    test_it_begins_with_a_title_and_the_question((path, cells))
    test_the_first_code_cell_alone_is_tagged_and_holds_documented_literals((path, cells))
    test_it_has_no_logic_no_magics_and_at_most_twelve_code_cells((path, cells))
    test_it_is_stored_without_output((path, cells))
    assert [path.stem for path in NOTEBOOKS if f"`{path.stem}`" not in cells[-1][1]] == []


def test_it_begins_with_a_title_and_the_question(notebook):
    first, source = notebook[1][0]
    assert first["cell_type"] == "markdown"
    title, question = source.split("\n", 1)
    assert title.startswith("# ")
    assert len(question.strip()) > 40


def test_the_first_code_cell_alone_is_tagged_and_holds_documented_literals(notebook):
    path, cells = notebook
    tagged = [bool(cell["metadata"].get("tags")) for cell, _ in code_of(cells)]
    assert tagged == [True] + [False] * (len(tagged) - 1)
    assert all(parameter.meaning for parameter in read_parameters(path))


def test_it_has_no_logic_no_magics_and_at_most_twelve_code_cells(notebook):
    code = code_of(notebook[1])
    assert len(code) <= 12
    for _, source in code:
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, LOGIC)]


def test_it_is_stored_without_output(notebook):
    for cell, _ in code_of(notebook[1]):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_it_says_its_method_and_limits_and_ends_as_finished(notebook):
    words = "\n".join(source for cell, source in notebook[1] if cell["cell_type"] == "markdown")
    assert "## Method" in words
    assert "## Limits" in words
    assert code_of(notebook[1])[-1][1] == "run.finish()"


def test_its_parameters_are_those_that_are_declared(notebook):
    recipes()  # measures declare parameters of their own
    for parameter in read_parameters(notebook[0]):
        declared = PARAMETERS[parameter.name]
        told = (declared.name, declared.type, declared.default, declared.meaning)
        assert (parameter.name, parameter.type, parameter.default, parameter.meaning) == told


def test_its_settings_are_those_of_its_study(notebook):
    calls = "\n".join(source for _, source in code_of(notebook[1]))
    assert "study = study_of(locals())" in calls
    assert "settings=study.settings" in calls


# tables for reading that are cut out of others, with the texts of sentences
READING = {
    "20_loaded": {"sentences", "disagreements"},
    "40_comparison": {"events-told", "calls", "calls-all", "only-in-told", "acts-told", "numbers"},
}


def test_its_tables_are_made_by_recipes_under_their_own_names(notebook):
    path, _ = notebook
    tree = parsed(path)
    asked = dict(asked_for(tree))
    figures = {name for call, name, _ in shown_by(tree) if call == "figure"}
    for call, name, drawn in shown_by(tree):
        if call == "table" and name not in READING.get(path.stem, ()):
            recipe = asked[drawn]
            assert recipe in tables()
            assert name == (f"{recipe}-all" if recipe in figures else recipe)


def parsed(path):
    return ast.parse("\n".join(source for _, source in code_of(cells_of(path))))


# the study, and its parts for one event and for all (`Study.part`)
STUDIES = ("study", "of_one", "of_all")


def asked_for(tree):
    """Yield each expression that is a table of the study, and the table's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) in STUDIES:
            yield ast.unparse(node), node.slice.value
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            pairs = zip(target.elts, value.elts, strict=True) if both else [(target, value)]
            for name, made in pairs:
                if isinstance(made, ast.Subscript) and ast.unparse(made.value) in STUDIES:
                    yield ast.unparse(name), made.slice.value


# the whole report, the parts of the comparison, and what is there only if people coded a sample
RUNS = ("run", "one", "every", "people", "both")


def shown_by(tree):
    """Yield kind, name and drawn expression of every figure and table."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        whose, _, kind = ast.unparse(node.func).rpartition(".")
        if whose in RUNS and kind in ("figure", "table"):
            name = next(k.value.value for k in node.keywords if k.arg == "name")
            yield kind, name, ast.unparse(node.args[kind == "figure"])


def test_papermill_reads_every_parameter_as_the_project_does(notebook, caplog):
    path, _ = notebook
    read = inspect_notebook(path)
    ours = {parameter.name: parameter.meaning for parameter in read_parameters(path)}
    assert {name: told["help"] for name, told in read.items()} == ours
    assert caplog.messages == []


def test_parameters_of_the_same_name_are_the_same_in_all_notebooks():
    known = {}
    for path in [*NOTEBOOKS, START]:
        for parameter in read_parameters(path):
            assert known.setdefault(parameter.name, parameter) == parameter
