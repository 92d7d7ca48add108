"""`framing ...`: the command line. Thin: every command calls one function and says what came out.

The project's own modules are imported inside the commands: they take seconds, and `--help` needs none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.reports.parameters import Value
    from analysis.reports.runner import Job, Outcome
    from analysis.reports.unchanged import Ledger

WRONG = 2  # exit code: asked for something impossible; nothing ran
FAILED = 1  # exit code: something ran and failed
INTERRUPTED = 130  # exit code: Ctrl-C


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        """Run a command; Ctrl-C has the exit code that shells expect."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _stop("stopped; nothing is left half done", code=INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="framing")
def main() -> None:
    """Show how news outlets frame the same events, so that it can be checked."""
    _speak_utf8()


_corpus = click.option(
    "--corpus", metavar="PATH", help="A folder with corpus.csv, a table, or a zip of either."
)
_columns = click.option(
    "--columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="A column by another name, as outlet=publisher; repeat it for more.",
)
_skip = click.option("--skip-bad", is_flag=True, help="Leave out rows with errors and say so.")
_set = click.option(
    "-p",
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of a report; `framing list` shows all.",
)


@main.command()
@click.argument("reports", nargs=-1)
@_corpus
@_columns
@_skip
@_set
@click.option("--name", "run", default="default", show_default=True, help="Name of the run.")
@click.option("--each", type=click.Choice(["outlet"]), help="Compare every outlet, a run for each.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="How many reports run at the same time.",
)
@click.option(
    "--to", metavar="FOLDER", help="Where figures/ and reports/ go.  [default: the project]"
)
@click.option("--no-text", is_flag=True, help="At most 15 words of an article in a row.")
@click.option("--force", is_flag=True, help="Run again what has not changed, too.")
def run(
    reports: tuple[str, ...],
    corpus: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    assignments: tuple[str, ...],
    run: str,
    each: str | None,
    workers: int,
    to: str | None,
    no_text: bool,
    force: bool,
) -> None:
    """Run REPORTS (all by default) and publish their figures and pages."""
    from analysis.reports.places import project_folder
    from analysis.reports.plan import Asked, plan, writable
    from analysis.reports.progress import follow
    from analysis.reports.runner import Runner
    from analysis.reports.unchanged import Ledger

    values = _given(corpus, columns, skip_bad) | ({"text": "snippets"} if no_text else {})
    with _refusing():
        jobs, read = plan(Asked(reports, assignments, run, each or "", values))
        root = writable(Path(to) if to else project_folder())
    _say_left_out(read)
    failed, ledger = False, Ledger(root, read)
    if not force:
        jobs = [job for job in jobs if not _as_it_was(job, root, ledger)]
    runner = Runner(root, workers=workers)
    # closed on the way out, whatever happens here: then nothing goes on behind the user's back
    with closing(runner.run(jobs)) as outcomes:
        for outcome in follow(outcomes, total=len(jobs), status=runner.status):
            failed |= not outcome.report
            _tell(outcome)
            if outcome.report:
                ledger.write_down(outcome.job)
    sys.exit(FAILED if failed else 0)


@main.command(name="list")
def list_reports() -> None:
    """List the reports and their parameters."""
    from analysis.reports.parameters import read_parameters
    from analysis.reports.places import notebook_files

    for report, path in notebook_files().items():
        click.echo(report)
        for parameter in read_parameters(path):
            default = f"{parameter.name}: {parameter.type} = {parameter.default!r}"
            click.echo(f"  {default:<36} {parameter.meaning}")


@main.command()
@click.argument("corpus")
@_columns
def check(corpus: str, columns: tuple[str, ...]) -> None:
    """Read CORPUS and list everything that is wrong with it."""
    from analysis.corpus import CorpusError, read_corpus
    from analysis.reports.parameters import columns_from

    with _refusing(corpus=FAILED):
        read = read_corpus(corpus, columns=columns_from(columns))
    for warning in str(CorpusError(read.problems)).splitlines():
        click.echo(warning)
    articles, outlets = len(read.articles), read.articles["outlet"].nunique()
    found = f"{_count(articles, 'article')} of {_count(outlets, 'outlet')}"
    click.echo(f"no errors: {found}, {_count(len(read.problems), 'warning')}")


@main.command()
@click.argument("table")
@_corpus
@_columns
@_skip
@_set
@click.option("--level", metavar="LEVEL", help="Of `loaded`: word, sentence, article, outlet.")
@click.option("--out", required=True, metavar="FILE", help="Ends with .csv, .jsonl or .parquet.")
def export(
    table: str,
    level: str | None,
    corpus: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    assignments: tuple[str, ...],
    out: str,
) -> None:
    """Write a TABLE of a corpus to a file; a name that does not exist lists all there are."""
    from analysis.reports.export import export_table

    if table == "loaded" or level:
        table = f"{table}-{level or 'word'}"
    with _refusing():
        read, rows = export_table(table, assignments, _given(corpus, columns, skip_bad), Path(out))
    _say_left_out(read)
    click.echo(f"{out}: {_count(rows, 'row')}")


@main.command()
@_corpus
def lab(corpus: str | None) -> None:
    """Open the notebooks in JupyterLab, on this computer only."""
    from analysis.reports.places import PROJECT, project_folder

    here = project_folder()
    root = here if (here / "notebooks").is_dir() else PROJECT
    if corpus:
        click.echo(f"in the notebooks, set corpus to {str(Path(corpus).resolve())!r}")
    command = [sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1"]
    sys.exit(subprocess.call([*command, f"--notebook-dir={root}"]))  # noqa: S603  no shell


def _given(corpus: str | None, columns: Sequence[str], skip_bad: bool) -> dict[str, Value]:
    given: dict[str, Value | None] = {"corpus": corpus, "columns": [*columns], "skip_bad": skip_bad}
    return {name: v for name, v in given.items() if v is not None and v not in ([], False)}


def _say_left_out(corpus: Corpus) -> None:
    from analysis.corpus import CorpusError

    if corpus.left_out:
        click.echo(f"left out: {_count(corpus.left_out, 'row')} with errors", err=True)
    for line in str(CorpusError(corpus.problems)).splitlines():
        click.echo(line, err=True)


def _as_it_was(job: Job, root: Path, ledger: Ledger) -> bool:
    """Say that a run is not needed, where it is not."""
    same = ledger.unchanged(job)
    if same:
        page = _short(root / "reports" / job.name / "report.html")
        click.echo(f"{page} (nothing has changed; --force runs it again)")
    return same


def _tell(outcome: Outcome) -> None:
    if outcome.report:
        click.echo(_short(outcome.report))
        return
    click.echo(f"{outcome.job.name} failed: {outcome.error}", err=True)
    if outcome.partial:
        click.echo(f"  what ran is in {_short(outcome.partial)}", err=True)


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


@contextmanager
def _refusing(*, corpus: int = WRONG) -> Iterator[None]:
    """End with a message when something impossible was asked for; `corpus` is the code of a bad one."""
    from analysis.corpus import CorpusError
    from analysis.reports.parameters import ParameterError

    try:
        yield
    except ParameterError as error:
        _stop(str(error), WRONG)
    except CorpusError as error:
        _stop(str(error), corpus)


def _stop(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def _speak_utf8() -> None:
    """Start again in UTF-8 where the locale has another encoding; never fail for want of a letter."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        environment = {**os.environ, "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    main(prog_name="framing")
