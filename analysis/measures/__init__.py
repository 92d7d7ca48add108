"""The measures, one module each: counts or words in, a table out."""

from analysis.measures.concordance import Context, concordance, sorted_lines
from analysis.measures.dispersion import WHOLE, dispersion
from analysis.measures.diversity import diversity
from analysis.measures.duplicates import near_duplicates
from analysis.measures.frequency import commonest, frequencies, most_frequent
from analysis.measures.keyness import REST, furthest_apart, keyness
from analysis.measures.overview import (
    article_days,
    article_lengths,
    outlets_of,
    section_shares,
    stretches_outside,
)
from analysis.measures.trends import trends
from analysis.measures.vocabulary import heaps, zipf

__all__ = [
    "REST",
    "WHOLE",
    "Context",
    "article_days",
    "article_lengths",
    "commonest",
    "concordance",
    "dispersion",
    "diversity",
    "frequencies",
    "furthest_apart",
    "heaps",
    "keyness",
    "most_frequent",
    "near_duplicates",
    "outlets_of",
    "section_shares",
    "sorted_lines",
    "stretches_outside",
    "trends",
    "zipf",
]
