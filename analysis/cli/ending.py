"""How a command ends before its time: stopped by a signal, without memory, without room for its output."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from analysis.cli.options import FAILED, INTERRUPTED, stop

# a session that ends and a terminal that is closed; not where the system has none
_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class ToldToEnd(KeyboardInterrupt):
    """A signal to end; whatever Ctrl-C undoes is undone."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def ending_well() -> Iterator[None]:
    """End with a sentence and an exit code, never with a traceback, whatever happens outside of us."""
    for number in _SIGNALS:
        if signal.getsignal(number) == signal.SIG_DFL:  # `nohup` has it ignored
            signal.signal(number, _raise)
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt as told:
        code = 128 + told.number if isinstance(told, ToldToEnd) else INTERRUPTED
        stop("stopped; nothing is left half done", code)
    except MemoryError:
        stop(
            "too little memory for this; fewer articles, or a machine with more memory, would do",
            FAILED,
        )
    except OSError as error:
        _end_without_output(error)


def _raise(number: int, _: FrameType | None) -> NoReturn:
    for other in _SIGNALS:  # a second one must not disturb what the first one has begun to clear
        signal.signal(other, signal.SIG_IGN)
    raise ToldToEnd(number)


def _end_without_output(error: OSError) -> NoReturn:
    """End for a file that could not be read or written; of a closed pipe click takes care."""
    if error.errno == errno.EPIPE:
        raise error
    # nothing that waits to be printed may fail once more when Python ends
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
    what = error.filename or "the output"
    stop(f"{what}: {error.strerror or error}", FAILED)
