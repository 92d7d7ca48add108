"""Count loaded words and sentences of outlets, voice by voice, with the words behind the counts."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.loaded.lexicons import OWN
from analysis.measures.loaded.model import MODEL_HITS, MODEL_LOADED
from analysis.recipes import table
from analysis.tables import Patterns, Tallies, by_key
from analysis.tables.loaded import LOADED_VOICES, LexiconCounts, LoadedHits, LoadedWords, Sentences

LOADED = 0.22  # smallest weight of a loaded entry; chosen by cross-validation, see loaded.md
_COUNTED = {OWN: LOADED, MODEL_HITS: MODEL_LOADED}
SENTENCE = 0.5  # smallest score of a loaded sentence by the model
VOICES, CATEGORIES = "loaded words, list", "loaded categories"
MODEL_VOICES, LOADED_SENTENCES = "loaded words, model", "loaded sentences"
HEADLINES = "loaded words, headline and body"
_ANY_OR_OWN = ["in any voice", "in its own voice"]
UNIT = "loaded words per 1,000 words"
_WORDS = {voice: f"{voice.split()[0]}_words" for voice in LOADED_VOICES}  # columns of Sentences


def loaded_tallies(
    sentences: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    sections: Sequence[str] = ("body",),
    by: str = OWN,
) -> pd.DataFrame:
    """Count loaded words in every article, voice by voice.

    Parameters
    ----------
    sentences, hits
        Sentences and LoadedHits of all sections.
    sections
        The sections that are counted.
    by
        The hits to count: "loaded" for entries of our own list with a weight of at least `LOADED`, or
        "model" for words with a probability of at least `MODEL_LOADED`.

    Returns
    -------
    Tallies. In "loaded words, list" and "loaded words, model" the category is the voice, and so is the group,
    because each voice has its own words as denominator. In "loaded categories" (our list only) the
    groups are voices, and the categories are those of the list.

    Raises
    ------
    FramingError
        If a section is unknown.
    """
    check_sections(sections)
    total = words_of_voices(sentences, sections)
    found = counted(hits, sections, by=by).rename(columns={"voice": "group"})
    key = ["article", "outlet", "group"]
    n = found.groupby(key, as_index=False).size().rename(columns={"size": "n"})
    of_voices = total.assign(category=total["group"]).merge(n, on=key, how="left")
    parts = [of_voices.assign(measure=VOICES if by == OWN else MODEL_VOICES)]
    if by == OWN:
        n = found.groupby([*key, "category"], as_index=False).size().rename(columns={"size": "n"})
        parts.append(total.merge(n, on=key, how="left").assign(measure=CATEGORIES))
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(n=table["n"].fillna(0), category=table["category"].fillna(""), unit=UNIT)
    return Tallies.validate(by_key(table, "measure", "group", "category", "article"))


def every_tally(
    sentences: pd.DataFrame, hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Return the Tallies of loaded words by list and by model, and of loaded sentences.

    The measure "loaded words, headline and body" counts the model's words in the outlet's own voice in
    these two sections, whatever `sections` are.
    """
    parts = [
        *(loaded_tallies(sentences, hits, sections=sections, by=by) for by in _COUNTED),
        sentence_tallies(sentences, sections=sections),
    ]
    for part in ("headline", "body"):
        rows = loaded_tallies(sentences, hits, sections=(part,), by=MODEL_HITS)
        own = rows[rows["category"] == "outlet"]
        parts.append(own.assign(measure=HEADLINES, group=part, category=part))
    table = pd.concat(parts, ignore_index=True)
    return Tallies.validate(by_key(table, "measure", "group", "category", "article"))


def sentence_tallies(
    sentences: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Count in every article the sentences that the model calls loaded.

    Returns
    -------
    Tallies of the measure "loaded sentences", out of all sentences with words: "in any voice" has
    `score`, "in its own voice" `own_score` of at least `SENTENCE`. Errors as in `loaded_tallies`.
    """
    check_sections(sections)
    rows = in_sections(Sentences.validate(sentences), sections)
    rows = rows[rows["words"] > 0]
    loaded = pd.DataFrame({"in any voice": rows["score"], "in its own voice": rows["own_score"]})
    rows = pd.concat([rows[["article", "outlet"]], loaded >= SENTENCE], axis=1).assign(total=1)
    key = ["article", "outlet", "total"]
    counts = rows.groupby(key[:2], as_index=False)[["total", *_ANY_OR_OWN]].sum()
    table = counts.melt(key, var_name="category", value_name="n")
    table = table.assign(group="", measure=LOADED_SENTENCES, unit="sentences")
    table[["n", "total"]] = table[["n", "total"]].astype(float)
    return Tallies.validate(by_key(table, "measure", "group", "category", "article"))


def words_of_voices(sentences: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the number of words (`total`) of every article in each voice (`group`), zeros included."""
    rows = Sentences.validate(sentences)
    columns = list(_WORDS.values())
    read = rows["section"].isin(list(sections))
    rows = rows.assign(**{name: rows[name].where(read, 0) for name in columns})
    totals = rows.groupby(["article", "outlet"], as_index=False)[columns].sum()
    total = totals.melt(["article", "outlet"], var_name="group", value_name="total")
    total["group"] = total["group"].map({column: voice for voice, column in _WORDS.items()})
    return total


def tallies_by_name(
    total: pd.DataFrame, found: pd.DataFrame, *, name: str, measures: Mapping[str, str]
) -> pd.DataFrame:
    """Return Tallies of the hits `found` of each `name` ("speaker") in each voice of an article.

    `total` has the words of each article, outlet, voice and name; `measures` are by voice. The name is
    group and category.
    """
    key = ["article", "outlet", "voice", name]
    n = found.groupby(key, as_index=False).size().rename(columns={"size": "n"})
    table = total.merge(n, on=key, how="left").fillna({"n": 0})
    table = table.assign(measure=table["voice"].map(measures).astype(str), unit=UNIT)
    table = table.assign(group=table[name], category=table[name])
    return Tallies.validate(by_key(table, "measure", "group", "category", "article"))


def counted(hits: pd.DataFrame, sections: Sequence[str], *, by: str = OWN) -> pd.DataFrame:
    """Return the LoadedHits that count as loaded words, in the order of their places.

    A hit counts if its weight is large enough and no negation stands before it.
    """
    hits = in_sections(LoadedHits.validate(hits), sections)
    found = (hits["lexicon"] == by) & (hits["weight"] >= _COUNTED[by]) & ~hits["negated"]
    return hits[found].reset_index(drop=True)


def loaded_words(hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)) -> pd.DataFrame:
    """Return LoadedWords: the loaded words of each outlet and voice, the most frequent first."""
    check_sections(sections)
    key = ["outlet", "voice", "category", "term", "weight"]
    found = counted(hits, sections).groupby(key, as_index=False)
    table = found.agg(n=("start", "size"), in_articles=("article", "nunique"))
    order = ["outlet", "voice", "n", "weight", "term"]
    table = table.sort_values(order, ascending=[True, True, False, False, True], ignore_index=True)
    return LoadedWords.validate(table)


def loaded_sentences(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the Patterns of loaded sentences for a figure."""
    return Patterns.validate(patterns[patterns["measure"] == LOADED_SENTENCES])


def headline_and_body(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the Patterns of headlines and bodies for a figure, without group."""
    rows = patterns[(patterns["measure"] == HEADLINES) & (patterns["total"] > 0)]
    return Patterns.validate(rows.assign(group=""))


def voices_apart(patterns: pd.DataFrame, *, by: str = OWN) -> pd.DataFrame:
    """Return the Patterns of loaded words for a figure: the voice is the category, without group.

    `by` is "loaded" (our own list) or "model".

    Scare quotes are left out: they have too few words for a rate.
    """
    measure = VOICES if by == OWN else MODEL_VOICES
    rows = patterns[(patterns["measure"] == measure) & (patterns["category"] != "scare quotes")]
    return Patterns.validate(rows.assign(group=""))


def own_voice(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the Patterns of categories in the outlets' own voice for a figure."""
    own = (patterns["measure"] == CATEGORIES) & (patterns["group"] == "outlet")
    return Patterns.validate(patterns[own])


def by_voice(words: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Return the `top` words of each outlet and voice."""
    words = LoadedWords.validate(words)
    return words.groupby(["outlet", "voice"]).head(top).reset_index(drop=True)


def lexicon_counts(
    sentences: pd.DataFrame, hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Return LexiconCounts: the hits of every list in each outlet and voice."""
    check_sections(sections)
    found = in_sections(LoadedHits.validate(hits), sections)
    key = ["lexicon", "category", "outlet", "voice"]
    n = found.groupby(key, as_index=False).agg(
        n=("start", "size"), terms=("term", "nunique"), negated=("negated", "sum")
    )
    words = words_of_voices(sentences, sections).rename(columns={"group": "voice"})
    total = words.groupby(["outlet", "voice"], as_index=False).agg(total=("total", "sum"))
    table = n[key[:2]].drop_duplicates().merge(total, how="cross").merge(n, on=key, how="left")
    table = table[table["total"] > 0].fillna({"n": 0, "terms": 0, "negated": 0})
    table = table.assign(per_thousand=1000 * table["n"] / table["total"])
    return LexiconCounts.validate(by_key(table, *key))


def in_sections(table: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the rows of Sentences or LoadedHits in some sections."""
    return table[table["section"].isin(list(sections))]


@table("loaded-words", LoadedWords)
def _words_counted(loaded_word: pd.DataFrame, *, sections: list[str]) -> pd.DataFrame:
    """The loaded words of the list: in whose voice, how often."""
    return loaded_words(loaded_word, sections=sections)


@table("loaded-lists", LexiconCounts, kept=True)
def _lists(
    loaded_sentence: pd.DataFrame, loaded_word: pd.DataFrame, *, sections: list[str]
) -> pd.DataFrame:
    """What each word list finds in each voice."""
    return lexicon_counts(loaded_sentence, loaded_word, sections=sections)
