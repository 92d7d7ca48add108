"""Opens a page in a real Chromium and keeps what it did: requests, dialogs, complaints."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.projects import PATIENT

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """An open page and what happened on it so far."""

    page: Any
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def executable() -> str:
    """Return the path of a Chromium; without one skip, or fail when REQUIRE_BROWSER=1."""
    # the first has no window and no buttons, and needs half of the time
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"no browser: none of {names} found, CHROMIUM is not set")
    pytest.skip("no Chromium on this machine")


@contextmanager
def chromium() -> Iterator[Any]:
    """Run one browser for many visits."""
    path = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launch = playwright.chromium.launch
        browser = launch(executable_path=path, args=ARGUMENTS, timeout=PATIENT * 1000)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Any, file: Path, *, width: int = 1280, dark: bool = False) -> Iterator[Visit]:
    """Open `file` in a fresh profile, `width` CSS pixels wide."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    context.set_default_timeout(PATIENT * 1000)  # machines that run tests are busy
    seen = Visit(context.new_page())
    context.on("request", lambda request: seen.requests.append(request.url))
    context.on("page", lambda page: seen.complaints.append(f"opened another page: {page.url}"))
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))

    def dismiss(dialog: Any) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    seen.page.on("dialog", dismiss)
    try:
        seen.page.goto(file.resolve().as_uri(), wait_until="load")
        yield seen
    finally:
        context.close()
