"""CPU time of one call, such as can be compared between calls in a long test run and between machines."""

import gc
import time
from collections.abc import Callable

# what the yardstick takes on the machine on which the limits in the tests were set; a busy or slower
# machine takes longer for it, and as much longer for all else
_YARDSTICK_TAKES = 0.08


def least_seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """Return the CPU seconds of the quickest of several calls: whatever else happens only adds.

    Garbage is not looked for meanwhile, since what that looks through is mostly what other tests left.
    """
    spent = []
    for _ in range(times):
        gc.disable()
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
        gc.enable()
    return min(spent)


def steady_seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """Return `least_seconds` as they would be if this machine were as quick as that of the limits.

    The yardstick is laid on before and after, so that it meets the same neighbours as the work.
    """
    before = least_seconds(_yardstick, times=2)
    spent = least_seconds(work, times=times)
    return spent * _YARDSTICK_TAKES / max(before, least_seconds(_yardstick, times=2))


def _yardstick() -> None:
    counted: dict[int, int] = {}
    for number in range(600_000):
        counted[number % 1000] = counted.get(number % 1000, 0) + number
