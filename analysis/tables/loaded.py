"""Tables of loaded language: sentences with their scores, and the words behind them."""

from analysis.categories import SECTIONS, SPEAKER_KINDS
from analysis.tables.base import Series, Table, field

LOADED_VOICES = ("outlet", "paraphrased", "quoted", "scare quotes")
VOICE_LABELS = {voice: voice.replace("outlet", "own voice") for voice in LOADED_VOICES}


class Sentences(Table):
    """One row per sentence, all sections in reading order; key (article, number).

    `number` counts from 0 in each article. `words` of the sentence, of which `outlet_words`,
    `paraphrased_words`, `quoted_words` and `scare_words` (quoted fragments of at most three words
    that the text gives to nobody) in each voice. `lexicon_score`: 1 less the product of (1 - weight) over
    the hits of our own list in the sentence that nothing negates, 0 to 1; `own_lexicon_score` the same over
    those in the outlet's own voice. `score`: the model's probability that experts call the sentence loaded;
    `own_score`: the same of the words in the outlet's own voice alone, read in their sentence, and at most
    `score`; 0 without such words.
    """

    article: Series[str] = field("article")
    number: Series[int] = field("number", ge=0)
    outlet: Series[str] = field("outlet")
    section: Series[str] = field("section", isin=list(SECTIONS))
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    words: Series[int] = field("words", ge=0)
    outlet_words: Series[int] = field("words, own voice", ge=0)
    paraphrased_words: Series[int] = field("words, paraphrased", ge=0)
    quoted_words: Series[int] = field("words in quotation marks", ge=0)
    scare_words: Series[int] = field("words in scare quotes", ge=0)
    lexicon_score: Series[float] = field("score by list", digits=2, ge=0, le=1)
    own_lexicon_score: Series[float] = field("score by list, own voice", digits=2, ge=0, le=1)
    score: Series[float] = field("score by model", ge=0, le=1)
    own_score: Series[float] = field("score by model, own voice", digits=2, ge=0, le=1)


class LoadedHits(Table):
    """One row per loaded word found in a text; key (article, start, lexicon, category).

    `lexicon` is the word list, or "model". `term` is the entry of a list, `weight` the share of its
    occurrences that people marked as loaded, drawn towards the mean of its category, `negated`: a
    negation stands within three words before it. For the model `term` is the word and `weight` its
    probability, from 0.1 on. `number` is that of its sentence. `voice`: whose words it is;
    "scare quotes" for a quoted fragment of at most three words that the text gives to nobody.
    `speaker`, `kind` and `attribution` as in Voices.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    text: Series[str] = field("text", text=True)
    lexicon: Series[str] = field("word list")
    term: Series[str] = field("word")
    category: Series[str] = field("category")
    weight: Series[float] = field("weight", digits=2, ge=0, le=1)
    negated: Series[bool] = field("negated")
    section: Series[str] = field("section", isin=list(SECTIONS))
    voice: Series[str] = field("voice", isin=list(LOADED_VOICES))
    speaker: Series[str] = field("speaker")
    kind: Series[str] = field("kind of speaker", isin=["", *SPEAKER_KINDS])
    attribution: Series[str] = field("attribution")
    number: Series[int] = field("number", ge=0)


class LoadedNear(Table):
    """One row per loaded word in whose clause an actor is named; key (article, start).

    `actor`, named at `actor_start` to `actor_end`, is the nearest, `distance` words away. The other
    columns as in LoadedHits.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    text: Series[str] = field("text", text=True)
    weight: Series[float] = field("weight", digits=2, ge=0, le=1)
    section: Series[str] = field("section", isin=list(SECTIONS))
    voice: Series[str] = field("voice", isin=list(LOADED_VOICES))
    speaker: Series[str] = field("speaker")
    attribution: Series[str] = field("attribution")
    number: Series[int] = field("number", ge=0)
    actor: Series[str] = field("actor")
    actor_start: Series[int] = field("actor from (character)", ge=0)
    actor_end: Series[int] = field("actor to (character)", gt=0)
    distance: Series[int] = field("words away", ge=1)


class LoadedWords(Table):
    """One row per loaded word of an outlet in one voice; key (outlet, voice, category, term, weight).

    `n` times in `in_articles` articles; `weight` as in LoadedHits.
    """

    outlet: Series[str] = field("outlet")
    voice: Series[str] = field("voice", isin=list(LOADED_VOICES))
    category: Series[str] = field("category")
    term: Series[str] = field("word")
    weight: Series[float] = field("weight", digits=2, ge=0, le=1)
    n: Series[int] = field("count", ge=1)
    in_articles: Series[int] = field("articles with it", ge=1)


class SentencesTold(Table):
    """Sentences to read, with their text; key (article, sentence).

    `own_score` as in Sentences; `loaded` are the words in the outlet's own voice with their weights.
    """

    outlet: Series[str] = field("outlet")
    own_score: Series[float] = field("score by model, own voice", digits=2, ge=0, le=1)
    loaded: Series[str] = field("loaded words, weights", text=True)
    sentence: Series[str] = field("sentence", text=True)
    article: Series[str] = field("article")


class Disagreements(Table):
    """Sentences on which list and model disagree, with both scores and the words that each sees."""

    outlet: Series[str] = field("outlet")
    model_score: Series[float] = field("score by model", digits=2, ge=0, le=1)
    lexicon_score: Series[float] = field("score by list", digits=2, ge=0, le=1)
    by_model: Series[str] = field("by model, probabilities", text=True)
    by_list: Series[str] = field("by list, weights", text=True)
    sentence: Series[str] = field("sentence", text=True)
    article: Series[str] = field("article")


class LexiconQuality(Table):
    """One row per figure of a list or a part of it; key (list, figure).

    `value` with the 95% interval `low` to `high` (only for the whole list): macro-F1 or AUROC of
    sentences, F1 of words, 0 to 1. `threshold`: the score or weight from which on a sentence or word
    is called loaded; AUROC needs none. `entries` of the list.
    """

    list: Series[str] = field("categories")
    figure: Series[str] = field("what is measured")
    value: Series[float] = field("value", digits=3, ge=0, le=1)
    low: Series[float] = field("95% interval, from", digits=3, ge=0, le=1, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, ge=0, le=1, nullable=True)
    threshold: Series[float] = field("threshold", digits=2, ge=0, le=1)
    entries: Series[int] = field("entries", ge=0)


class LexiconCounts(Table):
    """One row per list, category, outlet and voice; key in that order.

    `n` hits, whatever the weight of the entry, of `terms` different entries; `negated` of them behind
    a negation. `per_thousand` is `n` per 1,000 of the `total` words of that outlet in that voice.
    """

    lexicon: Series[str] = field("word list")
    category: Series[str] = field("category")
    outlet: Series[str] = field("outlet")
    voice: Series[str] = field("voice", isin=list(LOADED_VOICES))
    n: Series[int] = field("count", ge=0)
    total: Series[int] = field("of all", ge=1)
    per_thousand: Series[float] = field("per 1,000 words", digits=1, ge=0)
    terms: Series[int] = field("different entries", ge=0)
    negated: Series[int] = field("negated", ge=0)


class ModelQuality(Table):
    """One row per figure of the model on texts that it did not learn from; key (data, figure).

    `value` with the 95% interval `low` to `high`, which is over `n` sentences (or spans, or cells).
    """

    data: Series[str] = field("measured on")
    figure: Series[str] = field("what is measured")
    value: Series[float] = field("value", digits=3, ge=-1, le=1)
    low: Series[float] = field("95% interval, from", digits=3, ge=-1, le=1, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, ge=-1, le=1, nullable=True)
    n: Series[int] = field("count", ge=1)
