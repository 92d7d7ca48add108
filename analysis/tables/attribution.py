"""Tables about who says what: quotations, cues, speakers, attributions, voices, patterns."""

import json

from analysis.categories import SECTIONS, SPEAKER_KINDS
from analysis.tables.base import OF_PATTERNS, Series, Table, field

KINDS_OF_QUOTATION = ("quotation", "unclosed", "stray")


class Quotations(Table):
    """One row per direct quotation; key (article, number), numbered from 0 by first character.

    `start` to `end` hold the marks, `inner_start` to `inner_end` what is between them; `opened_by` and
    `closed_by` are the marks as written, "" where there is none. `kind` is "unclosed" when the closing
    mark was forgotten (it then ends with its paragraph), "stray" for a lone mark that quotes nothing.
    `parent` is the number of the quotation around it, `continues` of the one in an earlier paragraph
    that it goes on with, `resumes` of the one in the same paragraph that a cue ("he said") broke off;
    -1 for none.
    """

    article: Series[str] = field("article")
    number: Series[int] = field("number", ge=0)
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    inner_start: Series[int] = field("inside from (character)", ge=0)
    inner_end: Series[int] = field("inside to (character)", ge=0)
    paragraph: Series[int] = field("paragraph", ge=0)
    section: Series[str] = field("section", isin=list(SECTIONS))
    opened_by: Series[str] = field("opened by")
    closed_by: Series[str] = field("closed by")
    kind: Series[str] = field("kind of speaker", isin=list(KINDS_OF_QUOTATION))
    parent: Series[int] = field("inside of", ge=-1)
    continues: Series[int] = field("goes on with", ge=-1)
    resumes: Series[int] = field("resumes", ge=-1)


CUE_CLASSES = (
    "neutral",
    "assertive",
    "factive",
    "doubtful",
    "accusatory",
    "denying",
    "emotive",
    "directive",
    "perceptive",
    "other",
)


class Mentions(Table):
    """One row per place where somebody who acts is named; key (article, start).

    `actor` is the name, the same in all articles; `kind` that of the word list of speaker kinds, ""
    for people by name and for actors that the user named.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    text: Series[str] = field("text", text=True)
    actor: Series[str] = field("actor")
    kind: Series[str] = field("kind of speaker", isin=["", *SPEAKER_KINDS])


TYPES = ("direct", "indirect", "mixed")
ACTS = ("said", "thought", "done")


class Attributions(Table):
    """One row per attribution, in reading order of their cues; key (article, id).

    `source`, `cue`, `content` are their spans in the text as JSON, "[[0, 2], [9, 14]]" ("[]" for none;
    `analysis.tables.spans_in` reads them); the columns ending in `_text` are what stands there, parts
    joined by " ... ". `start` is the first character of the three. `type`: all words of the content
    in quotation marks ("direct"), none ("indirect"), or some ("mixed"). `parent` is the `id` of the
    attribution whose content it stands in, "" for none. `words` of the content, of which
    `quoted_words` in quotation marks. `score`: the model's mean probability of the tags, 0 to 1.
    `speaker` is the canonical name, with one `kind` and `affiliation` in all articles, the words of the
    source where it names nobody ("some aides"), or "" without a source; `affiliation` is the country or
    body that the text gives, or ""; `named`: the speaker is a named person or organisation; `rule` says
    how the source was resolved.
    `cue_lemma` is the entry of the word list ("point out"), or the lemma of the word that would be the head
    when the list has none; `listed`: it is in the list, so that "other" is a judgement and not a gap.
    `act`: "said" (speech and writing, also denied), "thought" (belief, feeling, perception), or "done"
    (planned or done: "will wage war", "was named"), which is listed and never counted, nor takes words out
    of the outlet's own voice.
    `negated`: denied or withheld ("did not say", "nobody said"); the class is that of the lemma all the
    same, and what is said so is not counted either, unless four of its words are in quotation marks.
    `passive`: the source is not the subject ("was accused").
    """

    article: Series[str] = field("article")
    id: Series[str] = field("id")
    outlet: Series[str] = field("outlet")
    section: Series[str] = field("section", isin=list(SECTIONS))
    paragraph: Series[int] = field("paragraph", ge=0)
    start: Series[int] = field("from (character)", ge=0)
    source: Series[str] = field("place of the source")
    cue: Series[str] = field("place of the cue")
    content: Series[str] = field("place of what is said")
    source_text: Series[str] = field("source", text=True)
    cue_text: Series[str] = field("cue", text=True)
    content_text: Series[str] = field("what is said", text=True)
    type: Series[str] = field("type", isin=list(TYPES))
    parent: Series[str] = field("inside of")
    speaker: Series[str] = field("speaker")
    kind: Series[str] = field("kind of speaker", isin=list(SPEAKER_KINDS))
    affiliation: Series[str] = field("affiliation")
    named: Series[bool] = field("named")
    rule: Series[str] = field("rule that decided")
    cue_lemma: Series[str] = field("lemma of the cue")
    cue_class: Series[str] = field("category of cue", isin=list(CUE_CLASSES))
    act: Series[str] = field("act", isin=list(ACTS))
    listed: Series[bool] = field("in the word list")
    negated: Series[bool] = field("negated")
    passive: Series[bool] = field("passive")
    words: Series[int] = field("words", ge=0)
    quoted_words: Series[int] = field("words in quotation marks", ge=0)
    score: Series[float] = field("score by model", ge=0, le=1)


class Speakers(Table):
    """One row per named speaker, those with most attributions first; key name.

    `aliases` are the forms in which articles have the speaker, joined by "; ". `votes`: the articles in
    which words at the name show each kind, "government 12; expert 1"; `guesses`: those in which it is
    borrowed from another body, or is the usual one for a title. All attributions count, nested ones and
    those of any section too. `given`: the researcher's table changed what was found.
    """

    name: Series[str] = field("speaker", unique=True)
    aliases: Series[str] = field("also as")
    kind: Series[str] = field("kind of speaker", isin=list(SPEAKER_KINDS))
    votes: Series[str] = field("articles that show a kind")
    guesses: Series[str] = field("articles that suggest a kind")
    affiliation: Series[str] = field("affiliation")
    articles: Series[int] = field("articles", ge=1)
    outlets: Series[int] = field("outlets", ge=1)
    attributions: Series[int] = field("attributions", ge=1)
    given: Series[bool] = field("changed by hand")


def spans_in(written: str) -> list[tuple[int, int]]:
    """Return the spans that a column of Attributions holds as text: "[[0, 2]]" to [(0, 2)]."""
    return [(start, end) for start, end in json.loads(written)]


VOICES = ("outlet", "quoted", "paraphrased")
PARTS = ("narrative", "source", "cue", "content")


class Voices(Table):
    """One row per stretch: whose words it is; key (article, start).

    The stretches of an article hold each of its characters once, in order, and none crosses a
    section. `voice`: "quoted" in quotation marks, "paraphrased" in the rest of a content, else
    "outlet". `part` of an attribution that it is, "narrative" outside all. `speaker`, `kind` and
    `attribution` (its `id`) are those of the innermost content around it; "" where there is none,
    also for words in quotation marks that the text gives to nobody. `words` that begin there.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    voice: Series[str] = field("voice", isin=list(VOICES))
    part: Series[str] = field("part", isin=list(PARTS))
    section: Series[str] = field("section", isin=list(SECTIONS))
    speaker: Series[str] = field("speaker")
    kind: Series[str] = field("kind of speaker", isin=["", *SPEAKER_KINDS])
    attribution: Series[str] = field("attribution")
    words: Series[int] = field("words", ge=0)


class Evidence(Table):
    """What stands behind numbers, as their file has it: the columns of the rows that were counted follow.

    `evidence_for` says what was counted, `passage` is the text around it.
    """

    evidence_for: Series[str] = field("evidence for")
    passage: Series[str] = field("passage", text=True)


class Tallies(Table):
    """What one article adds to one number; key (measure, group, category, article).

    `n` of the measure's units (`unit`) in the article fall into `category` of `group`. `total` is
    the article's denominator, the same for all categories of a group. An article with a `total`
    has a row for the group even if it has no unit in any category: `category` is then "", `n` 0.
    """

    measure: Series[str] = field("measure")
    group: Series[str] = field("of")
    category: Series[str] = field("category")
    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    n: Series[float] = field("count", ge=0)
    total: Series[float] = field("of all", ge=0)
    unit: Series[str] = field("counted in")


class Patterns(Table):
    """One row per number about an outlet; key (measure, outlet, group, category).

    `value` = `n` / `total`, times 1,000 where `unit` ends with "per 1,000 words"; NaN when `total` is
    0. `low`, `high`: its 95% interval; `interval` says how: over whole "articles",
    "few articles" (fewer than ten), "units" taken as independent draws, or "none".
    `articles` of the outlet have a total, `in_articles` of them the category.
    """

    measure: Series[str] = field("measure")
    outlet: Series[str] = field("outlet")
    group: Series[str] = field("of")
    category: Series[str] = field("category")
    n: Series[float] = field("count", ge=0)
    total: Series[float] = field("of all", ge=0)
    unit: Series[str] = field("counted in")
    value: Series[float] = field("value", digits=3, ge=0, nullable=True)
    low: Series[float] = field("95% interval, from", digits=3, ge=0, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, ge=0, nullable=True)
    interval: Series[str] = field("basis of the interval", isin=list(OF_PATTERNS))
    in_articles: Series[int] = field("articles with it", ge=0)
    articles: Series[int] = field("articles", ge=0)
