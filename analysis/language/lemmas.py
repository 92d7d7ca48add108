"""Lemmas instead of word forms, and the language an article is written in."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.language.words import Tokens
from analysis.progress import followed
from analysis.tables import Languages, by_key


def languages_of(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the language of every article, given and recognised: Languages.

    Recognised by py3langid (Lui & Baldwin 2012, langid.py), whose model lies inside the package; ISO
    639-1 codes. Short texts and close relatives (Norwegian, Danish) are often taken for each other.
    """
    import py3langid  # noqa: PLC0415  its model takes a moment to unpack

    texts = followed(articles["text"], total=len(articles), what="recognising languages")
    table = pd.DataFrame(
        {
            "article": articles["id"],
            "outlet": articles["outlet"],
            "given": articles["language"],
            "recognised": [py3langid.classify(text)[0] for text in texts],
        }
    )
    return Languages.validate(by_key(table, "article"))


def as_lemmas(tokens: Tokens, languages: pd.DataFrame) -> Tokens:
    """Return `tokens` with every word replaced by its lemma.

    Parameters
    ----------
    tokens
        The words.
    languages
        Languages of the same articles: the given language decides, else the recognised one.

    Source
    ------
    simplemma 2 (Barbaresi 2021), whose word lists lie inside the package; each word by itself, so
    that "left" is always "leave". Ours: an English possessive ending is taken off first; a word of
    a language without a list stays as it is. Words are looked up folded: a German noun in lower
    case can be taken for a verb ("vertrag" for "vertragen").
    """
    chosen = languages["given"].where(languages["given"] != "", languages["recognised"])
    by_article = pd.Series(chosen.str[:2].to_numpy(), index=languages["article"].to_numpy())
    codes, names = pd.factorize(by_article.loc[tokens.articles["id"]])
    language_of_word = np.asarray(codes)[tokens.article_rows]
    lemma_ids = np.empty_like(tokens.ids)
    vocabulary: dict[str, int] = {}
    for code, name in enumerate(names):
        where = np.flatnonzero(language_of_word == code)
        distinct, place = np.unique(tokens.ids[where], return_inverse=True)
        lemmas = [lemma(word, str(name)) for word in tokens.vocabulary[distinct]]
        numbers = [vocabulary.setdefault(word, len(vocabulary)) for word in lemmas]
        lemma_ids[where] = np.asarray(numbers, np.int32)[place]
    return replace(tokens, ids=lemma_ids, vocabulary=np.array(list(vocabulary), dtype=object))


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Return the lemma of one folded word in an ISO 639-1 language, folded itself."""
    import simplemma  # noqa: PLC0415  19 MB of word lists, needed only where lemmas are asked for

    if language == "en":
        word = word.removesuffix("'s") or word
    try:
        return simplemma.lemmatize(word, lang=language).lower()
    except ValueError:  # what simplemma raises for a language that it has no list of
        return word
