"""A browser for the tests of the page, where the machine has one."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP, PHONE = (1440, 900), (390, 844)
PATIENCE = 60_000
"""Milliseconds until something that does not appear is given up."""
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
    return "" if program() else f"no browser found: install one of {', '.join(NAMES)}"


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def visit(
    browser: Browser,
    address: str,
    size: tuple[int, int] = DESKTOP,
    color_scheme: Literal["light", "dark"] = "light",
    has_touch: bool = False,
) -> Page:
    """Open a window of its own on the page; closing its context closes it."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=color_scheme, has_touch=has_touch
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.locator("#earlier .welcome, #growing .question").first.wait_for()
    return page


def ask(page: Page, question: str) -> None:
    page.get_by_label("Ask a question").fill(question)
    page.keyboard.press("Enter")
    page.locator("#growing .question", has_text=question).wait_for()
    page.locator("#growing .answer[aria-busy=false]").wait_for()


def program() -> str | None:
    """Find the browser's program."""
    named = os.environ.get("CITEBACK_TEST_BROWSER")
    return named or next((found for found in map(shutil.which, NAMES) if found), None)
