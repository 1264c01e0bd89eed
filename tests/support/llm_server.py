"""A server of a language model that does what a test scripts: it speaks the real protocols over real connections.

    with LlmServer("The quay opened on 12 May [1].") as server:
        model = load_language_model(Settings(llm="test-model", llm_url=server.url))

`reply` is a text or a Reply; a list of them, given one a request and the last for all further ones; or a function of
the request, to play a model that obeys, lies or repeats what it was sent.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from types import TracebackType
from typing import Any

from llm_protocols import DIALECTS, Dialect, in_bytes
from llm_replies import Asked, Cut, Hangup, Nonsense, Refusal, Reply, Silence, StreamError, Text, text

Script = str | Reply | Sequence[str | Reply] | Callable[[Asked], str | Reply]

MODELS = {"object": "list", "data": [{"id": "test-model", "object": "model", "owned_by": "tests"}]}


class LlmServer:
    """Serve on a free port of this machine from entering to leaving."""

    def __init__(self, reply: Script = "An answer.") -> None:
        self.asked: list[Asked] = []
        """The chats that were asked for, in order."""
        self.closed = threading.Event()
        """Set when the server is leaving: what is silent then ends."""
        self.left = threading.Event()
        """Set when a client closed its connection before the answer was through."""
        self._reply = reply
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.script = self

    @property
    def url(self) -> str:
        """Give the base address of the OpenAI protocol."""
        return f"{self.root}/v1"

    @property
    def root(self) -> str:
        """Give the address without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def last(self) -> Asked:
        """Give the last chat that was asked for."""
        return self.asked[-1]

    def __enter__(self) -> LlmServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: Asked) -> Reply:
        """Note a request and give what the script has for it."""
        with self._lock:
            number = len(self.asked)
            self.asked.append(asked)
        given = self._reply
        if callable(given):
            given = given(asked)
        elif isinstance(given, Sequence) and not isinstance(given, str):
            given = given[min(number, len(given) - 1)]
        return text(given) if isinstance(given, str) else given


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    script: LlmServer

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        """Keep quiet: a client that leaves is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as http.server has it
        """Keep quiet."""

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            self._whole(200, json.dumps(MODELS).encode(), "application/json")
        else:
            self._whole(404, b'{"error": "no such page"}', "application/json")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        dialect = DIALECTS.get(self.path)
        if dialect is None:
            self._whole(404, b'{"detail": "Not Found"}', "application/json")
            return
        asked = self._asked(body.decode())
        with self._until_left():
            self._give(self.server.script.answer(asked), asked, dialect)

    def _asked(self, body: str) -> Asked:
        try:
            fields = json.loads(body)
        except ValueError:
            fields = {}
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(self.command, self.path, headers, body, fields)

    @contextlib.contextmanager
    def _until_left(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self.server.script.left.set()
            self.close_connection = True

    def _give(self, reply: Reply, asked: Asked, dialect: Dialect) -> None:
        if isinstance(reply, Refusal):
            self._refuse(reply, asked, dialect)
        elif isinstance(reply, Nonsense):
            self._whole(reply.status, reply.body, reply.content_type)
        elif isinstance(reply, Hangup):
            self.close_connection = True
        elif isinstance(reply, Text) and not asked.is_streamed:
            self._whole(200, dialect.whole("".join(reply.pieces), reply.finish or "stop"), "application/json")
        else:
            self._stream(reply, dialect)

    def _refuse(self, reply: Refusal, asked: Asked, dialect: Dialect) -> None:
        message = reply.message
        if reply.echo_key:
            message = (
                f"{message}: {asked.key} or {asked.key[:5]}***{asked.key[-4:]} ({asked.key[:8]}...{asked.key[-4:]})"
            )
        self._whole(reply.status, dialect.refusal(message, reply.code), "application/json", reply.headers)

    def _whole(self, status: int, body: bytes, content_type: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Text | Cut | Silence | StreamError, dialect: Dialect) -> None:
        self.send_response(200)
        self.send_header("Content-Type", dialect.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        empty = reply.events if isinstance(reply, Text) else 0
        split = isinstance(reply, Text) and reply.split
        for part in chain([dialect.start()], [dialect.piece("")] * empty, map(dialect.piece, reply.pieces)):
            if isinstance(reply, Text) and reply.pause:
                self.server.script.closed.wait(reply.pause)
            self._chunk(part, split)
        if isinstance(reply, Cut):
            self.close_connection = True
            return
        self._close_with(reply, dialect)
        self.wfile.write(b"0\r\n\r\n")

    def _close_with(self, reply: Text | Silence | StreamError, dialect: Dialect) -> None:
        if isinstance(reply, StreamError):
            self._chunk(dialect.error(reply.message))
        elif isinstance(reply, Silence):
            self._be_silent(reply)
        elif reply.finish is not None:
            self._chunk(dialect.end(reply.finish))

    def _be_silent(self, reply: Silence) -> None:
        while not self.server.script.closed.wait(0.1):
            if reply.comments:
                self._chunk(b": still here\n\n")

    def _chunk(self, data: bytes, split: bool = False) -> None:
        for part in in_bytes(data) if split else (data,):
            if part:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                self.wfile.flush()
