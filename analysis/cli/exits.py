"""How commands end: the exit codes, and one message when something impossible was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

WRONG = 2  # exit code: asked for something impossible; nothing ran
FAILED = 1  # exit code: something ran and failed
INTERRUPTED = 130  # exit code: Ctrl-C


@contextmanager
def refusing(*, corpus: int = WRONG) -> Iterator[None]:
    """End with a message when something impossible was asked for; `corpus` is the code of a bad one."""
    from analysis.corpus import CorpusError
    from analysis.reports.execute.parameters import ParameterError

    try:
        yield
    except ParameterError as error:
        stop(str(error), WRONG)
    except CorpusError as error:
        stop(str(error), corpus)


def stop(message: str, code: int) -> NoReturn:
    """Say why on the error stream and end with an exit code."""
    click.echo(message, err=True)
    sys.exit(code)
