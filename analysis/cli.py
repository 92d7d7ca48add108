"""`framing ...`: the command line. Thin: every command calls one function and says what came out."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from analysis.corpus import Corpus, CorpusError, read_corpus
from analysis.reports.parameters import ParameterError, columns_from

WRONG = 2  # exit code: asked for something impossible; nothing ran
FAILED = 1  # exit code: something ran and failed


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="framing")
def main() -> None:
    """Show how news outlets frame the same events, so that it can be checked."""


_corpus = click.option(
    "--corpus", metavar="PATH", help="A folder with corpus.csv, a table, or a zip of either."
)
_columns = click.option(
    "--columns", multiple=True, metavar="OURS=THEIRS", help="Column names, as outlet=publisher."
)
_skip = click.option("--skip-bad", is_flag=True, help="Leave out rows with errors and say so.")
_set = click.option(
    "-p", "--set", "assignments", multiple=True, metavar="NAME=VALUE", help="A report parameter."
)


@main.command()
@click.argument("reports", nargs=-1)
@_corpus
@_columns
@_skip
@_set
@click.option("--name", "run", default="default", show_default=True, help="Name of the run.")
@click.option("--each", type=click.Choice(["outlet"]), help="One run per outlet.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@click.option("--to", type=click.Path(file_okay=False), help="Folder for figures/ and reports/.")
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
) -> None:
    """Run REPORTS (all by default) and publish their figures and pages."""
    from analysis.reports.places import project_folder
    from analysis.reports.plan import Asked, plan
    from analysis.reports.progress import follow
    from analysis.reports.runner import Runner

    values = _given(corpus, columns, skip_bad)
    try:
        jobs, read = plan(Asked(reports, assignments, run, each or "", values))
        root = _writable(Path(to) if to else project_folder())
    except (ParameterError, CorpusError) as error:
        _stop(str(error))
    _say_left_out(read)
    failed = False
    runner = Runner(root, workers=workers)
    for outcome in follow(runner.run(jobs), total=len(jobs)):
        if outcome.report:
            click.echo(_short(outcome.report))
        else:
            failed = True
            click.echo(f"{outcome.job.name} failed: {outcome.error}", err=True)
            if outcome.partial:
                click.echo(f"  what ran is in {_short(outcome.partial)}", err=True)
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
    try:
        read = read_corpus(corpus, columns=columns_from(columns))
    except (ParameterError, CorpusError) as error:
        _stop(str(error), code=FAILED if isinstance(error, CorpusError) else WRONG)
    for warning in str(CorpusError(read.problems)).splitlines():
        click.echo(warning)
    articles = read.articles
    click.echo(f"{len(articles)} articles of {articles['outlet'].nunique()} outlets are fine")


@main.command()
@click.argument("table")
@_corpus
@_columns
@_skip
@_set
@click.option("--out", required=True, metavar="FILE", help="Ends with .csv, .jsonl or .parquet.")
def export(
    table: str,
    corpus: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    assignments: tuple[str, ...],
    out: str,
) -> None:
    """Write TABLE (articles, sections, words, counts, keyness ...) to a file."""
    from analysis.reports.export import export_table

    try:
        rows = export_table(table, assignments, _given(corpus, columns, skip_bad), Path(out))
    except (ParameterError, CorpusError) as error:
        _stop(str(error))
    click.echo(f"{out}: {rows:,} rows")


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


def _given(
    corpus: str | None,
    columns: Sequence[str],
    skip_bad: bool,
) -> dict[str, str | bool | list[str]]:
    values: dict[str, str | bool | list[str]] = {}
    if corpus is not None:
        values["corpus"] = corpus
    if columns:
        values["columns"] = list(columns)
    if skip_bad:
        values["skip_bad"] = True
    return values


def _writable(root: Path) -> Path:
    for folder in (root, root / "figures", root / "reports"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ParameterError(f"cannot write to {folder}: {error.strerror}") from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise ParameterError(f"cannot write to {folder}; give another folder with --to")
    return root


def _say_left_out(corpus: Corpus) -> None:
    if corpus.left_out:
        click.echo(f"{corpus.left_out} rows with errors are left out:", err=True)
    for line in str(CorpusError(corpus.problems)).splitlines():
        click.echo(line, err=True)


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _stop(message: str, *, code: int = WRONG) -> None:
    click.echo(message, err=True)
    sys.exit(code)
