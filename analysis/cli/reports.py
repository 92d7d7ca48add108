"""The command that runs reports: one run, one for each outlet, or a grid of runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.options import (
    FAILED,
    columns_option,
    corpus_option,
    given,
    refusing,
    say_left_out,
    set_option,
    skip_option,
)
from analysis.project import from_here

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.reports.execute.ledger import Ledger
    from analysis.reports.execute.runner import Job, Outcome

_BESIDE_GRID = ("grid", "workers", "to", "force")  # the options that go with --grid


@click.command()
@click.argument("reports", nargs=-1)
@corpus_option
@columns_option
@skip_option
@set_option
@click.option("--name", "run", default="default", show_default=True, help="Name of the run.")
@click.option(
    "--each",
    type=click.Choice(["outlet", "event"]),
    help="One run for every outlet, compared with the others, or for every event of several outlets.",
)
@click.option("--grid", metavar="FILE.toml", help="Run all combinations of parameters in a file.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Number of reports that run at the same time.",
)
@click.option(
    "--to", metavar="FOLDER", help="Folder for figures/ and reports/.  [default: the project]"
)
@click.option("--no-text", is_flag=True, help="Show at most 15 words of an article in a row.")
@click.option("--force", is_flag=True, help="Run reports again even if nothing has changed.")
@click.pass_context
def run(
    context: click.Context,
    reports: tuple[str, ...],
    corpus: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    assignments: tuple[str, ...],
    run: str,
    each: str | None,
    grid: str | None,
    workers: int,
    to: str | None,
    no_text: bool,
    force: bool,
) -> None:
    """Run REPORTS (all by default) and publish their figures and pages."""
    from analysis.project import project_folder
    from analysis.reports.execute.plan import Asked, plan, writable

    values = given(corpus, columns, skip_bad) | ({"texts": "snippets"} if no_text else {})
    folder = Path(to) if to else project_folder()
    with refusing():
        if grid:
            _only_the_file(context)
            sys.exit(FAILED if _grid(Path(grid), folder, workers, force) else 0)
        jobs, read = plan(Asked(reports, assignments, run, each or "", values))
        root = writable(folder)
    say_left_out(read)
    sys.exit(FAILED if _failed([(job, read) for job in jobs], root, workers, force) else 0)


def _only_the_file(context: click.Context) -> None:
    """Refuse options that a grid file decides itself, so that no option is ignored in silence."""
    from click.core import ParameterSource

    from analysis.parameters import ParameterError

    names = [str(one.name) for one in context.command.params]
    for name in (name for name in names if name not in _BESIDE_GRID):
        if context.get_parameter_source(name) == ParameterSource.COMMANDLINE:
            option = {"assignments": "--set", "run": "--name"}.get(name, name.replace("_", "-"))
            raise ParameterError(f"--grid and {option}: write it into the file instead")


def _grid(file: Path, folder: Path, workers: int, force: bool) -> bool:
    from analysis.reports.execute.grid import read_grid
    from analysis.reports.execute.grid_page import write_index
    from analysis.reports.execute.plan import writable

    described = read_grid(file)
    root = writable(folder)
    for cell in described.cells[:1]:
        say_left_out(cell.corpus)
    jobs = [(job, cell.corpus) for cell in described.cells for job in cell.jobs]
    failed = _failed(jobs, root, workers, force)
    if failed:
        return True
    click.echo(from_here(write_index(described, root)))
    return not _fronted(root)


def _failed(jobs: Sequence[tuple[Job, Corpus]], root: Path, workers: int, force: bool) -> bool:
    """Run the jobs that need it, print a line for each, and return whether any failed."""
    from analysis.reports.execute.ledger import Ledger
    from analysis.reports.execute.progress_bar import follow
    from analysis.reports.execute.runner import Runner

    failed, published, ledger = False, False, Ledger(root)
    read = {job.name: corpus for job, corpus in jobs}
    needed = [job for job, corpus in jobs if force or not _as_it_was(job, corpus, ledger, root)]
    runner = Runner(root, workers=workers)
    # closed in any case, so that no process goes on behind the user's back
    with closing(runner.run(needed)) as outcomes:
        for outcome in follow(outcomes, total=len(needed), status=runner.status):
            failed |= not outcome.report
            _tell(outcome)
            if outcome.report:
                corpus = read[outcome.job.name]
                made = (outcome.sources, outcome.files)
                ledger.write_down(outcome.job, corpus, *made, cost=outcome.cost)
                published = True
    return failed or (published and not _fronted(root))


def _fronted(root: Path) -> bool:
    """Write the page of all runs, and return whether it could be written."""
    from analysis.reports.execute.front_page import FRONT, write_front

    try:
        write_front(root)
    except OSError as error:
        click.echo(f"{FRONT} could not be written: {error}", err=True)
        return False
    return True


def _as_it_was(job: Job, corpus: Corpus, ledger: Ledger, root: Path) -> bool:
    """Return whether a run is not needed, and print so."""
    same = ledger.unchanged(job, corpus)
    if same:
        page = from_here(root / "reports" / job.name / "report.html")
        click.echo(f"{page} (nothing has changed; --force runs it again)")
    return same


def _tell(outcome: Outcome) -> None:
    if outcome.report:
        click.echo(from_here(outcome.report))
        return
    click.echo(f"{outcome.job.name} failed: {outcome.error}", err=True)
    if outcome.partial:
        click.echo(f"  what ran is in {from_here(outcome.partial)}", err=True)
