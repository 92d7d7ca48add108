"""Shared fixtures: small corpora written in the tests, and the data beside the project when it is there."""

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# the same examples in every run: a failure here is a failure everywhere; no deadline on busy machines
settings.register_profile("project", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    """Keep what the model found in pytest's own folder, not in that of the user."""
    os.environ.setdefault("FRAMING_CACHE", str(config.cache.mkdir("framing")))


def articles(*rows: tuple[str, str, str], **columns: list[str]) -> pd.DataFrame:
    """Articles from (id, outlet, text) rows."""
    table = pd.DataFrame(rows, columns=["id", "outlet", "text"]).sort_values(
        "id", ignore_index=True
    )
    table["date"] = pd.Series(pd.NaT, index=table.index, dtype="datetime64[s]")
    empty = {name: "" for name in ("title", "author", "url", "language")}
    return table.assign(**(empty | columns))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is not part of the project."""
    if not SHARED.is_dir():
        if os.environ.get("REQUIRE_SHARED"):
            pytest.fail("REQUIRE_SHARED is set and there is no ../shared")
        pytest.skip("no ../shared beside the project")
    return SHARED
