"""ASGI's own types, and one answer that ends a request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.responses import JSONResponse

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def refusal(status: int, said: str) -> JSONResponse:
    """Say no in a line, as gradio's clients read it."""
    return JSONResponse({"detail": said, "error": said}, status)


def header(scope: Scope, name: bytes) -> str:
    """Give a header of a request; empty where it has none. Of two the first counts."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")
