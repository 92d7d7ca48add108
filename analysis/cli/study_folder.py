"""The commands that begin a study: `new` and `example` make a folder, `lab` opens JupyterLab in it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import click

from analysis.cli.ending import ToldToEnd
from analysis.cli.options import FAILED, WRONG, corpus_option, refusing, stop

# names in the study, and the files in analysis/resources/study behind them
FILES = {
    "README.md": "README.md",
    "Makefile": "Makefile.txt",
    ".gitignore": "gitignore.txt",
    "grid.toml": "grid.toml",
    "corpus/corpus.csv": "corpus.csv",
    "corpus/texts/lantern-1.txt": "lantern-1.txt",
    "corpus/texts/lantern-2.txt": "lantern-2.txt",
    "corpus/texts/observer-1.txt": "observer-1.txt",
}
_SEEDS, _CORPUS = r'"corpus: str = \"seeds\"', r'"corpus: str = \"corpus\"'


@click.command()
@click.argument("folder")
def new(folder: str) -> None:
    """Make FOLDER, a study with an example corpus, the notebooks, a grid, a README and a Makefile.

    The folder must be new or empty.
    """
    _write(folder, _files(Path(folder).resolve().name))
    click.echo(f"{folder}: README.md says what to do next")


@click.command()
@click.argument("folder", default="framing-example")
def example(folder: str) -> None:
    """Make FOLDER with two articles on one event and the notebooks, to try every command on.

    The folder must be new or empty.  [default: framing-example]
    """
    _write(folder, _files_of_example())
    click.echo(f"{folder}: two articles on one event. Then: cd {folder}; framing run comparison")


def _write(folder: str, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a new or empty folder: all or none."""
    from analysis.corpus.folder import new_folder

    try:
        with refusing(), new_folder(Path(folder)) as private:
            for name, content in files:
                (private / name).parent.mkdir(parents=True, exist_ok=True)
                (private / name).write_bytes(content)
    except OSError as error:
        stop(f"{folder}: cannot be written ({error.strerror})", FAILED)


def _files_of_example() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of the seeds and of the notebooks."""
    from analysis.project import NO_NOTEBOOKS, PROJECT

    found = [*(PROJECT / "seeds").glob("[!.]*"), *(PROJECT / "notebooks").glob("*.ipynb")]
    if not found:
        stop(NO_NOTEBOOKS, FAILED)
    for path in sorted(found):
        yield path.relative_to(PROJECT).as_posix(), path.read_bytes()


def _files(study: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of a study."""
    from importlib.metadata import version
    from importlib.resources import files

    from analysis.corpus.problems import shown
    from analysis.project import NO_NOTEBOOKS, PROJECT

    source = Path(str(files("analysis.resources").joinpath("study")))
    for name, template in FILES.items():
        content = (source / template).read_bytes()
        if name == "README.md":
            text = content.decode().replace("{version}", version("framing"))
            content = text.replace("{name}", shown(study)).encode("utf-8", "backslashreplace")
        yield name, content
    notebooks = sorted((PROJECT / "notebooks").glob("*.ipynb"))
    if not notebooks:
        stop(NO_NOTEBOOKS, FAILED)
    for path in notebooks:
        source_text = path.read_text("utf-8")
        if source_text.count(_SEEDS) != 1:
            stop(f"{path.name} has no parameter corpus that is seeds", FAILED)
        yield f"notebooks/{path.name}", source_text.replace(_SEEDS, _CORPUS).encode()


START = "start.ipynb"
PATIENCE = 30  # seconds for JupyterLab to end its kernels
_CORPUS_PARAMETER = re.compile(r'corpus: str = "[^"]*"')


@click.command()
@corpus_option
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port of this computer.  [default: the next free]"
)
def lab(corpus: str | None, no_browser: bool, port: int | None) -> None:
    """Open JupyterLab at the notebook `start`, on this computer only.

    With --corpus it makes a copy of `start` in notebooks/ that reads PATH, and opens it; a copy from before
    is opened as it is.
    """
    from analysis.project import PROJECT, project_folder

    here = project_folder()
    root = here if (here / "notebooks").is_dir() else PROJECT
    first = root / "notebooks" / START
    if corpus:
        first = _copy_for(Path(corpus), first)
        click.echo(f"{first}: reads {corpus}")
    address = f"/lab/tree/{quote(first.relative_to(root).as_posix())}" if first.exists() else "/lab"
    command = [
        sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1",
        f"--notebook-dir={root}", f"--LabApp.default_url={address}",
        *([f"--ServerApp.port={port}", "--ServerApp.port_retries=0"] if port else []),
        *(["--no-browser"] if no_browser else []),
        *_as_root(),
    ]  # fmt: skip
    code = _attended(_started(command))
    click.echo("JupyterLab has ended" if code == 0 else f"JupyterLab ended with code {code}")
    sys.exit(code)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a server; on Linux it ends with us even if we are killed."""
    from functools import partial

    from analysis.reports.execute.processes.descendants import end_with

    tied = partial(end_with, os.getpid(), signal.SIGTERM) if sys.platform == "linux" else None
    return subprocess.Popen(  # noqa: S603  no shell
        command,
        env=_environment(),
        preexec_fn=tied,  # noqa: PLW1509  no thread of ours holds a lock then
    )


def _as_root() -> list[str]:
    """Return the option without which JupyterLab refuses to be run by root, and say why it may."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        return []
    click.echo(
        "run by root, as in a container: only this computer reaches it, with the token in its address",
        err=True,
    )
    return ["--allow-root"]


def _environment() -> dict[str, str]:
    """Return the environment of JupyterLab: the kernel of this installation, and no window with news."""
    from importlib.resources import files

    ours = str(files("analysis.resources").joinpath("jupyter"))
    theirs = os.environ.get("JUPYTER_CONFIG_PATH", "")
    paths = os.pathsep.join([theirs, ours] if theirs else [ours])
    return {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_CONFIG_PATH": paths}


def _attended(server: subprocess.Popen[bytes]) -> int:
    """Wait for a server to end, and return its exit code; it ends, with its kernels, when we have to."""
    from analysis.reports.execute.processes.descendants import kill_descendants

    while True:
        try:
            return server.wait()
        except ToldToEnd:
            server.terminate()
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                kill_descendants(server.pid)
                server.kill()
            raise
        except KeyboardInterrupt:
            # a terminal has told the server as well, which then asks whether to end
            if not sys.stdin.isatty():
                server.send_signal(signal.SIGINT)


def _refuse_other_files(corpus: Path) -> None:
    """Stop where no table of a corpus is; it is looked for, and not read yet."""
    from analysis.corpus.problems import UnreadableError
    from analysis.corpus.source import open_source

    try:
        with open_source(corpus):
            pass
    except UnreadableError as error:
        stop(f"--corpus {corpus}: {error}", WRONG)


def _copy_for(corpus: Path, start: Path) -> Path:
    """Write the first notebook with another corpus, unless it exists, and return its path."""
    from analysis.files import slug

    if not corpus.exists():
        stop(f"--corpus {corpus}: there is nothing of that name", WRONG)
    _refuse_other_files(corpus)
    if not start.exists():
        stop(f"{start}: the notebook that is copied is missing", FAILED)
    place = start.with_name(f"start-{slug(str(corpus.resolve()))}.ipynb")
    if place.exists():
        return place
    notebook = json.loads(start.read_text("utf-8"))
    path = json.dumps(str(corpus.resolve()), ensure_ascii=False)
    changed = 0
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            source = "".join(cell["source"])
            source, changed = _CORPUS_PARAMETER.subn(lambda _: f"corpus: str = {path}", source)
            cell["source"] = source.splitlines(keepends=True)
    if changed != 1:
        stop(f"{start}: no parameter corpus in it", FAILED)
    try:
        place.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        stop(f"{place}: cannot be written ({error.strerror})", FAILED)
    return place
