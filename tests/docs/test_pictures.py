"""The pictures of the site show the thing as it is now, and the gallery shows every committed figure."""

import ast
import json

import pytest
from PIL import Image

import analysis.figures
from analysis.project import notebook_files
from docs.extension.gallery import calls, gallery
from docs.extension.pictures import PICTURE, PICTURES, TAKEN, take
from tests.browser import executable
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("*/*.md")]


@pytest.mark.parametrize("name", PICTURE)
def test_a_picture_was_taken_from_what_is_here_now(name):
    taken = json.loads((PICTURES / TAKEN).read_text("utf-8"))
    again = f"run `.venv/bin/python -m docs.extension.pictures {name}`"
    assert taken[name] == PICTURE[name].digest, again


@pytest.mark.parametrize("name", PICTURE)
def test_every_picture_is_on_a_page_and_has_what_it_is_taken_from(name):
    assert any(f"pictures/{name}.png" in page.read_text("utf-8") for page in PAGES)
    assert all([*ROOT.glob(pattern)] for pattern in PICTURE[name].sources)
    assert PICTURES / f"{name}.png" in [*PICTURES.glob("*.png")]


def test_no_picture_is_left_that_nothing_takes():
    assert {path.stem for path in PICTURES.glob("*.png")} == set(PICTURE)


def test_a_picture_can_be_taken_again(tmp_path):
    executable()
    take(["event-page"], tmp_path)
    with (
        Image.open(tmp_path / "event-page.png") as new,
        Image.open(PICTURES / "event-page.png") as old,
    ):
        assert new.width == old.width
        assert abs(new.height - old.height) < 200  # fonts differ from machine to machine
        assert len(new.convert("L").getcolors()) > 20  # something is on it
    assert set(json.loads((tmp_path / TAKEN).read_text("utf-8"))) == {"event-page"}


def test_the_gallery_has_every_committed_figure_that_a_notebook_draws():
    page, drawn = gallery(), set()
    for report, notebook in notebook_files().items():
        for name, call in calls(notebook).items():
            ast.parse(call.text)
            assert hasattr(analysis.figures, call.function), call
            if (ROOT / f"figures/{report}/default/{name}.svg").is_file():
                drawn.add(f"../figures/{report}/default/{name}.svg")
                assert call.text in page
    assert drawn
    assert {part.split(")")[0] for part in page.split("](")[1:]} == drawn
    committed = {f"../{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob("figures/*/*/*.svg")}
    assert committed == drawn
