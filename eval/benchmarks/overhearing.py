"""Stand between a program and its language model's server: pass everything on, note what the model says and when."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType

PATIENCE = 600
"""Seconds that the server may be silent; whoever asks it is less patient."""

_OWN_HEADERS = frozenset(("host", "connection", "accept-encoding", "transfer-encoding", "content-length", "keep-alive"))


class Overhearing:
    """Serve on this machine what the server at an address serves, from entering to leaving."""

    def __init__(self, url: str) -> None:
        """Pass on to this address of the OpenAI protocol."""
        self.upstream = urlsplit(url)
        self.speaking = threading.Lock()
        """Held while the model answers."""
        self.forget()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.overhearing = self

    @property
    def url(self) -> str:
        """Give the address to ask in the place of the server's own."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{self.upstream.path}"

    @property
    def text(self) -> str:
        """Give what the model has said since `forget`."""
        return "".join(self._pieces)

    def forget(self) -> None:
        """Begin anew."""
        self.prompt: str | None = None
        """What the model was last asked; None: nothing."""
        self.first: float | None = None
        """When the first piece with text came, by time.perf_counter; None: none did."""
        self.last: float | None = None
        """When the last one came."""
        self._pieces: list[str] = []

    def wait(self) -> None:
        """Hear the model out, also where whoever asked it has hung up."""
        with self.speaking:
            pass

    def ask(self, body: bytes) -> None:
        """Note what the model is asked."""
        with contextlib.suppress(ValueError, KeyError, IndexError, TypeError):
            self.prompt = json.loads(body)["messages"][-1]["content"]

    def note(self, line: bytes) -> None:
        """Note what one line of a stream says, if it says anything."""
        with contextlib.suppress(ValueError, KeyError, IndexError, TypeError):
            piece = json.loads(line.removeprefix(b"data:"))["choices"][0]["delta"]["content"]
            if piece:
                self.last = time.perf_counter()
                self.first = self.first or self.last
                self._pieces.append(piece)

    def __enter__(self) -> Overhearing:
        """Begin to serve."""
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    overhearing: Overhearing


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as http.server has it
        """Keep quiet."""

    def do_GET(self) -> None:
        """Pass on a question about the server."""
        self._pass_on(b"")

    def do_POST(self) -> None:
        """Pass on a question to the model."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.server.overhearing.speaking:
            self.server.overhearing.ask(body)
            self._pass_on(body)

    def _pass_on(self, body: bytes) -> None:
        address = self.server.overhearing.upstream
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _OWN_HEADERS}
        asked = contextlib.closing(kind(address.netloc, timeout=PATIENCE))
        with contextlib.suppress(OSError, http.client.HTTPException), asked as server:
            server.request(self.command, self.path, body, {**headers, "Accept-Encoding": "identity"})
            self._answer(server.getresponse())
        self.close_connection = True  # also where the server has hung up: so does this one

    def _answer(self, response: http.client.HTTPResponse) -> None:
        self.send_response_only(response.status)
        for name, value in response.getheaders():
            if name.lower() not in _OWN_HEADERS:
                self.send_header(name, value)
        with contextlib.suppress(OSError):  # who asked has hung up
            self.end_headers()
        is_heard = True
        while line := response.readline():
            self.server.overhearing.note(line)
            is_heard = is_heard and self._say(line)

    def _say(self, line: bytes) -> bool:
        """Pass a line on; false where nobody hears it any more."""
        try:
            self.wfile.write(line)
            self.wfile.flush()
        except OSError:
            return False
        return True
