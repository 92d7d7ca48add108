"""Show every hit of a word or phrase with its context."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import FramingError
from analysis.language.queries import Query, places_of, queries_of, query_of
from analysis.language.sentences import in_sentences, only_stretches, stretches_at
from analysis.language.words import Tokens, places_of_words, words_in
from analysis.recipes import Tables, step, table
from analysis.tables import Concordances, Voices, by_key
from analysis.tables.lookup import rows_at
from analysis.texts import texts_by_id

Integers = npt.NDArray[np.int64]
ORDERS = ("left", "node", "right", "outlet", "date", "article", "voice", "speaker")
_WITHIN = ("sentence", "paragraph")


@dataclass(frozen=True)
class Context:
    """How much of the text stands around a hit: at most `words` on each side.

    `within` is the limit of the context, "sentence" or "paragraph". A phrase does not cross it either.
    """

    words: int = 10
    within: str = "sentence"

    def __post_init__(self) -> None:
        if self.words < 0:
            raise FramingError(f"words is {self.words}; give 0 or more words of context")
        if self.within not in _WITHIN:
            raise FramingError(f"within is {self.within!r}; give {' or '.join(_WITHIN)}")


SENTENCE = Context()


def concordance(
    tokens: Tokens,
    articles: pd.DataFrame,
    query: str | Query,
    *,
    context: Context = SENTENCE,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Show every hit of a word or phrase with its context.

    Parameters
    ----------
    tokens
        Word forms of `articles`. Lines that have a hit are cut into sentences, which takes most of the
        time; for many queries give `in_sentences(tokens, articles)`.
    articles
        Articles.
    query
        As in `query_of`: "regime", "regim*", "war * crime*", or read before with the articles "[say]"
        and "claim_VERB".
    context
        How many words are shown on each side, and the limit.
    voices
        Voices of the same articles, for the voice and speaker of each hit.

    Returns
    -------
    Concordances, one row per hit; `sorted_lines` puts them in another order.

    Raises
    ------
    QueryError
        If the query cannot be read.

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.language import words_of
    >>> from analysis.measures import Context, concordance
    >>> articles = read_corpus("seeds").articles
    >>> lines = concordance(words_of(articles), articles, "regime", context=Context(words=3))
    >>> lines[["left", "node", "right", "outlet"]].head(2)
                    left    node              right  outlet
    0      now that the   regime   and other groups  RFE/RL
    1  and the [Syrian]   regime                 ."  RFE/RL
    """
    query = query_of(query)
    lines = only_stretches(tokens, np.unique(stretches_at(tokens, places_of(tokens, query))))
    articles = articles[articles["id"].isin(lines.stretches["article"].unique())]
    if context.within == "sentence":
        lines = in_sentences(lines, articles)
    rows = list(_hits(lines, articles, query, context))
    columns = ["article", "left", "node", "right", "start", "end"]
    table = pd.DataFrame(rows, columns=columns)
    own = articles[["id", "outlet", "date"]].set_index("id").loc[table["article"]]
    table = table.assign(outlet=own["outlet"].to_numpy(), date=own["date"].to_numpy())
    table = table.assign(voice="", speaker="")
    if voices is not None and len(table):
        voices = Voices.validate(voices)
        found = rows_at(voices, table["article"], table["start"].to_numpy())
        for name in ("voice", "speaker"):
            table[name] = np.where(found >= 0, voices[name].to_numpy()[found], "")
    return Concordances.validate(by_key(table, "article", "start"))


def sorted_lines(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return Concordances in another order.

    Parameters
    ----------
    by
        "left" for the words to the left from the node outwards, "right" for those to the right, or
        another column. Ties stand in the order of article and place.

    Raises
    ------
    FramingError
        If there is no such order.
    """
    if by not in ORDERS:
        raise FramingError(f"no order by {by!r}; give one of {', '.join(ORDERS)}")
    ordered = by_key(Concordances.validate(table), "article", "start")
    if by in ("left", "node", "right"):
        step = -1 if by == "left" else 1
        keys = pd.Series([" ".join(words_in(text)[::step]) for text in ordered[by]], dtype=object)
    else:
        keys = ordered[by]
    return ordered.loc[keys.sort_values(kind="stable").index].reset_index(drop=True)


def _hits(
    lines: Tokens, articles: pd.DataFrame, query: Query, context: Context
) -> Iterator[tuple[str, str, str, str, int, int]]:
    """Yield for every hit the article, the three parts of its line, its start and its end."""
    texts = texts_by_id(articles)
    places = places_of(lines, query)
    stretches = stretches_at(lines, places)
    inside = (places - lines.bounds[stretches]).tolist()
    named = lines.stretches["article"].tolist()
    edges = lines.stretches[["start", "end"]].to_numpy().tolist()
    size = len(query.parts)
    hits = zip(stretches.tolist(), inside, strict=True)
    for number, group in groupby(hits, key=lambda hit: hit[0]):
        article, (begin, stop) = named[number], edges[number]
        text = texts[article][begin:stop]
        words = _spans_in(lines, number, text, begin)
        for _, first in group:
            last = first + size - 1
            start, end = words[first][0], words[last][1]
            from_, to = first - context.words, last + context.words
            far_left = words[from_][0] if from_ > 0 else 0
            far_right = words[to][1] if to < len(words) - 1 else len(text)
            if not context.words:
                far_left, far_right = start, end
            slices = text[far_left:start], text[start:end], text[end:far_right]
            yield article, *slices, begin + start, begin + end


def _spans_in(lines: Tokens, number: int, text: str, begin: int) -> list[tuple[int, int]]:
    """Return where the words of a stretch stand in its text, which begins there in the article."""
    if lines.spans is None:
        return list(places_of_words(text))
    first, last = lines.bounds[number : number + 2]
    return [(start - begin, end - begin) for start, end in lines.spans[first:last].tolist()]


@step("word-lines")
def _word_lines(tokens: Tokens) -> Tokens:
    """The words that are searched; lines, or sentences where these are cut already."""
    return tokens


@step("node", may=("commonest-queries",))
def _node(study: Tables, articles: pd.DataFrame, *, query: str) -> Query:
    """The query that is shown in context."""
    asked = query or "".join(study["commonest-queries"][:1])
    return queries_of([asked], articles)[0]


@step("node-voices", may=("voices",))
def _node_voices(study: Tables, *, voices: bool) -> pd.DataFrame | None:
    """Voices, if it is to be said whose words they are."""
    return study["voices"] if voices else None


@table("concordance", Concordances)
def _concordance(
    word_lines: Tokens,
    articles: pd.DataFrame,
    node: Query,
    node_voices: pd.DataFrame | None,
) -> pd.DataFrame:
    """Every place of the query, with the words around it."""
    return concordance(word_lines, articles, node, voices=node_voices)
