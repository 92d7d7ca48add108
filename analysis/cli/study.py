"""The command that starts a study: a folder in which every command works at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from analysis.cli.exits import FAILED, WRONG, stop

# names in the study, and the files in analysis/resources/study that they are copies of
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
    from analysis.corpus.archives import new_folder
    from analysis.corpus.problems import UnreadableError

    place = Path(folder)
    try:
        with new_folder(place) as private:
            for name, content in _files(place.resolve().name):
                (private / name).parent.mkdir(parents=True, exist_ok=True)
                (private / name).write_bytes(content)
    except UnreadableError as error:
        stop(f"{error.file}: {error.problem}; expected {error.expected}", WRONG)
    except OSError as error:
        stop(f"{folder}: cannot be written ({error.strerror})", FAILED)
    click.echo(f"{folder}: README.md says what to do next")


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
