"""A process that has imported what runs need, and is copied for them; a program of its own.

A run has two processes, that which makes its report and its kernel, and each would import for a second. A
copy has it all at once. The nursery itself does nothing else, so that a copy is as good as new. It is asked
on a socket, its standard input, and ends with all its copies when that is closed.

Copies are made on Linux, which ends a process with the one that started it where that is asked for.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, NoReturn, TypedDict

from analysis import garbage
from analysis.reports.execute.processes.descendants import adopt_orphans, end_with, kill_descendants

LOG = "nursery.txt"  # what a nursery says, in the folder of its runs
_WORKER = "analysis.reports.execute.processes.worker"
_KERNEL = "analysis.reports.execute.processes.kernel"
# what the kernels of all reports import, late and early; what makes the report is imported by the copy
# that does so
IMPORTED = (
    "analysis.figures.all_figures",
    "analysis.recipes",
    "analysis.reports.notebook_names",
    "ftfy.badness",
    "ipykernel.ipkernel",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "pypdf",
    "scipy.sparse",
    "scipy.special",
    _KERNEL,
)
Role = Callable[[], object]


class Order(TypedDict):
    """What a copy is to do: a task of the worker, in this environment, and where it writes what it says."""

    task: str
    environment: dict[str, str]
    log: str


class Copy:
    """A copy that carries out an order, as seen by who gave it; like `subprocess.Popen`."""

    def __init__(self, channel: socket.socket) -> None:
        self._said: IO[bytes] = channel.makefile("rb")
        self._code: int | None = None
        self.pid = self._told(0)

    def wait(self) -> int:
        """Return its exit code; that of a kill where the nursery itself has ended."""
        with self._said:
            self._code = self._told(-signal.SIGKILL)
        return self._code

    def poll(self) -> int | None:
        """Return the exit code that `wait` has told, if it has."""
        return self._code

    def kill(self) -> None:
        """Kill it, if there is one: the number is 0 where the nursery had ended."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _told(self, otherwise: int) -> int:
        """Return the next number that the nursery tells, another where it has ended."""
        with suppress(ConnectionResetError):
            return int(self._said.readline() or otherwise)
        return otherwise


class Nursery:
    """A nursery for runs whose private files are below `folder`, as seen by who needs it.

    In its `environment` is imported; each order has its own.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._asked, theirs = socket.socketpair()
        with theirs, (folder / LOG).open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own module, no shell
                # -P: a file of the user's named like a module must not be imported in its place
                [sys.executable, "-P", "-m", __name__],
                env=environment,
                stdin=theirs.fileno(),
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone, and we end it
            )

    def copy(self, order: Order) -> Copy:
        """Return a copy that carries out an order."""
        ours, theirs = socket.socketpair()
        with ours:
            with suppress(BrokenPipeError, ConnectionResetError), theirs:  # it has ended, says Copy
                socket.send_fds(self._asked, [b"+"], [theirs.fileno()])
                ours.sendall(json.dumps(order).encode())
                ours.shutdown(socket.SHUT_WR)
            return Copy(ours)

    def close(self) -> None:
        """End the nursery and all copies."""
        self._asked.close()
        self._process.wait()


class Pythons:
    """New Pythons in the place of copies, where the system makes none."""

    def copy(self, order: Order) -> subprocess.Popen[bytes]:
        """Return a new Python that carries out an order."""
        with Path(order["log"]).open("wb") as log:
            return subprocess.Popen(  # noqa: S603  our own module, no shell
                [sys.executable, "-P", "-m", _WORKER, order["task"]],
                env=order["environment"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def close(self) -> None:
        """Do nothing: each Python ends by itself."""


class Spare:
    """A copy that waits to be a kernel, as seen by who runs the notebook; like `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, orders: int) -> None:
        self.pid, self._orders = pid, orders
        self._code: int | None = None

    def begin(self, command: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
        """Let it be the kernel that a command line, `python ... -m kernel WORDS`, would start."""
        words = command[command.index(_KERNEL) + 1 :]
        order = {"words": words, "environment": dict(environment), "folder": folder}
        with os.fdopen(self._orders, "wb") as orders:
            orders.write(json.dumps(order).encode())

    def poll(self) -> int | None:
        """Return its exit code once it has ended."""
        return self._ended(os.WNOHANG)

    def wait(self) -> int | None:
        """Return its exit code when it has ended."""
        return self._ended(0)

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it has not ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self, how: int) -> int | None:
        if self._code is None:
            number, status = os.waitpid(self.pid, how)
            self._code = os.waitstatus_to_exitcode(status) if number else None
        return self._code


def begin(folder: Path, environment: Mapping[str, str]) -> Nursery | Pythons:
    """Return what starts the processes of runs whose private files are below `folder`."""
    return Nursery(folder, environment) if sys.platform == "linux" else Pythons()


def main() -> None:
    """Import what runs need, and be copied until nobody can ask any more; a copy carries out its order."""
    garbage.collect_rarely()
    modules = {name: import_module(name) for name in IMPORTED}
    modules["analysis.recipes"].recipes()  # imports every room in which tables are made
    gc.freeze()  # nothing of this is ever garbage; no copy looks through it
    attend(socket.socket(fileno=0))()


def attend(asked: socket.socket) -> Role:
    """Make a copy for everybody who asks on a socket; return, in the copy, what it has to do.

    Where nobody can ask any more all copies are killed, and there is nothing left to do.
    """
    nursery = os.getpid()
    adopt_orphans()  # what copies leave behind ends with us
    waking, woken = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken)
    copies: dict[int, socket.socket] = {}
    while channel := _next(asked, waking, copies):
        if number := os.fork():
            copies[number] = channel
            _tell(channel, number)
        else:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for one in (asked, *copies.values()):
                one.close()
            for end in (waking, woken):
                os.close(end)
            return partial(_carry_out, channel, nursery)
    kill_descendants(nursery)
    return lambda: None


def _next(
    asked: socket.socket, waking: int, copies: dict[int, socket.socket]
) -> socket.socket | None:
    """Wait for who asks next, and tell those before of copies that end; None where nobody can ask."""
    while True:
        ready, *_ = select.select([asked.fileno(), waking], [], [])
        if waking in ready:
            _tell_ended(waking, copies)
        if asked.fileno() in ready:
            _, channels, *_ = socket.recv_fds(asked, 1, 1)
            return socket.socket(fileno=channels[0]) if channels else None


def _tell_ended(waking: int, copies: dict[int, socket.socket]) -> None:
    with suppress(BlockingIOError):
        os.read(waking, 4096)
    with suppress(ChildProcessError):  # there is no copy any more
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            number, status = ended
            if number in copies:  # else it is what a copy has left behind
                with copies.pop(number) as channel:
                    _tell(channel, os.waitstatus_to_exitcode(status))


def _tell(channel: socket.socket, number: int) -> None:
    with suppress(BrokenPipeError):
        channel.sendall(b"%d\n" % number)


def _carry_out(channel: socket.socket, nursery: int) -> None:
    """Be the process that runs a notebook, with a copy of it that waits to be the kernel."""
    end_with(nursery, signal.SIGKILL)
    os.setsid()
    with channel, channel.makefile("rb") as told:
        order: Order = json.loads(told.read())
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (path, how) in enumerate(
        [(os.devnull, os.O_RDONLY), (order["log"], flags), (order["log"], flags)]
    ):
        file = os.open(path, how)
        os.dup2(file, number)
        os.close(file)
    _live_in(order["environment"])
    reading, writing = os.pipe()
    ours = os.getpid()
    if number := os.fork():
        os.close(reading)
        worker = import_module(_WORKER)
        sys.argv = [str(worker.__file__), order["task"]]
        worker.main(Spare(number, writing))
        return
    os.close(writing)
    end_with(ours, signal.SIGKILL)
    _be_kernel(reading)


def _be_kernel(orders: int) -> NoReturn:
    """Wait for an order and be the kernel that it describes; end where there is none."""
    with os.fdopen(orders, "rb") as reading:
        told = reading.read()
    if told:
        order = json.loads(told)
        os.setsid()
        _live_in(order["environment"])
        os.chdir(order["folder"])
        kernel = import_module(_KERNEL)
        sys.argv = [str(kernel.__file__), *order["words"]]
        kernel.main()
    sys.exit()


def _live_in(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()


if __name__ == "__main__":
    main()
