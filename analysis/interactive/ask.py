"""Ask a corpus a question in one line: concordances, comparisons, and the sentences behind a row."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.corpus import Corpus
from analysis.errors import FramingError
from analysis.figures import frequent_words, outlet_colours
from analysis.inference import Intervals, with_intervals
from analysis.interactive.lines import Lines, lines_beside
from analysis.interactive.markup import figure_html, paragraph, picture, table_html
from analysis.interactive.sources import QUICK, counted_corpus, counts_for, voices_in, words_for
from analysis.language import Counts, QueryError, passed_over, queries_of
from analysis.language.queries import HELP, Query, places_of
from analysis.language.sentences import only_stretches
from analysis.measures import concordance as every_place
from analysis.measures import frequencies
from analysis.measures.concordance import Context
from analysis.record.digests import figure_id
from analysis.table_files import csv_bytes
from analysis.tables import by_key

NEAR = 5  # words on each side that count as near, as in the report on words


class _Reading(NamedTuple):
    """The choices for a concordance: sections, voices, and the length of its lines."""

    sections: Sequence[str]
    voices: bool | None
    context: Context


def concordance(  # noqa: PLR0913  each is one choice
    corpus: Corpus,
    query: str,
    *,
    words: int = 10,
    sections: Sequence[str] = ("body",),
    voices: bool | None = None,
    copies: str = "once",
) -> Lines:
    """Show the hits of a word or phrase with their context.

    In a corpus of more than 2,000 articles it shows about 2,000 lines, from articles at even distances,
    and says how many articles there are; `analysis.measures.concordance` gives all lines.

    Parameters
    ----------
    query
        "regime", "regim*", "war * crimes", "[say]" for all forms of a lemma, "claim_VERB" or "_ADJ
        forces" for a part of speech; see `analysis.language.query_of`.
    words
        At most this many on each side, and never beyond the sentence.
    sections
        The sections of an article that are read.
    voices
        Whether each line has its voice. This takes about a second per article the first time, so the
        default is to do it only if at most 100 articles have the words (decision 73).
    copies
        "once": articles copied from another are left out, as in the reports; "all": every one counts.

    Raises
    ------
    QueryError
        If the query cannot be read.
    """
    corpus, remark = counted_corpus(corpus, copies)
    (asked,) = queries_of([query], corpus.articles)
    how = _Reading(sections, voices, Context(words))
    return _lines(corpus, corpus.articles, asked, how, remark=remark)


def compare(
    corpus: Corpus, *queries: str, sections: Sequence[str] = ("body",), copies: str = "once"
) -> "Comparison":
    """Show how often each outlet uses some words or phrases, with 95% intervals.

    Parameters
    ----------
    queries
        Each as in `concordance`: `compare(corpus, "rebels", "militias")`.
    sections, copies
        As in `concordance`.

    Raises
    ------
    QueryError
        If a query cannot be read, is given twice, or there is none.
    """
    if len(set(queries)) < max(len(queries), 1):
        raise QueryError(f"{queries} are not words to compare; {HELP}, each once")
    corpus, remark = counted_corpus(corpus, copies)
    asked = queries_of(queries, corpus.articles)
    counts = counts_for(corpus, asked, sections)
    told = " ".join(filter(None, [*passed_over(asked), remark]))
    return Comparison(_with_absent(counts), queries, remark=told)


class Comparison:
    """The use of some words by outlets: `table` is Frequencies with zeros, `figure` draws it."""

    def __init__(self, table: pd.DataFrame, queries: Sequence[str], *, remark: str = "") -> None:
        self.table, self.queries, self.remark = table, list(queries), remark
        self.figure: Figure = frequent_words(
            table, top=len(queries), colours=outlet_colours(table["outlet"])
        )

    def __repr__(self) -> str:
        return self.table[["outlet", "term", "n", "words", "rate"]].to_string(index=False)

    def _repr_html_(self) -> str:
        drawn = figure_html(
            picture(self.figure),
            alt="One panel per outlet with a dot at the rate of each and a line for its interval.",
            caption=f"{', '.join(self.queries)}: per million words, with 95% intervals.",
            label=figure_id("compared", csv_bytes(self.table)),
        )
        told = "sentences(corpus, row) shows what is behind a row of the attribute table."
        shown = self.table[["outlet", "term", "n", "words", "rate", "low", "high", "docfreq"]]
        caption, file = "The numbers of the figure.", "the attribute table"
        numbers = table_html(shown, name="compared", caption=caption, file=file)
        return drawn + numbers + paragraph(f"{self.remark} {told}".strip())


def sentences(  # noqa: PLR0913  each is one choice
    corpus: Corpus,
    row: Mapping[Any, Any] | pd.Series,
    *,
    unit: str = "word",
    sections: Sequence[str] = ("body",),
    voices: bool | None = None,
    copies: str = "once",
) -> Lines:
    """Show the sentences behind a row of a table.

    Parameters
    ----------
    row
        A row of Frequencies, Keyness, Dispersions, Trends, Collocations or any table with `term`,
        or `node` and `collocate`; only articles of its outlet, or of its two sides, are read. If a
        pair has a voice, both words must be in that voice.
    unit
        "lemma" if terms of the table are lemmas.
    sections, voices, copies
        As in `concordance`.

    Raises
    ------
    FramingError
        If the row names no term.
    """
    if "term" not in row and "node" not in row:
        known = ", ".join(map(str, row.keys()))
        raise FramingError(f"a row with a term or a node is needed; this one has {known}")
    text = str(row["term"] if "term" in row else row["node"])
    query = " ".join(f"[{word}]" for word in text.split()) if unit == "lemma" else text
    corpus, remark = counted_corpus(corpus, copies)
    articles = corpus.articles
    chosen = {row[side] for side in ("outlet", "target", "reference") if side in row}
    if chosen <= set(articles["outlet"]) and chosen:
        articles = articles[articles["outlet"].isin(chosen)]
    (asked,) = queries_of([query], corpus.articles)
    near = str(row["collocate"]) if "collocate" in row else ""
    voice = str(row["voice"]) if near and "voice" in row else ""
    context = Context(NEAR) if near else Context()
    how = _Reading(sections, True if voice else voices, context)
    lines = _lines(corpus, articles, asked, how, remark=remark)
    if not near:
        return lines
    told = voices_in(articles[articles["id"].isin(lines.table["article"])]) if voice else None
    both = lines.table[lines_beside(lines.table, near, voice, told)].reset_index(drop=True)
    return Lines(both, query=f"{query} … {near}", remark=lines.remark, corpus=corpus)


def _lines(
    corpus: Corpus, articles: pd.DataFrame, query: Query, how: _Reading, *, remark: str
) -> Lines:
    tokens, left_out = words_for(corpus, query, how.sections)
    names = tokens.articles["id"].to_numpy()
    having = set(names[np.unique(tokens.article_rows[places_of(tokens, query)])])
    known = articles[articles["id"].isin(having)]
    held = np.flatnonzero(tokens.stretches["article"].isin(known["id"]))
    wanted = len(known) <= QUICK if how.voices is None else how.voices
    told = voices_in(known) if wanted and len(known) else None
    lines = only_stretches(tokens, held)
    table = every_place(lines, known, query, context=how.context, voices=told)
    unsaid = "" if wanted else f"In whose words: voices=True reads {len(known):,} articles for it."
    remarks = filter(None, [left_out, *passed_over([query]), remark, unsaid])
    return Lines(table, query=query.text, remark=" ".join(remarks), corpus=corpus)


def _with_absent(counts: Counts) -> pd.DataFrame:
    """Return Frequencies of every outlet and term; absent terms have the count 0."""
    found = frequencies(counts)
    every = pd.MultiIndex.from_product([counts.outlets, map(str, counts.terms)])
    missing = every.difference(pd.MultiIndex.from_frame(found[["outlet", "term"]]))
    sizes = counts.articles.groupby("outlet")["words"].agg(["sum", "size"])
    outlets, terms = missing.get_level_values(0), missing.get_level_values(1)
    words = sizes["sum"].reindex(outlets).to_numpy()
    absent = pd.DataFrame({"outlet": outlets, "term": terms, "n": 0, "words": words})
    absent = absent.assign(
        rate=np.where(words > 0, 0.0, np.nan), low=np.nan, high=np.nan, interval="none",
        docfreq=0, articles=sizes["size"].reindex(outlets).to_numpy(), rank=len(counts.terms),
    )  # fmt: skip
    table = pd.concat([part for part in (found, absent) if len(part)], ignore_index=True)
    return with_intervals(by_key(table, "outlet", "rank", "term"), counts, Intervals())
