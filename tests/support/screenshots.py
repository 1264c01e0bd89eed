"""Take pictures of the running page with the sample library.

python tests/support/screenshots.py             the README's, in .github
python tests/support/screenshots.py FOLDER      every state in every width and light, to be looked at
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from browser import DESKTOP, PHONE, ask, browser, visit
from chat_server import chat
from pdf_samples import two_columns

from eval.sample import add_sample
from ingest import ingest
from rag import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).parents[2] / ".github"
QUESTION = "Where and when is the next round of talks between Pakistan and Afghanistan?"
SIZES = (DESKTOP, (1024, 768), PHONE)
LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SETTLED = 900
"""Milliseconds until panes have scrolled and notices have come."""


def for_readme(chromium: Browser, address: str) -> None:
    """Take .github/screenshot-light.png, screenshot-dark.png and screenshot-phone.png."""
    PICTURES.mkdir(exist_ok=True)
    for light in LIGHTS:
        page = visit(chromium, address, (1440, 860), color_scheme=light)
        open_answer(page)
        page.screenshot(path=PICTURES / f"screenshot-{light}.png")
        page.context.close()
    page = visit(chromium, address, PHONE, has_touch=True)
    ask(page, QUESTION)
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=PICTURES / "screenshot-phone.png")
    page.context.close()


def everything(chromium: Browser, address: str, folder: Path) -> None:
    """Take every state of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for light in LIGHTS:
            page = visit(chromium, address, size, color_scheme=light, has_touch=size == PHONE)
            taken = Taker(page, folder / f"{size[0]}-{light}")
            taken.take("1-welcome")
            open_answer(page)
            taken.take("2-source")
            back(page)
            ask(page, "What is the population of Herat?")
            taken.take("3-refusal")
            ask(page, "How much was Anders Holt paid a year?")
            page.locator("#growing .mark").first.click()
            page.locator("#viewer .drawn img").wait_for()
            taken.take("4-pdf")
            show(page, "Sources")
            page.get_by_role("button", name="Conversations").click()
            taken.take("5-conversations")
            page.context.close()


class Taker:
    """Take pictures of one window under names with one beginning."""

    def __init__(self, page: Page, start: Path) -> None:
        self.page, self.start = page, start

    def take(self, state: str) -> None:
        """Take what is shown now."""
        self.page.wait_for_timeout(SETTLED)
        self.page.screenshot(path=f"{self.start}-{state}.png")


def open_answer(page: Page) -> None:
    """Ask and open the first citation."""
    ask(page, QUESTION)
    page.locator("#growing .mark").first.click()
    page.locator("#viewer mark").wait_for()
    page.wait_for_timeout(SETTLED)


def back(page: Page) -> None:
    """Go back to the answer, where a window shows one pane at a time."""
    button = page.get_by_role("button", name="Back to the answer")
    if button.is_visible():
        button.click()


def show(page: Page, pane: str) -> None:
    """Turn to a pane, where a window shows one at a time."""
    tab = page.locator(".tabs").get_by_role("button", name=pane)
    if tab.is_visible():
        tab.click()


def main() -> None:
    """Serve the sample and a PDF, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        with Library(Path(folder) / "library") as library:
            add_sample(library)
            if len(sys.argv) > 1:
                (Path(folder) / "lighthouse.pdf").write_bytes(two_columns().data)
                ingest(Path(folder) / "lighthouse.pdf", library)
        with chat(Path(folder) / "library") as server, browser() as chromium:
            if len(sys.argv) > 1:
                everything(chromium, server.address, Path(sys.argv[1]))
            else:
                for_readme(chromium, server.address)


if __name__ == "__main__":
    main()
