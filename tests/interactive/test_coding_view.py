"""The coding page in a real JupyterLab: coded by keys, kept over a reload, read back."""

import json

from analysis.coding import coding_page, read_codings
from analysis.interactive import code_sample
from tests.browser import chromium, executable
from tests.coding.samples import twenty
from tests.interactive.lab import errors, lab, run_all
from tests.projects import PATIENT, write_notebook

CELLS = (
    "from analysis.interactive import code_sample",
    'code_sample("sample", coder="Ada")',
)
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def test_the_frame_holds_the_very_page(tmp_path):
    sample = twenty(tmp_path)
    shown = code_sample(sample, coder="Ada", blind=True)
    assert shown.page == coding_page(sample, coder="Ada", blind=True)
    html = shown._repr_html_()
    # nothing of an article ends the attribute
    assert html.count("<") == 2
    assert html.count('"') == 8


def test_items_are_coded_in_a_notebook_and_kept_over_a_reload(tmp_path):
    executable()
    sample = twenty(tmp_path / "sample")
    place = tmp_path / "code.ipynb"
    write_notebook(place, CELLS)
    notebook = json.loads(place.read_text("utf-8")) | {"metadata": {"kernelspec": KERNEL}}
    place.write_text(json.dumps(notebook), encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    with lab(tmp_path, home) as server, chromium() as browser:
        context = browser.new_context(viewport={"width": 1500, "height": 1200})
        context.set_default_timeout(PATIENT * 1000)
        page = context.new_page()
        address = server.page("code.ipynb")
        run_all(page, address)
        frame = page.frame_locator(".jp-OutputArea-output iframe")
        frame.locator("#article").click()
        for key in "2r":
            page.keyboard.press(key)
        assert frame.locator("#count").inner_text().startswith("2 of 20 items answered")
        assert errors(page) == []
        run_all(page, address)
        assert frame.locator("#count").inner_text().startswith("2 of 20 items answered")
        with page.expect_download() as waiting:
            frame.locator("#download").click()
        waiting.value.save_as(tmp_path / "codings.csv")
        context.close()
    assert read_codings([tmp_path / "codings.csv"], sample).codings["answer"].tolist() == [
        "accept",
        "reject",
    ]
