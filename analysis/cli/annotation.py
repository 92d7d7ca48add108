"""The command that reads a corpus before any report does, so that reports on it start at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analysis.cli.options import (
    FAILED,
    WRONG,
    columns_option,
    count,
    given,
    refusing,
    say_left_out,
    skip_option,
    stop,
)

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_MODELS = ("attributions", "loaded words")
_ADDRESS = "local|tcp://HOST:PORT|FILE"


@click.command()
@click.argument("corpus")
@columns_option
@skip_option
@click.option(
    "--scheduler",
    metavar=_ADDRESS,
    help="Read with the workers of a Dask scheduler: `local` starts one with processes of this machine; else "
    "its address, or the file that it wrote. Needs the extra framing[cluster].",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Threads, or processes of `--scheduler local`; by default as many as there are processors.",
)
@click.option(
    "--batch",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Articles that are read together; by default 8 in threads, 32 with a scheduler, and fewer in a "
    "small corpus.",
)
@click.option(
    "--send-back",
    is_flag=True,
    help="Workers send answers back, also where they could write into the cache folder.",
)
@click.option(
    "--every",
    type=click.FloatRange(min=0),
    default=60.0,
    metavar="SECONDS",
    show_default=True,
    help="Without a terminal, say this often how far it is and how long it will take.",
)
def annotate(
    corpus: str,
    columns: tuple[str, ...],
    skip_bad: bool,
    scheduler: str | None,
    workers: int | None,
    batch: int | None,
    send_back: bool,
    every: float,
) -> None:
    """Let the models read CORPUS, so that reports on it start at once.

    What was read is kept in the user's cache, article by article: a second run goes on where the first one
    was stopped. Then, on this machine, the tables that take long are made and kept, as reports with no other
    parameters need them. On a terminal a bar shows articles, rate and the time that is left; elsewhere a line
    says so now and then.
    """
    if workers and scheduler not in (None, "local"):
        stop("--workers: a scheduler that runs already has its own workers; leave it out", WRONG)
    with refusing():
        from analysis.cluster import CorpusReading, Crew, LostSchedulerError, texts_of
        from analysis.progress import followed
        from analysis.study import corpus_of

        read = corpus_of(given(corpus, columns, skip_bad))
        say_left_out(read)
        reading = CorpusReading(texts_of(read.articles))
        total, left = len(read.articles), len(reading.left)
        if 0 < left < total:
            click.echo(f"{total - left:,} of {count(total, 'article')} were read before", err=True)
        each = reading.by(Crew(scheduler, workers, batch, send_back))
        try:
            for _ in followed(each, total=left, what="reading articles", every=every):
                pass
        except LostSchedulerError as error:
            kept = "what was read is kept; the same command goes on from there"
            stop(f"{error}\n{kept}", FAILED)
        for what in _MODELS:
            click.echo(f"{what}: {count(total, 'article')}")
        if scheduler in (None, "local"):
            _keep_tables(read)


def _keep_tables(corpus: Corpus) -> None:
    """Make the tables that take long, as reports with no other parameters need them."""
    from analysis.measures.comparison.copies import MOST
    from analysis.recipes import recipes
    from analysis.study import Study
    from analysis.table_store import FEWEST

    if FEWEST <= len(corpus.articles) <= MOST:
        study = Study(corpus)
        for name in [name for name, recipe in recipes().items() if recipe.kept]:
            study[name]
