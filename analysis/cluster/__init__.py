"""Let the models read a corpus before any report does: on this machine, or on many (an extra)."""

from analysis.cluster.batch import texts_of
from analysis.cluster.corpus_reading import CorpusReading, Crew, NothingKeptError
from analysis.cluster.dispatch import DeadlyArticleError, LostSchedulerError
from analysis.cluster.errand import OtherWorkerError
from analysis.cluster.scheduler import SchedulerError

__all__ = [
    "CorpusReading",
    "Crew",
    "DeadlyArticleError",
    "LostSchedulerError",
    "NothingKeptError",
    "OtherWorkerError",
    "SchedulerError",
    "texts_of",
]
