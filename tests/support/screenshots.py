"""Make the README's pictures from the running page with the sample library: python tests/support/screenshots.py."""

from __future__ import annotations

import tempfile
from pathlib import Path

from browser import browser
from chat_server import chat

from eval.sample import add_sample
from rag import Library

PICTURES = Path(__file__).parents[2] / ".github"
QUESTION = "Where and when is the next round of talks between Pakistan and Afghanistan?"
SIZE = (1440, 860)


def main() -> None:
    """Write .github/screenshot-light.png and .github/screenshot-dark.png."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with Library(folder) as library:
            add_sample(library)
        with chat(Path(folder)) as server, browser() as chromium:
            for light in ("light", "dark"):
                context = chromium.new_context(
                    viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="dark" if light == "dark" else "light"
                )
                page = context.new_page()
                page.goto(server.address)
                page.locator("#earlier [data-ask]", has_text=QUESTION).click()
                page.locator("#growing .answer[aria-busy=false] .mark").first.click()
                page.locator("#viewer mark").wait_for()
                page.wait_for_timeout(1000)  # the panes finish scrolling
                page.screenshot(path=PICTURES / f"screenshot-{light}.png")
                context.close()


if __name__ == "__main__":
    main()
