"""Tables that the comparison of an event shows, made from others for reading."""

from analysis.tables.base import Series, Table, field


class CoverageTold(Table):
    """One row per event: its days, and the outlets that tell it with their articles, "Echo 2, Post 1"."""

    event: Series[str] = field("event")
    days: Series[str] = field("days")
    outlets: Series[int] = field("outlets", ge=1)
    articles: Series[int] = field("articles", ge=1)
    told_by: Series[str] = field("articles of each outlet")


class CallsTold(Table):
    """One row per actor and outlet: what the outlet calls the actor in each voice, "the mayor 3"."""

    actor: Series[str] = field("actor")
    outlet: Series[str] = field("outlet")
    n: Series[int] = field("count", ge=0)
    own_words: Series[str] = field("in its own words", text=True)
    in_paraphrase: Series[str] = field("in what it paraphrases", text=True)
    in_quotes: Series[str] = field("in what it quotes", text=True)


class ActsTold(Table):
    """One row per act of violence, blame or decision, for reading."""

    outlet: Series[str] = field("outlet")
    act: Series[str] = field("kind of act")
    agent_text: Series[str] = field("who acts", text=True)
    predicate_text: Series[str] = field("what is done", text=True)
    patient_text: Series[str] = field("to whom", text=True)
    construction: Series[str] = field("construction")


class OnlyInTold(Table):
    """One row per quotation, and all speakers or numbers, that a single outlet has, for reading."""

    outlet: Series[str] = field("outlet")
    kind: Series[str] = field("what")
    speaker: Series[str] = field("speaker")
    text: Series[str] = field("only there", text=True)


class PageQuality(Table):
    """One row per kind of mistake on pages of one event; key kind, of which "any" is all of them.

    `false` and `misleading` count statements among the `statements` of all `pages` that were read. `share` of
    both together, from `low` to `high` with 95% by the pages as clusters.
    """

    kind: Series[str] = field("what was wrong")
    false: Series[int] = field("false", ge=0)
    misleading: Series[int] = field("misleading", ge=0)
    statements: Series[int] = field("statements read", ge=1)
    pages: Series[int] = field("pages read", ge=1)
    share: Series[float] = field("false or misleading", digits=3, ge=0, le=1)
    low: Series[float] = field("95% interval, from", digits=3, ge=0, le=1)
    high: Series[float] = field("95% interval, to", digits=3, ge=0, le=1)


class Beside(Table):
    """One row per passage that a report shows beside others; `row` names what they have in common."""

    row: Series[str] = field("shown under")
    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    speaker: Series[str] = field("speaker")
    cue: Series[str] = field("cue", text=True)
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    text: Series[str] = field("passage", text=True)
