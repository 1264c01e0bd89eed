"""The report as a person opens it: a file, a real browser, no server."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest
from browser import DESKTOP, PHONE, browser, missing
from graded import NOBODY, WHO, recorded, refused, right, wrong

from eval.comparing import compare
from eval.facts import Threshold
from eval.reports.html import write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

HARM = '<script>window.harmed=1</script><img src="http://elsewhere.test/x.png" onerror="window.harmed=1">'


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    which = replace(WHO, question="Which country?" + "x" * 200, tags=("which",), line=9)
    results = (
        right(),
        wrong(replace(WHO, question=HARM, tags=(HARM, "who")), HARM),
        refused(which, "refused, though the documents say"),
        refused(),
        wrong(replace(NOBODY, question="Who sold it?"), failure="answered, though the documents do not say"),
    )
    found = recorded(*results, thresholds=(Threshold("answer_match", 0.5),))
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(write_page(found, compare(recorded(*map(right, (WHO, which))), found)), encoding="utf-8")
    return path


def opened(
    chromium: Browser, report: Path, size: tuple[int, int] = DESKTOP, light: Literal["light", "dark"] = "light"
) -> tuple[Page, list[str]]:
    """Open the report; also give what it asked for and what it complained about."""
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=light)
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.goto(report.as_uri())
    return page, seen


def test_it_asks_for_nothing_but_itself_breaks_no_policy_and_runs_nothing_that_it_quotes(
    chromium: Browser, report: Path
) -> None:
    page, seen = opened(chromium, report)
    for summary in page.locator("summary").all():
        summary.click()
    assert seen == [report.as_uri()]
    assert page.evaluate("window.harmed === undefined")
    assert page.locator("img, iframe").count() == 0
    assert page.locator("#failed-list", has_text="elsewhere.test").count() == 1
    page.context.close()


def test_failed_questions_are_filtered_by_tag_and_by_reason(chromium: Browser, report: Path) -> None:
    page, _ = opened(chromium, report)
    items = page.locator("#failed-list > details")
    assert page.locator("#shown").inner_text() == "3 of 3 shown"
    page.locator("#by-tag").select_option(HARM)
    assert [item.is_visible() for item in items.all()] == [True, False, False]
    page.locator("#by-tag").select_option("")
    page.locator("#by-reason").select_option("answered, though the documents do not say")
    assert [item.is_visible() for item in items.all()] == [False, False, True]
    assert page.locator("#shown").inner_text() == "1 of 3 shown"
    page.context.close()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_on_a_phone_nothing_runs_over_the_edge(
    chromium: Browser, report: Path, light: Literal["light", "dark"]
) -> None:
    page, _ = opened(chromium, report, PHONE, light)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    sizes = page.evaluate("[...document.querySelectorAll('.plot')].map(plot => plot.getBoundingClientRect().width)")
    assert min(sizes) > 0.85 * PHONE[0]  # so that 12 units of lettering are 11 pixels or more
    page.context.close()


def test_it_follows_the_light_that_the_reader_likes(chromium: Browser, report: Path) -> None:
    colours = []
    for light in ("light", "dark"):
        page, _ = opened(chromium, report, light=light)
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"))
        page.context.close()
    assert min(colours[0]) > 200
    assert max(colours[1]) < 64


def test_the_keyboard_opens_a_failed_question(chromium: Browser, report: Path) -> None:
    page, _ = opened(chromium, report)
    page.locator("#failed-list summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#failed-list .passage").first.is_visible()
    page.context.close()


@pytest.mark.skipif(
    importlib.util.find_spec("axe_playwright_python") is None, reason="axe is not installed: pip install '.[test-page]'"
)
@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_people_out(
    chromium: Browser, report: Path, light: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme=light, bypass_csp=True)
    page = context.new_page()
    page.goto(report.as_uri())
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page).response["violations"]
    assert [(one["impact"], one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    page.context.close()
