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
    return list(dict.fromkeys(fact["question"] for fact in facts["facts"]))[:ROUNDS]


def measure(page: Page, question: str) -> dict[str, float]:
    """Ask in a new conversation and give milliseconds."""
    page.get_by_role("button", name="New conversation").click()
    page.locator(".exchange").first.wait_for(state="detached")
    page.get_by_label("Ask a question").fill(question)
    watching = page.evaluate_handle(f"() => {{ const seen = ({WATCH})(); return {{ seen }}; }}")
    page.keyboard.press("Enter")
    return dict(page.evaluate("(watching) => watching.seen", watching))


def main() -> None:
    """Write medians and 95th percentiles of what is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", nargs="?", type=Path)
    parser.add_argument("questions", nargs="?", type=Path)
    with tempfile.TemporaryDirectory() as folder:
        given = parser.parse_args()
        where = given.library or Path(folder)
        asked = given.questions.read_text(encoding="utf-8").splitlines()[:ROUNDS] if given.questions else questions()
        with Library(where) as library:
            if not library.documents():
                add_sample(library)
            paragraphs = library.count_paragraphs()
        with chat(where) as server, browser() as chromium:
            page = visit(chromium, server.address)
            measure(page, "Who headed Pakistan's delegation in Doha?")
            taken = [measure(page, question) for question in asked]
    written = {"paragraphs": paragraphs, "questions": len(taken)}
    for name in ("shown", "first", "settled"):
        values = sorted(one[name] for one in taken)
        written[name] = {"median": round(statistics.median(values)), "p95": round(values[int(len(values) * 0.95)])}
    print(json.dumps(written))  # noqa: T201 - what the command is for


if __name__ == "__main__":
    main()
