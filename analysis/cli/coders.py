"""The commands for people who check what was found: a page or sheet to code, and their answers read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.options import (
    FAILED,
    WRONG,
    count,
    force_option,
    refuse_standing,
    refusing,
    stop,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from analysis.coding import Sample

KINDS = {"page": ".html", "csv": ".csv", "xlsx": ".xlsx"}


@click.command()
@click.argument("sample")
@click.option("--as", "kind", type=click.Choice([*KINDS]), default="page", show_default=True)
@click.option("--coder", default="", metavar="NAME", help="Who codes.  [default: the page asks]")
@click.option(
    "--blind",
    is_flag=True,
    help="Leave out the label that the model gave, outlet and day; what it marked, ids, titles, texts stay.",
)
@click.option("--out", required=True, metavar="FILE", help="The new file: .html, .csv or .xlsx.")
@force_option
def coding(sample: str, kind: str, coder: str, blind: bool, out: str, force: bool) -> None:
    """Write the page or sheet in which one person codes SAMPLE, the folder of a sample.

    The page works in any browser without a network; it has the code book, and its help line the keys. It
    keeps every answer in the browser, and "Download codings" writes them as CSV. `framing codings` reads page
    and sheet. Articles that a coder does not mark as read say nothing of what the model missed.
    """
    from analysis.coding import coding_page, coding_sheet

    if Path(out).suffix.lower() != KINDS[kind]:
        stop(f"--out {out}: a {kind} ends with {KINDS[kind]}", WRONG)
    refuse_standing(out, force=force)
    with refusing():
        if kind == "page":
            content = coding_page(sample, coder=coder, blind=blind).encode()
        else:
            content = coding_sheet(sample, kind=KINDS[kind], coder=coder, blind=blind)
    _write(out, content)
    click.echo(out)


@click.command()
@click.argument("sample")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--out", required=True, metavar="CODINGS", help="The new table of all codings, .csv.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows with errors, and print them.")
@click.option(
    "--corrections", default="", metavar="TABLE", help="Also write what was mended as .csv."
)
@force_option
def codings(
    sample: str, files: tuple[str, ...], out: str, skip_bad: bool, corrections: str, force: bool
) -> None:
    """Read what coders answered to SAMPLE: one or more FILEs of the page or sheet, checked and joined.

    For each coder it prints how many items are answered and how many articles are marked as read. A row that
    cannot be right is printed with file, row, column and what would be right; the exit code is then 1 and
    nothing is written. --skip-bad leaves such rows out.
    """
    from analysis.coding import (
        CodingsError,
        corrections_of,
        progress_of,
        read_codings,
        read_sample,
    )
    from analysis.table_files import csv_bytes

    for option, name in (("--out", out), ("--corrections", corrections)):
        if not name:
            continue
        if Path(name).suffix.lower() != ".csv":
            stop(f"{option} {name}: a table of codings ends with .csv", WRONG)
        refuse_standing(name, force=force, option=option, reads=files)
    with refusing():
        try:
            asked = read_sample(sample)
            read = read_codings(files, sample, skip_bad=skip_bad)
        except CodingsError as error:
            stop(str(error), FAILED)
        mended = corrections_of(read.codings, sample) if corrections else None
    for line in _lines(read.problems):
        click.echo(line, err=True)
    _write(out, csv_bytes(read.codings))
    progress = progress_of(read.codings, asked)
    told = [count(len(progress), "coder")]
    told += [f"{count(read.repeats, 'repeated answer')} folded"] if read.repeats else []
    click.echo(f"{out}: {', '.join(told)}")
    for line in _progress_lines(progress, asked):
        click.echo(line)
    if mended is not None:
        _write(corrections, csv_bytes(mended))
        click.echo(f"{corrections}: {count(len(mended), 'row')}")


def _progress_lines(progress: pd.DataFrame, sample: Sample) -> Iterator[str]:
    """Yield for each coder how many items were answered and how many articles read."""
    items, articles = count(len(sample.items), "item"), count(len(sample.articles), "article")
    for row in progress.to_dict("records"):
        told = [f"{row['answered']:,} of {items} answered"]
        told += [f"{count(row['added'], 'span')} added"] if sample.spans else []
        done = "finished" if sample.closed else "marked as read"
        told += [f"{row['finished' if sample.closed else 'read']:,} of {articles} {done}"]
        yield f"  {row['coder']}: {', '.join(told)}"
        if row["unread"]:
            yield (
                f"  {row['coder']}: {count(row['unread'], 'article')} answered whole and not marked as read: "
                "what the model missed there is not known"
            )


def _lines(problems: pd.DataFrame) -> Iterator[str]:
    """Yield what was wrong, one line for each kind of problem, after the number of rows left out."""
    from analysis.corpus.problems import Problem, few_lines

    bad = problems[problems["severity"] == "error"]
    if len(bad):
        yield f"left out: {count(len(bad), 'row')} with errors"
    yield from few_lines([Problem(*row) for row in problems.itertuples(index=False)])


def _write(name: str, content: bytes) -> None:
    from analysis.files import write_whole

    try:
        write_whole(Path(name), content)
    except OSError as error:
        stop(f"{name}: cannot be written ({error.strerror})", FAILED)
