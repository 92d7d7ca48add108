"""A new folder with a corpus, a study or a sample in it: whole, or not there at all."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from analysis.corpus.problems import UnreadableError
from analysis.private_files import private_folder


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Make a private folder beside `out`, and rename it to `out` in the end if nothing went wrong.

    What a killed process left of its private folder for `out` is removed.

    Raises
    ------
    UnreadableError
        If `out` exists and is not an empty folder, or cannot be made.
    """
    refuse_taken(out)
    with ExitStack() as folders:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            made = private_folder(out.parent, f".{out.name[:40]}.", ".part")
            private = folders.enter_context(made)
        except OSError as error:
            raise UnreadableError(
                f"cannot be made ({error.strerror})", "a folder that can be written", file=str(out)
            ) from None
        yield private
        mask = os.umask(0)
        os.umask(mask)
        private.chmod(0o777 & ~mask)
        refuse_taken(out)
        if out.is_dir():
            out.rmdir()
        private.rename(out)


def refuse_taken(out: Path) -> None:
    """Raise UnreadableError if `out` exists and is anything but an empty folder."""
    if out.is_symlink() or (out.exists() and not (out.is_dir() and not any(out.iterdir()))):
        raise UnreadableError(
            "exists already, and nothing is written over", "a new folder, or an empty one",
            file=str(out),
        )  # fmt: skip
