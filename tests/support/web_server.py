"""A web server that answers each path as a test scripts it, over real connections of this machine."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import TYPE_CHECKING

from ingest.fetch import Fetcher, Limits

if TYPE_CHECKING:
    import ssl

    from ingest.fetching.addresses import Address

HERE = "127.0.0.1"


@dataclass
class Reply:
    """Hold what one path answers."""

    body: bytes | Iterable[bytes] = b""
    """Parts are sent one by one, until the client has had enough."""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    sends_length: bool = True


class WebServer:
    """Serve on a free port from entering to leaving."""

    def __init__(
        self, replies: Mapping[str, Reply | Callable[[], Reply]], ssl_context: ssl.SSLContext | None = None
    ) -> None:
        self.asked: list[tuple[str, str]] = []
        """Host header and path of each request, in order."""
        self.left = threading.Event()
        """Set on leaving: what is slow then ends."""
        self._server = ThreadingHTTPServer((HERE, 0), _handler(self, replies))
        self._server.daemon_threads = True
        if ssl_context is not None:
            self._server.socket = ssl_context.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]

    def url(self, path: str, host: str = "site.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def __enter__(self) -> WebServer:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.left.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Names:
    """Resolve names as scripted: a list of answers a name, given one a time and the last for all further times."""

    def __init__(self, answers: Mapping[str, list[list[str]]] | None = None) -> None:
        self._answers = {name: list(one) for name, one in (answers or {"site.test": [[HERE]]}).items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self._answers.get(host)
        if not answers:
            raise OSError(f"no such name: {host}")
        return answers.pop(0) if len(answers) > 1 else answers[0]


def only_here(address: Address) -> bool:
    """Allow this machine's first loopback address and nothing else: the policy of a test, not of a user."""
    return str(address) == HERE


def fetcher(names: Names | None = None, seconds: float = 20, size: int = 2**20) -> Fetcher:
    """Make a fetcher that may speak to a server of this machine."""
    return Fetcher(only_here, names or Names(), Limits(seconds=seconds, bytes=size))


def _handler(server: WebServer, replies: Mapping[str, Reply | Callable[[], Reply]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.headers.get("Host", ""), self.path))
            scripted = replies.get(self.path, Reply(b"", "text/plain", 404))
            with contextlib.suppress(OSError):
                _send(self, scripted() if callable(scripted) else scripted, server.left)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the name is the base class's
            """Keep the tests' output clean."""

    return Handler


def _send(handler: BaseHTTPRequestHandler, reply: Reply, left: threading.Event) -> None:
    handler.send_response(reply.status)
    headers = {"Content-Type": reply.content_type} if reply.content_type else {}
    if isinstance(reply.body, bytes) and reply.sends_length:
        headers["Content-Length"] = str(len(reply.body))
    for name, value in (headers | reply.headers).items():
        handler.send_header(name, value)
    handler.end_headers()
    for part in [reply.body] if isinstance(reply.body, bytes) else reply.body:
        handler.wfile.write(part)
        if left.is_set():
            return
