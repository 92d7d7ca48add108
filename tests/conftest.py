"""Shared fixtures: small corpora written in the tests, and the data beside the project when it is there."""

import gc
import os
import re
import signal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from tests.projects import ROOT, good, project, seeds_run  # noqa: F401 - fixtures of every folder

SHARED = ROOT.parent / "shared"
pytest_plugins = ["tests.children"]
# modules that take longest, by what they took (`--durations=0`). They are run first, so that no worker of
# `make test` is left alone with one of them at the end.
LONGEST_FIRST = (
    "interactive/test_in_lab.py",
    "docs/test_pages.py",
    "test_hostile.py",
    "docs/test_figure_pages.py",
    "reports/execute/test_ledger.py",
    "cli/test_study_folder.py",
    "reports/execute/test_processes.py",
    "reports/notebook/test_no_text.py",
    "test_committed.py",
    "bundle/test_replication.py",
    "bundle/test_archive.py",
    "verify/test_check.py",
    "reports/findings/test_amendments_shown.py",
    "verify/test_forgery.py",
    "coding/test_coding_page.py",
    "figures/test_attribution.py",
    "reports/execute/test_three_ways.py",
    "reports/page/test_evidence_in_browser.py",
    "reports/display/test_marks_in_browser.py",
    "test_every_value.py",
    "interactive/test_own_notebook.py",
    "reports/execute/test_grid.py",
    "campaign/test_campaign.py",
    "interactive/test_coding_view.py",
    "docs/test_site.py",
    "test_readme.py",
    "test_study.py",
    "cli/test_figures.py",
    "docs/test_commands.py",
    "reports/notebook/test_redaction.py",
    "inference/test_by_event.py",
    "test_wheel.py",
    "test_network.py",
)

# the same examples in every run: a failure here is a failure everywhere; no deadline on busy machines
settings.register_profile("project", deadline=None, derandomize=True, max_examples=20)
settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    """Keep what the model found in pytest's own folder, and let what tests start hear Ctrl-C."""
    os.environ.setdefault("FRAMING_CACHE", str(config.cache.mkdir("framing")))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # begun in the background of a shell: all that the tests start would be deaf to Ctrl-C, too
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the modules that take longest first; all others stay in their order."""
    turns = {ROOT / "tests" / name: turn for turn, name in enumerate(LONGEST_FIRST)}
    missing = [path for path in turns if not path.exists()]
    if missing:
        raise pytest.UsageError(
            f"LONGEST_FIRST in {__file__} names a file that is not there: {missing[0]}"
        )
    items.sort(key=lambda item: turns.get(item.path, len(turns)))


def pytest_collection_finish() -> None:
    """Look for garbage rarely, and never through what was imported and collected: it stays to the end."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def articles(*rows: tuple[str, str, str], **columns: list[str]) -> pd.DataFrame:
    """Articles from (id, outlet, text) rows."""
    table = pd.DataFrame(rows, columns=["id", "outlet", "text"]).sort_values(
        "id", ignore_index=True
    )
    table["date"] = pd.Series(pd.NaT, index=table.index, dtype="datetime64[s]")
    empty = {name: "" for name in ("title", "author", "url", "language")}
    return table.assign(**(empty | columns)).assign(put_before=0)


def reference_text(name: str) -> str:
    """Return a text of tests/reference with the words that the other programs counted.

    They know no initials and no numbers with separators: six words of the text "wire" (a.m., 2,300, 41.2,
    48,000, 2.50, 7.00) are two for them.
    """
    text = (ROOT / f"tests/reference/{name}.txt").read_text(encoding="utf-8")
    return re.sub(r"(?<=\w)[.,](?=\w)", " ", text)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is not part of the project."""
    if not SHARED.is_dir():
        if os.environ.get("REQUIRE_SHARED"):
            pytest.fail("REQUIRE_SHARED is set and there is no ../shared")
        pytest.skip("no ../shared beside the project")
    return SHARED
