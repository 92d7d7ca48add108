"""The command that makes a corpus from an archive, a tool's export, or the researcher's files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.import_report import languages_in, lines_of_refusal, tell
from analysis.cli.options import FAILED, WRONG, columns_option, refusing, skip_option, stop

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.corpus.archives import Asked, Found, Line

ORDERS = {
    "day-first": "day-first",
    "month-first": "month-first",
    "dmy": "day-first",
    "mdy": "month-first",
}


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
    is printed; the whole account is in import.csv, removed passages in removed.csv, odd articles in
    problems.csv. If an article has an error, the exit code is 1 and no corpus is written; --skip-bad leaves
    it out. A date that cannot be read is left empty.
    """
    from analysis.corpus.archives import Asked
    from analysis.corpus.folder import refuse_taken
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
        found = _read(asked, out, skip_bad=skip_bad)
        corpus, account = _new_corpus(found, Path(out))
    tell(found, corpus, account, out)


def _read(asked: Asked, out: str, *, skip_bad: bool) -> Found:
    """Read the source; a bad one ends the command with one line for each problem."""
    from analysis.corpus import CorpusError
    from analysis.corpus.archives import read_source

    try:
        return read_source(asked, skip_bad=skip_bad)
    except CorpusError as error:
        stop("\n".join(lines_of_refusal(error, out)), FAILED)


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


def _new_corpus(found: Found, out: Path) -> tuple[Corpus, list[Line]]:
    """Write the corpus and read it like any corpus, before the folder gets its name."""
    import pandas as pd

    from analysis.corpus import read_corpus
    from analysis.corpus.archives import account_of, as_table, corpus_files
    from analysis.corpus.folder import new_folder
    from analysis.corpus.link_text import without_link_texts
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
        texts = {
            article.piece.cells["id"]: without_link_texts(article.piece.text)
            for article in found.articles
        }
        if texts != dict(zip(corpus.articles["id"], texts_given(corpus.articles), strict=True)):
            raise AssertionError("a text is not what it was in the source; please report this")
        account = account_of(
            found.articles, found.reading, found.left_out, languages_in(corpus.articles)
        )
        (folder / "import.csv").write_bytes(csv_bytes(as_table(account)))
    return corpus, account
