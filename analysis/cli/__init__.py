"""The command line `framing ...`: every command calls one function and prints its result.

The project's own modules are imported inside the commands: they take seconds, and `--help` needs none.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path

import click

from analysis import garbage
from analysis.cli.annotation import annotate
from analysis.cli.coders import coding, codings
from analysis.cli.ending import ending_well
from analysis.cli.figures import bundle, cite, inspect, verify
from analysis.cli.imports import import_corpus
from analysis.cli.options import (
    FAILED,
    columns_option,
    corpus_option,
    count,
    force_option,
    given,
    refuse_standing,
    refusing,
    say_left_out,
    set_option,
    skip_option,
)
from analysis.cli.plans import multiverse
from analysis.cli.reports import run
from analysis.cli.sampling import sample
from analysis.cli.study_folder import example, lab, new

_WHOLE = 1_000  # characters of a sentence, which none has


class _Commands(click.Group):
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the whole first sentence of its help, in as many lines as it takes."""
        told = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(_WHOLE)) for name, one in told if one]
            )

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what ends it from outside has a sentence and the exit code that shells expect."""
        with ending_well():
            return super().invoke(ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="framing")
def main() -> None:
    """Compare how news outlets frame the same events, with results that anybody can check."""
    garbage.collect_rarely()
    _speak_utf8()


for _command in (
    annotate, bundle, cite, coding, codings, example, import_corpus, inspect, lab, multiverse, new,
    run, sample, verify,
):  # fmt: skip
    main.add_command(_command)


@main.command(name="list")
def list_reports() -> None:
    """List the reports with their parameters, and the tables that can be exported."""
    from analysis.project import notebook_files
    from analysis.recipes import tables
    from analysis.reports.execute.parameters_cell import read_parameters

    for report, path in notebook_files().items():
        click.echo(report)
        for parameter in read_parameters(path):
            default = f"{parameter.name}: {parameter.type} = {parameter.default!r}"
            click.echo(f"  {default:<36} {parameter.meaning}")
    click.echo("tables (framing export TABLE)")
    for name, recipe in tables().items():
        click.echo(f"  {name:<36} {recipe.meaning}")


@main.command()
@click.argument("corpus")
@columns_option
def check(corpus: str, columns: tuple[str, ...]) -> None:
    """Read CORPUS and list everything that is wrong with it."""
    from analysis.corpus import CorpusError, read_corpus
    from analysis.parameters import columns_from

    with refusing(corpus=FAILED, whole=True):
        read = read_corpus(corpus, columns=columns_from(columns))
    for warning in str(CorpusError(read.problems)).splitlines():
        click.echo(warning)
    articles, outlets = len(read.articles), read.articles["outlet"].nunique()
    found = f"{count(articles, 'article')} of {count(outlets, 'outlet')}"
    click.echo(f"no errors: {found}, {count(len(read.problems), 'warning')}")


@main.command()
@click.argument("table")
@corpus_option
@columns_option
@skip_option
@set_option
@click.option(
    "--level", metavar="LEVEL", help="Level of `loaded`: word, sentence, article, outlet."
)
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    help="The new file; its name ends with .csv, .jsonl or .parquet, of articles also with .zip.",
)
@force_option
def export(
    table: str,
    level: str | None,
    corpus: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    assignments: tuple[str, ...],
    out: str,
    force: bool,
) -> None:
    """Write a TABLE of a corpus to a file; `framing list` shows all tables."""
    from analysis.export.table_file import export_table

    if table == "loaded" or level:
        table = f"{table}-{level or 'word'}"
    refuse_standing(out, force=force)
    with refusing():
        read, rows = export_table(table, assignments, given(corpus, columns, skip_bad), Path(out))
    say_left_out(read)
    click.echo(f"{out}: {count(rows, 'row')}")


def _speak_utf8() -> None:
    """Start again in UTF-8 where the locale has another encoding; never fail for want of a letter."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        environment = {**os.environ, "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
