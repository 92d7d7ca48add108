"""All that a command imports: a process that has done so is copied for each command (tests/commands.py)."""

import gc
from importlib import import_module

from analysis.recipes import recipes

for _name in (
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
