"""Check that a bundle is whole, and that its runs still come out the same."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from tempfile import gettempdir

from analysis.bundle.crate import METADATA, listed_in
from analysis.bundle.payload import CORPUS, LENGTHS, NAMED
from analysis.corpus import read_corpus
from analysis.corpus.problems import UnreadableError
from analysis.corpus.source import inside
from analysis.corpus.unpack import opened_zip
from analysis.files import COPIES_VARIABLE, copy_into
from analysis.private_files import private_folder
from analysis.record.claims import ClaimError
from analysis.record.provenance import OWN_FILES
from analysis.verify.check import Checked, verify
from analysis.verify.verdicts import State, Verdict


def verify_bundle(file: Path, *, corpus: str = "", keep: Path | None = None) -> list[Checked]:
    """Check the files of a bundle, a zip or an unpacked folder, and run its reports again.

    They are held against its description. What comes out is kept in the folder `keep`, if one is given.

    The corpus is at `corpus`; if that is empty, it is the one in the bundle. A bundle without texts has its
    corpus in its recorded place.

    Returns
    -------
    Checked: first the bundle as a whole (missing, changed, unlisted or unsafe files), then each run.

    Raises
    ------
    ClaimError
        If it is no bundle, or cannot be unpacked.
    """
    if file.is_dir():
        place = file.resolve()
        return _verified(_Opened(place, _in_folder(place), []), corpus, keep)
    with private_folder(Path(gettempdir()), "framing-bundle-") as folder:
        contents, unsafe = _unpacked(file, folder)
        return _verified(_Opened(file, contents, unsafe, folder), corpus, keep)


@dataclass(frozen=True)
class _Opened:
    """A bundle whose files lie in a folder: by default its own."""

    file: Path
    contents: dict[str, bytes]
    unsafe: list[Verdict]
    unpacked: Path | None = None

    @property
    def folder(self) -> Path:
        return self.unpacked or self.file


def _verified(opened: _Opened, corpus: str, keep: Path | None) -> list[Checked]:
    file, contents, folder = opened.file, opened.contents, opened.folder
    faults = [*opened.unsafe, *_faults(file, contents)]
    if not corpus and _has_texts(file, contents):
        corpus = str(folder / CORPUS)
    if corpus == str(folder / CORPUS):
        faults += _changed_articles(folder / CORPUS, contents)
    try:
        with _own_files(contents):
            runs = verify("", folder, corpus=corpus, keep=keep)
    except ClaimError as error:
        runs = [Checked(file.name, (), (), f"no run is left in it: {error}")]
    return [Checked(file.name, (), faults), *runs] if faults else runs


@contextmanager
def _own_files(contents: Mapping[str, bytes]) -> Iterator[None]:
    """Let runs find the makers' word lists and tables in the bundle, whatever lies in their places here."""
    before = os.environ.get(COPIES_VARIABLE)
    with private_folder(Path(gettempdir()), "framing-bundle-own-") as folder:
        for name in sorted(_named_by_runs(contents)):
            copy_into(folder, name, contents[name])
        os.environ[COPIES_VARIABLE] = str(folder)
        try:
            yield
        finally:
            os.environ.pop(COPIES_VARIABLE)
            if before is not None:
                os.environ[COPIES_VARIABLE] = before


def _named_by_runs(contents: Mapping[str, bytes]) -> set[str]:
    """Return the members that the parameters of the runs name, with all that lies in a folder they name."""
    try:
        records = json.loads(contents["settings.json"]).values()
        settings = [record["settings"] for record in records]
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return set()
    given = [one.get(name, "") for one in settings for name in chain(*OWN_FILES.values())]
    each = [one for value in given for one in (value if isinstance(value, list) else [value])]
    wanted = {str(Path(str(one))) for one in each}
    wanted |= {str(Path(one).with_suffix(".lock.json")) for one in wanted if one.endswith(".toml")}
    return {name for name in contents if {name, str(PurePosixPath(name).parent)} & wanted - {"."}}


def is_bundle(path: Path) -> bool:
    """Return whether a path may be a bundle: a zip, or a folder with the description of one."""
    return (path.suffix == ".zip" and path.is_file()) or (path / METADATA).is_file()


def _in_folder(folder: Path) -> dict[str, bytes]:
    """Return the files of an unpacked bundle: those listed, and all among its figures and reports.

    Whatever else lies there, such as an environment, is left alone.
    """
    try:
        names = {*listed_in((folder / METADATA).read_bytes()), METADATA}
    except ValueError as error:
        raise ClaimError(f"{folder}: {error}") from error
    found = [path for part in ("figures", "reports") for path in (folder / part).rglob("*")]
    names |= {path.relative_to(folder).as_posix() for path in found if path.is_file()}
    there = {name: folder / inside(name) for name in names}
    return {name: path.read_bytes() for name, path in there.items() if path.is_file()}


def _has_texts(file: Path, contents: dict[str, bytes]) -> bool:
    """Return whether the corpus in a bundle has the texts, and not only their digests."""
    first = contents.get(CORPUS, b"").partition(b"\n")[0]
    if not first:
        return False
    try:
        article = json.loads(first)
    except (ValueError, RecursionError):
        article = None
    if not isinstance(article, dict):
        raise ClaimError(
            f"{file}: the first line of {CORPUS} is no article, a JSON object with its fields"
        )
    # exactly what is there without texts: a corpus may have columns of these names itself
    return not (article.keys() >= {*LENGTHS} and len(article) == len(LENGTHS) + len(NAMED))


def _changed_articles(articles: Path, contents: dict[str, bytes]) -> list[Verdict]:
    """Return a fault if the articles in a bundle are not those that its runs were made from."""
    try:
        records = [record["corpus"] for record in json.loads(contents["settings.json"]).values()]
        made_from = {str(record["digest"]) for record in records}
        columns = dict(
            pair.split("=", 1) for record in records for pair in record.get("columns", [])
        )
        found = read_corpus(articles, columns=columns, skip_bad=True).digest
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        return [
            Verdict(Path(CORPUS), State.DAMAGED, f"cannot be held against settings.json ({error})")
        ]
    if made_from == {found}:
        return []
    return [Verdict(Path(CORPUS), State.DAMAGED, "its articles are not those of settings.json")]


def _unpacked(file: Path, folder: Path) -> tuple[dict[str, bytes], list[Verdict]]:
    """Write the files of a bundle below `folder`; return them by name, and those that lead out of it."""
    contents: dict[str, bytes] = {}
    unsafe: list[Verdict] = []
    try:
        with opened_zip(file) as packed:
            for name in sorted(packed.times):
                if name.endswith("/"):
                    continue
                try:
                    target = folder / inside(name)
                except UnreadableError as error:
                    unsafe.append(
                        Verdict(Path(name), State.DAMAGED, f"not unpacked: {error.problem}")
                    )
                    continue
                contents[name] = packed.read(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(contents[name])
    except UnreadableError as error:
        if error.problem.startswith("damaged zip"):
            raise ClaimError(f"{file} is not a whole zip ({error.problem})") from error
        raise ClaimError(f"{file}: {error.problem}; expected {error.expected}") from error
    except (
        OSError,
        ValueError,
    ) as error:  # a name that is too long, or a file where a folder has to be
        raise ClaimError(f"{file}: cannot be unpacked ({error})") from error
    if METADATA not in contents:
        raise ClaimError(f"{file} has no {METADATA}; give a zip that `framing bundle` made")
    return contents, unsafe


def _faults(file: Path, contents: dict[str, bytes]) -> list[Verdict]:
    try:
        listed = listed_in(contents[METADATA])
    except ValueError as error:
        raise ClaimError(f"{file}: {error}") from error
    faults = []
    for name, digest in listed.items():
        if name not in contents:
            faults.append(Verdict(Path(name), State.MISSING, "listed, and not in the bundle"))
        elif hashlib.sha256(contents[name]).hexdigest() != digest:
            faults.append(Verdict(Path(name), State.DAMAGED, "its SHA-256 is not the one listed"))
    more = sorted(contents.keys() - listed.keys() - {METADATA})
    return faults + [
        Verdict(Path(name), State.DAMAGED, "in the bundle, and not listed") for name in more
    ]
