"""The page with users in a real browser: the form, two people at once, and what goes over the network."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest
from browser import DESKTOP, PATIENCE, PHONE, ask, missing
from visitors import password

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chat_server import ChatServer
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture
def hosts() -> set[str]:
    return set()


@pytest.fixture
def windows(chromium: Browser, shared: ChatServer, hosts: set[str]) -> Iterator[tuple[Page, Page]]:
    """Open a window for each of two people, who share no cookies; one has a phone."""
    opened = []
    for width, height in (DESKTOP, PHONE):
        context = chromium.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None)
        page = context.new_page()
        page.goto(shared.address)
        opened.append(page)
    yield opened[0], opened[1]
    for page in opened:
        page.context.close()


def sign_in(page: Page, user: str) -> None:
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password").fill(password(user))
    page.keyboard.press("Enter")
    page.locator("#earlier .welcome, #growing .question").first.wait_for()


def test_two_people_at_once_see_their_own_files_alone(
    windows: tuple[Page, Page], shared: ChatServer, hosts: set[str], tmp_path: Path
) -> None:
    for page, user, leader in zip(windows, ("ann", "bob"), ("Maria Lopez", "Anna Petrova"), strict=True):
        file = tmp_path / f"{user}-pier.txt"
        file.write_text(f"The works on the pier of Ostwick were led by {leader}, a minister.\n", encoding="utf-8")
        sign_in(page, user)
        if page is windows[1]:
            page.locator(".tabs [data-pane=sources]").click()
        page.locator("#drop input[type=file]").set_input_files(file)
        page.locator("#report .added", has_text=file.name).wait_for()
        page.locator(".tabs [data-pane=chat]").click() if page is windows[1] else None
    for page, mine, other in (
        (windows[0], "Maria Lopez", "Anna Petrova"),
        (windows[1], "Anna Petrova", "Maria Lopez"),
    ):
        ask(page, "Who led the works on the pier of Ostwick?")
        assert mine in page.locator("#growing .answer").inner_text()
        assert other not in page.content()
    assert "bob-pier" not in windows[0].content()
    assert "ann-pier" not in windows[1].content()
    assert windows[0].locator(".who bdi").inner_text() == "ann"
    assert hosts == {shared.address.removeprefix("http://")}

    windows[0].get_by_role("button", name="Sign out").click()
    windows[0].get_by_label("Password").wait_for()
    windows[0].goto(shared.address)
    assert windows[0].url == f"{shared.address}/login"
    assert windows[1].locator(".who").count() == 1


def test_a_wrong_password_is_told_and_the_name_stays(windows: tuple[Page, Page], hosts: set[str]) -> None:
    page = windows[1]
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("nonsense")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").inner_text() == "Username and password do not belong together."
    assert page.get_by_label("Username").input_value() == "ann"
    assert page.get_by_label("Password").input_value() == ""
    assert page.evaluate("document.activeElement.id") == "password"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert len(hosts) == 1


@pytest.mark.skipif(
    importlib.util.find_spec("axe_playwright_python") is None, reason="axe is not installed: pip install '.[test-page]'"
)
@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_in_the_form(windows: tuple[Page, Page], light: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = windows[0]
    page.emulate_media(color_scheme="dark" if light == "dark" else "light")
    page.get_by_role("button", name="Sign in").click()
    assert Axe().run(page).response["violations"] == []
