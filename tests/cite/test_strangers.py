"""A picture from anywhere may say anything: nothing of it becomes code, and changed data are told."""

import bibtexparser
import pandas as pd
import pytest
import rispy
import typst
from click.testing import CliRunner
from matplotlib.figure import Figure

from analysis.cli import main
from analysis.record.digests import figure_id
from analysis.record.extraction import GROUPS
from analysis.record.figure_set import Citation, write_figure_set
from analysis.table_files import csv_bytes

TABLE = pd.DataFrame({"outlet": ["Post", "Herald"], "n": [1, 2]})
FORMS = [
    "sentence",
    "bibtex",
    "csl",
    "ris",
    "latex",
    "markdown",
    "typst",
    "latex-table",
    "markdown-table",
]
EVIL = (
    '"} @misc{x, \\input{/etc/passwd} #panic("x") $(id) <script> ](x) \\write18{id} %\nTY  - BOOK'
)


def picture(folder, name="days", caption="Days.", **groups):
    """Write the figure set of a stranger, with whatever record; return the svg."""
    known = {group: {} for group in GROUPS} | groups
    chart = Figure(figsize=(2, 2))
    chart.subplots()
    identity = groups.get("id") or figure_id(name, csv_bytes(TABLE))
    known.pop("id", None)
    about = Citation(identity, "days", caption, caption)
    write_figure_set(chart, TABLE, about, folder=folder, provenance=known)
    return folder / "days.svg"


def cite(*words):
    return CliRunner().invoke(main, ["cite", *map(str, words)])


@pytest.mark.parametrize(
    "identity",
    [
        '#panic("x")', "\\input{x}", "a}, @misc{evil, title={x}", "days", "../days-1a2b3c4d", "a\nb-1a2b3c4d",
        "days-1A2B3C4D", "x" * 300 + "-1a2b3c4d",
    ],
)  # fmt: skip
def test_an_id_of_another_form_is_refused(tmp_path, identity):
    said = cite(picture(tmp_path, id=identity), "--as", "typst")
    assert said.exit_code == 2
    assert said.stdout == ""
    assert "its id is" in said.stderr
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize("form", FORMS)
def test_no_field_becomes_code(tmp_path, form):
    hostile = {"versions": {"framing": EVIL}, "report": {"name": EVIL}, "corpus": {"digest": EVIL}}
    said = cite(picture(tmp_path, caption=EVIL, **hostile), "--as", form)
    assert said.exit_code == 0, said.stderr
    written = said.stdout
    if form == "bibtex":
        assert len(bibtexparser.parse_string(written).entries) == 2
    elif form == "ris":
        assert len(rispy.loads(written)) == 2
    elif form == "typst":
        source = tmp_path / "paper.typ"
        place = str(tmp_path / "days")
        source.write_text(written.replace(place, "days"), encoding="utf-8")
        typst.compile(str(source))
    elif form.startswith("latex"):
        bare = written.replace(r"\textbackslash{}", "").replace(r"\textbraceleft{}", "")
        for command in ("\\input", "\\write", "\n%"):
            assert command not in bare
        assert written.count("{") == written.count("}")


@pytest.mark.parametrize("form", FORMS)
def test_data_that_do_not_fit_the_id_are_cited_with_that_said(tmp_path, form):
    said = cite(picture(tmp_path, id="days-00000000"), "--as", form)
    assert said.exit_code == 1
    assert "do not fit its id" in said.stdout
    assert "do not fit its id" in said.stderr
