"""All that commands, runs and kernels import: a process that has done so is copied for each of them."""

import gc
from importlib import import_module

from analysis.recipes import recipes
from analysis.reports.execute.processes.nursery import IMPORTED

for _name in (
    # what runs leave out where it is not there already: here it is wanted by others
    "isoduration",
    "pyarrow",
    "rfc3986_validator",
    "rfc3987_syntax",
    "soupsieve",
    *IMPORTED,
    "analysis.reports.execute.processes.worker",
    "simplemma",
    "analysis.bundle",
    "analysis.cite",
    "analysis.cli",
    "analysis.export.table_file",
    "analysis.reports.execute.front_page",
    "analysis.reports.execute.grid_page",
    "analysis.reports.execute.ledger",
    "analysis.reports.execute.plan",
    "analysis.reports.execute.progress_bar",
    "analysis.verify.check",
    "pandera.pandas",
):
    import_module(_name)
recipes()  # imports every room in which tables are made
gc.freeze()  # nothing of this is ever garbage
