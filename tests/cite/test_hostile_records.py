"""Records of strangers: whatever they say, a citation of them is text, and nothing in it becomes code."""

import json
import re

import bibtexparser
import pytest
import rispy
import typst
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cite.bibliography import bibtex, csl, ris
from analysis.cite.numbers import number_macros, typst_numbers
from analysis.cite.snippets import latex_figure, latex_table, markdown_figure, typst_figure
from analysis.cite.target import Cited
from analysis.cite.work import Author, CiteError, Work, made_with, software
from analysis.cli import main
from analysis.errors import FramingError
from analysis.record.digests import digest_of, figure_id
from analysis.record.extraction import NotCarriedError, carried_in, checked_record
from analysis.record.forms import checked_name, is_id, is_name
from analysis.reports.display.jupyter import MIME
from tests.conftest import ROOT

FORMS = ["sentence", "bibtex", "csl", "ris", "latex", "markdown", "typst", "latex-table"]
CODE = [
    '#panic("run")',
    "x>\n#panic()\n<y",
    "\\input{/etc/passwd}",
    "}, @misc{x, title={y",
    '}\n\n@preamble{"\\write18{x}"}',
    "x\nER  - \nTY  - BOOK",
    "](x)![y](javascript:z)",
    '", panic(), "',
    "`#include`{=latex}",
    "% \\def\\x{",
    "$ #x() $ \\u{41}",
]
TEXTS = st.one_of(
    st.sampled_from(CODE),
    st.text(max_size=30),
    st.tuples(*[st.sampled_from(CODE)] * 2).map("".join),
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DATA = b"outlet,n\nHerald,1\n"


def record(**changed):
    groups = {
        "report": {"name": "study"},
        "settings": {},
        "corpus": {"articles": 2, "outlets": 2, "digest": "sha256:12"},
        "digests": {},
        "versions": {"framing": "0.1.0"},
    }
    about = {"id": figure_id("days", DATA), "name": "days", "caption": "Days.", "alt": "Days."}
    return {**about, "data": digest_of(DATA), "rows": 1, **groups, **changed}


def svg_of(about):
    """Return a picture of a stranger with a record and data of their choice."""
    import base64
    import zlib
    from xml.sax.saxutils import escape

    packed = base64.b64encode(zlib.compress(DATA)).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"><metadata><f:provenance xmlns:f="urn:framing:provenance:1">'
        f"<f:record>{escape(json.dumps(about))}</f:record><f:data>{packed}</f:data>"
        "</f:provenance></metadata></svg>"
    )


def cite(*words):
    return CliRunner().invoke(main, ["cite", *map(str, words)])


@pytest.mark.parametrize("code", CODE)
@pytest.mark.parametrize("field", ["name", "id"])
def test_a_name_or_id_that_is_code_is_refused_by_every_form(tmp_path, field, code):
    (tmp_path / "x.svg").write_text(svg_of(record(**{field: code})), "utf-8")
    for form in FORMS:
        said = cite(tmp_path / "x.svg", "--as", form)
        assert (said.exit_code, said.stdout) == (2, "")
        assert f"its {field} is" in said.stderr
    assert CliRunner().invoke(main, ["inspect", str(tmp_path / "x.svg")]).exit_code == 2


@given(st.text(max_size=12))
def test_names_and_ids_have_one_form(text):
    assert is_name(text) == bool(
        re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text) and text.isascii()
    )
    assert is_id(f"{text}-0123abcd") == is_name(text)
    assert not is_id(text + "\n")
    if not is_name(text):
        with pytest.raises(FramingError, match="of a figure or table is not 1 to 100 letters"):
            checked_name(text)
        with pytest.raises(ValueError, match="its name is"):
            checked_record(record(name=text))


def hostile(text):
    groups = {
        "report": {"name": text},
        "corpus": {"articles": text, "outlets": text, "digest": text},
    }
    return record(caption=text, alt=text, versions={"framing": text}, **groups)


def stranger(text):
    return Cited("figure", hostile(text), f'{DATA.decode()}"'.encode()[:-1], (TARGET,))


TARGET = ROOT / "figures/loaded/default/voices.png"


def works(text):
    return made_with(
        software(), hostile(text), kind="figure", authors=(Author(text or "x", text, text, text),)
    )


@QUICK
@given(TEXTS)
def test_bibtex_of_any_record_is_one_entry_with_balanced_braces(text):
    written = bibtex(works(text))
    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [figure_id("days", DATA)]
    assert len(library.blocks) == 1
    depth = 0
    for char in written:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"\\(?!text|[$&%#_])", written)


@QUICK
@given(TEXTS)
def test_ris_and_csl_of_any_record_are_one_work(text):
    (entry,) = rispy.loads(ris(works(text)))
    assert entry["id"] == figure_id("days", DATA)
    (item,) = json.loads(csl(works(text)))
    assert item["id"] == figure_id("days", DATA)


@QUICK
@given(TEXTS)
def test_latex_of_any_record_has_our_commands_only(text):
    known = r"\\(?:begin|end|centering|includegraphics|linewidth|caption|label|text\w+|[$&%#_])"
    for lines in (latex_figure(stranger(text)), latex_table(stranger(text))):
        written = lines.replace(r"\\", "")
        commands = re.findall(r"\\(?:[A-Za-z]+|.)", written)
        rules = {r"\toprule", r"\midrule", r"\bottomrule"}
        assert all(re.fullmatch(known, one) for one in set(commands) - rules)
        assert written.count("{") == written.count("}")
        assert not re.search(r"(?<!\\)%", written)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_typst_of_any_record_compiles_to_text(text):
    compiled = typst.query(
        (typst_figure(stranger(text)) + "\n").encode(), "figure", root="/", field="kind"
    )
    assert json.loads(compiled) == ["image"]


def test_typst_and_latex_numbers_hold_comments_and_values_of_a_stranger_as_text(tmp_path):
    folder = tmp_path / "reports" / "study" / "default"
    folder.mkdir(parents=True)
    sentences = [f"{code} has 5 words." for code in CODE]
    display = {"kind": "findings", "sentences": [*sentences, 3, None]}
    outputs = [{"data": {MIME: display}}, {"data": {MIME: {"kind": "findings", "sentences": 7}}}]
    (folder / "report.ipynb").write_text(json.dumps({"cells": [{"outputs": outputs}]}))
    written = typst_numbers(folder)
    assert typst.compile((written + "\n").encode())
    assert all(
        line.startswith(("%", r"\expandafter\def\csname framing:", r"\providecommand", r"  \errm"))
        for line in number_macros(folder).splitlines()
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("measure\nx", "lacks the columns category, "),
        ("measure,group,category,unit,value,low,high\nx,,y,z,1}\\input{x,,", "is no number"),
        (b"\xff\xfe", "cannot be read as a table"),
    ],
)
def test_a_table_of_findings_that_is_none_is_named(tmp_path, content, why):
    figures, reports = (tmp_path / part / "study/default" for part in ("figures", "reports"))
    figures.mkdir(parents=True)
    reports.mkdir(parents=True)
    (reports / "report.ipynb").write_text('{"cells": []}')
    written = content if isinstance(content, bytes) else content.encode()
    (figures / "patterns.csv").write_bytes(written)
    with pytest.raises(CiteError, match=why) as error:
        number_macros(reports)
    assert "patterns.csv: " in str(error.value)


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_whose_data_do_not_fit_its_id_is_cited_with_that_said(tmp_path, form):
    unfit = record(data=digest_of(b"other"))
    (tmp_path / "x.svg").write_text(svg_of(unfit), "utf-8")
    (tmp_path / "x.png").write_bytes(b"")
    (tmp_path / "x.pdf").write_bytes(b"")
    said = cite(tmp_path / "x.svg", "--as", form)
    assert said.exit_code == 1
    assert "the data in the file" in said.stderr
    assert "the data in the file do not fit this id" in said.stdout.replace("\\", "")
    (tmp_path / "y.svg").write_text(svg_of(record()), "utf-8")
    assert cite(tmp_path / "y.svg").exit_code == 0


def test_the_software_of_a_strangers_project_is_no_code_either(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    author = (
        "{family-names: 'x', given-names: 'y', name-particle: '}, @misc{', name-suffix: '\\input'}"
    )
    (tmp_path / "CITATION.cff").write_text(
        f"title: '}}, @misc{{x,'\nversion: 1\nurl: 'http://x/}},@misc{{y,'\ndoi: '}}'\nauthors: [{author}]\n"
    )
    library = bibtexparser.parse_string(cite("--project", "--as", "bibtex").stdout)
    assert [len(library.blocks), len(library.entries)] == [1, 1]
    (tmp_path / "CITATION.cff").write_text(
        "title: x\nversion: '1}, @misc{x'\nauthors: [{name: y}]\n"
    )
    said = cite("--project", "--as", "bibtex")
    assert said.exit_code == 2
    assert "the key 'framing-1}, @misc{x' of a citation is not" in said.stderr


@pytest.mark.parametrize("data", [b"", b"a,b\n1\n", b'a\n"1\n'])
def test_data_that_are_no_table_are_named(data):
    with pytest.raises(CiteError, match=r"days-.*: "):
        latex_table(Cited("figure", record(), data))


def test_a_file_name_that_is_code_is_not_written_into_latex_or_markdown(tmp_path):
    from pathlib import Path

    for name in ("a}\\input{x.pdf", "a\nb.pdf", 'a"b.pdf'):
        with pytest.raises(CiteError, match="LaTeX cannot include"):
            latex_figure(Cited("figure", record(), DATA, (Path(name),)))
    for name in ("a<b>.png", "a\nb.png"):
        with pytest.raises(CiteError, match="Markdown cannot show"):
            markdown_figure(Cited("figure", record(), DATA, (Path(name),)))


def test_a_record_nested_without_end_is_damage():
    deep = "[" * 100_000
    broken = svg_of(record()).replace(json.dumps(record()), deep)
    with pytest.raises(NotCarriedError):
        carried_in(broken.encode(), "x.svg")


def test_work_has_a_key_of_the_one_form():
    with pytest.raises(CiteError, match="the key"):
        Work("a b", "figure", "t", (), "1")
