"""The page as a person meets it: a real server, a real browser, clicks and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import browser, missing
from chat_server import chat

from eval.sample import add_sample
from rag import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

PATIENCE = 30_000
"""Milliseconds until something that does not appear is given up."""
DESKTOP, PHONE = (1440, 900), (390, 844)
PANES = ("#sources", "#chat", "#source")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with chat(tmp_path / "library") as server:
        yield server.address


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample to tests that change nothing of it."""
    folder = tmp_path_factory.mktemp("sample") / "library"
    with Library(folder) as library:
        add_sample(library)
    with chat(folder) as server:
        yield server.address


@pytest.fixture
def hosts() -> set[str]:
    return set()


@pytest.fixture
def page(chromium: Browser, address: str, hosts: set[str]) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None)
    page.goto(address)
    page.get_by_text("Your library is empty").wait_for()
    yield page
    context.close()


def ask(page: Page, question: str) -> None:
    page.get_by_label("Ask a question").fill(question)
    page.keyboard.press("Enter")
    page.locator("#growing .question", has_text=question).wait_for()
    page.locator("#growing .answer[aria-busy=false]").wait_for()


def test_a_person_uploads_asks_reads_the_cited_words_is_refused_and_removes(
    page: Page, files: Path, tmp_path: Path, address: str, hosts: set[str]
) -> None:
    (tmp_path / "paper.xyz").write_bytes(b"\x00\x01")
    page.locator("#drop input[type=file]").set_input_files(
        [files / "quay.html", files / "captain.txt", tmp_path / "paper.xyz"]
    )
    page.locator("#report .failed", has_text="paper.xyz").wait_for()
    page.locator("#report .added", has_text="quay.html").wait_for()

    ask(page, "Who led the works on the quay?")
    assert "Maria Lopez" in page.locator("#growing .sentence.supported").first.inner_text()
    page.locator("#growing .mark").first.click()
    marked = page.locator("#viewer mark")
    marked.wait_for()
    assert marked.inner_text().startswith("Harbour minister Maria Lopez")
    assert "not cited: advertisement" in page.locator("#viewer .furniture").first.inner_text()
    assert page.evaluate("document.activeElement.tagName") == "H2"  # the keyboard goes on in the source

    ask(page, "Who is the captain of the Zorblax?")
    page.locator("#growing .mark").first.click()
    page.locator("#viewer mark", has_text="Zorblax").wait_for()
    assert page.evaluate("window.harmed === undefined")
    assert page.locator("#panes img, #panes iframe").count() == 0

    ask(page, "How many penguins live on Mars?")
    assert page.locator("#growing .refusal").inner_text() == "The documents do not say."
    nearest = page.locator("#growing .nearest .open").last
    nearest.click()
    page.locator("#viewer .cited mark", has_text=nearest.locator("q").inner_text()[:60]).wait_for()
    assert page.locator("#earlier .exchange").count() == 2

    page.locator("#documents li", has_text="captain").locator(".remove").click()
    page.locator("#report", has_text="Removed").wait_for()
    assert page.locator("#documents .open").count() == 1
    page.get_by_role("button", name="Undo").click()
    page.locator("#documents li", has_text="captain").wait_for()
    page.locator("#earlier .mark[data-quote*=Zorblax]").first.click()  # its citations open again
    page.locator("#viewer mark", has_text="Zorblax").wait_for()
    assert hosts == {address.removeprefix("http://")}


def test_what_a_follow_up_was_searched_for_is_shown_and_can_be_switched_off(page: Page, files: Path) -> None:
    page.locator("#drop input[type=file]").set_input_files([files / "quay.html"])
    page.locator("#report .added", has_text="quay.html").wait_for()
    ask(page, "Who led the works on the quay?")
    ask(page, "And when did she say it?")
    assert "Lopez" in page.locator("#growing .note", has_text="Searched for").inner_text()
    page.get_by_label("Read a follow-up question with the conversation").uncheck()
    ask(page, "And where did she say it?")
    assert page.locator("#growing .note", has_text="Searched for").count() == 0
    assert page.locator("#earlier .exchange").count() == 2


def test_the_sample_is_offered_and_its_questions_can_be_clicked(page: Page) -> None:
    page.get_by_role("button", name="Try the sample library").click()
    page.locator("#earlier [data-ask]").first.wait_for()
    page.locator("#earlier [data-ask]").first.click()
    page.locator("#growing .answer[aria-busy=false] .mark").first.wait_for()
    assert "Khawaja Asif" in page.locator("#growing .text").inner_text()
    assert not page.get_by_role("button", name="Try the sample library").is_visible()
    page.get_by_role("button", name="New conversation").click()
    page.locator("#earlier [data-ask]").first.wait_for()
    assert page.locator(".exchange").count() == 0


def test_on_a_phone_one_pane_shows_at_a_time_and_the_conversation_first(chromium: Browser, sample: str) -> None:
    context = chromium.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, color_scheme="dark", has_touch=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(sample)
    page.locator("#earlier [data-ask]").first.wait_for()
    assert [page.locator(name).is_visible() for name in PANES] == [False, True, False]
    assert page.evaluate("document.body.classList.contains('dark')")
    page.locator("#earlier [data-ask]").first.tap()
    page.locator("#growing .answer[aria-busy=false] .mark").first.tap()
    page.locator("#viewer mark").wait_for()
    assert [page.locator(name).is_visible() for name in PANES] == [False, False, True]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.get_by_role("button", name="Back to the answer").tap()
    assert [page.locator(name).is_visible() for name in PANES] == [False, True, False]
    page.get_by_role("button", name="Sources", exact=True).tap()
    page.locator("#documents .open").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    context.close()
