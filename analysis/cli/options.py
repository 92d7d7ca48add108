"""Options, messages and exit codes that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus
    from analysis.parameters import Value

corpus_option = click.option(
    "--corpus", metavar="PATH", help="A folder with corpus.csv, a table, or a zip of either."
)
columns_option = click.option(
    "--columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Another name of a column, as outlet=publisher; repeat it for more.",
)
skip_option = click.option(
    "--skip-bad", is_flag=True, help="Leave out rows with errors, and print their number."
)
force_option = click.option("--force", is_flag=True, help="Replace a file that is there already.")
set_option = click.option(
    "-p",
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="Value of a parameter; `framing list` shows all parameters.",
)


def given(corpus: str | None, columns: Sequence[str], skip_bad: bool) -> dict[str, Value]:
    """Return the values of the parameters with options of their own, if the user gave any."""
    every: dict[str, Value | None] = {"corpus": corpus, "columns": [*columns], "skip_bad": skip_bad}
    return {name: v for name, v in every.items() if v is not None and v not in ([], False)}


def refuse_standing(
    name: str, *, force: bool, option: str = "--out", reads: Iterable[object] = ()
) -> None:
    """End before anything is done if a file stands where `option` would write one.

    With `force` it will be replaced, unless the command itself reads it: `reads` names such files.
    """
    from analysis.files import is_among

    path = Path(name)
    if path.is_dir():
        stop(f"{option} {name}: is a folder; give the name of a file", WRONG)
    if is_among(path, reads):
        stop(f"{option} {name}: is read by this command; give another name", WRONG)
    if not force and (path.exists() or path.is_symlink()):
        stop(
            f"{option} {name}: exists already, and nothing is written over; give a new name, or replace it "
            "with --force",
            WRONG,
        )


def say_left_out(corpus: Corpus) -> None:
    """Print on the error stream how many rows were left out, and what is odd in the others."""
    if corpus.left_out:
        click.echo(f"left out: {count(corpus.left_out, 'row')} with errors", err=True)
    say_problems(corpus.problems)


def say_problems(problems: pd.DataFrame) -> None:
    """Print Problems on the error stream, a line for each kind; `framing check` lists every place."""
    for line in problem_lines(problems):
        click.echo(line, err=True)


def problem_lines(problems: pd.DataFrame) -> list[str]:
    """Return one line for each kind of Problems, with three examples where it is in several places."""
    from analysis.corpus.problems import Problem, few_lines

    rows = [Problem(*row) for row in problems.itertuples(index=False)]
    return few_lines(rows, rest="the list of framing check")


def count(n: int, noun: str) -> str:
    """Write a count with its noun: 1 row, 1,234 rows."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


WRONG = 2  # exit code: the request is impossible; nothing ran
FAILED = 1  # exit code: something ran and failed
INTERRUPTED = 130  # exit code: Ctrl-C


@contextmanager
def refusing(*, corpus: int = WRONG, whole: bool = False) -> Iterator[None]:
    """End with a message if the request is impossible; `corpus` is the exit code for a bad corpus.

    `whole`: every problem of it has a line, not every kind of problem.
    """
    from analysis.corpus import CorpusError
    from analysis.corpus.problems import UnreadableError
    from analysis.errors import FramingError

    try:
        yield
    except CorpusError as error:
        stop("\n".join(str(error).splitlines() if whole else problem_lines(error.problems)), corpus)
    except UnreadableError as error:
        stop(f"{error.file}: {error}", WRONG)
    except FramingError as error:
        stop(str(error), WRONG)


def stop(message: str, code: int) -> NoReturn:
    """Print the reason on the error stream and end with an exit code."""
    click.echo(message, err=True)
    sys.exit(code)
