"""Describe a corpus per outlet: lengths, dates and sections."""

import numpy as np
import pandas as pd

from analysis.categories import SECTIONS
from analysis.language.words import Stretches, Tokens
from analysis.recipes import table
from analysis.tables import (
    ArticleDays,
    ArticleLengths,
    Outlets,
    SectionShares,
    StretchesOutside,
    by_key,
)


@table("days", ArticleDays, every_article=True)
def article_days(articles: pd.DataFrame) -> pd.DataFrame:
    """The day of each article.

    Returns ArticleDays: one row per article, the day it was published.
    """
    days = articles[["id", "outlet", "date"]].rename(columns={"id": "article"})
    return ArticleDays.validate(by_key(days, "article"))


def article_lengths(tokens: Tokens | Stretches) -> pd.DataFrame:
    """Return ArticleLengths: one row per article, its words, those of its headline and of its body."""
    section = tokens.stretches["section"].to_numpy(dtype=object)
    words = np.diff(tokens.bounds)
    rows = tokens.stretches["article_row"].to_numpy()
    size = len(tokens.articles)
    table = pd.DataFrame(
        {
            "article": tokens.articles["id"],
            "outlet": tokens.articles["outlet"],
            "words": np.bincount(rows, words, size).astype(int),
            **{
                f"{name}_words": np.bincount(rows, words * (section == name), size).astype(int)
                for name in ("headline", "body")
            },
        }
    )
    return ArticleLengths.validate(by_key(table, "article"))


@table("outlets", Outlets, every_article=True)
def outlets_of(articles: pd.DataFrame, lengths: pd.DataFrame) -> pd.DataFrame:
    """Articles, lengths and days of each outlet.

    Returns Outlets: one row per outlet, from Articles and their ArticleLengths.
    """
    known = articles.set_index("id").loc[lengths["article"]].reset_index()
    each = lengths.assign(
        date=known["date"],
        headline=lengths["headline_words"] > 0,
        from_title=known["put_before"] > 0,
    )
    grouped = each.groupby("outlet", sort=True)
    table = grouped.agg(
        articles=("article", "size"),
        words=("words", "sum"),
        body_words=("body_words", "sum"),
        median_words=("words", "median"),
        shortest=("words", "min"),
        longest=("words", "max"),
        headlines=("headline", "sum"),
        from_title=("from_title", "sum"),
        first=("date", "min"),
        last=("date", "max"),
        dated=("date", "count"),
    )
    table["undated"] = table["articles"] - table["dated"]
    return Outlets.validate(table.reset_index())


def section_shares(tokens: Tokens | Stretches) -> pd.DataFrame:
    """Return SectionShares: the share of each of the six sections in the words of each outlet."""
    table = _counted_stretches(tokens)
    outlets = sorted(tokens.articles["outlet"].unique())
    every = pd.MultiIndex.from_product([outlets, sorted(SECTIONS)], names=["outlet", "section"])
    sums = table.groupby(["outlet", "section"])["n"].agg(stretches="size", n="sum")
    shares = sums.reindex(every, fill_value=0).reset_index()
    words = shares.groupby("outlet")["n"].transform("sum")
    shares = shares.assign(words=words, share=shares["n"] / words.where(words > 0))
    return SectionShares.validate(shares)


def stretches_outside(tokens: Tokens | Stretches, articles: pd.DataFrame) -> pd.DataFrame:
    """Return StretchesOutside: every stretch that was not taken for body, with its text."""
    table = _counted_stretches(tokens)
    table = table[table["section"] != "body"]
    texts = articles["text"].array
    places = table[["article_row", "start", "end"]].itertuples(index=False)
    text = pd.Series([texts[row][a:b] for row, a, b in places], index=table.index, dtype="str")
    ids = tokens.articles["id"].array.take(table["article_row"])
    table = table.assign(article=ids, text=text, last=table["section"] == "headline")
    return StretchesOutside.validate(by_key(table, "last", "section", "article", "start"))


def _counted_stretches(tokens: Tokens | Stretches) -> pd.DataFrame:
    outlet = tokens.articles["outlet"].to_numpy(dtype=object)[tokens.stretches["article_row"]]
    section = tokens.stretches["section"].to_numpy(dtype=object)
    return tokens.stretches.assign(n=np.diff(tokens.bounds), outlet=outlet, section=section)


@table("lengths", ArticleLengths, every_article=True, kept=True)
def _lengths(every_stretch: Stretches) -> pd.DataFrame:
    """The length of each article in words."""
    return article_lengths(every_stretch)


@table("section-shares", SectionShares, every_article=True)
def _section_shares(every_stretch: Stretches) -> pd.DataFrame:
    """Words of each outlet by section."""
    return section_shares(every_stretch)


@table("outside", StretchesOutside, every_article=True)
def _outside(every_stretch: Stretches, articles: pd.DataFrame) -> pd.DataFrame:
    """Every stretch of text that was not taken for body, with the rule that decided."""
    return stretches_outside(every_stretch, articles)
