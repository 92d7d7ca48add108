"""The command that makes a corpus from an archive, a tool's export, or the researcher's files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.options import (
    FAILED,
    WRONG,
    columns_option,
    count,
    refusing,
    say_problems,
    skip_option,
    stop,
)

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.corpus.archives import Found

ORDERS = {
    "day-first": "day-first",
    "month-first": "month-first",
    "dmy": "day-first",
    "mdy": "month-first",
}
FEW = 10  # pairs of near-duplicates


class _WithFormats(click.Command):
    """A command whose help ends with the formats."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each format and what it is."""
        from analysis.corpus.archives import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(name, known.meaning) for name, known in FORMATS.items()])


@click.command(name="import", cls=_WithFormats)
@click.argument("words", metavar="[FORMAT] PATH", nargs=-1, required=True)
@click.option(
    "--out", required=True, metavar="CORPUS", help="The folder of the corpus, new or empty."
)
@columns_option
@skip_option
@click.option(
    "--texts",
    default="",
    metavar="FOLDER",
    help="Folder or zip of text files, for a table without texts.",
)
@click.option("--table", default="", metavar="NAME", help="The table to read, if PATH has several.")
@click.option(
    "--name",
    default="",
    metavar="PATTERN",
    help="Fields in the names of files, as {outlet}_{date}_{id}; for documents.",
)
@click.option("--outlet", default="", metavar="NAME", help="The outlet of articles that name none.")
@click.option(
    "--dates",
    type=click.Choice([*ORDERS]),
    help="Order in dates such as 3/4/2016; dmy and mdy are the same two.",
)
@click.option(
    "--encoding",
    default="",
    metavar="NAME",
    help="Encoding of files, as cp1252.  [default: recognised]",
)
def import_corpus(
    words: tuple[str, ...],
    out: str,
    columns: tuple[str, ...],
    skip_bad: bool,
    texts: str,
    table: str,
    name: str,
    outlet: str,
    dates: str | None,
    encoding: str,
) -> None:
    """Make a corpus from PATH, a file, folder or zip: corpus.csv, a text file for each article, import.json.

    FORMAT is one of the list below; without it, the format is recognised and said. The choice of columns
    is printed; removed passages are listed in removed.csv, odd articles in problems.csv. If an article has
    an error, the exit code is 1 and nothing is written; --skip-bad leaves it out.
    """
    from analysis.corpus.archives import Asked, read_source, refuse_taken
    from analysis.parameters import columns_from

    with refusing(corpus=FAILED):
        kind, path = _format_and_path(words)
        names = columns_from(columns)
        order = ORDERS.get(dates or "", "")
        asked = Asked(kind, path, names, texts, table, encoding, order, outlet, name)
        refuse_taken(Path(out))
        for place in filter(None, (path, texts)):
            if not Path(place).exists():
                stop(f"{place}: nothing is there; expected a file, a folder or a zip", WRONG)
        found = read_source(asked, skip_bad=skip_bad)
        corpus = _new_corpus(found, Path(out))
    _tell(found, corpus, out)


def _format_and_path(words: tuple[str, ...]) -> tuple[str, str]:
    from analysis.corpus.archives import FORMATS

    kind, path = words if len(words) == 2 else ("", words[0])
    if len(words) > 2 or (kind and kind not in FORMATS) or (not kind and path in FORMATS):
        wrong = f"{kind!r} is not one of the formats" if len(words) == 2 else "one PATH is needed"
        stop(
            f"{wrong}; expected framing import PATH, or a FORMAT before it: {', '.join(FORMATS)}",
            WRONG,
        )
    return kind, path


def _new_corpus(found: Found, out: Path) -> Corpus:
    """Write the corpus and read it like any corpus, before the folder gets its name."""
    import pandas as pd

    from analysis.corpus import read_corpus
    from analysis.corpus.archives import corpus_files, new_folder
    from analysis.corpus.problems import problems_table
    from analysis.table_files import csv_bytes
    from analysis.tables.places import texts_given

    with new_folder(out) as folder:
        (folder / "texts").mkdir()
        for name, content in corpus_files(found):
            (folder / name).write_bytes(content)
        tables = {"problems.csv": problems_table(found.reading.problems)}
        tables["removed.csv"] = pd.DataFrame(
            [asdict(entry) for entry in found.reading.removed],
            columns=["article", "text", "reason"],
        )
        for name, table in tables.items():
            if len(table):
                (folder / name).write_bytes(csv_bytes(table))
        corpus = read_corpus(folder)
        texts = {article.piece.cells["id"]: article.piece.text for article in found.articles}
        if texts != dict(zip(corpus.articles["id"], texts_given(corpus.articles), strict=True)):
            raise AssertionError("a text is not what it was in the source; please report this")
    return corpus


def _tell(found: Found, corpus: Corpus, out: str) -> None:
    from analysis.corpus.problems import problems_table, shown

    say_problems(problems_table(found.reading.problems))
    for ours, where in found.reading.taken.items():
        click.echo(f"{ours}: {shown(where)}")
    removed = len(found.reading.removed)
    if removed:
        click.echo(
            f"{count(removed, 'passage')} outside the texts left out, listed in {out}/removed.csv"
        )
    if found.left_out:
        click.echo(f"left out: {count(found.left_out, 'row')} with errors, in {out}/problems.csv")
    for line in _near(corpus):
        click.echo(line)
    outlets = corpus.articles["outlet"].nunique()
    click.echo(f"{out}: {count(len(corpus.articles), 'article')} of {count(outlets, 'outlet')}")
    sys.stdout.flush()


def _near(corpus: Corpus) -> Iterable[str]:
    """Print the articles that are largely the same text; all of them stay."""
    from analysis.corpus.problems import shown
    from analysis.language import words_of
    from analysis.measures import near_duplicates

    pairs = near_duplicates(words_of(corpus.articles)).sort_values(
        ["similarity", "article_a", "article_b"], ascending=[False, True, True]
    )
    if len(pairs):
        yield f"{count(len(pairs), 'pair')} of articles with largely the same text; all are kept:"
    for pair in pairs.head(FEW).itertuples():
        yield f"  {shown(pair.article_a)} and {shown(pair.article_b)}: {pair.similarity:.0%} in common"
    if len(pairs) > FEW:
        yield f"  and {len(pairs) - FEW:,} more (framing export duplicates)"
