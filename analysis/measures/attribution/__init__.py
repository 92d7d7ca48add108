"""Attribution: who speaks in an article, in whose words, and how outlets differ."""

from analysis.measures.attribution.attributions import attributions_of
from analysis.measures.attribution.evidence import evidence, evidence_of_each
from analysis.measures.attribution.mentions import mentions_of
from analysis.measures.attribution.patterns import (
    by_measure,
    concentration_of,
    most_heard,
    patterns_of,
)
from analysis.measures.attribution.quotes.quotations import quotations_of
from analysis.measures.attribution.speakers_across import speakers_across
from analysis.measures.attribution.tallies import tallies_of
from analysis.measures.attribution.voices import voices_of
from analysis.measures.quality import attribution_quality

__all__ = [
    "attribution_quality",
    "attributions_of",
    "by_measure",
    "concentration_of",
    "evidence",
    "evidence_of_each",
    "mentions_of",
    "most_heard",
    "patterns_of",
    "quotations_of",
    "speakers_across",
    "tallies_of",
    "voices_of",
]
