"""What a worker is asked to do: read one batch as the asking machine would, or refuse.

The function is found by its name on the worker, in framing as it is installed there; only texts, ids and
the values of this module travel.
"""

import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from analysis.cluster.batch import Answer, Text, read
from analysis.cluster.fingerprint import Fingerprint, differences
from analysis.errors import FramingError
from analysis.models.cache import Cache, Entry
from analysis.private_files import clear, private_name

_SUFFIX = ".seen"


class OtherWorkerError(FramingError):
    """A worker would give other answers than the machine that asks."""


@dataclass(frozen=True)
class Errand:
    """How to read a batch.

    Attributes
    ----------
    fingerprint
        Of the machine that asks; a worker with another one refuses.
    folder
        Its cache folder.
    token
        The name of a file in that folder that holds this same name: a worker that sees it keeps the answers
        there by itself. Empty if answers are to be sent back in any case.
    """

    fingerprint: Fingerprint
    folder: str
    token: str


def run(batch: Sequence[Text], errand: Errand) -> list[Answer]:
    """Read a batch; an entry that lies in the asker's folder already comes back without its body.

    Raises
    ------
    OtherWorkerError
        If this machine has another version, other weights, or a processor that rounds otherwise.
    """
    cures = differences(errand.fingerprint)
    if cures:
        who = f"the worker on {platform.node()} (process {os.getpid()})"
        raise OtherWorkerError(f"{who} would not give the same answers: {'; '.join(cures)}")
    folder = Path(errand.folder) if _sees(errand) else None
    found = read(batch, folder)
    return [without_kept(answer, folder) for answer in found] if folder else found


def _sees(errand: Errand) -> bool:
    """Return whether the asker's folder is a folder of this machine, too."""
    if not errand.token:
        return False
    with suppress(OSError):
        return (Path(errand.folder) / errand.token).read_text("utf-8") == errand.token
    return False


def without_kept(answer: Answer, folder: Path) -> Answer:
    """Return an answer without what can be read in `folder`; what could not be written there stays."""
    kept = [Cache(folder / entry.step).get(entry.key) is not None for entry in answer.entries]
    bodies = [
        b"" if there else entry.body for there, entry in zip(kept, answer.entries, strict=True)
    ]
    both = zip(answer.entries, bodies, strict=True)
    return Answer(answer.id, tuple(Entry(one.step, one.key, body) for one, body in both))


@contextmanager
def token_in(folder: Path) -> Iterator[str]:
    """Put a file into `folder` by which a worker sees that the folder is shared; give its name.

    Raises OSError if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clear(folder, "", _SUFFIX)
    name = f"{private_name()}{_SUFFIX}"
    (folder / name).write_text(name, encoding="utf-8")
    try:
        yield name
    finally:
        (folder / name).unlink(missing_ok=True)
