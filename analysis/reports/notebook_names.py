"""What notebooks import from analysis.reports."""

from analysis.parameters import columns_from
from analysis.reports.findings.attribution import (
    amendment_notices,
    attribution_findings,
    attribution_notices,
    quality_findings,
    show_amendments,
    speaker_notices,
    with_evidence,
)
from analysis.reports.findings.claims_tried import show_claims
from analysis.reports.findings.contrasts import (
    Finding,
    attribution_example,
    contrast_findings,
    loaded_example,
    ranked_differently,
)
from analysis.reports.findings.enough import with_enough, with_enough_dates
from analysis.reports.findings.estimates import (
    coder_findings,
    coders_beside,
    estimates_beside,
    show_estimates,
)
from analysis.reports.findings.event import event_findings, mark_notices
from analysis.reports.findings.event_passages import (
    acts_listed,
    alone_listed,
    calls_of,
    event_shares,
    headline_rows,
    is_one_event,
    likely,
    loaded_caption,
    loaded_remarks,
    loaded_rows,
    shared_rows,
)
from analysis.reports.findings.events import (
    coverage_listed,
    event_notices,
    event_page_of,
    event_remarks,
    events_findings,
)
from analysis.reports.findings.keyness import house_style_remarks, keyness_findings
from analysis.reports.findings.linguistics import show_linguistics
from analysis.reports.findings.loaded import (
    difference_findings,
    lean_note,
    lean_remarks,
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
from analysis.reports.findings.validity import methods_text, validity_findings, validity_notices
from analysis.reports.findings.within_events import show_within_events
from analysis.reports.findings.words import (
    collocate_findings,
    copy_notices,
    corpus_findings,
    corpus_notices,
    depth_findings,
    frequency_findings,
    sample_notices,
)
from analysis.reports.findings.words_evidence import words_behind
from analysis.reports.notebook.reading import show
from analysis.reports.notebook.run import Run

__all__ = [
    "Finding",
    "Run",
    "acts_listed",
    "alone_listed",
    "amendment_notices",
    "attribution_example",
    "attribution_findings",
    "attribution_notices",
    "calls_of",
    "coder_findings",
    "coders_beside",
    "collocate_findings",
    "columns_from",
    "contrast_findings",
    "copy_notices",
    "corpus_findings",
    "corpus_notices",
    "coverage_listed",
    "depth_findings",
    "difference_findings",
    "estimates_beside",
    "event_findings",
    "event_notices",
    "event_page_of",
    "event_remarks",
    "event_shares",
    "events_findings",
    "frequency_findings",
    "headline_rows",
    "house_style_remarks",
    "is_one_event",
    "keyness_findings",
    "lean_note",
    "lean_remarks",
    "lexicon_findings",
    "likely",
    "loaded_caption",
    "loaded_evidence",
    "loaded_example",
    "loaded_findings",
    "loaded_notices",
    "loaded_remarks",
    "loaded_rows",
    "mark_notices",
    "methods_text",
    "model_findings",
    "near_evidence",
    "of_most_words",
    "quality_findings",
    "ranked_differently",
    "sample_notices",
    "shared_rows",
    "show",
    "show_amendments",
    "show_claims",
    "show_estimates",
    "show_linguistics",
    "show_within_events",
    "speaker_evidence",
    "speaker_notices",
    "told_disagreements",
    "told_sentences",
    "validity_findings",
    "validity_notices",
    "with_enough",
    "with_enough_dates",
    "with_evidence",
    "words_behind",
]
