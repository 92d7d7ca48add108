"""The command that draws a sample of articles to be coded by people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.options import (
    WRONG,
    columns_option,
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

if TYPE_CHECKING:
    from analysis.study import Study


@click.command()
@click.argument("corpus")
@click.option(
    "--measure",
    required=True,
    metavar="MEASURE",
    help="What is coded: attributions, speakers, acts, loaded, voice or shared.",
)
@click.option(
    "--per-outlet",
    type=click.IntRange(min=2),
    required=True,
    metavar="N",
    help="Articles to draw of each outlet; all where it has fewer.",
)
@click.option("--out", required=True, metavar="DIR", help="The new folder.")
@click.option(
    "--forecast",
    metavar="FILE.csv",
    help="Also write how wide corrected differences will be with 10 to 80 articles of each outlet.",
)
@columns_option
@skip_option
@set_option
@force_option
def sample(
    corpus: str,
    measure: str,
    per_outlet: int,
    out: str,
    forecast: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    assignments: tuple[str, ...],
    force: bool,
) -> None:
    """Draw articles of CORPUS for people to code, and write them as a folder with all their items.

    Articles are drawn by outlet and by what the model found in them, more of those in which word list and
    model disagree; each has a known probability. `-p seed=NUMBER` gives another draw.
    """
    from analysis.corpus.folder import refuse_taken
    from analysis.errors import FramingError
    from analysis.files import write_whole
    from analysis.parameters import PARAMETERS, ParameterError, parse_assignments
    from analysis.recipes import recipes
    from analysis.study import Study, corpus_of
    from analysis.validity.draws import sample_of, write_sample
    from analysis.validity.measurands import measurand

    with refusing():
        refuse_taken(Path(out))
        if forecast:
            refuse_standing(forecast, force=force, option="--forecast", reads=[corpus])
        measurand(measure)
        recipes()
        asked = parse_assignments(assignments, PARAMETERS.values())
        values = {**asked, **given(corpus, columns, skip_bad)}
        study = Study(corpus_of(values), values)
        try:
            study.check()
            drawn = sample_of(
                study,
                measure,
                per_outlet=per_outlet,
                seed=int(str(values.get("seed", PARAMETERS["seed"].default))),
            )
        except FramingError:
            raise
        except ValueError as error:  # a measure says what it cannot do with this corpus
            raise ParameterError(f"{measure}: {error}") from error
        widths = _forecast(study, measure, forecast) if forecast else b""
        write_sample(drawn, Path(out))
    if forecast:
        try:
            write_whole(Path(forecast), widths)
        except OSError as error:
            stop(f"{forecast}: cannot be written ({error.strerror})", WRONG)
        click.echo(f"{forecast}: by an error that was assumed, see its last column", err=True)
    say_left_out(study.corpus)
    outlets = drawn.drawn["outlet"].nunique()
    every = count(len(study["articles"]), "article")
    articles = f"{len(drawn.drawn):,} of {every} drawn from {count(outlets, 'outlet')}"
    click.echo(f"{out}: {articles}, {count(len(drawn.items), 'item')} to answer")


def _forecast(study: Study, measure: str, name: str) -> bytes:
    """Return the Forecasts of a measure as the bytes of a file."""
    from analysis.table_files import table_bytes
    from analysis.validity import counts_of_measure, error_assumed, forecast, unit_of

    counts = counts_of_measure(study, measure)
    return table_bytes(
        forecast(counts, error=error_assumed(study, measure), unit=unit_of(measure)), name
    )
