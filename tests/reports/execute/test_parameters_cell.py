"""Parameters: read from a notebook without running it, checked by type, and never run as code."""

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill.translators import translate_parameters

from analysis.parameters import (
    Parameter,
    ParameterError,
    columns_from,
    parse_assignments,
    parse_value,
)
from analysis.reports.execute.parameters_cell import read_parameters
from tests.conftest import ROOT
from tests.projects import write_notebook

KINDS = {"str": "", "int": 1, "float": 1.0, "bool": False, "list[str]": []}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def parameter(kind: str) -> Parameter:
    return Parameter("x", kind, KINDS[kind], "")


def read(tmp_path, source: str) -> list[Parameter]:
    write_notebook(tmp_path / "10_some.ipynb", (source,))
    return read_parameters(tmp_path / "10_some.ipynb")


def test_name_type_default_and_comment_are_read_in_order(tmp_path):
    source = (
        'corpus: str = "seeds"  # where the # articles are\n'
        "top: int = -1\n"
        "rate: float = 2  # per word\n"
        'names: list[str] = [\n    "a",  # not this\n    "b",\n]  # of outlets\n'
        "deep: bool = True  #no space"
    )
    assert read(tmp_path, source) == [
        Parameter("corpus", "str", "seeds", "where the # articles are"),
        Parameter("top", "int", -1, ""),
        Parameter("rate", "float", 2, "per word"),
        Parameter("names", "list[str]", ["a", "b"], "of outlets"),
        Parameter("deep", "bool", True, "no space"),
    ]


def test_every_parameter_of_every_notebook_of_ours_has_a_meaning():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert all(parameter.meaning for parameter in read_parameters(path)), path.name


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("top = 1", "line 1: only `name: type = value` belongs here"),
        ("top: int", "line 1: only `name: type = value` belongs here"),
        ('"""Text."""', "line 1: only `name: type = value` belongs here"),
        ("a: int = 1\nimport os", "line 2: only `name: type = value` belongs here"),
        ("x.y: int = 1", "only `name: type = value`"),
        ("here: str = __file__", "the default of 'here' is not a literal"),
        ('here: str = f"{1}"', "the default of 'here' is not a literal"),
        ("odd: str = {[]: 1}", "the default of 'odd' is not a literal"),
        ('top: int = "1"', "top: int = '1'; types are str, int, float, bool, list"),
        ("top: int = True", "top: int = True; types are"),
        ("rate: float = False", "rate: float = False; types are"),
        ("names: list[str] = [1]", "names: list.str. = .1.; types are"),
        ("names: set[str] = {'a'}", "names: set.str. = .*; types are"),
        ("name: str | None = None", "types are"),
        ("top: int = 1)", "10_some.ipynb, parameters cell, line 1: unmatched"),
        ("top: int = 'a", "parameters cell, line 1: unterminated string"),
    ],
)
def test_anything_but_an_annotated_literal_of_its_type_is_refused(tmp_path, source, message):
    with pytest.raises(ParameterError, match=message):
        read(tmp_path, source)


def test_reading_runs_nothing(tmp_path):
    with pytest.raises(ParameterError):
        read(tmp_path, f"x: str = open({str(tmp_path / 'made')!r}, 'w').name")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", "not JSON", '{"cells": 1}', '{"worksheets": []}'])
def test_a_file_that_is_no_notebook_is_named(tmp_path, text):
    path = tmp_path / "10_some.ipynb"
    path.write_text(text)
    with pytest.raises(ParameterError, match=r"10_some.ipynb is not a notebook of format 4"):
        read_parameters(path)


def test_a_notebook_needs_exactly_one_parameters_cell(tmp_path):
    path = tmp_path / "10_some.ipynb"
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "x: int = 1"}
    for cells in ([], [cell, cell], [cell | {"cell_type": "markdown"}], [{"cell_type": "code"}]):
        path.write_text(json.dumps({"cells": cells}))
        with pytest.raises(ParameterError, match=r"has \d parameters cells; it needs one"):
            read_parameters(path)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("str", "007", "007"),
        ("str", "", ""),
        ("str", "None", "None"),
        ("str", " a=b ", " a=b "),
        ("int", "-3", -3),
        ("float", "1e3", 1000.0),
        ("float", "5", 5.0),
        ("bool", "True", True),
        ("bool", "false", False),
        ("list[str]", "", []),
        ("list[str]", "a,b", ["a", "b"]),
        ("list[str]", "The Sun, Daily Mail,", ["The Sun", "Daily Mail"]),
        ("list[str]", "007,NA", ["007", "NA"]),
        ("list[str]", '["a, b", " The Sun", ""]', ["a, b", " The Sun", ""]),
        ("list[str]", "[]", []),
    ],
)
def test_a_text_becomes_a_value_of_the_type(kind, text, value):
    parsed = parse_value(parameter(kind), text)
    assert (parsed, type(parsed)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("int", "1.5", "give a whole number"),
        ("int", "", "give a whole number"),
        ("float", "1,5", "give a number"),
        ("bool", "1", "give true or false"),
        ("bool", "yes", "give true or false"),
        ("list[str]", "[a]", r'give a,b or a JSON list of texts, as in \["a", "b"\]'),
        ("list[str]", "[1]", "give a,b or a JSON list"),
        ("list[str]", "[" * 100_000, "give a,b or a JSON list"),
        ("str", "caf\udce9", "surrogates not allowed"),
    ],
)
def test_a_text_of_another_type_is_refused_with_name_type_value_and_reason(kind, text, reason):
    with pytest.raises(ParameterError) as error:
        parse_value(parameter(kind), text)
    assert str(error.value).startswith(f"parameter 'x' is {kind}; {text!r} is not (")
    error.match(reason)


def test_assignments_are_cut_at_the_first_equals_sign_and_the_last_one_counts():
    known = [Parameter("x", "str", "", ""), Parameter("top", "int", 1, "")]
    values = parse_assignments(["x=a=b", "top=1", "top=2"], known)
    assert values == {"x": "a=b", "top": 2}


def test_the_entries_of_a_list_may_be_given_one_by_one():
    known = [Parameter("outlets", "list[str]", [], "")]
    values = parse_assignments(["outlets=Post", 'outlets=["Echo, late", "Globe"]'], known)
    assert values == {"outlets": ["Post", "Echo, late", "Globe"]}


def test_an_unknown_parameter_is_named_beside_the_nearest_and_all_known_ones():
    known = [Parameter("outlet", "str", "", ""), Parameter("top", "int", 1, "")]
    with pytest.raises(ParameterError) as error:
        parse_assignments(["oulet=x"], known)
    assert str(error.value) == (
        "unknown parameter 'oulet' (did you mean outlet?); there are outlet, top"
    )
    with pytest.raises(ParameterError, match="'top' is not NAME=VALUE"):
        parse_assignments(["top"], known)


def test_columns_are_pairs_of_our_name_and_theirs():
    assert columns_from(["outlet=the publisher", "text=a=b"]) == {
        "outlet": "the publisher",
        "text": "a=b",
    }
    for wrong in ("outlet", "outlet=", "=x", ""):
        with pytest.raises(ParameterError, match="is not OURS=THEIRS, as in outlet=publisher"):
            columns_from(["text=body", wrong])


@given(TEXTS)
def test_any_text_is_itself_as_a_str_and_as_an_entry_of_a_list(text):
    assert parse_value(parameter("str"), text) == text
    assert parse_value(parameter("list[str]"), json.dumps([text, text])) == [text, text]


VALUES = st.fixed_dictionaries(
    {
        "a": st.text(),
        "b": st.lists(st.text()),
        "c": st.integers(),
        "d": st.floats(allow_nan=False, allow_infinity=False),
        "e": st.booleans(),
    }
)


@given(VALUES)
def test_what_papermill_writes_into_the_notebook_is_the_values_and_no_other_code(values):
    body = ast.parse(translate_parameters("python3", "python", values, "Parameters")).body
    assert {ast.unparse(n.targets[0]): ast.literal_eval(n.value) for n in body} == values
