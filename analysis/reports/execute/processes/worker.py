"""Run one notebook in a process of its own and make its report; a program of its own.

The argument is a JSON file that says what to run; the answer is a JSON file beside the notebook. The
process ends when the one that started it does, so that nothing runs on after a kill.
"""

import json
import os
import resource
import signal
import sys
import threading
import time
import warnings
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict
from uuid import uuid4

from analysis import garbage

garbage.collect_rarely()  # before the libraries are imported

# what libraries load where it is there, for longer than all else takes to be imported, and a run has no use
# for: grammars of web addresses and of spans of time (the schema of notebooks has neither), selectors of
# elements of a page, and tables on other machines
for _unused in ("rfc3987_syntax", "rfc3986_validator", "isoduration", "soupsieve", "pyarrow"):
    sys.modules.setdefault(_unused, None)  # type: ignore[arg-type]
warnings.filterwarnings("ignore", message="The soupsieve package is not installed")

import papermill
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from papermill.engines import NBClientEngine, papermill_engines

from analysis.reports.execute.outcome import (
    NOWHERE,
    FailedNotebookError,
    accept,
    reached,
    without_run_times,
)
from analysis.reports.execute.processes.descendants import kill_descendants
from analysis.reports.execute.rendition import rendition

if TYPE_CHECKING:
    from analysis.parameters import Value
    from analysis.reports.execute.processes.nursery import Spare

_JUPYTERS, _KERNEL = "ipykernel_launcher", "analysis.reports.execute.processes.kernel"
_ARGUMENTS = [
    f"--IPKernelApp.extra_extensions={garbage.__name__}",
    "--HistoryManager.enabled=False",  # what was run stands in the notebook
]
PATIENCE = 300  # seconds for a kernel to start or to send what it showed, on a busy machine


_APART = 5  # seconds between two saves of a notebook that runs


class _SavesLess(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """papermill's engine, which saves the whole notebook before and behind every cell: a tenth of a run.

    It is saved before and behind all cells, also when one fails or the kernel dies, and every few seconds.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, *args: Any, **kwargs: Any) -> None:
        save = nb_man.save

        def save_rarely(**changed: Any) -> None:
            if (nb_man.now() - nb_man.last_save_time).total_seconds() >= _APART:
                save(**changed)

        nb_man.save = save_rarely
        try:
            super().execute_managed_notebook(nb_man, *args, **kwargs)
        finally:
            del nb_man.save


papermill_engines.register("framing", _SavesLess)


class _Provisioner(LocalProvisioner):
    """What starts kernels; the first one is a copy that waits for this, where there is one."""

    spares: ClassVar[list["Spare"]] = []

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        if not self.spares:
            return await super().launch_kernel(cmd, **kwargs)
        copy, folder = self.spares.pop(), str(kwargs.get("cwd") or Path.cwd())
        copy.begin(cmd, {**kwargs["env"], "JPY_PARENT_PID": str(os.getpid())}, folder)
        self.process = copy  # type: ignore[assignment]  # as good as a Popen
        self.pid, self.pgid, self.cwd = copy.pid, copy.pid, folder
        return self.connection_info


class _KernelManager(AsyncKernelManager):
    """Jupyter's manager, which starts our kernel in the place of Jupyter's.

    They talk by sockets with names of their own: two runs that begin at once may choose the same port of
    the machine, and each then has messages of the other. Linux keeps such names in no folder.
    """

    def __init__(self, **kwargs: Any) -> None:
        name = f"framing-{uuid4().hex}"
        ours = f"@{name}" if sys.platform == "linux" else f"{gettempdir()}/{name}"
        super().__init__(**kwargs, transport="ipc", ip=ours)
        self.provisioner = _Provisioner(kernel_id="", kernel_spec=self.kernel_spec, parent=self)

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        program, *words = super().format_kernel_cmd(extra_arguments)
        ours = [_KERNEL if word == _JUPYTERS else word for word in words]
        # -P: as for the worker; the folder of the user is there again when cells run
        return [program, "-P", *ours]


class Task(TypedDict):
    """What to run and for which process: paths as text; `answer` is written last."""

    owner: int
    notebook: str
    values: "dict[str, Value]"
    working_folder: str
    executed: str
    figures: str
    report: str
    answer: str


def main(spare: "Spare | None" = None) -> None:
    """Run the task in the JSON file named by the first argument; `spare` is there to be its kernel."""
    task: Task = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    if spare:  # so that the system ends both with what they are copies of
        _Provisioner.spares.append(spare)
    else:
        threading.Thread(target=_end_with, args=(task["owner"],), daemon=True).start()
    try:
        _execute(task)
        _write_report(task)
        error = ""
    except FailedNotebookError as failure:
        error = str(failure)
    except OSError as failure:
        error = f"could not be written: {failure}"
    answer = {"error": error, "memory": _memory()}
    Path(task["answer"]).write_text(json.dumps(answer), encoding="utf-8")


def _memory() -> int:
    """Return the bytes that this process or its kernel, the larger of the two, held at their most."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = max(resource.getrusage(kind).ru_maxrss for kind in kinds)
    return most if sys.platform == "darwin" else most * 1024


def _execute(task: Task, *, again: bool = True) -> None:
    try:
        papermill.execute_notebook(
            _literal(task["notebook"]),
            _literal(task["executed"]),
            parameters=task["values"],
            engine_name="framing",
            kernel_name="python3",
            language="python",  # a notebook stripped of its metadata does not say so
            progress_bar=False,
            extra_arguments=_ARGUMENTS,
            kernel_manager_class=_KernelManager,
            cwd=task["working_folder"],
            start_timeout=PATIENCE,
            iopub_timeout=PATIENCE,
        )
    except papermill.PapermillExecutionError:
        return  # the notebook itself says where and why
    except RuntimeError as failure:  # nbclient: the kernel died or never came up
        place = reached(Path(task["executed"]))
        if again and place == NOWHERE:
            _execute(task, again=False)
            return
        raise FailedNotebookError(f"{place}: {failure}") from failure


def _literal(path: str) -> str:
    """Return a path as papermill has to be given it: it fills in {names} of parameters."""
    return path.replace("{", "{{").replace("}", "}}")


def _write_report(task: Task) -> None:
    notebook = without_run_times(accept(Path(task["executed"])))
    for name, content in rendition(notebook, Path(task["figures"])).items():
        Path(task["report"], name).write_bytes(content)


def _end_with(owner: int) -> None:
    while os.getppid() == owner:
        time.sleep(0.5)
    kill_descendants(os.getpid())
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
