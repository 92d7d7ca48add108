"""Every table that passes between steps: columns, units, keys and ranges, checked on the way out.

Conventions that hold for all of them: character offsets are positions in the article's text exactly
as stored (Python `str`, end exclusive); a rate is per million words and stands beside its count and
its denominator (`words`); an undefined rate is NaN; every table is sorted by its key.
"""

from analysis.tables.articles import (
    ArticleDays,
    ArticleLengths,
    Articles,
    Languages,
    NearDuplicates,
    Outlets,
    Problems,
    Sections,
    SectionShares,
    StretchesOutside,
)
from analysis.tables.attribution import (
    CUE_CLASSES,
    PARTS,
    TYPES,
    VOICES,
    Attributions,
    Mentions,
    Patterns,
    Quotations,
    Speakers,
    Tallies,
    Voices,
    spans_in,
)
from analysis.tables.base import PER, Table, by_key
from analysis.tables.codings import CodedCorrections, Codings
from analysis.tables.patterns import Differences
from analysis.tables.words import (
    Collocations,
    Concordances,
    Dispersions,
    Diversities,
    Frequencies,
    Growth,
    Keyness,
    Ranks,
    Trends,
    Words,
)

__all__ = [
    "CUE_CLASSES",
    "PARTS",
    "PER",
    "TYPES",
    "VOICES",
    "ArticleDays",
    "ArticleLengths",
    "Articles",
    "Attributions",
    "CodedCorrections",
    "Codings",
    "Collocations",
    "Concordances",
    "Differences",
    "Dispersions",
    "Diversities",
    "Frequencies",
    "Growth",
    "Keyness",
    "Languages",
    "Mentions",
    "NearDuplicates",
    "Outlets",
    "Patterns",
    "Problems",
    "Quotations",
    "Ranks",
    "SectionShares",
    "Sections",
    "Speakers",
    "StretchesOutside",
    "Table",
    "Tallies",
    "Trends",
    "Voices",
    "Words",
    "by_key",
    "spans_in",
]
