"""Connect with a Dask scheduler: one of this machine alone, or a real one. Dask is imported here only."""

import json
import logging
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import FramingError
from analysis.models.parallel import processors

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

LOCAL = "local"
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[\w.-]+):(?P<port>\d{1,5})")
_LOOPBACK = "127.0.0.1"
_OF_LOCAL = {
    # a look at the stack of every worker a hundred times a second costs up to half of the work
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.allowed-failures": 3,
}
_FAREWELL = 5.0  # seconds for workers to end by themselves


class SchedulerError(FramingError):
    """There is no scheduler where the user says that there is one, or no Dask to speak to it."""


@contextmanager
def connected(
    scheduler: str, *, workers: int | None = None, patience: float = 30.0
) -> Iterator["Client"]:
    """Give a client of a scheduler.

    Parameters
    ----------
    scheduler
        "local" for a scheduler and processes of this machine, to which only this process has the
        certificates; an address (tcp://HOST:PORT, or tls:// with the certificates of Dask's
        configuration); or a scheduler file.
    workers
        The number of processes of "local", by default that of the processors.
    patience
        Seconds to wait for a scheduler that does not answer.

    Raises
    ------
    SchedulerError
        If Dask is not installed, `scheduler` is neither of these, or nothing answers there.
    """
    _check_installed()
    from distributed import Client  # noqa: PLC0415  an extra, and a second to import

    with ExitStack() as left:
        if scheduler == LOCAL:
            cluster = left.enter_context(_local(workers or processors()))
            client = Client(cluster)
        else:
            client = _client_at(address_of(scheduler), patience)
        try:
            yield client
        finally:
            client.close(timeout=_FAREWELL)


def _client_at(address: str, patience: float) -> "Client":
    from distributed import Client  # noqa: PLC0415

    try:
        return Client(address, timeout=patience)
    except OSError as error:
        raise SchedulerError(
            f"{address}: no scheduler of Dask answers there ({error}); start one with `dask scheduler`, and "
            "workers with `dask worker`"
        ) from None
    except TypeError as error:
        raise SchedulerError(
            f"{address}: Dask's configuration names no certificates for the client ({error}); "
            "distributed.comm.tls there is the place for them"
        ) from None


@contextmanager
def _local(workers: int) -> Iterator["LocalCluster"]:
    from dask import config  # noqa: PLC0415
    from distributed import LocalCluster  # noqa: PLC0415

    with (
        config.set(_OF_LOCAL),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host=_LOOPBACK,
            dashboard_address=f"{_LOOPBACK}:0",
            security=True,  # whoever speaks to a scheduler can run code: no other user of the machine may
            silence_logs=logging.CRITICAL,
            preload=[__name__],
        ) as cluster,
    ):
        yield cluster


def dask_setup(_: object) -> None:
    """Let a worker of "local" not hear Ctrl-C, which the terminal sends to it, too: the asker ends it.

    Dask calls this function, by this name, in each process that has this module as its preload.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def address_of(scheduler: str) -> str:
    """Return the address that the user gave, or that stands in the scheduler file that the user named.

    Raises SchedulerError if it is neither.
    """
    if _is_address(scheduler):
        return scheduler
    expected = 'give "local", an address such as tcp://10.0.0.5:8786, or a scheduler file'
    try:
        told = json.loads(Path(scheduler).read_text("utf-8"))
    except OSError as error:
        raise SchedulerError(f"--scheduler {scheduler}: {error.strerror}; {expected}") from None
    except ValueError:
        raise SchedulerError(
            f"--scheduler {scheduler}: no file of a scheduler; {expected}"
        ) from None
    address = told.get("address") if isinstance(told, dict) else None
    if not isinstance(address, str) or not _is_address(address):
        raise SchedulerError(f"--scheduler {scheduler}: the file has no address; {expected}")
    return address


def _is_address(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    return found is not None and 0 < int(found["port"]) < 1 << 16


def _check_installed() -> None:
    try:
        import cryptography  # noqa: F401, PLC0415
        import distributed  # noqa: F401, PLC0415
    except ImportError:
        raise SchedulerError(
            "--scheduler needs Dask, which is not installed: pip install 'framing[cluster]'"
        ) from None
