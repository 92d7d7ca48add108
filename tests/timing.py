"""CPU time of one call, such as can be compared between calls in a long test run."""

import gc
import time
from collections.abc import Callable


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
