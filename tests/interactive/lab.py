"""A real JupyterLab on this computer: started, opened in a Chromium, ended by its process id."""

import json
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from tests.conftest import ROOT
from tests.projects import FRAMING, PATIENT

_SETTINGS = {
    "apputils-extension/themes": {"theme": os.environ.get("LAB_THEME", "JupyterLab Light")},
    # all cells are in the page, also those that are out of sight: a fault in one of them is seen
    "notebook-extension/tracker": {"windowingMode": "none"},
}

# the notebook that is seen, of all that are open
SEEN = ".jp-NotebookPanel:not(.lm-mod-hidden)"
# no cell waits ("[*]") and some have run ("[3]")
_ALL_RAN = """seen => {
    const prompts = document.querySelectorAll(seen + " .jp-CodeCell .jp-InputPrompt")
    const marks = [...prompts].map(m => m.textContent)
    return marks.some(mark => /\\d/.test(mark)) && !marks.some(mark => mark.includes("*"))
}"""


@dataclass(frozen=True)
class Lab:
    """Where a JupyterLab listens, and what lets one in."""

    port: int
    token: str
    process: int = 0

    def page(self, path: str) -> str:
        """The address of a file, opened in a workspace of its own."""
        return f"http://127.0.0.1:{self.port}/lab/workspaces/w{secrets.token_hex(4)}/tree/{path}?token={self.token}"


@contextmanager
def lab(folder: Path, home: Path, *words: str) -> Iterator[Lab]:
    """Run `framing lab` with `words` in `folder`; JupyterLab keeps its settings and files in `home`."""
    started = Lab(_free_port(), secrets.token_hex(16))
    for name, chosen in _SETTINGS.items():
        settings = home / "settings/@jupyterlab" / f"{name}.jupyterlab-settings"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps(chosen))
    places = {
        "HOME": home,
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "IPYTHONDIR": home / "ipython",
        "PYTHONPATH": ROOT,
        "JUPYTER_TOKEN": started.token,
    }
    (folder / "notebooks").mkdir(exist_ok=True)  # what makes it the folder of a project
    command = [FRAMING, "lab", *words, "--no-browser", "--port", str(started.port)]
    environment = os.environ | {name: str(place) for name, place in places.items()}
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(started, server, home / "server.log")
            yield replace(started, process=server.pid)
        finally:
            _end(server)


def run_all(page: Any, address: str) -> None:
    """Open a notebook and run all its cells; return when the kernel has nothing left to do."""
    opened(page, address)
    run_seen(page)


def run_seen(page: Any) -> None:
    """Run all cells of the notebook that is seen; return when the kernel has nothing left to do."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    all_ran(page)


def opened(page: Any, address: str) -> None:
    """Open a notebook; return when its kernel is there and waits."""
    page.goto(address, wait_until="load")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENT * 1000)
    _idle(page)


def opened_beside(page: Any, path: str) -> None:
    """Open a notebook beside those that are open in a page; return when its kernel is there and waits."""
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_text("Open from Path…", exact=True).click()
    page.locator(".jp-Dialog input").fill(path)
    page.keyboard.press("Enter")
    current = "#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current"
    page.locator(current).get_by_text(Path(path).name, exact=True).wait_for(timeout=PATIENT * 1000)
    page.wait_for_selector(f"{SEEN} .jp-Cell", timeout=PATIENT * 1000)
    _idle(page)


def all_ran(page: Any) -> None:
    """Return when all cells have run and the kernel has nothing left to do."""
    page.wait_for_function(_ALL_RAN, arg=SEEN, timeout=PATIENT * 1000, polling=100)
    _idle(page)


def errors(page: Any) -> list[str]:
    """What the cells of the notebook that is seen say went wrong, on any channel."""
    kinds = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
    wrong = [f"{SEEN} .jp-OutputArea-output[data-mime-type='{kind}']" for kind in kinds]
    wrong.append(f"{SEEN} .jupyter-widgets-error-widget")
    return [found.inner_text() for found in page.locator(", ".join(wrong)).all()]


def _idle(page: Any) -> None:
    page.get_by_text("| Idle").first.wait_for(timeout=PATIENT * 1000)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(started: Lab, server: subprocess.Popen[bytes], log: Path) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{started.port}/api/status",
        headers={"Authorization": f"token {started.token}"},
    )
    until = time.monotonic() + PATIENT
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(request, timeout=5).close()  # noqa: S310  http, as written above
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"JupyterLab did not start: {log.read_text(errors='replace')[-2000:]}")


def _end(server: subprocess.Popen[bytes]) -> None:
    """Tell the command to end; the server and all kernels that it started have to end with it."""
    own = psutil.Process(server.pid).children(recursive=True) if server.poll() is None else []
    server.terminate()
    server.wait(PATIENT)
    left = psutil.wait_procs(own, timeout=10)[1]
    assert not left, f"outlived `framing lab`: {left}"
