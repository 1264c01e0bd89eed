"""A browser for the tests of the page, where the machine has one."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def missing() -> str:
    """Say why no browser can be driven; empty when one can."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed: pip install '.[test-models]'"
    return "" if _program() else f"no browser found: install one of {', '.join(NAMES)}"


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def _program() -> str | None:
    named = os.environ.get("CITEBACK_TEST_BROWSER")
    return named or next((found for found in map(shutil.which, NAMES) if found), None)
