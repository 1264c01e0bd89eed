"""Whose page a request is for: with accounts each user has a library, and a page, of their own."""

from __future__ import annotations

import inspect
import threading
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Protocol, get_type_hints

import gradio as gr

from rag.errors import CitebackError, LibraryBusyError
from rag.library.library import Library
from rag.models.llm import load_language_model
from rag.models.reader import Reader
from rag.settings import Settings
from ui.auth.gate import user_of
from ui.escaping import escape
from ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_PARTS: Mapping[str, Callable[[Page], object]] = {
    "Page": lambda page: page,
    "Shelf": lambda page: page.shelf,
    "Talks": lambda page: page.talks,
    "Downloads": lambda page: page.downloads,
}
BUSY = "Your library is in use by another program on the server: try again when that has ended."


class Users(Protocol):
    """Give the page that a request is for."""

    @property
    def are_named(self) -> bool:
        """Tell whether users have names, and libraries of their own."""
        ...

    @property
    def writer(self) -> str | None:
        """Name the language model that writes, as Assistant.writer does."""
        ...

    def page(self, request: gr.Request | None) -> Page:
        """Give the page of who made a request.

        Raises:
            CitebackError: their library cannot be opened.
            PermissionError: nobody is known to have made it.
        """
        ...


class Everybody:
    """Give all requests the one page."""

    are_named = False

    def __init__(self, page: Page) -> None:
        """Give this one."""
        self._page = page
        self.writer = page.assistant.writer

    def page(self, request: gr.Request | None) -> Page:
        """Give it."""
        return self._page


class Each:
    """Give each user a page on a library of their own, opened when they first come; safe from many threads."""

    are_named = True

    def __init__(self, folder: Path, removed: Path, address: str) -> None:
        """Keep the libraries in this folder, one beneath it for each user.

        `removed` is where uploads wait that were taken out; `address` is what other programs are told.
        """
        self._folder = folder
        self._removed = removed
        self._address = address
        self._pages: dict[str, Page] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._reader = Reader()
        model = load_language_model(Settings.from_environment())
        self.writer = None if model is None else str(model)
        self._closed = False

    def page(self, request: gr.Request | None) -> Page:
        """Give the page of the user who signed in."""
        user = user_of(request)
        with self._lock:
            lock = self._locks.setdefault(user, threading.Lock())
        with lock:
            if user not in self._pages:
                self._pages[user] = self._open(user)
            return self._pages[user]

    def close(self) -> None:
        """Close every library."""
        with self._lock:
            self._closed = True
            pages = list(self._pages.values())
        for page in pages:
            page.close()
            page.library.close()

    def _open(self, user: str) -> Page:
        if self._closed:
            msg = "the server is being stopped"
            raise CitebackError(msg)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shared = next(iter(list(self._pages.values())), None)  # its models: each is in memory once
        try:
            library = Library(self._folder / user, embedder=shared.library.embedder if shared else None)
        except LibraryBusyError as error:
            raise CitebackError(BUSY) from error  # which process has it is the server's own
        try:
            library.announce(self._address)
            page = Page(library, self._removed, self._reader)
        except BaseException:
            library.close()
            raise
        threading.Thread(target=page.warm, daemon=True).start()
        return page


def acting(users: Users, act: Callable[..., Any]) -> Callable[..., Any]:
    """Make what gradio calls out of a method of Page, Shelf, Talks or Downloads: it acts on those of its user.

    It takes what the method takes, and the request in the last place where the method takes none itself.
    """
    where = _PARTS[act.__qualname__.partition(".")[0]]
    hints = get_type_hints(act)
    parameters = list(inspect.signature(act).parameters.values())[1:]
    places = [place for place, parameter in enumerate(parameters) if parameter.name == "request"]
    if not places:
        hints["request"] = gr.Request
        parameters.append(inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None))

    def split(given: tuple[Any, ...]) -> tuple[object, tuple[Any, ...]]:
        request = given[places[0] if places else -1]
        return where(_page(users, request)), given if places else given[:-1]

    if inspect.isgeneratorfunction(act):

        def handler(*given: Any) -> Iterator[Any]:  # noqa: ANN401 - what gradio hands on
            part, rest = split(given)
            yield from act(part, *rest)

    else:

        def handler(*given: Any) -> Any:  # type: ignore[misc]  # noqa: ANN401 - what gradio hands on
            part, rest = split(given)
            return act(part, *rest)

    update_wrapper(handler, act)
    del handler.__wrapped__  # type: ignore[attr-defined]  # it takes self
    handler.__annotations__ = hints
    handler.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return handler


def who(request: gr.Request) -> str:
    """Write who is signed in, with the way out."""
    return (
        f'<div class="who"><bdi title="Signed in">{escape(user_of(request))}</bdi>'
        '<button type="button" class="quiet leave" data-leave="1" aria-label="Sign out" title="Sign out">'
        "</button></div>"
    )


def _page(users: Users, request: gr.Request | None) -> Page:
    try:
        return users.page(request)
    except CitebackError as error:
        raise gr.Error(str(error), print_exception=False) from error
