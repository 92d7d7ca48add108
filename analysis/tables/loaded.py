"""Tables of loaded language: sentences with their scores, and the words behind them."""

import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables.attribution import SPEAKER_KINDS
from analysis.tables.base import SECTIONS, Table

LOADED_VOICES = ("outlet", "paraphrased", "quoted", "scare quotes")
VOICE_LABELS = {voice: voice.replace("outlet", "own voice") for voice in LOADED_VOICES}


class Sentences(Table):
    """One row per sentence, all sections in reading order; key (article, number).

    `number` counts from 0 in each article. `words` of the sentence, of which `outlet_words`,
    `paraphrased_words`, `quoted_words` and `scare_words` (quoted fragments of at most three words
    that the text gives to nobody) in each voice. `lexicon_score`: 1 less the product of (1 - weight)
    over the hits of our own list in the sentence, 0 to 1; `own_lexicon_score` the same over those in
    the outlet's own voice. `score`: the model's probability that experts call the sentence loaded;
    `own_score`: that times the share that words in the outlet's own voice have in its loaded words,
    0 where only others' words are loaded, or none.
    """

    article: Series[str]
    number: Series[int] = pa.Field(ge=0)
    outlet: Series[str]
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    words: Series[int] = pa.Field(ge=0)
    outlet_words: Series[int] = pa.Field(ge=0)
    paraphrased_words: Series[int] = pa.Field(ge=0)
    quoted_words: Series[int] = pa.Field(ge=0)
    scare_words: Series[int] = pa.Field(ge=0)
    lexicon_score: Series[float] = pa.Field(ge=0, le=1)
    own_lexicon_score: Series[float] = pa.Field(ge=0, le=1)
    score: Series[float] = pa.Field(ge=0, le=1)
    own_score: Series[float] = pa.Field(ge=0, le=1)


class LoadedHits(Table):
    """One row per loaded word found in a text; key (article, start, lexicon, category).

    `lexicon` is the word list, or "model". `term` is the entry of a list, `weight` the share of its
    occurrences that people marked as loaded, drawn towards the mean of its category, `negated`: a
    negation stands within three words before it. For the model `term` is the word and `weight` its
    probability, from 0.1 on. `number` is that of its sentence. `voice`: whose words it is;
    "scare quotes" for a quoted fragment of at most three words that the text gives to nobody.
    `speaker`, `kind` and `attribution` as in Voices.
    """

    article: Series[str]
    outlet: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    text: Series[str]
    lexicon: Series[str]
    term: Series[str]
    category: Series[str]
    weight: Series[float] = pa.Field(ge=0, le=1)
    negated: Series[bool]
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    voice: Series[str] = pa.Field(isin=list(LOADED_VOICES))
    speaker: Series[str]
    kind: Series[str] = pa.Field(isin=["", *SPEAKER_KINDS])
    attribution: Series[str]
    number: Series[int] = pa.Field(ge=0)


class LoadedNear(Table):
    """One row per loaded word in whose clause an actor is named; key (article, start).

    `actor`, named at `actor_start`..`actor_end`, is the nearest, `distance` words away. The other
    columns as in LoadedHits.
    """

    article: Series[str]
    outlet: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    text: Series[str]
    weight: Series[float] = pa.Field(ge=0, le=1)
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    voice: Series[str] = pa.Field(isin=list(LOADED_VOICES))
    speaker: Series[str]
    attribution: Series[str]
    number: Series[int] = pa.Field(ge=0)
    actor: Series[str]
    actor_start: Series[int] = pa.Field(ge=0)
    actor_end: Series[int] = pa.Field(gt=0)
    distance: Series[int] = pa.Field(ge=1)


class LoadedWords(Table):
    """One row per loaded word of an outlet in one voice; key (outlet, voice, category, term, weight).

    `n` times in `in_articles` articles; `weight` as in LoadedHits.
    """

    outlet: Series[str]
    voice: Series[str] = pa.Field(isin=list(LOADED_VOICES))
    category: Series[str]
    term: Series[str]
    weight: Series[float] = pa.Field(ge=0, le=1)
    n: Series[int] = pa.Field(ge=1)
    in_articles: Series[int] = pa.Field(ge=1)


class LexiconQuality(Table):
    """One row per figure of a list or a part of it; key (list, figure).

    `value` with the 95% interval `low`..`high` (only for the whole list): macro-F1 or AUROC of
    sentences, F1 of words, 0 to 1. `threshold`: the score or weight from which on a sentence or word
    is called loaded; AUROC needs none. `entries` of the list.
    """

    list: Series[str]
    figure: Series[str]
    value: Series[float] = pa.Field(ge=0, le=1)
    low: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    high: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    threshold: Series[float] = pa.Field(ge=0, le=1)
    entries: Series[int] = pa.Field(ge=0)


class LexiconCounts(Table):
    """One row per list, category, outlet and voice; key in that order.

    `n` hits, whatever the weight of the entry, of `terms` different entries; `negated` of them behind
    a negation. `per_thousand` is `n` per 1,000 of the `total` words of that outlet in that voice.
    """

    lexicon: Series[str]
    category: Series[str]
    outlet: Series[str]
    voice: Series[str] = pa.Field(isin=list(LOADED_VOICES))
    n: Series[int] = pa.Field(ge=0)
    total: Series[int] = pa.Field(ge=1)
    per_thousand: Series[float] = pa.Field(ge=0)
    terms: Series[int] = pa.Field(ge=0)
    negated: Series[int] = pa.Field(ge=0)


class ModelQuality(Table):
    """One row per figure of the model on texts that it did not learn from; key (data, figure).

    `value` with the 95% interval `low`..`high`, which is over `n` sentences (or spans, or cells).
    """

    data: Series[str]
    figure: Series[str]
    value: Series[float] = pa.Field(ge=-1, le=1)
    low: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    high: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    n: Series[int] = pa.Field(ge=1)
