"""The command that tries the claims of a plan under every defensible choice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from analysis.cli.options import (
    WRONG,
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
    stop,
)


@click.command()
@click.argument("plan", metavar="PLAN.toml")
@corpus_option
@columns_option
@skip_option
@set_option
@click.option(
    "--claim", "names", multiple=True, metavar="NAME", help="Only this claim; repeat for more."
)
@click.option("--out", metavar="FILE", help="Also write every number: .csv, .jsonl or .parquet.")
@force_option
@click.option(
    "--lock", is_flag=True, help="Write down beside the plan that it was made now; try nothing."
)
def multiverse(
    plan: str,
    corpus: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    assignments: tuple[str, ...],
    names: tuple[str, ...],
    out: str | None,
    force: bool,
    lock: bool,
) -> None:
    """Try the claims of PLAN.toml under every defensible choice, and say under how many they hold."""
    from analysis.errors import FramingError
    from analysis.parameters import PARAMETERS, parse_assignments
    from analysis.robustness import lock_plan, multiverse, read_plan, standing, told
    from analysis.study import corpus_of

    if out:
        files = (text.partition("=")[2] for text in assignments)
        refuse_standing(out, force=force, reads=[plan, corpus, *files])
    with refusing():
        found = read_plan(plan)
        unknown = sorted(set(names) - set(found.claims))
        if unknown:
            stop(f"{plan}: no claim {unknown[0]!r}; there are {', '.join(found.claims)}", WRONG)
        values: dict[str, Any] = given(corpus, columns, skip_bad)
        if lock:
            digest = corpus_of(values).digest if corpus else ""
            click.echo(f"{lock_plan(plan, digest)}: locked")
            sys.exit(0)
        settings = parse_assignments(assignments, PARAMETERS.values())
        read = corpus_of(values)
        tables = {}
        for name in names or found.claims:
            try:
                tables[name] = multiverse(read, found, found.claims[name], settings=settings)
            except FramingError:
                raise
            except ValueError as error:  # a measure says what it cannot do with this corpus
                raise FramingError(f"{plan}: claims.{name}: {error}") from error
            click.echo("\n".join(told(tables[name], found.claims[name])))
        click.echo(standing(found))
        if out:
            rows = _write(tables, Path(out))
            click.echo(f"{out}: {count(rows, 'row')}")
    say_left_out(read)


def _write(tables: dict[str, Any], out: Path) -> int:
    import pandas as pd

    from analysis.files import write_whole
    from analysis.table_files import table_bytes

    every = pd.concat(list(tables.values()), ignore_index=True)
    write_whole(out, table_bytes(every, out.name))
    return len(every)
