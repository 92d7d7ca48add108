"""Hand batches to the workers of a scheduler, and take back what they answer, whatever ends meanwhile."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager
from itertools import chain
from typing import TYPE_CHECKING, Any

from analysis.cluster.batch import Answer, Text
from analysis.cluster.errand import Errand, OtherWorkerError, run
from analysis.cluster.scheduler import SchedulerError
from analysis.errors import FramingError
from analysis.models.cache import key_of
from analysis.progress import say

if TYPE_CHECKING:
    from distributed import Client, Future

Batch = tuple[Text, ...]
_EACH = 2  # batches for each thread of the workers, so that none waits for the next one
_ENDS = 3  # connections that may be lost one after the other without any answer


class LostSchedulerError(SchedulerError):
    """A scheduler ended while articles were read."""


class DeadlyArticleError(FramingError):
    """Several workers ended while they read one and the same article."""


def answered(
    connect: Callable[[], AbstractContextManager["Client"]],
    batches: Iterable[Batch],
    errand: Errand,
) -> Iterator[list[Answer]]:
    """Yield the answers to every batch once, in the order in which they come.

    A batch whose worker ended goes to another one; Dask sees to that. If the connection with the scheduler
    is lost, a new one is made, and batches without an answer are handed out again.

    Parameters
    ----------
    connect
        Makes a connection, and is called again when one is lost.

    Raises
    ------
    SchedulerError
        If there is no scheduler.
    LostSchedulerError
        If it ended, and there is no new one.
    OtherWorkerError
        If a worker has another version, other weights, or another kind of processor.
    DeadlyArticleError
        If several workers ended while they read one and the same article.
    """
    work = _Work(batches, errand)
    ends = 0
    while ends < _ENDS:
        try:
            with connect() as client:
                for answers in work.answers(client):
                    ends = 0
                    yield answers
        except SchedulerError as error:
            if not work.begun:
                raise
            raise LostSchedulerError(f"the scheduler ended: {error}") from None
        if not work.lost:
            return
        ends += 1
    raise LostSchedulerError(f"the connection with the scheduler was lost {_ENDS} times in a row")


class _Work:
    """The batches: those to come, those that are handed out, and those that were lost with a connection."""

    def __init__(self, batches: Iterable[Batch], errand: Errand) -> None:
        self.begun = False
        self.lost: list[Batch] = []
        self._batches = iter(batches)
        self._errand = errand
        self._out: dict[str, Batch] = {}

    def answers(self, client: "Client") -> Iterator[list[Answer]]:
        """Yield answers until there are no more, or the connection is lost."""
        from distributed import as_completed  # noqa: PLC0415  an extra, and a second to import

        self._batches, self.lost = chain(self.lost, self._batches), []
        done = as_completed(loop=client.loop)
        if not _threads(client):
            say("the scheduler has no workers yet; the articles wait for the first one")
        self._hand_out(client, done)
        for future in done:
            answers = self._answers_of(future)
            if answers is None:
                self.lost, self._out = list(self._out.values()), {}
                return
            del self._out[str(future.key)]
            yield answers
            self._hand_out(client, done)

    def _answers_of(self, future: "Future") -> list[Answer] | None:
        """Return the answers, none yet if the batch has to be cut, None if the connection was lost."""
        from distributed import KilledWorker  # noqa: PLC0415

        if future.status == "error":
            error = future.exception()
            if not isinstance(error, KilledWorker):
                raise _told(error)
            self._batches = chain(halves(self._out[str(future.key)], error), self._batches)
            return []
        try:
            return list(future.result())
        except (CancelledError, OSError):
            return None

    def _hand_out(self, client: "Client", done: Any) -> None:
        """Hand out as many batches as keep all workers busy, and no more: texts fill memories."""
        room = _EACH * max(1, _threads(client))
        while len(self._out) < room and (batch := next(self._batches, None)):
            self.begun = True
            key = f"framing-{key_of(repr(self._errand), *chain(*batch))}"
            self._out[key] = batch
            done.add(client.submit(run, batch, self._errand, key=key))


def _told(error: BaseException) -> BaseException:
    """Return the error of a batch; where framing itself was not to be had, as one that says so."""
    if isinstance(error, FramingError) or "deserializ" not in f"{error} {error.__cause__}":
        return error
    return OtherWorkerError(
        "the scheduler or a worker cannot load what is asked of it; install this version of framing where "
        f"they run, with what requirements-cluster.lock names ({' '.join(str(error).split())})"
    )


def _threads(client: "Client") -> int:
    """Return how many batches the workers can read at a time; 0 where nobody can be asked."""
    try:
        return sum(client.nthreads().values())
    except (OSError, CancelledError):
        return 0


def halves(batch: Batch, error: Exception) -> list[Batch]:
    """Cut a batch while which was read workers ended, so that one article cannot hold up the others.

    Raises DeadlyArticleError if it has one article.
    """
    if len(batch) == 1:
        raise DeadlyArticleError(
            f"article {batch[0].id!r} ({len(batch[0].text):,} characters): several workers ended while they "
            "read it; give them more memory, or leave it out"
        ) from error
    middle = len(batch) // 2
    return [batch[:middle], batch[middle:]]
