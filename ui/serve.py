"""Serve the chat page to this machine until it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from rag.library.library import Library

HOST = "127.0.0.1"
FIRST_PORT = 7860
PORTS_TRIED = 100


def serve(
    library: Library, port: int | None, *, open_browser: bool, on_ready: Callable[[str], None], mcp: bool = False
) -> None:
    """Serve the page until Ctrl-C or a request to end; `on_ready` is told the address. With `mcp`, its tools over MCP.

    Raises:
        SettingsError: the port, or every port tried, is in use.
        KeyboardInterrupt: it was stopped.
    """
    chosen = _free_port(port)
    _end_in_order()
    with (
        tempfile.TemporaryDirectory(prefix="citeback-uploads-", ignore_cleanup_errors=True) as uploads,
        tempfile.TemporaryDirectory(prefix="citeback-removed-", ignore_cleanup_errors=True) as removed,
    ):
        os.environ["GRADIO_TEMP_DIR"] = uploads  # private to this run, gone with it; gradio reads it from there
        from ui.launch import launch

        running = launch(library, HOST, chosen, Path(removed), mcp=mcp)
        try:
            address = f"http://{HOST}:{chosen}"
            library.announce(address)
            on_ready(address)
            if open_browser:
                webbrowser.open(address)
            _wait()
        finally:
            running.close(verbose=False)


def _free_port(port: int | None) -> int:
    tried = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for candidate in tried:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, candidate))
            except OSError:
                continue
            return candidate
    if port is None:
        msg = f"ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all in use: name a free one with --port"
        raise SettingsError(msg)
    msg = f"port {port} cannot be had on {HOST}: another program uses it; name a free one with --port"
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
