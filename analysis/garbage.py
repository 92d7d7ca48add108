"""How often Python looks for garbage: rarely in processes that end with their task.

It looks once per 700 new objects, while a library that is imported makes a hundred thousand which all
stay, and once more through everything at the end, when all memory is given back anyway. Together that was
a sixth of the processor's time of a short report. `framing run` has a kernel load this module as an
extension of IPython, so that the notebook itself holds nothing of it.
"""

import atexit
import ctypes
import gc
import sys
from typing import Protocol

_OBJECTS = (
    20_000  # new ones before a look; what lives on is looked at after ten and a hundred looks
)


class Shell(Protocol):
    """What is asked of IPython's shell."""

    def reset(self, new_session: bool) -> None:  # noqa: FBT001  its own name and place
        """Forget what the cells have named."""


def collect_rarely() -> None:
    """Look for garbage less often in this process from now on, and not at all when it ends.

    For processes that close their own files: what is left open in circles of objects is not written out.
    """
    gc.set_threshold(_OBJECTS, 10, 10)
    atexit.register(gc.freeze)


def load_ipython_extension(shell: Shell) -> None:
    """Do so in a kernel; what a notebook leaves open is closed as ever when the kernel ends."""
    collect_rarely()
    atexit.register(_forget, shell)  # before the other: what is registered last is done first


def _forget(shell: Shell) -> None:
    shell.reset(new_session=False)
    gc.collect()


def give_back() -> None:
    """Give the system what Arrow holds unused, and what the C library does where it can be asked to.

    Otherwise a heap in which small things lie between large ones that are gone stays with the process: after
    the words of a large corpus were counted that was half of all.
    """
    arrow = sys.modules.get("pyarrow")
    if arrow is not None:
        arrow.default_memory_pool().release_unused()
    try:
        trim = ctypes.CDLL(None).malloc_trim  # of glibc
    except (OSError, AttributeError, TypeError):
        return
    trim(0)
