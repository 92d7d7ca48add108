"""The kernel of a run, a program of its own: that of Jupyter without its debugger.

The debugger is for people at work in JupyterLab, and takes a tenth of a second to be loaded.
"""

import sys

from analysis import garbage

garbage.collect_rarely()  # before the libraries are imported

from ipykernel.kernelapp import IPKernelApp
from matplotlib.font_manager import get_font_names

_DEBUGGER = "debugpy"


def main() -> None:
    """Start the kernel that the arguments of the command describe."""
    get_font_names()  # fills matplotlib's cache here, so that no cell speaks of doing so
    sys.modules.setdefault(_DEBUGGER, None)  # type: ignore[arg-type]
    kernel = IPKernelApp.instance()
    kernel.initialize()  # type: ignore[no-untyped-call]
    del sys.modules[_DEBUGGER]  # a notebook may ask for it
    kernel.start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
