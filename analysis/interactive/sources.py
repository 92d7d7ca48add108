"""The sources of answers: words that are read once, their voices, and whole articles."""

import re
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.corpus import Corpus, sections_of
from analysis.corpus.subset import with_articles
from analysis.errors import FramingError
from analysis.language import Counting, Counts, Query, Tokens, count, count_queries, words_of
from analysis.language.queries import places_of
from analysis.language.words import without_possessives
from analysis.parameters import PARAMETERS, check_range
from analysis.reports.display.blocks import evenly
from analysis.reports.display.jupyter import Shown
from analysis.reports.notebook.reading import show
from analysis.study import Study

FEW = 2_000  # articles, at most, of a corpus whose words are all read once, in a second or two
FIRST = 800  # articles of a larger corpus that show how frequent hits are
ENOUGH = 2_000  # lines to show; more from a large corpus take longer than a moment
QUICK = 100  # articles, at most, that get voices unasked: a second each the first time

Integers = npt.NDArray[np.int64]
_PLAIN = re.compile(r"[a-z0-9]+")  # characters that neither folding nor normal forms change
_COUNTED: WeakKeyDictionary[Corpus, dict[tuple[str, ...], Counts]] = WeakKeyDictionary()
_ONCE: WeakKeyDictionary[Corpus, Corpus] = WeakKeyDictionary()
_READ: WeakKeyDictionary[Corpus, dict[tuple[str, ...], Tokens]] = WeakKeyDictionary()


def counted_corpus(corpus: Corpus, copies: str = "once") -> tuple[Corpus, str]:
    """Return the articles of a corpus that count, as in the reports, and a remark on the others.

    Parameters
    ----------
    copies
        "once": articles copied from another are left out; "all": every one counts. Of more than `FEW`
        articles all count, as finding copies among them takes minutes.

    Raises
    ------
    ParameterError
        If `copies` is another word.
    """
    check_range(PARAMETERS["copies"], copies)
    if copies == "all":
        return corpus, ""
    if len(corpus.articles) > FEW:
        return corpus, f"Copies are looked for in up to {FEW:,} articles; here they count."
    if corpus not in _ONCE:
        left = Study(corpus)["articles"]
        _ONCE[corpus] = corpus if len(left) == len(corpus.articles) else with_articles(corpus, left)
    once = _ONCE[corpus]
    number = len(corpus.articles) - len(once.articles)
    of = "1 article that is a copy" if number == 1 else f"{number:,} articles that are copies"
    return once, f"Without {of}; copies='all' counts them." if number else ""


def words_for(corpus: Corpus, query: Query, sections: Sequence[str]) -> tuple[Tokens, str]:
    """Return words of these sections with the hits of the query, and a remark on unread articles.

    In a large corpus only articles that can have a hit are read. If they have far more than `ENOUGH`
    hits, only some of them are read, at even distances, with about as many hits.
    """
    if len(corpus.articles) <= FEW:
        return words_in(corpus, sections), ""
    able = that_may_have(corpus.articles, query)
    tried = able[evenly(len(able), FIRST)]
    first = without_possessives(words_of(corpus.articles.iloc[tried], sections=sections))
    hits = max(len(places_of(first, query)), 1)
    needed = ENOUGH * FIRST // hits
    if len(tried) == len(able) or needed <= len(tried):
        read, words = tried, first
    else:
        read = able[evenly(len(able), needed)]
        words = without_possessives(words_of(corpus.articles.iloc[read], sections=sections))
    if len(read) == len(able):
        return words, ""
    told = (
        f"{len(read):,} of the {len(able):,} articles that can have it were read, at even "
        "distances. For all of them: framing export concordance."
    )
    return words, told


def words_in(corpus: Corpus, sections: Sequence[str]) -> Tokens:
    """Return the words of these sections; a second question about the same corpus reads nothing."""
    known = _READ.setdefault(corpus, {})
    key = tuple(sections)
    if key not in known:
        known[key] = without_possessives(words_of(corpus.articles, sections=sections))
    return known[key]


def counts_for(corpus: Corpus, queries: Sequence[Query], sections: Sequence[str]) -> Counts:
    """Count the hits of each query in every article, as `count_queries` does.

    All words of a large corpus are counted once, batch by batch, and only the counts are kept; words in
    their order are read only for phrases, lemmas and parts of speech, where they can be.
    """
    if len(corpus.articles) <= FEW:
        return count_queries(words_in(corpus, sections), queries)
    known, key = _COUNTED.setdefault(corpus, {}), tuple(sections)
    if key not in known:
        known[key] = count(corpus.articles, Counting(sections, stop="off"))
    every = known[key]
    asked = sorted(queries, key=lambda query: query.text)
    columns = np.array([_occurrences(corpus, query, every, sections) for query in asked])
    names = np.array([query.text for query in asked], dtype=object)
    return Counts(every.articles, names, scipy.sparse.csr_array(columns.T))


def _occurrences(corpus: Corpus, query: Query, every: Counts, sections: Sequence[str]) -> Integers:
    first, *more = query.parts
    if not more and first.kind != "lemma" and not first.speech:
        return np.asarray(every.matrix[:, first.fits(every.terms)].sum(axis=1), np.int64)
    able = that_may_have(corpus.articles, query)
    tokens = words_of(corpus.articles.iloc[able], sections=sections)
    found = np.zeros(len(corpus.articles), np.int64)
    rows = tokens.article_rows[places_of(tokens, query)]
    found[able] = np.bincount(rows, minlength=len(able))
    return found


def that_may_have(articles: pd.DataFrame, query: Query) -> Integers:
    """Return the articles that can have a hit; in all others a hit is impossible.

    Every word that the query spells out must be somewhere in the text. This test takes a fraction of the
    time of reading words. Lemmas exclude no article.
    """
    wanted = [
        max(_PLAIN.findall(part.text), key=len, default="")
        for part in query.parts
        if part.kind != "lemma"
    ]
    texts = articles["text"]
    having = np.ones(len(texts), bool)
    for piece in filter(None, wanted):
        having &= _have(texts, piece)
    if not having.all():  # a soft hyphen, which belongs to no word, may stand in the middle of one
        having |= _have(texts, "\u00ad")
    return np.flatnonzero(having)


def _have(texts: pd.Series, piece: str) -> npt.NDArray[np.bool_]:
    # in any case of letters; this is also the faster way to search
    return texts.str.contains(piece, case=False, regex=False).to_numpy(bool)


def voices_in(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the Voices of some articles; annotations are kept, so a second call takes no time."""
    return _annotated(articles)[2]


def read(corpus: Corpus, article: str) -> Shown:
    """Show the article of a corpus that has this id, with attributions, voices and loaded words marked.

    Raises
    ------
    FramingError
        If there is no such article; the message names some articles.
    """
    from analysis.measures.loaded import loaded_in, matchers_of  # noqa: PLC0415  as below

    known = corpus.articles[corpus.articles["id"] == article]
    if known.empty:
        some = ", ".join(map(repr, corpus.articles["id"].head(5)))
        raise FramingError(
            f"no article {article!r}; there are {len(corpus.articles):,}: {some}, ..."
        )
    stretches, said, voices = _annotated(known)
    _, hits = loaded_in(known, stretches, voices, matchers_of([]))
    return show(article, articles=known, attributions=said, voices=voices, hits=hits)


def _annotated(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the Sections, Attributions and Voices of some articles."""
    from analysis.measures.attribution import (  # noqa: PLC0415  only who asks for voices waits for it
        attributions_of,
        quotations_of,
        voices_of,
    )

    stretches, said = sections_of(articles), attributions_of(articles)
    voices = voices_of(said, articles, stretches, quotations_of(articles, stretches))
    return stretches, said, voices
