"""What a request names must be its user's: the session, the event, the upload, the file.

Gradio lets everybody who knows such a name use it, and fetches a file from any address that stands in its place.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from ui.auth.asgi import refusal
from ui.auth.claims import Claims
from ui.auth.doors import API

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.auth.uploads import Uploads
    from ui.headers import Application, Message, Receive, Scope, Send

IN_QUERY = ("session_hash", "session_id", "upload_id")
IN_BODY = ("session_hash", "event_id")
WRITTEN = tuple(f"{API}/{name}" for name in ("queue/join", "cancel", "reset", "call/", "run/"))
"""What programs and the page send JSON to."""
LONGEST_BODY = 2 << 20
"""Bytes of JSON; a whole conversation may go along with a follow-up, files go another way."""
LONGEST_NAME = 200
NOT_YOURS = "this is not yours, or not there"


class Belongings:
    """Pass requests on to an application whose names are their user's."""

    def __init__(self, app: Application, uploads: Uploads) -> None:
        """Stand before an application, behind the gate; `uploads` knows whose a file is."""
        self.app = app
        self._uploads = uploads
        self._claims = Claims()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in a line."""
        user = scope.get("user")
        if scope["type"] != "http" or user is None:
            await self.app(scope, receive, send)
        elif not self._all_own(user, [*_in_query(scope), *_in_path(scope)]):
            await refusal(404, NOT_YOURS)(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"].startswith(WRITTEN):
            await self._written(user, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _written(self, user: str, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        if body is None:
            await refusal(413, f"a request has at most {LONGEST_BODY:,} bytes")(scope, receive, send)
            return
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError):
            await refusal(400, "this is not JSON")(scope, receive, send)
            return
        named = [sent[key] for key in IN_BODY if isinstance(sent, dict) and sent.get(key) is not None]
        files = list(_files(sent))
        if not self._all_own(user, named) or not all(self._uploads.take(user, path) for path in files):
            await refusal(404, NOT_YOURS)(scope, receive, send)
            return
        await self.app(scope, _again(body, receive), self._claiming(user, send))

    def _all_own(self, user: str, names: list[object]) -> bool:
        return all(
            isinstance(name, str) and len(name) <= LONGEST_NAME and self._claims.claim(user, name) for name in names
        )

    def _claiming(self, user: str, send: Send) -> Send:
        """Claim the event that an answer names, before anybody hears of it."""

        async def send_claimed(message: Message) -> None:
            body = message.get("body", b"")
            if message["type"] == "http.response.body" and body.startswith(b'{"event_id"'):
                self._claims.claim(user, str(json.loads(body)["event_id"]))
            await send(message)

        return send_claimed


def _in_query(scope: Scope) -> Iterator[str]:
    """Name what a query names; all of what it says twice, as nobody knows which of them counts."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return (value for key in IN_QUERY for value in query.get(key, ()))


def _in_path(scope: Scope) -> tuple[str, ...]:
    """Name what a path ends with: a session (/heartbeat/SESSION), an event (/call/FUNCTION/EVENT)."""
    parts = scope["path"].removeprefix(f"{API}/").strip("/").split("/")
    is_session = parts[0] == "heartbeat" and len(parts) == 2
    is_event = parts[0] == "call" and scope["method"] == "GET" and len(parts) > 2
    return (parts[-1],) if is_session or is_event else ()


def _files(sent: object) -> Iterator[object]:
    """Give every path that stands in what was sent, however deep."""
    waiting = [sent]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "path" in one:
                yield one["path"]
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


async def _read(receive: Receive) -> bytes | None:
    """Read a body; None where it is too long."""
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > LONGEST_BODY:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read once more, then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
