"""Citations, read back by independent readers: BibTeX, CSL-JSON, RIS, LaTeX and Markdown."""

import json
import re
import shutil

import bibtexparser
import mistune
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from analysis.cite.bibliography import bibtex, csl, ris, sentence
from analysis.cite.numbers import number_macros, report_folder
from analysis.cite.snippets import markdown, tex
from analysis.cite.work import Author, CiteError, Work, software
from analysis.cli import main
from analysis.reports.display.jupyter import MIME
from tests.conftest import ROOT

SPECIAL = 'R&D 100% of $5 #1 a_b {c} \\d ~e^ <f> "g" | — Ünïcødé 日本'
AUTHORS = (
    Author("Beethoven", "Ludwig", "van"),
    Author("King", "Martin Luther", suffix="Jr."),
    Author("Müller-Łoś", "Zoë"),
    Author("Smith and Sons, Ltd."),
)
PRINTED = st.text(st.characters(exclude_categories=["C", "Z", "M"]), max_size=30)


def work(**changed):
    made = {"source": f"report x, from 2 articles of {SPECIAL}", "kind": "figure", "key": "a-b1.2"}
    return Work(**{"title": SPECIAL, "authors": AUTHORS, "version": "0.1.0", **made, **changed})


def text_of(latex):
    known = get_default_latex_context_db()
    # signs of LaTeX's own that this reader does not know, or takes for letters
    signs = {
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
        "textquotedbl": '"',
        "textasciicircum": "^",
        "textbraceleft": "{",
        "textbraceright": "}",
    }
    macros = [MacroTextSpec(name, sign) for name, sign in signs.items()]
    known.add_context_category("signs", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=known, keep_comments=True).latex_to_text(latex)


def cite(*words):
    return CliRunner().invoke(main, ["cite", *map(str, words)])


@given(PRINTED)
def test_any_text_is_printed_by_latex_as_it_is_and_its_braces_are_balanced(text):
    latex = tex(text)
    assert latex.count("{") == latex.count("}")
    plain = text.replace("`", "").replace("'", "").replace("-", "")
    assert text_of(tex(plain)) == plain


def test_lines_controls_and_commands_do_not_get_into_latex():
    assert tex("a\nb\t c\\input{x}\u202e") == (
        r"a b c\textbackslash{}input\textbraceleft{}x\textbraceright{}\textbackslash{}u202e"
    )


@given(PRINTED)
def test_any_text_is_shown_by_markdown_as_it_is(text):
    shown = mistune.create_markdown(renderer="ast")(f"x {markdown(text)} x")
    (paragraph,) = shown
    raw = "".join(child.get("raw", "") for child in paragraph["children"])
    assert raw == f"x {text} x"


def test_bibtex_is_read_back_with_every_name_and_sign():
    library = bibtexparser.parse_string(bibtex(work()))
    assert not library.failed_blocks
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("misc", "a-b1.2")
    fields = entry.fields_dict
    assert text_of(fields["title"].value) == SPECIAL
    assert fields["note"].value.startswith("Figure a-b1.2, made with framing 0.1.0, report x, ")
    assert "year" not in fields
    names = bibtexparser.middlewares.names.split_multiple_persons_names(fields["author"].value)
    parsed = [bibtexparser.middlewares.names.parse_single_name_into_parts(name) for name in names]
    assert [(p.first, p.von, p.last, p.jr) for p in parsed] == [
        (["Ludwig"], ["van"], ["Beethoven"], []),
        (["Martin", "Luther"], [], ["King"], ["Jr."]),
        (["Zoë"], [], ["Müller-Łoś"], []),
        ([], [], ["{Smith and Sons, Ltd.}"], []),
    ]


def test_csl_is_formatted_by_a_csl_processor():
    items = json.loads(csl(work(issued=software().issued, title="On <i>R&D</i>", doi="10.1/x")))
    assert items[0]["author"][0] == {
        "family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"
    }  # fmt: skip
    assert items[0]["author"][3] == {"literal": "Smith and Sons, Ltd."}
    assert items[0]["title"] == "On <i>R&D</i>"
    known = {"version", "license"}  # newer than this processor's list of names
    old = [{key: value for key, value in item.items() if key not in known} for item in items]
    old[0]["author"] = old[0]["author"][:3]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shelf = CitationStylesBibliography(style, CiteProcJSON(old), formatters.plain)
    shelf.register(Citation([CitationItem("a-b1.2")]))
    (line,) = map(str, shelf.bibliography())
    assert "van Beethoven, L." in line
    assert "2026" in line


def test_ris_is_read_back():
    (entry,) = rispy.loads(ris(work(issued=software().issued)))
    assert entry["type_of_reference"] == "FIGURE"
    assert entry["id"] == "a-b1.2"
    assert entry["title"] == SPECIAL
    assert entry["authors"] == [
        "van Beethoven, Ludwig",
        "King, Martin Luther, Jr.",
        "Müller-Łoś, Zoë",
        "Smith and Sons, Ltd.",
    ]
    assert entry["year"] == "2026"
    assert entry["notes"][0].startswith("Figure a-b1.2, made with framing 0.1.0")


def test_the_sentence_names_figure_tool_and_corpus():
    said = sentence(work(title="Terms", source="report x, from 2 articles", authors=AUTHORS[:1]))
    assert said == (
        "Ludwig van Beethoven. Terms (figure a-b1.2). Made with framing 0.1.0, report x, from 2 articles."
    )


def test_the_software_is_cited_as_its_citation_file_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    said = cite("--project").stdout
    assert said.startswith("The framing maintainers (2026). framing: how news outlets frame")
    (entry,) = bibtexparser.parse_string(cite("--project", "--as", "bibtex").stdout).entries
    assert entry.key.startswith("framing-")
    assert json.loads(cite("--project", "--as", "csl").stdout)[0]["license"] == "MIT"


BROKEN = {
    "title: x": "'version' is missing; a citation needs it",
    "version: 1\ntitle: x\nauthors: me": "'authors' is 'me'; a citation needs a list of names",
    "version: 1\ntitle: x\nauthors: [{alias: y}]": "the author {'alias': 'y'} has neither",
    "version: 1\ntitle: x\nauthors: [{name: y}]\ndate-released: soon": "'date-released' is 'soon'",
    "[": "cannot be read as YAML",
    "- x": "holds no names and values",
}


@pytest.mark.parametrize(("content", "message"), BROKEN.items())
def test_what_a_citation_file_lacks_is_named(tmp_path, monkeypatch, content, message):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "CITATION.cff").write_text(content)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CiteError, match=r"CITATION\.cff: ") as error:
        software()
    assert message in str(error.value)


def test_a_figure_of_a_run_is_cited_wherever_it_lies(good, tmp_path, monkeypatch):
    monkeypatch.chdir(good)
    place = "figures/steady/default"
    figure = json.loads((good / place / "days.json").read_text())["id"]
    shutil.copy(good / place / "days.svg", tmp_path / "a (b).svg")
    for target in (figure, f"{place}/days.png", f"{place}/days.csv", tmp_path / "a (b).svg"):
        said = cite(target)
        assert said.exit_code == 0, said.stderr
        assert said.stdout.startswith(f"Days of plain (figure {figure}). Made with framing ")
        assert "report steady, from 2 articles of 2 outlets (corpus sha256:" in said.stdout
    latex = cite(figure, "--as", "latex").stdout
    assert f"alt={{Days of plain.}}]{{{place}/days.pdf}}" in latex
    assert rf"\label{{fig:{figure}}}" in latex
    shown = mistune.html(cite(tmp_path / "a (b).svg", "--as", "markdown").stdout)
    assert f'<img src="{tmp_path}/a%20(b).svg" alt="Days of plain." />' in shown
    rows = cite(figure, "--as", "latex-table").stdout.splitlines()
    assert rows[0] == r"\begin{table}"
    assert re.fullmatch(r"  \\begin\{tabular\}\{[lr]+\}", rows[4])
    assert sum(row.endswith(r"\\") for row in rows) == 1 + 2
    few = cite(figure, "--as", "latex-table", "--columns", "outlet,article").stdout.splitlines()
    assert few[6:9] == [r"    outlet & article \\", r"    \midrule", r"    Herald & 1 \\"]
    missing = cite(figure, "--as", "latex-table", "--columns", "x").stderr
    assert f"{figure}: no column 'x'; it has " in missing
    table = mistune.create_markdown(plugins=["table"])(
        cite(figure, "--as", "markdown-table").stdout
    )
    assert table.count("<tr>") == 1 + 2


def test_what_cannot_be_cited_is_refused_by_name(good, tmp_path, monkeypatch):
    monkeypatch.chdir(good)
    shutil.copy(good / "figures/steady/default/days.svg", tmp_path / "alone.svg")
    for words, message in {
        (): "give a figure or table, a file or an id; or --project alone",
        ("x", "--project"): "give a figure or table, a file or an id; or --project alone",
        ("nothing-12345678",): "nothing-12345678: no figure or table here has this id",
        ("figures",): "figures: a folder; give one figure or table, a file or an id",
        ("reports/steady/default/report.html",): "reports/steady/default/report.html: not a figure",
        ("--project", "--as", "latex"): "--as latex is for figures; of the software there are",
        (tmp_path / "alone.svg", "--as", "latex"): f"{tmp_path}/alone.svg: a picture ending with",
    }.items():
        result = cite(*words)
        assert result.exit_code == 2
        assert result.stderr.startswith(message)


SENTENCES = [
    "PJ Media: “a_b” (10, z −2.1) in 1,826 words, 12.5% of G2 on 2016-12-14.",
    "日本 9: of 3, 4.",
]


def test_every_number_of_the_findings_is_a_macro(tmp_path):
    folder = tmp_path / "reports" / "frequency" / "default"
    displays = [{"kind": "findings", "sentences": [text]} for text in SENTENCES]
    outputs = [{"data": {MIME: display}} for display in displays]
    folder.mkdir(parents=True)
    (folder / "report.ipynb").write_text(json.dumps({"cells": [{"outputs": outputs}]}))
    assert report_folder("frequency/default", tmp_path) == folder
    lines = number_macros(report_folder(str(folder / "report.html"), tmp_path)).splitlines()
    found = [re.fullmatch(r".*framing:(.*)\\endcsname\{(.*)\}", line) for line in lines]
    assert [match.groups() for match in found if match and "#" not in match[1]] == [
        ("frequency-pj-media-media-a-b", "10"),
        ("frequency-pj-media-a-b-z", "$-$2.1"),
        ("frequency-pj-media-b-z-in", "1,826"),
        ("frequency-pj-media-z-in-words", "12.5\\%"),
        ("frequency-pj-media-of-g2-on", "2016-12-14"),
        ("frequency-of", "9"),
        ("frequency-of-of", "3"),
        ("frequency-of-of-2", "4"),
    ]
    with pytest.raises(CiteError, match="nothing/default: not a report; give REPORT/RUN"):
        report_folder("nothing/default", tmp_path)


FIGURE = "figures/loaded/default/voices.svg"


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A project of somebody's own, with a study.toml that names its authors."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "CITATION.cff").write_bytes((ROOT / "CITATION.cff").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_figure_has_the_authors_of_the_study_and_the_software_is_cited_beside_it(own):
    (own / "study.toml").write_text('authors = ["Doe, Jane", "Media Lab"]', encoding="utf-8")
    figure, tool = bibtexparser.parse_string(cite(ROOT / FIGURE, "--as", "bibtex").stdout).entries
    assert figure["author"] == "Doe, Jane and {Media Lab}"
    assert tool.key == software().key
    assert tool["author"] != figure["author"]
    first, second = json.loads(cite(ROOT / FIGURE, "--as", "csl").stdout)
    assert first["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "Media Lab"}]
    assert second["type"] == "software"


def test_authors_given_by_option_come_before_those_of_the_study_and_none_is_no_author(own):
    assert (
        "author"
        not in bibtexparser.parse_string(cite(ROOT / FIGURE, "--as", "bibtex").stdout).entries[0]
    )
    (own / "study.toml").write_text('authors = ["Doe, Jane"]', encoding="utf-8")
    said = cite(ROOT / FIGURE, "--author", "Roe, Ann").stdout
    assert said.startswith(
        "Ann Roe. The check: loaded words in each voice, by the list (figure voices-"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [("authors = 'x'", "authors is 'x'; give a list of names"), ("authors =", "be read as TOML")],
)
def test_a_broken_study_file_is_refused(own, text, said):
    (own / "study.toml").write_text(text, encoding="utf-8")
    done = cite(ROOT / FIGURE, "--as", "bibtex")
    assert done.exit_code == 2
    assert said in done.stderr


def keys_of(folder):
    return dict(re.findall(r"csname framing:(\S+?)\\endcsname\{(.*)\}", number_macros(folder)))


def test_keys_of_numbers_do_not_change_with_the_order_of_the_outlets(tmp_path):
    figures, reports = (tmp_path / part / "attribution/default" for part in ("figures", "reports"))
    reports.mkdir(parents=True)
    figures.mkdir(parents=True)
    notebook = (ROOT / "reports/attribution/default/report.ipynb").read_bytes()
    (reports / "report.ipynb").write_bytes(notebook)
    rows = ["measure,group,category,outlet,unit,value,low,high"]
    rows += ["voice,,quoted,PJ Media,words,0.625759,,", "voice,,quoted,RFE/RL,words,0.25,0.2,0.31"]
    rows += ["rate,,all,RFE/RL,attributions per 1000 words,0.1,,"]
    for order in (rows, [rows[0], *rows[:0:-1]]):
        (figures / "patterns.csv").write_text("\n".join(order), encoding="utf-8")
        keys = keys_of(reports)
        assert keys["attribution-voice-quoted-pj-media"] == r"62.6\%"
        assert keys["attribution-voice-quoted-rfe-rl-low"] == r"20.0\%"
        assert len(keys) == len(set(keys))


def test_the_table_of_a_paper_has_heads_and_digits_of_the_report(monkeypatch):
    monkeypatch.chdir(ROOT)
    lines = cite(
        FIGURE, "--as", "latex-table", "--columns", "outlet,category,value"
    ).stdout.splitlines()
    assert any(line.strip() == r"outlet & category & value \\" for line in lines)
    (row,) = (line for line in lines if line.strip().startswith("RFE/RL & outlet"))
    assert re.fullmatch(r"RFE/RL & outlet & \d+\.\d{3} \\\\", row.strip())
