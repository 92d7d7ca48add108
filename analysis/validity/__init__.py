"""Say how sure the numbers of a corpus are: coders, error of the models, corrected estimates."""

from analysis.validity.agreement import agreement, answers_of, dissents
from analysis.validity.coded_counts import coded_counts, unfinished
from analysis.validity.correction import correction
from analysis.validity.draws import Draw, read_draw, sample_of, write_sample
from analysis.validity.error import Errors, errors_of
from analysis.validity.forecast import Assumed, assumed_for, forecast
from analysis.validity.measurands import MEASURANDS, article_words, items_of
from analysis.validity.measure_counts import counts_of_measure, error_assumed, unit_of
from analysis.validity.spans import span_agreement

__all__ = [
    "MEASURANDS",
    "Assumed",
    "Draw",
    "Errors",
    "agreement",
    "answers_of",
    "article_words",
    "assumed_for",
    "coded_counts",
    "correction",
    "counts_of_measure",
    "dissents",
    "error_assumed",
    "errors_of",
    "forecast",
    "items_of",
    "read_draw",
    "sample_of",
    "span_agreement",
    "unfinished",
    "unit_of",
    "write_sample",
]
