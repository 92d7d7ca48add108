"""Say how sure the numbers of a corpus are: coders, error of the models, corrected estimates."""

from analysis.validity.agreement import agreement, answers_of, dissents
from analysis.validity.spans import span_agreement

__all__ = ["agreement", "answers_of", "dissents", "span_agreement"]
