"""Tables about articles: what a corpus holds and what is wrong with it."""

from analysis.categories import SECTIONS
from analysis.tables.base import Series, Table, field


class Articles(Table):
    """One row per article, sorted by `id`; columns beyond these are the corpus's own metadata.

    `date` is a day (midnight, no time zone) or NaT; optional text columns are "" when unknown. `text` is
    what is read: its first `put_before` characters are the title and an empty line, put before a text
    that does not begin with its title; the rest is the text as it was given.
    """

    only_these = False

    id: Series[str] = field("id", unique=True, str_length={"min_value": 1})
    outlet: Series[str] = field("outlet", str_length={"min_value": 1})
    text: Series[str] = field("text", text=True, str_length={"min_value": 1})
    date: Series["datetime64[ns]"] = field("date", nullable=True)  # type: ignore[name-defined]  # noqa: F821
    title: Series[str] = field("title", text=True)
    author: Series[str] = field("author")
    url: Series[str] = field("address")
    language: Series[str] = field("language")
    put_before: Series[int] = field("characters put before", ge=0, default=0)


class Problems(Table):
    """One row per thing wrong with a corpus. `row` counts data rows from 1; 0 is the whole file."""

    file: Series[str] = field("file")
    row: Series[int] = field("row", ge=0)
    column: Series[str] = field("column")
    value: Series[str] = field("value", text=True)
    problem: Series[str] = field("problem")
    expected: Series[str] = field("what would be right")
    severity: Series[str] = field("severity", isin=["error", "warning"])


class Sections(Table):
    """One row per stretch of an article, in reading order; together they hold all but white space.

    `paragraph` counts the lines with text from 0; `rule` names the rule that decided.
    """

    article: Series[str] = field("article")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    section: Series[str] = field("section", isin=list(SECTIONS))
    paragraph: Series[int] = field("paragraph", ge=0)
    rule: Series[str] = field("rule that decided")


class Outlets(Table):
    """What the corpus holds of each outlet; key outlet. Lengths in words; dates may be NaT.

    `headlines`: articles with a headline, `from_title` of which it was taken from the title of the article,
    since the text did not begin with it.
    """

    outlet: Series[str] = field("outlet", unique=True)
    articles: Series[int] = field("articles", ge=1)
    words: Series[int] = field("words", ge=0)
    body_words: Series[int] = field("words in bodies", ge=0)
    median_words: Series[float] = field("median (words)", kind="rate", digits=1, ge=0)
    shortest: Series[int] = field("shortest (words)", ge=0)
    longest: Series[int] = field("longest (words)", ge=0)
    headlines: Series[int] = field("with a headline", ge=0)
    from_title: Series[int] = field("headline from the title", ge=0)
    first: Series["datetime64[ns]"] = field("first day", nullable=True)  # type: ignore[name-defined]  # noqa: F821
    last: Series["datetime64[ns]"] = field("last day", nullable=True)  # type: ignore[name-defined]  # noqa: F821
    undated: Series[int] = field("without a date", ge=0)


class ArticleDays(Table):
    """One row per article: the day of its publication, or NaT."""

    article: Series[str] = field("article", unique=True)
    outlet: Series[str] = field("outlet")
    date: Series["datetime64[ns]"] = field("date", nullable=True)  # type: ignore[name-defined]  # noqa: F821


class ArticleLengths(Table):
    """One row per article: all its words, those of its headline, and those of its body."""

    article: Series[str] = field("article", unique=True)
    outlet: Series[str] = field("outlet")
    words: Series[int] = field("words", ge=0)
    headline_words: Series[int] = field("words in headlines", ge=0)
    body_words: Series[int] = field("words in bodies", ge=0)


class SectionShares(Table):
    """Words per outlet and section; key (outlet, section). `share` of all words of the outlet."""

    outlet: Series[str] = field("outlet")
    section: Series[str] = field("section", isin=list(SECTIONS))
    stretches: Series[int] = field("stretches", ge=0)
    n: Series[int] = field("count", ge=0)
    words: Series[int] = field("words", ge=0)
    share: Series[float] = field("share of words", digits=3, ge=0, le=1, nullable=True)


class StretchesOutside(Table):
    """One row per stretch that is not body: its text, `n` words, and the rule that decided.

    Key (section, article, start), the sections with headlines, which are least in doubt, last.
    """

    section: Series[str] = field("section", isin=list(SECTIONS))
    text: Series[str] = field("text", text=True)
    rule: Series[str] = field("rule that decided")
    n: Series[int] = field("count", ge=0)
    outlet: Series[str] = field("outlet")
    article: Series[str] = field("article")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)


class Languages(Table):
    """One row per article: the language it was given and the one recognised (ISO 639-1)."""

    article: Series[str] = field("article", unique=True)
    outlet: Series[str] = field("outlet")
    given: Series[str] = field("language given")
    recognised: Series[str] = field("language recognised")


class NearDuplicates(Table):
    """Pairs of articles that share much of their wording; key (article_a, article_b), a before b.

    `similarity` is the Jaccard coefficient of their sets of five-word stretches.
    """

    article_a: Series[str] = field("article")
    article_b: Series[str] = field("other article")
    outlet_a: Series[str] = field("outlet")
    outlet_b: Series[str] = field("other outlet")
    similarity: Series[float] = field("similarity (Jaccard)", digits=2, ge=0, le=1)
