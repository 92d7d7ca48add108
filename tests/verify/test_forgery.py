"""Whatever is damaged or forged in a published run, verifying says so; another record alone is no harm."""

import base64
import json
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import pikepdf
import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.record.claims import ClaimError, run_claim
from analysis.record.digests import digest_of
from analysis.record.manifest import MANIFEST, manifest_with, places_in
from analysis.verify.expectation import Expectation
from analysis.verify.rerun import Rerun
from analysis.verify.verdicts import AGREEING, State, verdicts
from tests.conftest import ROOT
from tests.projects import end, made_once, start
from tests.verify.test_check import run_study

RUN = "study/default"


def folders(root, run=RUN):
    return {part: root / part / run for part in ("figures", "reports")}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project whose report was run once, and what the same run gives with other code."""
    folder = tmp_path_factory.mktemp("made")
    project, other, installed = (folder / name for name in ("project", "other", "installed"))
    shutil.copytree(made_once(tmp_path_factory, "study", run_study), project)
    for name in ("notebooks", "seeds"):
        shutil.copytree(project / name, other / name)
    heavy = shutil.ignore_patterns("*.onnx", "__pycache__")
    shutil.copytree(ROOT / "analysis", installed / "analysis", ignore=heavy)
    for model in ROOT.glob("analysis/resources/models/*/*.onnx"):
        (installed / model.relative_to(ROOT)).symlink_to(model)
    with (installed / "analysis" / "files.py").open("a", encoding="utf-8") as code:
        code.write("\nMORE = 1\n")
    own = {**os.environ, "PYTHONPATH": str(installed)}
    code, _, said = end(start(other, "run", env=own))
    assert code == 0, said
    return folder


@pytest.fixture
def project(made, tmp_path, monkeypatch):
    folder = shutil.copytree(made / "project", tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(params=["same code", "other code"])
def verify(request, made, tmp_path, monkeypatch, project):
    """Verify in this process against a run that was made before, by the same code or by other code."""
    run = made / ("project" if request.param == "same code" else "other")
    for part, folder in folders(run).items():
        shutil.copytree(folder, tmp_path / "again" / part)

    @contextmanager
    def as_before(claims, corpus):
        yield [Rerun(tmp_path / "again") for _ in claims]

    monkeypatch.setattr("analysis.verify.check.reruns", as_before)

    def verified():
        result = CliRunner().invoke(main, ["verify"])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.stdout

    return verified


def list_anew(project):
    """Do what whoever forges a run well does: make its list fit."""
    digests = {place: digest_of(path.read_bytes()) for place, path in places_in(folders(project))}
    (folders(project)["reports"] / MANIFEST).write_bytes(manifest_with(digests))


def edit(project, place, old, new):
    part, _, name = place.partition("/")
    path = folders(project)[part] / name
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")


def test_another_record_alone_is_told_and_is_no_change(verify):
    code, said = verify()
    assert code == 0, said
    if "differs: code" in said:
        assert "  terms (pdf, png, svg): same data, same picture" in said
        assert "  terms.json: same content, other record" in said
        assert "  report (html, ipynb, pdf): same content, other record" in said
        assert "  files.json: lists the files that are here" in said


def forge_picture_in_page(project):
    page = folders(project)["reports"] / "report.html"
    text = page.read_text("utf-8")
    (found,) = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", text)
    drawing = base64.b64decode(found).decode()
    assert "M 0 " in drawing
    forged = base64.b64encode(drawing.replace("M 0 ", "M 9 ", 1).encode()).decode()
    page.write_text(text.replace(found, forged), "utf-8")


def forge_output_of_notebook(project):
    edit(project, "reports/report.ipynb", "Terms.", "Most terms.")


def forge_text_of_notebook(project):
    edit(project, "reports/report.ipynb", "# What is here?", "# What is not here?")


def forge_code_of_notebook(project):
    edit(project, "reports/report.ipynb", "min_count=1", "min_count=2")


def forge_caption(project):
    edit(project, "figures/terms.json", '"caption": "Terms."', '"caption": "Terms of war."')


def forge_alternative(project):
    edit(project, "figures/terms.json", '"alt": "Terms."', '"alt": "Terms of war."')


def forge_words_of_page(project):
    edit(project, "reports/report.html", "bridge", "tunnel")


def forge_record_in_page(project):
    edit(project, "reports/report.html", "<dt>articles</dt><dd>2<", "<dt>articles</dt><dd>2000<")


def forge_end_of_page(project):
    edit(project, "reports/report.html", "</section>\n</main>", "<p>Proven.</p></section>\n</main>")


def forge_data(project):
    edit(project, "figures/terms-all.csv", ",3,", ",4,")


def forge_title_of_picture(project):
    edit(project, "figures/terms.svg", "<dc:title>Terms.", "<dc:title>Terms of war.")


def forge_drawing(project):
    edit(project, "figures/terms.svg", "M 0 ", "M 9 ")


def forge_number_of_articles(project):
    for place in ("figures/terms.json", "reports/report.ipynb"):
        edit(project, place, '"articles": 2', '"articles": 2000')


def forge_paper(project):
    path = folders(project)["reports"] / "report.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"0 0 99 99 re f")
        pdf.save()


def forge_what_a_paper_tells_the_blind(project):
    path = folders(project)["reports"] / "report.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        spoken = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
        spoken[0].Alt = "A picture of victory"
        pdf.save()


def forge_what_is_attached_to_a_paper(project):
    path = folders(project)["reports"] / "report.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        name = next(iter(pdf.attachments))
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"term,n\nwar,99\n", filename=name)
        pdf.save()


def plant_a_file(project):
    (folders(project)["reports"] / "more.html").write_text("<p>Proven.</p>")


def lose_a_file(project):
    (folders(project)["figures"] / "terms.png").unlink()


FORGERIES = [
    forge_picture_in_page, forge_output_of_notebook, forge_text_of_notebook, forge_code_of_notebook,
    forge_caption, forge_alternative, forge_words_of_page, forge_record_in_page, forge_end_of_page,
    forge_data, forge_title_of_picture, forge_drawing, forge_number_of_articles, forge_paper,
    forge_what_a_paper_tells_the_blind, forge_what_is_attached_to_a_paper, plant_a_file, lose_a_file,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forgery_is_told_even_if_its_list_was_made_to_fit(forge, project, verify):
    forge(project)
    list_anew(project)
    code, said = verify()
    assert code == 1, said


def test_without_its_list_a_run_is_not_whole(project, verify):
    (folders(project)["reports"] / MANIFEST).unlink()
    code, said = verify()
    assert code == 1
    assert "files.json: missing: a run makes it, it is not here" in said


def test_line_ends_that_a_checkout_changed_are_told_and_are_no_change(project, verify):
    for place, path in places_in(folders(project)):
        if not place.endswith((".pdf", ".png")):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    code, said = verify()
    assert code == 0, said
    if "differs" not in said:
        assert "  terms (csv, json, svg): same content, other line ends" in said
        assert "  report (html, ipynb): same content, other line ends" in said


# damage at random, in all kinds of files of the default runs on the seeds

REPORTS = ("corpus", "frequency", "words")
DAMAGES = 2000


@pytest.fixture(scope="module")
def seeds(seeds_run, tmp_path_factory):
    """The default runs on the seeds, twice: as they were published, and as a run gives them now."""
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(seeds_run, folder / "published")
    for report in REPORTS:
        for part, made in folders(folder / "published", f"{report}/default").items():
            shutil.copytree(made, folder / "fresh" / report / part)
    return folder


def flipped(content, random):
    place = random.randrange(len(content))
    return (
        content[:place] + bytes([content[place] ^ 1 << random.randrange(8)]) + content[place + 1 :]
    )


def shortened(content, random):
    place = random.randrange(len(content))
    return content[:place] + content[place + random.choice([1, 1, 40]) :]


def lengthened(content, random):
    place = random.randrange(len(content) + 1)
    return content[:place] + random.randbytes(random.choice([1, 1, 40])) + content[place:]


def swapped(content, random):
    one, other = sorted(random.randrange(len(content)) for _ in range(2))
    swapped = bytearray(content)
    swapped[one], swapped[other] = content[other], content[one]
    return bytes(swapped) if swapped != content else flipped(content, random)


def test_no_damage_at_random_passes(seeds):
    random = Random(1)  # noqa: S311  the same damage each time
    claims = {report: run_claim(seeds / "published", f"{report}/default") for report in REPORTS}
    kinds = {}
    for report, claim in claims.items():
        for made in claim.files:
            kinds.setdefault(f"{made.place[:7]}{made.path.suffix}", []).append((report, made))
    assert len(kinds) == 9  # five of figures; page, notebook, paper and list of a report
    for turn in range(DAMAGES):
        kind = list(kinds.values())[turn % len(kinds)]
        report, made = random.choice(kind)
        damage = random.choice([flipped, shortened, lengthened, swapped])
        whole = made.path.read_bytes()
        made.path.write_bytes(damage(whole, random))
        try:
            assert not _passes(made, claims[report], seeds, report), (made.place, damage, turn)
        finally:
            made.path.write_bytes(whole)
    for report in REPORTS:  # and without damage all passes
        states = {
            v.state
            for made in claims[report].files
            for v in _verdicts(made, claims[report], seeds, report)
        }
        assert states == {State.SAME}


def _passes(made, claim, seeds, report):
    if made.path.suffix in (".json", ".ipynb"):  # what the record is read from
        try:
            claim = run_claim(seeds / "published", claim.name)
        except ClaimError:
            return False  # it says that nothing can be checked
    return all(verdict.state in AGREEING for verdict in _verdicts(made, claim, seeds, report))


def _verdicts(made, claim, seeds, report):
    one = replace(claim, files=(made,), whole=False)
    expected = Expectation(one, seeds / "fresh" / report)
    return verdicts(one, expected, explained=True)


def test_a_list_names_every_file_of_its_run(seeds):
    published = folders(seeds / "published", "corpus/default")
    listed = json.loads((published["reports"] / MANIFEST).read_text())
    there = {place for place, _ in places_in(published)}
    assert set(listed) == there - {f"reports/{MANIFEST}"}
