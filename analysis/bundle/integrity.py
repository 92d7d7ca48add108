"""Check that a bundle is whole, and that its runs still come out the same."""

import hashlib
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.bundle.archive import CORPUS
from analysis.bundle.crate import METADATA, listed_in
from analysis.corpus.unpack import DAMAGED, MAX_UNPACKED
from analysis.project import project_folder
from analysis.record.claims import ClaimError
from analysis.verify.check import Checked, verify
from analysis.verify.verdicts import State, Verdict


def verify_bundle(file: Path, *, corpus: str = "") -> list[Checked]:
    """Check the files of a bundle against its description, and run its reports again.

    The corpus is at `corpus`; if that is empty, in its recorded place, or else in the bundle.

    Returns
    -------
    Checked: first the bundle as a whole (missing, changed or unlisted files), then each run.

    Raises
    ------
    ClaimError
        If it is no bundle, or cannot be unpacked.
    """
    with TemporaryDirectory(prefix="framing-bundle-") as private:
        folder = Path(private)
        contents = _unpacked(file, folder)
        faults = _faults(file, contents)
        included = folder / CORPUS
        if not corpus and not _is_there(contents) and _has_texts(included):
            corpus = str(included)
        try:
            runs = verify("", folder, corpus=corpus)
        except ClaimError as error:
            runs = [Checked(file.name, (), (), f"no run is left in it: {error}")]
    return [Checked(file.name, (), faults), *runs] if faults else runs


def _is_there(contents: dict[str, bytes]) -> bool:
    """Return whether the corpus of the runs is still in its recorded place."""
    try:
        records = json.loads(contents["settings.json"]).values()
        places = [Path(record["corpus"]["source"]) for record in records]
    except (KeyError, ValueError, TypeError, AttributeError):
        return False
    return all(place.exists() or (project_folder() / place).exists() for place in places)


def _has_texts(articles: Path) -> bool:
    """Return whether the corpus in a bundle has the texts, and not only their digests."""
    if not articles.is_file():
        return False
    with articles.open(encoding="utf-8") as lines:
        return "sha256" not in json.loads(next(lines, "{}"))


def _unpacked(file: Path, folder: Path) -> dict[str, bytes]:
    contents, left = {}, MAX_UNPACKED
    try:
        with zipfile.ZipFile(file) as packed:
            for entry in packed.infolist():
                target = (folder / entry.filename).resolve()
                if entry.is_dir() or not target.is_relative_to(folder.resolve()):
                    continue
                left -= entry.file_size
                if left < 0:
                    raise ClaimError(f"{file} unpacks to more than {MAX_UNPACKED:,} bytes")
                contents[entry.filename] = packed.read(entry)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(contents[entry.filename])
    except DAMAGED as error:
        raise ClaimError(f"{file} is not a whole zip ({error})") from error
    if METADATA not in contents:
        raise ClaimError(f"{file} has no {METADATA}; give a zip that `framing bundle` made")
    return contents


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
