"""The page as a person meets it: a real server, a real browser, clicks and keys; here what changes the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import PATIENCE, ask, missing, visit
from chat_server import chat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with chat(tmp_path / "library") as server:
        yield server.address


@pytest.fixture
def hosts() -> set[str]:
    return set()


@pytest.fixture
def page(chromium: Browser, address: str, hosts: set[str]) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.get_by_text("Your library is empty").wait_for()
    yield page
    context.close()


def test_a_person_uploads_asks_reads_the_cited_words_is_refused_removes_and_takes_it_back(
    page: Page, files: Path, tmp_path: Path, address: str, hosts: set[str]
) -> None:
    (tmp_path / "paper.xyz").write_bytes(b"\x00\x01")
    page.locator("#drop input[type=file]").set_input_files(
        [files / "quay.html", files / "captain.txt", tmp_path / "paper.xyz"]
    )
    page.locator("#report .failed", has_text="paper.xyz").wait_for()
    page.locator("#report .added", has_text="quay.html").wait_for()
    page.locator("#documents .unread", has_text="1 file could not be read").wait_for()

    ask(page, "Who led the works on the quay?")
    assert "Maria Lopez" in page.locator("#growing .sentence.supported").first.inner_text()
    assert page.locator("#growing .extent").inner_text() == (
        "1 paragraph of 1 out of 2 documents; 1 file could not be read"
    )
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

    page.locator("#documents li", has_text="captain").get_by_role("button", name="Remove").click()
    page.locator("#report", has_text="Removed").wait_for()
    assert page.locator("#documents .open").count() == 1
    page.get_by_role("button", name="Undo").click()
    page.locator("#documents li", has_text="captain").wait_for()
    page.locator("#earlier .mark[data-quote*=Zorblax]").first.click()  # its citations open again
    page.locator("#viewer mark", has_text="Zorblax").wait_for()
    assert hosts == {address.removeprefix("http://")}


def test_the_sample_is_offered_and_its_questions_can_be_clicked(page: Page) -> None:
    page.get_by_role("button", name="Try the sample library").click()
    page.locator("#earlier [data-ask]").first.wait_for()
    assert not page.get_by_role("button", name="Try the sample library").is_visible()
    page.locator("#earlier [data-ask]").first.click()
    page.locator("#growing .answer[aria-busy=false] .mark").first.wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.locator("#earlier [data-ask]").first.wait_for()
    assert page.locator(".exchange").count() == 0


def test_an_answer_that_hangs_is_stopped_and_what_no_source_carries_is_struck_through(
    chromium: Browser, files: Path, tmp_path: Path
) -> None:
    from llm_replies import Asked, Reply, Silence, text
    from llm_server import LlmServer

    from ingest import ingest
    from rag import Library

    with Library(tmp_path / "library") as library:
        ingest(files / "quay.html", library)
    led = "Harbour minister Maria Lopez led the works [1]."

    def reply(asked: Asked) -> Reply:
        hangs = "Whom did" in asked.body
        return Silence((led, " She ")) if hangs else text(f"{led} It cost nine million crowns [1].")

    with LlmServer(reply) as model:
        settings = {"CITEBACK_LLM": "test-model", "CITEBACK_LLM_URL": model.url}
        with chat(tmp_path / "library", environment=settings) as server:
            page = visit(chromium, server.address)
            ask(page, "Who led the works on the quay?")
            assert page.locator("#growing .sentence.unsupported s").inner_text().startswith("It cost nine million")
            assert "Not carried" in page.locator("#growing .doubt").inner_text()
            page.get_by_role("button", name="New conversation").click()
            page.locator(".exchange").first.wait_for(state="detached")
            page.get_by_label("Ask a question").fill("Whom did Maria Lopez thank?")
            page.keyboard.press("Enter")
            page.locator("#growing .sentence, #growing .answer > .text", has_text="Lopez led").first.wait_for()
            page.get_by_role("button", name="Stop").click()
            page.locator("#growing .answer[aria-busy=false]", has_text="Stopped before its end.").wait_for()
            assert "Maria Lopez led the works" in page.locator("#growing .answer").inner_text()
            page.get_by_role("button", name="New conversation").click()
            page.locator(".exchange").first.wait_for(state="detached")
            ask(page, "Who led the works on the quay?")  # while the model still hangs
            page.locator("#growing .sentence", has_text="Lopez led the works").first.wait_for()
            page.context.close()
            model.closed.set()  # else the server waits for it when it ends
