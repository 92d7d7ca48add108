"""From tables and figures to reports: run notebooks, publish them whole, and say what they found."""

from analysis.reports.attribution_sentences import (
    attribution_findings,
    attribution_notices,
    quality_findings,
    with_evidence,
)
from analysis.reports.loaded_beside import (
    difference_findings,
    near_evidence,
    of_most_words,
    speaker_evidence,
)
from analysis.reports.loaded_sentences import (
    lexicon_findings,
    loaded_evidence,
    loaded_findings,
    loaded_notices,
    model_findings,
    told_disagreements,
    told_sentences,
)
from analysis.reports.parameters import columns_from
from analysis.reports.reading import show
from analysis.reports.run import Run
from analysis.reports.sentences import (
    corpus_findings,
    corpus_notices,
    depth_findings,
    frequency_findings,
    keyness_findings,
    sample_notices,
)
from analysis.reports.word_sentences import words_behind

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
    "told_disagreements",
    "told_sentences",
    "with_evidence",
    "words_behind",
]
