"""Several articles in work at a time, their results in the order of the articles."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_AHEAD = 32  # articles in work at a time, so that memory does not grow with the corpus
Given = TypeVar("Given")
Made = TypeVar("Made")


def in_order(
    make: Callable[[Given], Made], given: Iterable[Given], *, workers: int | None = None
) -> Iterator[Made]:
    """Yield what `make` returns for each of `given` in order, some being made ahead.

    `workers` are made at a time; as many as there are processors if None. Threads are enough: the
    arithmetic of a model leaves the interpreter free.
    """
    with ThreadPoolExecutor(workers or _processors()) as pool:
        waiting: list[Future[Made]] = []
        try:
            for one in given:
                waiting.append(pool.submit(make, one))
                if len(waiting) > _AHEAD:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for future in waiting:
                future.cancel()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
