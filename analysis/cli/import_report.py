"""What an import says on the screen: its choices, its account, and one line for each problem."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count as counting
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.options import count

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus, CorpusError
    from analysis.corpus.archives import Found, Line

FEW = 10  # pairs of near-duplicates, and outlets
SAMPLE = 300  # articles of which the language is recognised
LONG_ENOUGH = 200  # characters, for a language to be recognised
SHOWN_OF_A_CHOICE = 200  # characters
COMPARED = 250_000_000  # characters of texts that are compared with each other: 4 GB of memory


def lines_of_refusal(error: CorpusError, out: str) -> Iterator[str]:
    """Yield the lines of a source that cannot be imported; if there are many, all are written to a file."""
    from analysis.corpus.problems import Problem, few_lines
    from analysis.table_files import csv_bytes

    problems = [Problem(*row) for row in error.problems.itertuples(index=False)]
    lines = few_lines(problems)
    if len(problems) > len(lines) + FEW:
        path = _new_file(Path(out), csv_bytes(error.problems))
        lines = few_lines(problems, rest=str(path)) if path else lines
    yield from lines


def _new_file(out: Path, content: bytes) -> Path | None:
    for number in counting(1):
        path = out.with_name(f"{out.name}-problems{f'-{number}' if number > 1 else ''}.csv")
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        except OSError:  # the lines on the screen have to do
            return None
        return path
    return None


def languages_in(articles: pd.DataFrame) -> dict[str, str]:
    """Return the languages of the texts of some articles by their ids, evenly over the corpus."""
    from analysis.language import KnownLanguages

    long = articles[articles["text"].str.len() >= LONG_ENOUGH]
    ids = long["id"].iloc[:: max(1, -(-len(long) // SAMPLE))]
    if not len(ids):
        return {}
    with suppress(ImportError):
        found = KnownLanguages(articles.assign(language="")).of(ids)
        return dict(zip(ids, found, strict=True))
    return {}


def tell(found: Found, corpus: Corpus, account: Sequence[Line], out: str) -> None:
    """Print the problems on the error stream, then choices, account and the articles that are alike."""
    from analysis.corpus.problems import few_lines, visible_line

    problems = sorted(found.reading.problems, key=lambda problem: problem.row)
    for line in few_lines(problems, rest=f"{out}/problems.csv"):
        click.echo(line, err=True)
    for ours, where in found.reading.taken.items():
        click.echo(f"{ours}: {visible_line(where, SHOWN_OF_A_CHOICE)}")
    for line in _lines(account):
        click.echo(line)
    removed = len(found.reading.removed)
    if removed:
        click.echo(
            f"{count(removed, 'passage')} outside the texts left out, listed in {out}/removed.csv"
        )
    if found.left_out:
        click.echo(f"left out: {count(found.left_out, 'row')} with errors, in {out}/problems.csv")
    for line in _near(corpus):
        click.echo(line)
    click.echo(f"the account of this import: {out}/import.csv")
    outlets = corpus.articles["outlet"].nunique()
    click.echo(f"{out}: {count(len(corpus.articles), 'article')} of {count(outlets, 'outlet')}")
    sys.stdout.flush()


def _lines(account: Sequence[Line]) -> Iterator[str]:
    """Yield the account, a few lines for each part of it."""
    parts: dict[str, list[Line]] = {}
    for line in account:
        parts.setdefault(line.part, []).append(line)
    yield "articles: " + ", ".join(f"{line.count:,} {line.name}" for line in parts["articles"])
    yield "fields: " + ", ".join(f"{line.name} {line.percent}%" for line in parts["fields"])
    if "dates" in parts:
        yield "dates: " + " to ".join(line.examples for line in parts["dates"])
    outlets = parts["outlets"]
    more = f", and {len(outlets) - FEW:,} more" if len(outlets) > FEW else ""
    yield "outlets: " + ", ".join(f"{line.name} {line.count:,}" for line in outlets[:FEW]) + more
    for line in parts["texts"]:
        if line.count:
            yield f"texts: {line.count:,} {line.name} ({line.percent}%): {line.examples}"
    if len(parts.get("languages", [])) > 1:
        spoken = ", ".join(f"{line.name} {line.count:,}" for line in parts["languages"])
        yield f"languages of {parts['languages'][0].of:,} texts as recognised: {spoken}"
    for line in parts.get("taken out", []):
        examples = f": {line.examples}" if line.examples else ""
        yield f"taken out: {line.count:,} of {line.name}{examples}"


def _near(corpus: Corpus) -> Iterable[str]:
    """Print the articles that are largely the same text; all of them stay."""
    from analysis.corpus.problems import shown
    from analysis.language import words_of
    from analysis.measures import near_duplicates

    length = int(corpus.articles["text"].str.len().sum())
    if length > COMPARED:
        yield (
            f"not compared with each other: texts of {length:,} characters; up to {COMPARED:,} are "
            "(framing export copies looks for copies, in more memory)"
        )
        return
    pairs = near_duplicates(words_of(corpus.articles)).sort_values(
        ["similarity", "article_a", "article_b"], ascending=[False, True, True]
    )
    if len(pairs):
        yield f"{count(len(pairs), 'pair')} of articles with largely the same text; all are kept:"
    for pair in pairs.head(FEW).itertuples():
        yield f"  {shown(pair.article_a)} and {shown(pair.article_b)}: {pair.similarity:.0%} in common"
    if len(pairs) > FEW:
        yield f"  and {len(pairs) - FEW:,} more (framing export duplicates)"
