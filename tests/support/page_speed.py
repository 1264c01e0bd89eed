"""Measure the page in a real browser, from Enter to the first text and to the settled answer.

python tests/support/page_speed.py [LIBRARY QUESTIONS]      a library and a file of questions; else the sample
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from browser import browser, visit
from chat_server import chat

from eval.sample import add_sample, facts_file
from rag import Library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

ROUNDS = 30
WATCH = """() => new Promise((done) => {
  const box = document.querySelector('#box textarea');
  const times = {};
  const look = () => {
    const answer = document.querySelector('#growing .answer');
    const asked = document.querySelector('#growing .question')?.textContent === times.question;
    if (!answer || !asked) return;
    times.shown ??= performance.now() - times.start;
    if (answer.querySelector('.sentence, .short, .refusal')) times.first ??= performance.now() - times.start;
    if (answer.getAttribute('aria-busy') === 'false') {
      times.settled = performance.now() - times.start;
      watcher.disconnect();
      done(times);
    }
  };
  const watcher = new MutationObserver(look);
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  watcher.observe(document.getElementById('growing'), everything);
  box.addEventListener('keydown', () => {
    times.start = performance.now();
    times.question = box.value.trim();
  }, { once: true, capture: true });
})"""


def questions() -> list[str]:
    """Give the sample's questions, each once."""
    import yaml

    facts = yaml.safe_load(facts_file().read_text(encoding="utf-8"))
    return list(dict.fromkeys(fact["question"] for fact in facts["facts"]))


def measure(page: Page, question: str) -> dict[str, float]:
    """Ask in a new conversation and give milliseconds."""
    page.get_by_role("button", name="New conversation").click()
    page.locator(".exchange").first.wait_for(state="detached")
    page.get_by_label("Ask a question").fill(question)
    watching = page.evaluate_handle(f"() => {{ const seen = ({WATCH})(); return {{ seen }}; }}")
    page.keyboard.press("Enter")
    return dict(page.evaluate("(watching) => watching.seen", watching))


def given(library: Path | None, asked: Path | None, folder: str) -> tuple[Path, list[str], int]:
    """Give the library named, or one of the sample in a folder; its questions; and its number of paragraphs."""
    where = library or Path(folder)
    named = asked.read_text(encoding="utf-8").splitlines() if asked else questions()
    with Library(where) as opened:
        if not opened.documents():
            add_sample(opened)
        return where, named, opened.count_paragraphs()


def summary(values: Sequence[float]) -> dict[str, int]:
    """Give median and 95th percentile."""
    ordered = sorted(values)
    return {"median": round(statistics.median(ordered)), "p95": round(ordered[int(len(ordered) * 0.95)])}


def main() -> None:
    """Write medians and 95th percentiles of what is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", nargs="?", type=Path)
    parser.add_argument("questions", nargs="?", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where, asked, paragraphs = given(told.library, told.questions, folder)
        with chat(where) as server, browser() as chromium:
            page = visit(chromium, server.address)
            measure(page, "Who headed Pakistan's delegation in Doha?")
            taken = [measure(page, question) for question in asked[:ROUNDS]]
    written: dict[str, object] = {"paragraphs": paragraphs, "questions": len(taken)}
    for name in ("shown", "first", "settled"):
        written[name] = summary([one[name] for one in taken])
    print(json.dumps(written))  # noqa: T201 - what the command is for


if __name__ == "__main__":
    main()
