"""Files as the project writes them, names of folders, one line of a text.

A file is written as a whole or not at all. A text from outside becomes the name of a folder, or one line
without hidden characters.
"""

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from analysis.normal_form import normal_form
from analysis.private_files import clear, private_name

# set by `framing run`: the folder with copies of the user's files
COPIES_VARIABLE = "FRAMING_COPIES"
_NAMES = "names.jsonl"  # in that folder, what the copies are of
_MOST = 40  # characters of a name that are in the name of its draft: a name may be 255 bytes long


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it.

    `content` may come in parts. What a process left that was killed while it wrote this file is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    clear(path.parent, f".{path.name[:_MOST]}.", ".part")
    draft = path.with_name(f".{path.name[:_MOST]}.{private_name()}.part")
    try:
        with draft.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def is_among(path: Path, names: Iterable[object]) -> bool:
    """Tell whether a file that is there is one of those that `names` name, by whatever path."""
    own = [Path(name) for name in names if isinstance(name, str) and name]
    return path.is_file() and any(one.is_file() and path.samefile(one) for one in own)


def slug(name: str) -> str:
    """Return a folder name for any text: its plain letters, and a digest that keeps it apart."""
    letters = normal_form("NFKD", name).encode("ascii", "ignore").decode().lower()
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return "-".join([*re.findall(r"[a-z0-9]+", letters), digest])[-60:]


def visible(value: object) -> str:
    """Return a value on one line, without characters that a terminal obeys or hides."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(_escaped(char) for char in text)


def _escaped(char: str) -> str:
    # "C": controls, bidirectional marks, halves of surrogate pairs; Zl, Zp: line separators
    hidden = unicodedata.category(char)[0] == "C" or unicodedata.category(char) in {"Zl", "Zp"}
    return char.encode("unicode_escape").decode("ascii") if hidden else char


def copy_into(folder: Path, name: str, content: bytes) -> Path:
    """Keep a copy of the user's file `name` in a folder of copies, and return where it lies."""
    copy = _copy_of(name, folder)
    copy.write_bytes(content)
    with (folder / _NAMES).open("a", encoding="utf-8") as names:
        names.write(json.dumps(name) + "\n")
    return copy


def as_begun(name: str) -> Path:
    """Return the file of the user's called `name`: inside a run the copy from before it began."""
    copy = _copy_of(str(Path(name)), Path(os.environ.get(COPIES_VARIABLE, "")))
    return copy if COPIES_VARIABLE in os.environ and copy.is_file() else Path(name)


def files_begun_in(folder: Path) -> list[Path]:
    """Return the files of a folder of the user's, sorted: inside a run those of which there are copies."""
    listing = Path(os.environ.get(COPIES_VARIABLE, "")) / _NAMES
    if COPIES_VARIABLE in os.environ and listing.is_file():
        lines = listing.read_text(encoding="utf-8").splitlines()
        below = [path for path in map(Path, map(json.loads, lines)) if path.parent == folder]
        if below:
            return sorted(below)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _copy_of(name: str, folder: Path) -> Path:
    return folder / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
