"""Say how sure the numbers of a corpus are: coders, error of the models, corrected estimates."""

from analysis.validity.agreement import agreement, answers_of, dissents
from analysis.validity.coded_counts import coded_counts, unfinished
from analysis.validity.correction import correction
from analysis.validity.spans import span_agreement

__all__ = [
    "agreement",
    "answers_of",
    "coded_counts",
    "correction",
    "dissents",
    "span_agreement",
    "unfinished",
]
