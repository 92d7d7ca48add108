"""Executed notebooks: which are whole, what is said of those that are not, and what is taken out."""

import copy
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.reports.display.jupyter import MIME
from analysis.reports.execute.outcome import FailedNotebookError, accept, reached, without_run_times

ABOUT = new_output("display_data", {MIME: {"kind": "about", "groups": []}})


def executed(*cells, end_time="2020-01-01T00:00:09"):
    """A notebook as papermill leaves it: every code cell has had its turn."""
    for number, cell in enumerate(cells, start=1):
        cell.execution_count = number
        cell.metadata["papermill"] = {"status": "completed", "start_time": "2020-01-01T00:00:00"}
    metadata = {"papermill": {"end_time": end_time, "output_path": "/private/x.ipynb"}}
    return new_notebook(cells=[new_markdown_cell("# Title"), *cells], metadata=metadata)


def good():
    return executed(new_code_cell("x = 1"), new_code_cell("run.finish()", outputs=[ABOUT]))


def stored(tmp_path, notebook):
    path = tmp_path / "executed.ipynb"
    nbformat.write(notebook, path)
    return path


def refusal(tmp_path, notebook):
    with pytest.raises(FailedNotebookError) as error:
        accept(stored(tmp_path, notebook))
    return str(error.value)


def test_a_notebook_that_ran_to_its_last_line_is_accepted(tmp_path):
    assert len(accept(stored(tmp_path, good())).cells) == 3


def test_a_cell_without_code_needs_no_turn(tmp_path):
    notebook = good()
    notebook.cells[1].update(source=" \n", execution_count=None)
    accept(stored(tmp_path, notebook))


def test_the_cell_that_failed_is_named_with_its_first_line_and_error(tmp_path):
    notebook = good()
    notebook.cells[1].source = "\n\n  y = 1 / 0  \nz = 2"
    notebook.cells[1].outputs = [new_output("error", ename="ZeroDivisionError", evalue="by zero")]
    said = refusal(tmp_path, notebook)
    assert said == "code cell 1 ('y = 1 / 0'): ZeroDivisionError: by zero"


@pytest.mark.parametrize(
    "change",
    [
        {"execution_count": None},
        {"metadata": {"papermill": {"status": "running"}}},
        {"metadata": {"papermill": {"status": "pending"}}},
        {"metadata": {}},
    ],
)
def test_a_cell_without_its_turn_is_named(tmp_path, change):
    notebook = good()
    notebook.cells[1].update(nbformat.from_dict(change))
    assert refusal(tmp_path, notebook) == "code cell 1 ('x = 1'): it was not run to its end"


def test_a_run_without_an_end_time_was_cut_off(tmp_path):
    notebook = good()
    notebook.metadata.papermill.end_time = None
    assert refusal(tmp_path, notebook) == "the run was cut off: it has no end time"


@pytest.mark.parametrize("last", [[], [new_output("stream", text="done")]])
def test_a_notebook_that_does_not_end_with_finish_is_told_so(tmp_path, last):
    notebook = executed(
        new_code_cell("run.finish()", outputs=[ABOUT]), new_code_cell("more()", outputs=last)
    )
    said = refusal(tmp_path, notebook)
    assert said == "code cell 2 ('more()'): run.finish() is not its last line"


@pytest.mark.parametrize("content", [None, "", '{"cells": [', "\0\1"])
def test_a_torn_or_missing_notebook_is_not_accepted(tmp_path, content):
    path = tmp_path / "executed.ipynb"
    if content is not None:
        path.write_text(content)
    with pytest.raises(FailedNotebookError, match="no executed notebook was left"):
        accept(path)


def test_the_last_cell_that_was_begun_is_the_one_that_was_reached(tmp_path):
    notebook = executed(new_code_cell("a = 1"), new_code_cell("b = 2"), new_code_cell("c = 3"))
    notebook.cells[3].metadata.papermill.start_time = None
    assert reached(stored(tmp_path, notebook)) == "code cell 2 ('b = 2')"
    for cell in notebook.cells[1:]:
        cell.metadata = nbformat.from_dict({})
    assert reached(stored(tmp_path, notebook)) == "before its first cell"


def test_times_paths_and_random_ids_are_gone_and_a_second_time_changes_nothing():
    one, other = good(), good()
    other.metadata.papermill.update(end_time="2021", output_path="/elsewhere", duration=3)
    other.cells[2].metadata["execution"] = {"iopub.execute_input": "2021"}
    assert [c.id for c in one.cells] != [c.id for c in other.cells]
    first, second = (nbformat.writes(without_run_times(each)) for each in (one, other))
    assert first == second
    assert not re.search("private|2020|papermill", first)
    assert nbformat.writes(without_run_times(nbformat.reads(first, as_version=4))) == first


def test_equal_cells_in_different_places_have_different_ids():
    notebook = without_run_times(executed(*(new_code_cell("x") for _ in range(9))))
    assert len({cell.id for cell in notebook.cells}) == 10
    nbformat.validate(notebook)


def test_what_was_printed_between_two_displays_is_joined_in_an_order_that_never_changes():
    out, more, err = (
        new_output("stream", name=name, text=text)
        for name, text in (("stdout", "a"), ("stdout", "b"), ("stderr", "w"))
    )
    shown = new_output("display_data", {"text/plain": "shown"})
    for pieces in ([out, more, err], [err, out, more], [out, err, more]):
        outputs = copy.deepcopy([*pieces, shown, shown, err])
        notebook = without_run_times(executed(new_code_cell("print", outputs=outputs)))
        texts = [output.get("text", "shown") for output in notebook.cells[1].outputs]
        assert texts == ["ab", "w", "shown", "shown", "w"]
