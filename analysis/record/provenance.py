"""Compute what a result was made from: digests of code, word lists and corpus, and versions."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from analysis.files import as_begun, files_begun_in
from analysis.project import notebook_of
from analysis.record.dependencies import code_digest_of, modules_used, resources_used
from analysis.record.digests import digest_of

LIBRARIES = (
    "hanta",
    "matplotlib",
    "nltk",
    "numpy",
    "onnxruntime",
    "pandas",
    "py3langid",
    "pyarrow",
    "regex",
    "scipy",
    "simplemma",
    "tokenizers",
    "typst",
)
_PARAMETERS = {"parameters", "injected-parameters"}
# the parameters that may name files of the makers, by what the files are called in a record
OWN_FILES = {
    "own word lists": ("stop", "lexicons"),
    "own table of speakers": ("speakers",),
    "own table of events": ("events",),
    "own table of actors": ("actors",),
    "own sample and codings": ("sample", "codings"),
    "own plan": ("plan",),
    "own corrections": ("corrections",),
}
_PACKAGE = Path(__file__).resolve().parent.parent


def code_digest(notebook: Path | None) -> str:
    """Return the digest of the modules that a report is made with, and of style and templates.

    Comments and docstrings do not count, nor do line ends.
    """
    parts = {name: code_digest_of(name) for name in modules_used(notebook)}
    parts["templates"] = _digest_of_files((".mplstyle", ".j2", ".css", ".typ"))
    return digest_of(json.dumps(parts, sort_keys=True).encode())


def code_digest_in(notebook: Path) -> str:
    """Return the digest of the code of a notebook, run or not, without its parameters.

    Values of parameters are recorded by themselves. Raises ValueError, KeyError or TypeError if it is no
    notebook.
    """
    code = [
        "".join(cell["source"])
        for cell in json.loads(notebook.read_bytes())["cells"]
        if cell["cell_type"] == "code" and not _PARAMETERS & set(cell["metadata"].get("tags", []))
    ]
    return digest_of(json.dumps(code).encode())


def digests_now(report: str, settings: Mapping[str, object]) -> dict[str, str]:
    """Return the digests of all that a report is made with, except the corpus.

    "notebook" is "" for a report without one here. "own word lists" is there only if `settings` name
    files in `stop` or `lexicons`, "own table of speakers" only if they name one in `speakers`, that of events
    likewise.
    """
    notebook = notebook_of(report)
    digests = {
        "code": code_digest(notebook),
        "notebook": code_digest_in(notebook) if notebook else "",
        **_lists_used(notebook),
        "models": _digest_of_files((".onnx", ".json")),
    }
    for what, names in OWN_FILES.items():
        own = [digest_of(as_begun(str(path)).read_bytes()) for path in own_files(settings, names)]
        if own:
            digests[what] = digest_of(json.dumps(own).encode())
    return digests


def _lists_used(notebook: Path | None) -> dict[str, str]:
    """Return the digest of each table of the project that a notebook can use, under a name for readers."""
    return {
        f"word list {path.name}" if name.startswith("wordlists/") else f"table {name}": digest_of(
            path.read_bytes().replace(b"\r\n", b"\n")
        )
        for name, path in resources_used(notebook).items()
        if path.suffix == ".tsv"
    }


def own_files(settings: Mapping[str, object], names: Iterable[str] | None = None) -> list[Path]:
    """Return the files that the parameters `names` name, those that are there; all files of a folder.

    Without `names` these are all parameters that may name files. Beside the plan of a study is its lock.
    """
    given = [settings.get(name, "") for name in names or chain(*OWN_FILES.values())]
    each = [one for value in given for one in (value if isinstance(value, list) else [value])]
    paths = [Path(str(one)) for one in each if one not in ("", "on", "off")]
    paths += [path.with_suffix(".lock.json") for path in paths if path.suffix == ".toml"]
    paths = [file for path in paths for file in _in_folder(path)]
    return [path for path in paths if _is_there(path)]


def _in_folder(path: Path) -> list[Path]:
    try:
        return files_begun_in(path) or [path]
    except (OSError, ValueError):  # no name that a file can have: it is another kind of value
        return []


def _is_there(path: Path) -> bool:
    try:
        return as_begun(str(path)).is_file()
    except (OSError, ValueError):
        return False


def versions() -> dict[str, str]:
    """Return the versions of Python, the project and the libraries that results depend on."""
    named = {name: version(name) for name in LIBRARIES}
    return {"framing": version("framing"), "Python": platform.python_version(), **named}


@cache
def _digest_of_files(endings: tuple[str, ...]) -> str:
    total = hashlib.sha256()
    found = ((path.relative_to(_PACKAGE).as_posix(), path) for path in _PACKAGE.rglob("*"))
    for name, path in sorted(found):
        if name.endswith(endings):
            content = path.read_bytes()
            if not name.endswith(".onnx"):
                # a checkout may have changed the line ends; the code is the same
                content = content.replace(b"\r\n", b"\n")
            total.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return f"sha256:{total.hexdigest()}"
