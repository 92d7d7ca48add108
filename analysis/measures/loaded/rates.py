"""Loaded words of outlets as rates per 1,000 words of each voice, and the words and sentences behind."""

from collections.abc import Sequence

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.loaded.lexicons import OWN
from analysis.tables import Patterns, Tallies, by_key
from analysis.tables.loaded import (
    LOADED_VOICES,
    LexiconCounts,
    LoadedHits,
    LoadedWords,
    Sentences,
)

LOADED = 0.22  # weight from which on an entry counts as loaded; chosen by cross-validation, see loaded.md
VOICES, CATEGORIES = "loaded words", "loaded categories"
_UNIT = "loaded words per 1,000 words"
_WORDS = dict(
    zip(
        LOADED_VOICES,
        ("outlet_words", "paraphrased_words", "quoted_words", "scare_words"),
        strict=True,
    )
)


def loaded_tallies(
    sentences: pd.DataFrame, hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Count loaded words in every article, voice by voice.

    Parameters
    ----------
    sentences, hits
        Sentences and LoadedHits of all sections. Only hits of our own list are counted, and of
        entries whose weight is at least `LOADED`.
    sections
        The sections that are counted.

    Returns
    -------
    Tallies of two measures. "loaded words": the category is the voice, and so is the group, since
    each voice has its own denominator: its words. "loaded categories": groups are voices, categories
    those of the list.

    Raises
    ------
    ValueError
        If a section is unknown.
    """
    check_sections(sections)
    total = words_of_voices(sentences, sections)
    found = counted(hits, sections).rename(columns={"voice": "group"})
    key = ["article", "outlet", "group", "category"]
    of_categories = found.groupby(key, as_index=False).size().rename(columns={"size": "n"})
    of_voices = total.assign(category=total["group"]).merge(
        found.groupby(key[:-1], as_index=False).size().rename(columns={"size": "n"}),
        on=key[:-1],
        how="left",
    )
    table = pd.concat(
        [
            of_voices.assign(measure=VOICES),
            total.merge(of_categories, on=key[:-1], how="left").assign(measure=CATEGORIES),
        ],
        ignore_index=True,
    )
    table = table.assign(n=table["n"].fillna(0), category=table["category"].fillna(""), unit=_UNIT)
    return Tallies.validate(by_key(table, "measure", "group", "category", "article"))


def words_of_voices(sentences: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the words (`total`) of every article, also of those without any, in each voice (`group`)."""
    rows = Sentences.validate(sentences)
    columns = list(_WORDS.values())
    read = rows["section"].isin(list(sections))
    rows = rows.assign(**{name: rows[name].where(read, 0) for name in columns})
    totals = rows.groupby(["article", "outlet"], as_index=False)[columns].sum()
    total = totals.melt(["article", "outlet"], var_name="group", value_name="total")
    total["group"] = total["group"].map({column: voice for voice, column in _WORDS.items()})
    return total


def counted(hits: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the LoadedHits that are counted as loaded words, in the order of their places."""
    hits = _in_sections(LoadedHits.validate(hits), sections)
    return hits[(hits["lexicon"] == OWN) & (hits["weight"] >= LOADED)].reset_index(drop=True)


def loaded_words(hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)) -> pd.DataFrame:
    """Return which loaded words each outlet has in which voice: LoadedWords, the most frequent first."""
    check_sections(sections)
    key = ["outlet", "voice", "category", "term", "weight"]
    table = (
        counted(hits, sections)
        .groupby(key, as_index=False)
        .agg(n=("start", "size"), in_articles=("article", "nunique"))
    )
    order = ["outlet", "voice", "n", "weight", "term"]
    table = table.sort_values(order, ascending=[True, True, False, False, True], ignore_index=True)
    return LoadedWords.validate(table)


def most_loaded(
    sentences: pd.DataFrame, *, top: int, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Return the `top` sentences of each outlet that score highest in its own voice: Sentences."""
    check_sections(sections)
    rows = _in_sections(Sentences.validate(sentences), sections)
    rows = rows[rows["own_lexicon_score"] > 0]
    order = ["outlet", "own_lexicon_score", "article", "number"]
    rows = rows.sort_values(order, ascending=[True, False, True, True])
    return Sentences.validate(rows.groupby("outlet").head(top).reset_index(drop=True))


def voices_apart(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the Patterns of loaded words with the voice as category and no group, to be drawn.

    Scare quotes are left out: they are so few words that a rate says nothing.
    """
    rows = patterns[(patterns["measure"] == VOICES) & (patterns["category"] != "scare quotes")]
    return Patterns.validate(rows.assign(group=""))


def own_voice(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the Patterns of categories in the outlets' own voice, without group, to be drawn."""
    own = (patterns["measure"] == CATEGORIES) & (patterns["group"] == "outlet")
    return Patterns.validate(patterns[own].assign(group=""))


def by_voice(words: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Return the `top` words of each outlet and voice."""
    words = LoadedWords.validate(words)
    return words.groupby(["outlet", "voice"]).head(top).reset_index(drop=True)


def lexicon_counts(
    sentences: pd.DataFrame, hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Return how often the entries of every list are found in each outlet and voice: LexiconCounts."""
    check_sections(sections)
    found = _in_sections(LoadedHits.validate(hits), sections)
    key = ["lexicon", "category", "outlet", "voice"]
    n = found.groupby(key, as_index=False).agg(
        n=("start", "size"), terms=("term", "nunique"), negated=("negated", "sum")
    )
    words = words_of_voices(sentences, sections).rename(columns={"group": "voice"})
    total = words.groupby(["outlet", "voice"], as_index=False).agg(total=("total", "sum"))
    table = n[key[:2]].drop_duplicates().merge(total, how="cross").merge(n, on=key, how="left")
    table = table[table["total"] > 0].fillna({"n": 0, "terms": 0, "negated": 0})
    return LexiconCounts.validate(
        by_key(table.assign(per_thousand=1000 * table["n"] / table["total"]), *key)
    )


def _in_sections(table: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    return table[table["section"].isin(list(sections))]
