"""Run a step on several articles in parallel, and yield the results in order (decision 20)."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

_AHEAD = 32  # articles at a time, so that memory does not grow with the corpus
Given = TypeVar("Given")
Made = TypeVar("Made")
_ALONE: ContextVar[bool] = ContextVar("alone", default=False)


def in_order(
    make: Callable[[Given], Made], given: Iterable[Given], *, workers: int | None = None
) -> Iterator[Made]:
    """Yield the results of `make` for each of `given`, in order; some are made ahead.

    `workers` is the number of threads, by default that of the processors. Threads are enough: the
    arithmetic of a model runs outside the interpreter. Within `one_thread` there is none but the caller's.
    """
    if _ALONE.get():
        yield from map(make, given)
        return
    with ThreadPoolExecutor(workers or processors()) as pool:
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


@contextmanager
def one_thread() -> Iterator[None]:
    """Let every step of this thread run in it alone, because others run beside it."""
    before = _ALONE.set(True)
    try:
        yield
    finally:
        _ALONE.reset(before)


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
