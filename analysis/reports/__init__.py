"""Run notebooks, publish their reports whole, and state the findings in sentences."""

from analysis.parameters import columns_from
from analysis.reports.findings.attribution import (
    attribution_findings,
    attribution_notices,
    quality_findings,
    speaker_notices,
    with_evidence,
)
from analysis.reports.findings.loaded import (
    difference_findings,
    lexicon_findings,
    loaded_evidence,
    loaded_findings,
    loaded_notices,
    model_findings,
    near_evidence,
    of_most_words,
    speaker_evidence,
    told_disagreements,
    told_sentences,
)
from analysis.reports.findings.words import (
    corpus_findings,
    corpus_notices,
    depth_findings,
    frequency_findings,
    keyness_findings,
    sample_notices,
)
from analysis.reports.findings.words_evidence import words_behind
from analysis.reports.notebook.reading import show
from analysis.reports.notebook.run import Run

__all__ = [
    "Run",
    "attribution_findings",
    "attribution_notices",
    "columns_from",
    "corpus_findings",
    "corpus_notices",
    "depth_findings",
    "difference_findings",
    "frequency_findings",
    "keyness_findings",
    "lexicon_findings",
    "loaded_evidence",
    "loaded_findings",
    "loaded_notices",
    "model_findings",
    "near_evidence",
    "of_most_words",
    "quality_findings",
    "sample_notices",
    "show",
    "speaker_evidence",
    "speaker_notices",
    "told_disagreements",
    "told_sentences",
    "with_evidence",
    "words_behind",
]
