"""Let the models read a whole corpus and keep what they say: in threads, or on a cluster."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analysis.cluster.batch import Answer, Text, batches, read, usual_size
from analysis.cluster.dispatch import answered
from analysis.cluster.errand import Errand, token_in, without_kept
from analysis.cluster.fingerprint import fingerprint, version_digest
from analysis.cluster.receipts import Receipts
from analysis.cluster.scheduler import connected
from analysis.errors import FramingError
from analysis.models.cache import Cache, usual_folder
from analysis.models.parallel import in_order, processors

_IN_THREADS = 8  # articles that are read together, at most: a Ctrl-C waits for them


class NothingKeptError(FramingError):
    """What the models say cannot be kept, so that reading would be in vain."""


@dataclass(frozen=True)
class Crew:
    """Who reads.

    Attributes
    ----------
    scheduler
        "local", an address or a scheduler file, as in `connected`; None for threads of this process.
    workers
        How many threads, or processes of "local"; by default as many as there are processors.
    size
        How many articles are read together; None for few enough that every worker has a share.
    send
        Whether workers send answers back even where they see the folder of the caches.
    patience
        Seconds to wait for a scheduler that does not answer.
    """

    scheduler: str | None = None
    workers: int | None = None
    size: int | None = None
    send: bool = False
    patience: float = 30.0


class CorpusReading:
    """One corpus to be read; what is there already is not read again.

    Parameters
    ----------
    texts
        What the models read of each article.
    folder
        The folder of the caches; the usual one if None.

    Attributes
    ----------
    left
        The articles that are still to be read.

    Raises
    ------
    NothingKeptError
        If there is no such folder.
    """

    def __init__(self, texts: Sequence[Text], folder: Path | None = None) -> None:
        chosen = folder or usual_folder()
        if chosen is None:
            raise NothingKeptError(
                "FRAMING_CACHE is empty, so that nothing would be kept; unset it, or name a folder"
            )
        self._folder = chosen.absolute()
        self._receipts = Receipts(self._folder, version_digest())
        self.left = [text for text in texts if not self._receipts.has(text)]

    def by(self, crew: Crew) -> Iterator[str]:
        """Read what is left, and yield the id of every article once its answers are kept.

        Raises
        ------
        NothingKeptError
            If the folder cannot be written.
        SchedulerError, LostSchedulerError, OtherWorkerError, DeadlyArticleError
            As in `analysis.cluster.dispatch.answered`.
        """
        if not self.left:
            return
        given = {text.id: text for text in self.left}
        for answers in self._answers(crew):
            for answer in answers:
                self._keep(answer)
                self._receipts.put(given[answer.id], answer.entries)
                yield answer.id

    def _answers(self, crew: Crew) -> Iterator[list[Answer]]:
        usual = usual_size(len(self.left), crew.workers or processors())
        if crew.scheduler is None:
            few = batches(self.left, crew.size or min(usual, _IN_THREADS))
            yield from in_order(self._read, few, workers=crew.workers)
            return
        each = batches(self.left, crew.size or usual)
        connect = partial(connected, crew.scheduler, workers=crew.workers, patience=crew.patience)
        with self._token() as token:
            errand = Errand(fingerprint(), str(self._folder), "" if crew.send else token)
            yield from answered(connect, each, errand)

    def _read(self, batch: Sequence[Text]) -> list[Answer]:
        return [without_kept(answer, self._folder) for answer in read(batch, self._folder)]

    @contextmanager
    def _token(self) -> Iterator[str]:
        with ExitStack() as left:
            try:
                token = left.enter_context(token_in(self._folder))
            except OSError as error:
                raise self._unwritable(error.strerror or str(error)) from None
            yield token

    def _keep(self, answer: Answer) -> None:
        """Write what was sent back.

        What a worker has written itself it has also read again; here it may be seen only seconds later, on a
        disk of the network.
        """
        for step, key, body in answer.entries:
            if not body:
                continue
            cache = Cache(self._folder / step)
            cache.write(key, body)
            if not cache.holds(key):
                raise self._unwritable("an entry is not there after writing")

    def _unwritable(self, why: str) -> NothingKeptError:
        return NothingKeptError(
            f"{self._folder}: cannot be written ({why}); FRAMING_CACHE names another folder"
        )
