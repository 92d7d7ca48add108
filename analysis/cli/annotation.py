"""The command that reads a corpus before any report does, so that reports on it start at once."""

from __future__ import annotations

import click

from analysis.cli.options import columns_option, count, given, refusing, say_left_out, skip_option

_STEPS = {"found-attributions": "attributions", "loaded-language": "loaded words"}


@click.command()
@click.argument("corpus")
@columns_option
@skip_option
def annotate(corpus: str, columns: tuple[str, ...], skip_bad: bool) -> None:
    """Let the models read CORPUS, so that reports on it start at once.

    What was read is kept in the user's cache, article by article: a second run goes on where the first one
    was stopped. Then the tables that take long are made and kept, as reports with no other parameters need
    them. On a terminal a bar shows articles, rate and the time that is left.
    """
    with refusing():
        from analysis.recipes import recipes
        from analysis.study import Study, corpus_of

        read = corpus_of(given(corpus, columns, skip_bad))
        say_left_out(read)
        study = Study(read, {"copies": "all"})
        for step, what in _STEPS.items():
            study[step]
            click.echo(f"{what}: {count(len(read.articles), 'article')}")
        as_reports = Study(read)
        for name in (name for name, recipe in recipes().items() if recipe.kept):
            as_reports[name]
