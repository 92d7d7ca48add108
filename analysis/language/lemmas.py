"""Replace word forms by their lemmas, and recognise the language of each article."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language.words import Tokens
from analysis.models.cache import key_of, usual_cache
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import Languages, by_key


def languages_of(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the language of every article, as its corpus says and as recognised: Languages.

    It is recognised by py3langid (Lui & Baldwin 2012, langid.py), whose model lies inside the package; ISO
    639-1 codes. Short texts and close relatives (Norwegian, Danish) are often taken for each other.
    """
    table = pd.DataFrame(
        {
            "article": articles["id"],
            "outlet": articles["outlet"],
            "given": articles["language"],
            "recognised": _recognised(articles["text"]),
        }
    )
    return Languages.validate(by_key(table, "article"))


def _recognised(texts: pd.Series) -> list[str]:
    """Return the recognised language of each text; those of the same texts are kept on disk.

    To unpack the model takes a third of a second, which is a part of every run of a short report.
    """
    kept = usual_cache("languages")
    every = sha256()
    for text in texts:  # one after the other: they may be more than memory holds
        every.update(sha256(text.encode()).digest())
    key = key_of(
        "py3langid", version("py3langid"), every.hexdigest()
    )  # its model has no version of its own
    found: list[str] | None = kept.get(key)
    if found is None:
        each = followed(texts, total=len(texts), what="recognising languages")
        found = [_language_of(text) for text in each]
        kept.put(key, found)
    return found


@lru_cache(maxsize=2_000)  # some 10 MB
def _language_of(text: str) -> str:
    import py3langid  # noqa: PLC0415  its model takes a moment to unpack

    return str(py3langid.classify(text)[0])


class KnownLanguages:
    """The languages of some articles; each is recognised when it is first needed."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self.articles = articles
        self._codes: dict[str, str] = {}

    def of(self, ids: Iterable[str]) -> pd.Series:
        """Return the languages of articles by their ids, ISO 639-1 codes."""
        ids = list(ids)
        unknown = {article for article in ids if article not in self._codes}
        if unknown:
            table = languages_of(self.articles[self.articles["id"].isin(unknown)])
            self._codes.update(zip(table["article"], _chosen(table), strict=True))
        return pd.Series([self._codes[article] for article in ids], index=ids, dtype=object)


def as_lemmas(tokens: Tokens, languages: pd.DataFrame | KnownLanguages) -> Tokens:
    """Return `tokens` with every word replaced by its lemma.

    Parameters
    ----------
    tokens
        The words.
    languages
        Languages of the same articles: the language that the corpus states decides, else the
        recognised one. Or a `KnownLanguages`, which recognises only the languages that are needed.

    Source
    ------
    simplemma 2 (Barbaresi 2021), whose word lists lie inside the package; each word by itself, so
    that "left" is always "leave". Ours: an English possessive ending is taken off first; a word of
    a language without a list stays as it is. Words are looked up folded: a German noun in lower
    case can be taken for a verb ("vertrag" for "vertragen").
    """
    if isinstance(languages, KnownLanguages):
        by_article = languages.of(tokens.stretches["article"].unique())
    else:
        by_article = pd.Series(_chosen(languages), index=languages["article"].to_numpy())
    per_stretch = by_article.loc[tokens.stretches["article"]]
    codes, names = pd.factorize(per_stretch)
    language_of_word = np.repeat(np.asarray(codes), np.diff(tokens.bounds))
    lemma_ids = np.empty_like(tokens.ids)
    vocabulary: dict[str, int] = {}
    for code, name in enumerate(names):
        where = np.flatnonzero(language_of_word == code)
        distinct, place = np.unique(tokens.ids[where], return_inverse=True)
        lemmas = [lemma(word, str(name)) for word in tokens.vocabulary[distinct]]
        numbers = [vocabulary.setdefault(word, len(vocabulary)) for word in lemmas]
        lemma_ids[where] = np.asarray(numbers, np.int32)[place]
    return replace(tokens, ids=lemma_ids, vocabulary=np.array(list(vocabulary), dtype=object))


def _chosen(languages: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Return the language that decides, a code for each row of Languages."""
    given, recognised = languages["given"], languages["recognised"]
    return given.where(given != "", recognised).str[:2].to_numpy(dtype=object)


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


@table("languages", Languages, every_article=True, kept=True)
def _languages(articles: pd.DataFrame) -> pd.DataFrame:
    """The language given for each article, and the one recognised."""
    return languages_of(articles)
