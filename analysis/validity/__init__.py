"""Say how sure the numbers of a corpus are: coders, error of the models, corrected estimates."""

from analysis.validity.agreement import agreement, answers_of, dissents
from analysis.validity.coded_counts import coded_counts, unfinished
from analysis.validity.correction import correction
from analysis.validity.measurands import MEASURANDS, items_of, words_of
from analysis.validity.sample import Sample, SampleError, read_sample, sample_of, write_sample
from analysis.validity.spans import span_agreement

__all__ = [
    "MEASURANDS",
    "Sample",
    "SampleError",
    "agreement",
    "answers_of",
    "coded_counts",
    "correction",
    "dissents",
    "items_of",
    "read_sample",
    "sample_of",
    "span_agreement",
    "unfinished",
    "words_of",
    "write_sample",
]
