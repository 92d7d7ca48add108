"""Schedulers, workers and lines between them, as the tests need them; each ends with its block."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.conftest import ROOT

PATIENT = 120.0  # seconds after which something asked for has failed to come


def files_in(folder):
    """Return what the caches in a folder hold, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.json"))
    }


@contextlib.contextmanager
def scheduler(folder, *, port=0, workers=1, package=ROOT):
    """Run a scheduler and workers as a user starts them; give its process and the file that it wrote."""
    file = folder / "scheduler.json"
    with contextlib.ExitStack() as running:
        first = running.enter_context(
            _dask("scheduler", folder, ROOT, f"--port={port}", f"--scheduler-file={file}")
        )
        for number in range(workers):
            name = f"--name=worker-{number}"
            running.enter_context(
                _dask(
                    "worker",
                    folder,
                    package,
                    f"--scheduler-file={file}",
                    "--nthreads=1",
                    "--no-nanny",
                    name,
                )
            )
        while not file.exists():
            assert first.poll() is None, (folder / "scheduler.log").read_text()
            time.sleep(0.05)  # what is waited for needs the processor
        yield first, file


@contextlib.contextmanager
def _dask(part, folder, package, *options):
    log = folder / f"{part}.log"
    with log.open("a") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{part}", "--host=127.0.0.1", "--no-dashboard",
             *options],
            cwd=package, env={**os.environ, "PYTHONPATH": str(package)}, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENT)


def changed_package(folder, changes):
    """Copy the package, with files that have other bytes: {path: what to do with them}."""
    shutil.copytree(
        ROOT / "analysis", folder / "analysis", copy_function=os.link,
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    for path, change in changes.items():
        file = folder / "analysis" / path
        content = change(file.read_bytes())
        file.unlink()  # a link to the project's own
        file.write_bytes(content)
    return folder


class Line:
    """A line to an address, which can be cut; whoever connects anew gets a new one."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition("://")[2].rpartition(":")
        self._behind = (host, int(port))
        self._ends: list[socket.socket] = []
        self._open = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        self.address = f"tcp://127.0.0.1:{self._open.getsockname()[1]}"
        self.connected = 0

    def cut(self) -> None:
        """End what is connected now."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take no more connections, and wait until nothing of this line is left."""
        with contextlib.suppress(OSError):
            self._open.shutdown(socket.SHUT_RDWR)  # which wakes the thread that accepts
        self._threads[0].join()
        self.cut()
        for thread in self._threads:
            thread.join()
        for end in (self._open, *self._ends):
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._open.accept()
                self._ends.append(near)
                far = socket.create_connection(self._behind)
                self._ends.append(far)
                self.connected += 1
                for ends in ((near, far), (far, near)):
                    self._threads.append(threading.Thread(target=_pass_on, args=ends))
                    self._threads[-1].start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while some := one.recv(1 << 16):
            other.sendall(some)
    for end in (one, other):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def few_texts(articles: Path, count: int):
    """Return the first articles of a table as what the models read."""
    from analysis.cluster import texts_of
    from analysis.corpus import read_corpus

    return texts_of(read_corpus(str(articles)).articles)[:count]
