"""Verifying with real runs: what is the same, what changed and why, what was edited, what cannot be run."""

import csv
import json
import os
import re
import shutil
from contextlib import contextmanager

import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image, PngImagePlugin

from analysis.cli import main
from analysis.record.digests import figure_id
from analysis.verify.rerun import Rerun
from tests.commands import framing
from tests.conftest import ROOT
from tests.projects import (
    FINISH,
    PARAMETERS,
    end,
    made_once,
    published,
    start,
    write_notebook,
)

STUDY = (
    f'{PARAMETERS}\ntop: int = 3  # terms shown\nstop: str = "on"  # leave out function words',
    "from analysis.corpus import read_corpus\nfrom analysis.figures import frequent_words\n"
    "from analysis.language import Counting, count\n"
    "from analysis.measures import frequencies, most_frequent\n"
    "from analysis.figures import outlet_colours\n"
    "from analysis.inference import Intervals, with_intervals\n"
    "from analysis.reports import Run",
    "articles = read_corpus(corpus)\n"
    'run = Run("study", articles, folder=out, settings={"top": top, "stop": stop})\n'
    "counts = count(articles.articles, Counting(stop=stop, min_count=1))\n"
    'used = with_intervals(frequencies(counts), counts, Intervals("words"))\n'
    'colours = outlet_colours(articles.articles["outlet"])\n'
    "run.figure(frequent_words, most_frequent(used, top=top), name='terms', caption='Terms.',\n"
    "    alt='Terms.', colours=colours, top=top)\n"
    "run.table(used, name='terms-all', caption='All terms.')",
    FINISH,
)
ARTICLES = {
    "1": ("Herald", "The bridge bridge bridge was closed, closed by the mayor on a wet Monday."),
    "2": ("Post", "The river river rose, and whereas the bridge held, the mayor left."),
}


def write_corpus(folder, articles):
    folder.mkdir(exist_ok=True)
    with (folder / "corpus.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "outlet", "text"])
        rows.writerows([number, *article] for number, article in articles.items())


def run_study(folder):
    write_notebook(folder / "notebooks" / "10_study.ipynb", STUDY)
    write_corpus(folder / "seeds", ARTICLES)
    code, _, said = framing(folder, "run")
    assert code == 0, said


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project whose report was run once."""
    return made_once(tmp_path_factory, "study", run_study)


@pytest.fixture
def project(made, tmp_path):
    return shutil.copytree(made, tmp_path / "project")


def verify(folder, *words, installed=None):
    """Verify with the project, or with another copy of it that is installed elsewhere."""
    if installed:
        own = {**os.environ, "PYTHONPATH": str(installed)}
        code, out, err = end(start(folder, "verify", *map(str, words), env=own))
    else:
        code, out, err = framing(folder, "verify", *words)
    assert "Traceback" not in err, err
    return code, out, err


@pytest.fixture
def again(made, tmp_path, monkeypatch, project):
    """Verify in this process, where a run gives what it gave: the first test shows that it does."""
    for part in ("figures", "reports"):
        shutil.copytree(made / part / "study/default", tmp_path / "again" / part)

    @contextmanager
    def as_before(claims, corpus):
        yield [Rerun(tmp_path / "again") for _ in claims]

    monkeypatch.setattr("analysis.verify.check.reruns", as_before)
    monkeypatch.chdir(project)

    def verify_again(*words):
        result = CliRunner().invoke(main, ["verify", *map(str, words)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.stdout, result.stderr

    return verify_again


def figures(folder):
    return folder / "figures/study/default"


def differing(said):
    return [line.split(" (")[0] for line in said.splitlines() if line.startswith("  differs: ")]


SAME = """reports
  index.html: same bytes
study/default
  terms-all.csv: same bytes
  terms (csv, json, pdf, png, svg): same bytes
  files.json: same bytes
  report (html, ipynb, pdf): same bytes
"""


def test_a_project_that_nobody_touched_comes_out_the_same_and_is_left_alone(project, tmp_path):
    before = published(project)
    (tmp_path / "temporary").mkdir()
    own = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    told = "1 of 1 reports: study/run-1\n"
    assert framing(project, "verify", env=own) == (0, SAME, told)
    assert published(project) == before
    assert not list(project.glob(".staging-*"))
    assert not list((tmp_path / "temporary").iterdir())


def saved_anew(project, papers):
    """Write copies that programs have saved again: the first two show the same, the others do not."""
    with pikepdf.open(figures(project) / "terms.pdf") as pdf:
        pdf.save(papers / "anew.pdf", linearize=True)
    with Image.open(figures(project) / "terms.png") as image:
        texts = PngImagePlugin.PngInfo()
        for key, value in image.text.items():
            texts.add_text(key, value)
        image.save(papers / "anew.png", pnginfo=texts, compress_level=1)
        image.putpixel((5, 5), (1, 2, 3, 255))
        image.save(papers / "painted.png", pnginfo=texts)
    svg = (figures(project) / "terms.svg").read_text("utf-8")
    (papers / "moved.svg").write_text(svg.replace("M 0 ", "M 9 ", 1), "utf-8")
    flipped = bytearray((figures(project) / "terms.png").read_bytes())
    flipped[flipped.rindex(b"IDAT") + 40] ^= 1
    (papers / "flipped.png").write_bytes(flipped)


def test_pictures_that_were_copied_renamed_saved_anew_or_damaged(project, tmp_path, again):
    papers = tmp_path / "papers"
    papers.mkdir()
    for ending in ("svg", "pdf", "png"):
        shutil.copy(figures(project) / f"terms.{ending}", papers / f"figure 3.{ending}")
    saved_anew(project, papers)
    svg = (figures(project) / "terms.svg").read_text("utf-8")
    version = json.loads((figures(project) / "terms.json").read_text())["versions"]["numpy"]
    old = svg.replace(f'"numpy": "{version}"', '"numpy": "1.0"')
    assert old != svg
    (papers / "old.svg").write_text(old, "utf-8")

    code, said, _ = again(papers)
    assert code == 2  # one could not be checked at all
    found = {}
    for block in re.split(f"^{papers}/", said, flags=re.MULTILINE)[1:]:
        name, *lines = block.splitlines()
        found[name] = [line.strip() for line in lines if "in this project" not in line]
    why = "nothing that it was made from differs, and a run gives another file"
    assert found == {
        **{name: [f"{name}: same bytes"] for name in found if name.startswith("figure 3.")},
        **{name: [f"{name}: same data, same picture"] for name in ("anew.pdf", "anew.png")},
        **{name: [f"{name}: edited or damaged: {why}"] for name in ("moved.svg", "painted.png")},
        "flipped.png": found["flipped.png"],
        "old.svg": [
            f"differs: library numpy (1.0 then, {version} now)",
            "old.svg: same data, same picture",
        ],
    }
    assert found["flipped.png"][0] == "could not be run again:"
    assert "damaged or cut off, a whole PNG file is needed" in found["flipped.png"][1]


def test_a_picture_with_a_script_that_no_reader_sees_is_changed(project, tmp_path, again):
    drawn = (figures(project) / "terms.svg").read_text("utf-8")
    script = "<script>alert(1)</script>"
    (tmp_path / "x.svg").write_text(drawn.replace("</metadata>", f"{script}</metadata>"), "utf-8")
    code, said, _ = again(tmp_path / "x.svg")
    assert code == 1
    assert "changed" in said
    assert "a script: alert(1)" in said


def test_a_picture_from_elsewhere_is_verified_by_what_it_carries_and_named_here(
    project, tmp_path, again
):
    shutil.copy(figures(project) / "terms.pdf", tmp_path / "f")
    assert again("..", "--all")[0] == 2  # a folder without pictures or runs
    code, said, _ = again(tmp_path / "f")
    assert code == 0
    identity = json.loads((figures(project) / "terms.json").read_text())["id"]
    here = f"study/default has the same figure, {identity}"
    assert said == f"{tmp_path / 'f'}\n  f: same bytes\n  in this project {here}\n"


def test_a_changed_article_is_named_with_the_rows_that_changed(project):
    herald, text = ARTICLES["1"]
    write_corpus(project / "seeds", {**ARTICLES, "1": (herald, f"{text} Closed. Bridge, bridge.")})
    code, said, _ = verify(project)
    assert code == 1
    assert differing(said) == ["  differs: corpus"]
    assert "  terms (csv, pdf, png, svg): changed" in said
    assert "  terms.json: changed: other id, data" in said
    assert "  report.html: changed: " in said
    lines = said.splitlines()
    start_of_table = next(n for n, line in enumerate(lines) if line.startswith("    row "))
    rows = lines[start_of_table + 1 :]
    sizes = [abs(float(r.split()[-1])) for r in rows[:5]]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1000  # a rate, per million
    assert any("more; --all shows them" in line for line in lines)


def test_a_changed_entry_of_a_word_list_is_named_and_nothing_else(project, tmp_path):
    installed = tmp_path / "installed"
    heavy = shutil.ignore_patterns("*.onnx", "__pycache__")
    shutil.copytree(ROOT / "analysis", installed / "analysis", ignore=heavy)
    for model in ROOT.glob("analysis/resources/models/*/*.onnx"):
        (installed / model.relative_to(ROOT)).symlink_to(model)
    words = installed / "analysis/resources/wordlists/function_words.tsv"
    lines = words.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.split("\t")[0].strip() != "whereas"]
    assert len(kept) == len(lines) - 1
    words.write_text("".join(kept), "utf-8")
    code, said, _ = verify(project, figures(project) / "terms-all.csv", installed=installed)
    assert code == 1
    assert differing(said) == ["  differs: word list function_words.tsv"]
    assert "terms-all.csv: changed" in said
    assert any("whereas" in line and "not there" in line for line in said.splitlines())

    # the code too, found without a run because the corpus is gone
    with (installed / "analysis/files.py").open("a", encoding="utf-8") as code_:
        code_.write("\nMORE = 1\n")
    shutil.move(project / "seeds", tmp_path / "elsewhere")
    code, said, _ = verify(project, installed=installed)
    assert code == 2
    assert differing(said) == ["  differs: code", "  differs: word list function_words.tsv"]


def test_without_the_corpus_it_says_what_still_holds_and_with_another_place_it_runs(
    project, tmp_path
):
    shutil.move(project / "seeds", tmp_path / "elsewhere")
    picture = figures(project) / "terms.png"
    content = bytearray(picture.read_bytes())
    content[-20] ^= 1
    code, said, _ = verify(project)
    assert code == 2
    assert "could not be run again" in said
    assert "nothing is there (looked at " in said
    assert "  terms (csv, json, pdf, png, svg): fits its record" in said
    picture.write_bytes(content)
    code, said, _ = verify(project, "--corpus", tmp_path / "elsewhere")
    assert code == 1
    assert "  terms-all.csv: same bytes" in said
    assert "  terms (pdf, svg): same data, same picture" in said
    assert differing(said) == []  # the place is a parameter of the notebook and no change to it
    assert "  terms.png: edited or damaged: " in said


def test_what_was_edited_by_hand_or_damaged_in_place_is_named(project, again):
    def edit(name, old, new):
        path = figures(project) / name
        content = path.read_bytes()
        assert old in content
        path.write_bytes(content.replace(old, new, 1))

    edit("terms.json", b'"top": 3', b'"top": 2')
    edit("terms-all.csv", b",3,", b",4,")
    edit("terms.pdf", b"%PDF-1.7", b"%PDF-1.6")
    page = project / "reports/study/default/report.html"
    page.write_text(page.read_text("utf-8").replace("bridge", "tunnel", 1), "utf-8")
    (figures(project) / "terms.svg").unlink()
    code, said, _ = again()
    assert code == 1
    assert differing(said) == []
    lines = said.splitlines()
    start_of_table = lines.index(next(line for line in lines if line.startswith("    row ")))
    assert lines[start_of_table + 1].split()[-3:] == ["4", "3", "-1"]
    assert (
        "  terms.json: edited or damaged: parameter top is 2 in this file and 3 in others" in said
    )
    assert "  terms-all.csv: edited or damaged: it is not the file that was written: " in said
    assert "  terms.pdf: edited or damaged: it is not the file that was written: sha256:" in said
    assert "  terms (csv, png): same bytes" in said
    assert "  terms.svg: missing: a run makes it, it is not here" in said
    assert "  report.html: edited or damaged: it is not the file that was written: " in said


def test_a_run_with_another_parameter_is_told_apart_from_the_one_that_a_picture_shows(
    project, tmp_path, again
):
    shutil.copy(figures(project) / "terms.svg", tmp_path / "before.svg")
    code, _, said = framing(project, "run", "-p", "top=2")
    assert code == 0, said
    code, said, _ = again(tmp_path / "before.svg")
    assert code == 0  # made with its own parameter it still comes out
    assert "before.svg: same bytes" in said
    assert "in this project study/default has another, terms-" in said
    assert said.endswith(": parameter top 2, where this one has 3\n")


def test_an_id_finds_its_files_and_an_unknown_one_those_alike(project, again):
    about = json.loads((figures(project) / "terms.json").read_text())
    code, said, _ = again(about["id"])
    assert code == 0
    assert said.splitlines() == [
        "study/default, terms",
        "  terms (csv, json, pdf, png, svg): same bytes",
    ]
    ids = f"{figure_id('terms-all', (figures(project) / 'terms-all.csv').read_bytes())}, {about['id']}"
    for target, why in {
        "terms-00000000": f"no figure or table here has this id; there is {ids}",
        "nowhere/x.svg": "no such file or folder, and no id, which looks like keyness-115dfcff",
        "notebooks": "no published run and no picture with provenance in it",
        "notebooks/10_study.ipynb": "not an SVG, PDF or PNG file; give a picture of a figure",
    }.items():
        code, said, error = again(target)
        assert (code, said) == (2, "")
        assert error.strip() == f"{target}: {why}"
