"""Serve the chat page until it is stopped: one library to all who reach it, or to each user one of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import threading
import webbrowser
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SettingsError
from ui.auth.hosts import is_free

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    import gradio as gr

    from rag.library.library import Library
    from ui.auth.hosts import Place
    from ui.sharing import Sharing
    from ui.users import Users

    MakeUsers = Callable[[Path, Place], Users]
    """Is given where uploads wait that were taken out, and where the page is served."""

FIRST_PORT = 7860
PORTS_TRIED = 100
LAUNCHES_TRIED = 3


def serve(
    library: Library, sharing: Sharing, port: int | None, *, open_browser: bool, on_ready: Callable[[str], None]
) -> None:
    """Serve one library until Ctrl-C or a request to end; `on_ready` is told the address.

    Raises:
        SettingsError: the port, or every port tried, is in use.
        KeyboardInterrupt: it was stopped.
    """

    def everybody(removed: Path, place: Place) -> Users:
        from ui.page import Page
        from ui.users import Everybody

        page = Page(library, removed)
        threading.Thread(target=page.warm, daemon=True).start()
        library.announce(place.address)
        return Everybody(page)

    _serve(everybody, sharing, port, open_browser, on_ready)


def serve_each(
    folder: Path, sharing: Sharing, port: int | None, *, open_browser: bool, on_ready: Callable[[str], None]
) -> None:
    """Serve to each user who signs in a library of their own beneath a folder; otherwise as `serve`."""
    with ExitStack() as opened:

        def each(removed: Path, place: Place) -> Users:
            from ui.users import Each

            return opened.enter_context(closing(Each(folder, removed, place.address)))

        _serve(each, sharing, port, open_browser, on_ready)


def _serve(
    make_users: MakeUsers, sharing: Sharing, port: int | None, open_browser: bool, on_ready: Callable[[str], None]
) -> None:
    _free_port(sharing.place.host, port)  # a port in use is told before seconds go by
    _end_in_order()
    with (
        tempfile.TemporaryDirectory(prefix="citeback-uploads-", ignore_cleanup_errors=True) as uploads,
        tempfile.TemporaryDirectory(prefix="citeback-removed-", ignore_cleanup_errors=True) as removed,
    ):
        os.environ["GRADIO_TEMP_DIR"] = uploads  # private to this run, gone with it; gradio reads it from there
        running, place = _launched(make_users, sharing, port, Path(uploads), Path(removed))
        try:
            on_ready(place.address)
            if open_browser:
                webbrowser.open(place.address)
            _wait()
        finally:
            running.close(verbose=False)


def _launched(
    make_users: MakeUsers, sharing: Sharing, port: int | None, uploads: Path, removed: Path
) -> tuple[gr.Blocks, Place]:
    """Launch on a free port, and on the next one where another program takes it between the look and the launch."""
    from ui.launch import launch

    for _ in range(LAUNCHES_TRIED):
        place = replace(sharing.place, port=_free_port(sharing.place.host, port))
        with contextlib.suppress(OSError):  # what gradio says of a port that is taken
            return launch(make_users(removed, place), place, uploads, sharing.accounts, mcp=sharing.mcp), place
    msg = f"the page cannot be served on {place.host}:{place.port}: name another port with --port"
    raise SettingsError(msg)


def _free_port(host: str, port: int | None) -> int:
    tried = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for candidate in tried:
        if is_free(host, candidate):
            return candidate
    if port is None:
        msg = f"ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all in use: name a free one with --port"
        raise SettingsError(msg)
    msg = f"port {port} cannot be had on {host}: another program uses it; name a free one with --port"
    raise SettingsError(msg)


def _end_in_order() -> None:
    """Let a request to end count as Ctrl-C, so that the library is closed in order."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)


def _wait() -> None:
    """Wait for Ctrl-C."""
    forever = threading.Event()
    while not forever.wait(1):  # Windows hears Ctrl-C only between waits
        pass
