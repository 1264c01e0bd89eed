"""Nobody gets beyond this who has not signed in: by the page's own form, or as programs do with every request."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse

from ui.auth.asgi import header, refusal
from ui.auth.attempts import Attempts
from ui.auth.doors import API, LOGIN
from ui.auth.sessions import Sessions

if TYPE_CHECKING:
    from starlette.responses import Response

    from ui.auth.accounts import Accounts
    from ui.headers import Application, Message, Receive, Scope, Send

PUBLIC = frozenset((LOGIN, "/favicon.ico", "/robots.txt", f"{API}/startup-events"))
"""What tells nothing of anybody; the last is called by gradio itself before anybody comes."""
KNOWN_SECONDS = 600.0
"""For which a program's password, once proven, is not hashed again."""
MOST_KNOWN = 1_000
HASHED_AT_ONCE = 2
"""Passwords; each takes 32 MiB and a processor for its time."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """Say how long who guesses has to wait."""

    seconds: float

    def __str__(self) -> str:
        """Say it in a line."""
        return f"Too many attempts: wait {max(1, round(self.seconds))} s, then try again."


class Desk:
    """Find out who a request comes from, and sign users in and out."""

    def __init__(self, accounts: Accounts, port: int) -> None:
        """Know these accounts; the port tells two servers of one machine apart, which cookies do not."""
        self.cookie = f"citeback-{port}"
        self._accounts = accounts
        self._sessions = Sessions()
        self._attempts = Attempts()
        self._pepper = secrets.token_bytes(32)
        self._known: dict[bytes, tuple[str, float]] = {}
        self._proving: dict[bytes, anyio.Lock] = {}
        self._turns: anyio.CapacityLimiter | None = None

    async def sign_in(self, request: Request, name: str, password: str) -> str | TooMany | None:
        """Give a ticket; None where name and password do not belong together."""
        user = await self._proven(_address(request), name, password)
        return self._sessions.begin(user) if isinstance(user, str) else user

    def sign_out(self, request: Request) -> None:
        """Void the ticket of a request."""
        self._sessions.end(request.cookies.get(self.cookie, ""))

    def holder(self, request: Request) -> str | None:
        """Give the user whose ticket a request carries."""
        return self._sessions.user(request.cookies.get(self.cookie, ""))

    async def user(self, request: Request) -> str | TooMany | None:
        """Give the user of a request, by its ticket or by HTTP's own name and password."""
        if (holder := self.holder(request)) is not None:
            return holder
        if (given := _basic(request.headers.get("authorization", ""))) is None:
            return None
        key = hmac.digest(self._pepper, "\0".join(given).encode("utf-8", "surrogatepass"), "sha256")
        try:
            async with self._proving.setdefault(key, anyio.Lock()):  # what comes at once is proven once
                return self._remembered(key) or self._remember(key, await self._proven(_address(request), *given))
        finally:
            self._proving.pop(key, None)

    def _remembered(self, key: bytes) -> str | None:
        user, until = self._known.get(key, ("", 0.0))
        return user if time.monotonic() < until else None

    def _remember(self, key: bytes, user: str | TooMany | None) -> str | TooMany | None:
        if isinstance(user, str):
            while len(self._known) >= MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[key] = (user, time.monotonic() + KNOWN_SECONDS)
        return user

    async def _proven(self, address: str, name: str, password: str) -> str | TooMany | None:
        user = name.strip().lower()[:64]
        if (wait := self._attempts.wait(address, user)) > 0:
            return TooMany(wait)
        self._turns = self._turns or anyio.CapacityLimiter(HASHED_AT_ONCE)
        proven = await anyio.to_thread.run_sync(self._accounts.user, name, password, limiter=self._turns)
        if proven is not None:
            self._attempts.right(address, user)
        return proven


class Gate:
    """Let requests of users through to an application, each with its user in `scope["user"]`."""

    def __init__(self, app: Application, desk: Desk | None) -> None:
        """Stand before an application; without a desk all requests are of one user, who has no name."""
        self.app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or send it to sign in."""
        if scope["type"] != "http" or scope["path"].rstrip("/") in PUBLIC:
            await self.app(scope, receive, send)
            return
        user = "" if self._desk is None else await self._desk.user(Request(scope))
        if isinstance(user, str):
            unkept = send if self._desk is None else _unkept(scope, send)
            await self.app({**scope, "user": user}, receive, unkept)
        else:
            await _sent_away(scope, user)(scope, receive, send)


def user_of(request: object) -> str:
    """Give the user of a request, gradio's or starlette's own.

    Raises:
        PermissionError: it did not come through the gate.
    """
    scope = getattr(getattr(request, "request", request), "scope", {})
    user = scope.get("user")
    if not isinstance(user, str):
        msg = "this request is nobody's"
        raise PermissionError(msg)
    return user


def _sent_away(scope: Scope, why: TooMany | None) -> Response:
    if why is not None:
        response: Response = refusal(429, str(why))
        response.headers["retry-after"] = str(max(1, round(why.seconds)))
    elif scope["path"] == "/":
        response = RedirectResponse(LOGIN.lstrip("/"), 303)
    else:
        response = refusal(401, "Sign in first: open the page, or send name and password with each request.")
        if not header(scope, b"sec-fetch-mode"):  # a browser would ask in a window of its own
            response.headers["www-authenticate"] = 'Basic realm="Citeback", charset="UTF-8"'
    return response


def _unkept(scope: Scope, send: Send) -> Send:
    """Keep the page out of the browser's store: after signing out nobody goes back to it."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start" and scope["path"] == "/":
            message["headers"] = [*message.get("headers", ()), (b"cache-control", b"no-store")]
        await send(message)

    return send_unkept


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _basic(authorization: str) -> tuple[str, str] | None:
    kind, _, coded = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(coded.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return (name, password) if colon else None
