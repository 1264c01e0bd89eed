"""What a request says in its head, and one answer that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.headers import Scope


def refusal(status: int, said: str) -> JSONResponse:
    """Say no in a line, as gradio's clients read it."""
    return JSONResponse({"detail": said, "error": said}, status)


def said_length(headers: Mapping[str, str]) -> int | None:
    """Give the length that a request says its body has; None where it says none that can be."""
    said = headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None


def header(scope: Scope, name: bytes) -> str:
    """Give a header of a request; empty where it has none. Of two the first counts."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")
