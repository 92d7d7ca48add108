"""Questions and their answers: tables by subject, their figures, and the sentences behind a row."""

from analysis.interactive.results.answers import Answer, Answers, answer
from analysis.interactive.results.questions import Question, question_of, terms_like

__all__ = ["Answer", "Answers", "Question", "answer", "question_of", "terms_like"]
