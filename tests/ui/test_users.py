from __future__ import annotations

import inspect
from contextlib import closing
from typing import TYPE_CHECKING, get_type_hints

import gradio as gr
import pytest
from starlette.requests import Request

from rag import Library
from ui.page import Page
from ui.shelf import Shelf
from ui.talks import Talks
from ui.users import BUSY, Each, Everybody, acting, who

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def request(user: str | None) -> gr.Request:
    scope = {"type": "http", "headers": [], **({} if user is None else {"user": user})}
    return gr.Request(request=Request(scope), session_hash="window")


@pytest.fixture
def users(tmp_path: Path) -> Iterator[Each]:
    with closing(Each(tmp_path / "users", tmp_path / "removed", "http://127.0.0.1:7860")) as users:
        yield users


def test_a_library_is_opened_when_its_user_first_comes(users: Each, tmp_path: Path) -> None:
    assert not (tmp_path / "users").exists()
    ann = users.page(request("ann"))
    assert ann.library.path == tmp_path / "users" / "ann"
    assert users.page(request("ann")) is ann
    assert [path.name for path in (tmp_path / "users").iterdir()] == ["ann"]
    bob = users.page(request("bob"))
    assert bob.library.path != ann.library.path
    assert bob.library.embedder is ann.library.embedder
    users.close()
    with Library(tmp_path / "users" / "ann"):
        pass


@pytest.mark.parametrize("nobody", [None, request(None), gr.Request(), [request("ann")]])
def test_a_request_that_is_nobodys_gets_no_page(users: Each, nobody: gr.Request | None) -> None:
    with pytest.raises(PermissionError):
        users.page(nobody)


def test_a_library_that_another_program_has_is_told_without_a_word_of_the_machine(users: Each, tmp_path: Path) -> None:
    start = acting(users, Page.start)
    with Library(tmp_path / "users" / "ann"), pytest.raises(gr.Error) as error:
        start([], [], "", request("ann"))
    assert error.value.message == BUSY
    assert start([], [], "", request("ann"))


def test_what_acts_takes_what_its_method_takes_and_the_request(users: Each) -> None:
    assert list(inspect.signature(acting(users, Page.remove)).parameters) == [
        *("event", "past", "scope", "wanted"),
        "request",
    ]
    assert get_type_hints(acting(users, Talks.rename))["request"] is gr.Request
    asking = acting(users, Page.ask)
    assert list(inspect.signature(asking).parameters)[-1] == "request"
    assert inspect.isgeneratorfunction(asking)
    assert asking.__doc__ == Page.ask.__doc__


def test_what_acts_acts_on_its_users_part(users: Each) -> None:
    (users.page(request("ann")).library.path / "files").mkdir()
    (ticked, _) = acting(users, Shelf.rescope)(["a"], request("ann"))
    assert ticked == []
    assert list(acting(users, Page.ask)(" ", [], "", [], True, request("bob")))
    assert set(users._pages) == {"ann", "bob"}


def test_without_names_there_is_one_page(own_library: Library) -> None:
    page = Page(own_library)
    everybody = Everybody(page)
    assert everybody.page(None) is everybody.page(request("")) is page
    page.close()


def test_a_name_is_shown_as_text() -> None:
    assert '<bdi title="Signed in">&lt;b&gt;</bdi>' in who(request("<b>"))
