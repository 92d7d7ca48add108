"""Memory that is free inside of a process, given back to the system."""

import ctypes

import pyarrow as pa


def give_back() -> None:
    """Give back what Arrow holds unused, and what the C library does where it can be asked to.

    Otherwise a heap in which small things lie between large ones that are gone stays with the process: after
    the words of a large corpus were counted that was half of all.
    """
    pa.default_memory_pool().release_unused()
    try:
        trim = ctypes.CDLL(None).malloc_trim  # of glibc
    except (OSError, AttributeError, TypeError):
        return
    trim(0)
