"""The same bytes twice, whoever runs it where; and the same results by papermill and in JupyterLab."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.projects import PATIENT, end, left_behind, published, start

OUTLET = "PJ Media"
PROGRAMS = Path(sys.executable).parent


def copy_of_project(folder: Path) -> Path:
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def hostile(home: Path) -> dict[str, str]:
    """The environment of a user whose own settings would change figures, tables and words."""
    files = {
        ".config/matplotlib/matplotlibrc": "font.family: monospace\nsavefig.dpi: 50\nno.such.key: 1\n",
        ".ipython/profile_default/startup/00.py": "import pandas\nprint('hello')\n"
        "pandas.set_option('display.precision', 1, 'future.infer_string', False)\n",
        ".ipython/profile_default/ipython_kernel_config.py": "raise SystemExit('no kernel')\n",
        ".jupyter/jupyter_config.json": '{"KernelManager": {"kernel_cmd": ["false"]}}',
        "kernels/kernels/python3/kernel.json": json.dumps(
            {"argv": ["false"], "display_name": "none", "language": "python"}
        ),
        "startup.py": "print('hello again')\n",
    }
    for name, content in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content)
    kept = {k: v for k, v in os.environ.items() if k not in ("MPLCONFIGDIR", "XDG_CONFIG_HOME")}
    return kept | {
        "HOME": str(home),
        "JUPYTER_PATH": str(home / "kernels"),
        "PYTHONSTARTUP": str(home / "startup.py"),
        "PYTHONHASHSEED": "77",
        "PYTHONWARNINGS": "always",
        "MPLBACKEND": "svg",
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
        "LANG": "C",
        "COLUMNS": "20",
    }


@pytest.fixture(scope="module")
def projects(tmp_path_factory):
    """Two copies of the project, one of a plain user and one of a hostile one, after `framing run`."""
    plain, odd = (tmp_path_factory.mktemp(name) for name in ("plain", "odd"))
    words = ["run", "frequency", "-p", f"outlet={OUTLET}"]
    environments = {plain: dict(os.environ) | {"LC_ALL": "C.UTF-8"}, odd: hostile(odd / "home")}
    runs = [
        start(copy_of_project(folder), *words, env=environment)
        for folder, environment in environments.items()
    ]
    for running in runs:
        code, out, said = end(running)
        assert (code, out) == (0, "reports/frequency/default/report.html\n"), said
    return plain, odd


def figures(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_run_gives_the_same_bytes_in_any_folder_for_any_user(projects):
    plain, odd = map(published, projects)
    assert plain.keys() == odd.keys()
    assert {Path(name).suffix for name in plain} == {
        ".svg", ".pdf", ".png", ".csv", ".json", ".html", ".ipynb",
    }  # fmt: skip
    assert [name for name in plain if plain[name] != odd[name]] == []
    for content in plain.values():
        assert str(projects[0]).encode() not in content
    for project in projects:
        assert not left_behind(project)


def test_plain_papermill_gives_the_same_figures_and_tables(projects, tmp_path):
    here = copy_of_project(tmp_path)
    command = [PROGRAMS / "papermill", "notebooks/10_frequency.ipynb", "out.ipynb"]
    done = subprocess.run(
        [*command, "-p", "outlet", OUTLET, "--no-progress-bar"],
        cwd=here,
        capture_output=True,
        text=True,
        timeout=PATIENT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert figures(here / "figures/draft") == figures(projects[0] / "figures/frequency/default")


def test_cell_by_cell_inside_notebooks_gives_the_same_figures_and_tables(projects, tmp_path):
    here = copy_of_project(tmp_path)
    notebook = here / "notebooks" / "10_frequency.ipynb"
    source = notebook.read_text(encoding="utf-8")
    edited = source.replace('outlet: str = \\"\\"', f'outlet: str = \\"{OUTLET}\\"')
    assert edited != source
    notebook.write_text(edited, encoding="utf-8")
    # as JupyterLab does: the kernel's folder is the notebook's
    done = subprocess.run(
        [PROGRAMS / "jupyter-execute", "--inplace", notebook],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (here / "notebooks" / "figures").exists()
    assert figures(here / "figures/draft") == figures(projects[0] / "figures/frequency/default")


def test_a_notebook_need_not_wait_for_what_only_the_runner_uses():
    heavy = ("nbformat", "papermill", "nbclient", "py3langid", "simplemma", "jinja2")
    code = f"import sys, analysis.reports; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"
