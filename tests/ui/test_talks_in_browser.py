"""Conversations in a real browser: kept over a reload, found, renamed, exported, deleted; two people at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import ask, missing, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

LED = "Who headed Pakistan's delegation in Doha?"


def test_a_conversation_outlives_a_reload_is_renamed_found_and_deleted(chromium: Browser, sample: str) -> None:
    page = visit(chromium, sample)
    ask(page, LED)
    ask(page, "${window.harmed=1} {{value}} What is the population of Herat?")
    assert page.locator("#growing .question").inner_text().startswith("${window.harmed=1} {{value}}")
    assert page.evaluate("window.harmed === undefined")
    page.locator("#earlier [data-judge=right]").click()
    page.locator("#notice", has_text="Kept: this answer is right.").wait_for()
    before = page.locator("#earlier .text").inner_text()
    page.reload()
    page.locator("#growing .refusal").wait_for()
    assert page.locator("#earlier .text").inner_text() == before
    assert page.locator("#earlier [data-judge=right][aria-pressed=true]").count() == 1
    page.locator("#earlier .mark").first.click()
    page.locator("#viewer mark", has_text="headed the Pakistani delegation").wait_for()

    page.get_by_role("button", name="Conversations").click()
    current = page.locator("#talks li", has=page.locator("[aria-current]"))
    current.hover()
    current.get_by_role("button", name="Rename").click()
    page.get_by_label("Title of the conversation").fill("Ostrich")
    page.keyboard.press("Enter")
    page.locator("#talks .open", has_text="Ostrich").wait_for()
    page.get_by_label("Search conversations").fill("ostrich")
    page.wait_for_function("document.querySelectorAll('#talks li').length === 1")
    page.get_by_role("button", name="New conversation").click()
    page.locator(".exchange").first.wait_for(state="detached")
    page.locator("#talks .open", has_text="Ostrich").click()
    page.locator("#growing .refusal").wait_for()
    current.hover()
    current.get_by_role("button", name="Delete").click()
    current.get_by_role("button", name="Delete").click()
    page.locator(".exchange").first.wait_for(state="detached")
    page.locator("#talks .open", has_text="Ostrich").wait_for(state="detached")
    assert "#" not in page.url
    page.context.close()


def test_a_conversation_is_saved_as_a_file_with_its_citations(chromium: Browser, sample: str) -> None:
    page = visit(chromium, sample)
    ask(page, LED)
    for kind, head in (("Markdown", b"# "), ("HTML", b"<!"), ("PDF", b"%PDF-")):
        page.locator("#exporter summary").click()
        with page.expect_download() as saved:
            page.get_by_role("button", name=kind, exact=True).click()
        data = Path(saved.value.path()).read_bytes()
        assert data.lstrip().startswith(head)
        assert kind == "PDF" or b"headed the Pakistani delegation" in data
    page.context.close()


def test_two_people_ask_at_once_and_each_has_their_own_conversation(chromium: Browser, sample: str) -> None:
    anna, ben = visit(chromium, sample), visit(chromium, sample)
    for page, question in ((anna, LED), (ben, "Who mediated the truce between Pakistan and Afghanistan?")):
        page.get_by_label("Ask a question").fill(question)
        page.keyboard.press("Enter")
    for page, value in ((anna, "Asif"), (ben, "Qatar")):
        page.locator("#growing .answer[aria-busy=false]").wait_for()
        assert value in page.locator("#growing .answer").inner_text()
        assert page.locator(".exchange").count() == 1
    assert anna.url != ben.url
    anna.context.close()
    ben.context.close()
