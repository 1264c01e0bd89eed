"""Answers and sources as a person reads them in a browser: by pointer and keyboard, on a phone, in the dark."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Literal

import pytest
from browser import PHONE, ask, missing, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

PANES = ("#sources", "#chat", "#source")
ROUND = "Where and when is the next round of talks between Pakistan and Afghanistan?"


def pressed(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"))


def test_a_chip_shows_its_quote_and_opens_its_words_and_the_next_citation_follows(
    chromium: Browser, sample: str
) -> None:
    page = visit(chromium, sample)
    ask(page, ROUND)
    assert page.locator("#growing .side").count() == 2
    assert "newest" in page.locator("#growing .side", has_text="2025-10-21").inner_text()
    chip = page.locator("#growing .text .mark").first
    chip.hover()
    card = page.locator("#card")
    card.wait_for()
    assert "next round of talks" in card.locator(".quote").inner_text()
    assert "¶15 · 2025-10-20" in card.locator(".place").inner_text()
    chip.click()
    marked = page.locator("#viewer mark")
    marked.wait_for()
    assert marked.inner_text() == chip.get_attribute("data-quote")
    assert page.locator("#viewer .nth").inner_text() == "1 of 2"
    page.get_by_role("button", name="Next citation").click()
    page.locator("#viewer .nth", has_text="2 of 2").wait_for()
    assert "25 to 27 October" in marked.inner_text()
    assert page.get_by_role("button", name="Next citation").is_disabled()
    page.context.close()


def test_a_citation_of_a_pdf_frames_its_paragraph_on_the_page_as_it_is_printed(chromium: Browser, sample: str) -> None:
    page = visit(chromium, sample)
    ask(page, "How much was Anders Holt paid a year?")
    page.locator("#growing .mark").first.click()
    page.locator("#viewer .drawn img").wait_for()
    assert "412 crowns a year" in page.locator("#viewer mark").inner_text()
    assert page.locator("#viewer mark").is_visible()
    picture, frame = (page.locator(f"#viewer .drawn {name}").bounding_box() for name in ("img", ".frame"))
    assert picture is not None
    assert frame is not None
    assert picture["x"] < frame["x"] < picture["x"] + picture["width"] / 2  # the first of two columns
    assert picture["y"] < frame["y"] < frame["y"] + frame["height"] < picture["y"] + picture["height"]
    page.get_by_role("button", name="Text", exact=True).click()
    assert not page.locator("#viewer .drawn").is_visible()
    assert page.locator("#viewer .paragraph").nth(1).is_visible()
    page.context.close()


def test_ticked_documents_alone_are_asked_until_they_are_unticked(chromium: Browser, sample: str) -> None:
    page = visit(chromium, sample)
    page.get_by_label("Search sources").fill("kettle")
    page.locator("#documents .open").nth(1).wait_for(state="detached")
    page.locator("#documents .tick").check()
    page.locator("#scoped", has_text="Asking only Aurelia K2").wait_for()
    ask(page, "Who headed Pakistan's delegation in Doha?")
    page.locator("#growing .refusal").wait_for()
    assert page.locator("#growing .extent").inner_text() == "Looked in 1 chosen document"
    page.get_by_role("button", name="Ask all documents").click()
    page.locator("#scoped .scope").wait_for(state="detached")
    ask(page, "Who headed Pakistan's delegation in Doha?")
    assert "Khawaja Asif" in page.locator("#growing .short").inner_text()
    page.context.close()


def test_what_a_follow_up_was_searched_for_is_shown_and_can_be_switched_off_and_a_question_edited(
    chromium: Browser, sample: str
) -> None:
    page = visit(chromium, sample)
    ask(page, "Who headed Pakistan's delegation in Doha?")
    ask(page, "What did he call the meeting?")
    assert "Asif" in page.locator("#growing .note", has_text="Searched for").inner_text()
    page.get_by_label("Read a follow-up question with the conversation").uncheck()
    ask(page, "And what did he say then?")
    assert page.locator("#growing .note", has_text="Searched for").count() == 0
    assert page.locator("#earlier .exchange").count() == 2
    page.locator("#earlier .exchange").nth(1).get_by_role("button", name="Edit and ask again").click()
    page.get_by_label("Edit the question").fill("Who mediated the truce?")
    pressed(page, "Enter")
    page.locator("#growing .question", has_text="Who mediated").wait_for()
    page.locator("#growing .answer[aria-busy=false]").wait_for()
    assert "Qatar" in page.locator("#growing .answer").inner_text()
    assert page.locator(".exchange").count() == 2
    page.context.close()


def test_the_keyboard_alone_asks_reads_a_quote_opens_it_and_goes_on_in_the_source(
    chromium: Browser, sample: str
) -> None:
    page = visit(chromium, sample)
    assert focused(page) == "Ask a question" or page.locator("#box textarea:focus").count() == 1
    page.keyboard.type(ROUND)
    pressed(page, "Shift+Enter")
    assert page.locator("#growing .exchange").count() == 0  # only a new line
    pressed(page, "Enter")
    page.locator("#growing .answer[aria-busy=false]").wait_for()
    pressed(page, "Shift+Tab")
    for _ in range(40):
        if focused(page).startswith("Source 1:"):
            break
        pressed(page, "Shift+Tab")
    page.locator("#card", has_text="25 October").wait_for()
    pressed(page, "Escape")
    page.locator("#card").wait_for(state="hidden")
    pressed(page, "Enter")
    page.locator("#viewer mark").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    pressed(page, "Tab")
    assert focused(page) == "Next citation"  # the previous one is disabled
    pressed(page, "Enter")
    page.locator("#viewer .nth", has_text="2 of 2").wait_for()
    page.context.close()


def test_on_a_phone_in_the_dark_one_pane_shows_at_a_time_and_the_conversation_first(
    chromium: Browser, sample: str
) -> None:
    page = visit(chromium, sample, PHONE, color_scheme="dark", has_touch=True)
    assert [page.locator(name).is_visible() for name in PANES] == [False, True, False]
    red, green, blue = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert max(red, green, blue) < 64
    ask(page, ROUND)
    page.locator("#growing .mark").first.tap()
    page.locator("#viewer mark").wait_for()
    assert [page.locator(name).is_visible() for name in PANES] == [False, False, True]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.get_by_role("button", name="Back to the answer").tap()
    assert [page.locator(name).is_visible() for name in PANES] == [False, True, False]
    page.locator(".tabs").get_by_role("button", name="Sources").tap()
    page.locator("#documents .open").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.context.close()


@pytest.mark.skipif(
    importlib.util.find_spec("axe_playwright_python") is None, reason="axe is not installed: pip install '.[test-page]'"
)
@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_people_out(
    chromium: Browser, sample: str, light: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(chromium, sample, color_scheme=light)
    axe = Axe()
    found = axe.run(page).response["violations"]
    ask(page, ROUND)
    page.locator("#growing .mark").first.click()
    page.locator("#viewer mark").wait_for()
    page.get_by_role("button", name="Conversations").click()
    page.locator("#talks .open").first.wait_for()
    found += axe.run(page).response["violations"]
    assert [(one["impact"], one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    page.context.close()
