"""The tools by plain HTTP: one request, named arguments, one JSON answer, where gradio's own way takes two."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import gradio as gr
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from rag.errors import ArgumentError, CitebackError, LinkError, QuestionError
from ui.tools import TOOLS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ui.headers import Application, Receive, Scope, Send
    from ui.tools import Tools

PATH = "/gradio_api/run"
"""Where gradio would answer itself, though with a bare 500 to what it cannot read."""
LONGEST_REQUEST = 2 << 20
"""Bytes: a whole conversation goes along with a follow-up."""
JSON = "application/json"
"""No page of another site can send it without being let."""


class _Refused(Exception):
    """Carry a status and a line to who asked."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


class SameOrigin:
    """Refuse what a web page of another site sends; programs send no Origin. The Host is checked before."""

    def __init__(self, app: Application) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in a line."""
        request = Request(scope)
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            await _problem(403, "web pages of other sites may not call this")(scope, receive, send)
            return
        await self._app(scope, receive, send)


def tool_routes(tools: Tools) -> list[Route]:
    """Give a route for each tool: `POST /gradio_api/run/ask` with a JSON object of its arguments."""
    return [
        Route(f"{PATH}/{name}", _answering(tools, name), methods=["POST"], middleware=[Middleware(SameOrigin)])
        for name in TOOLS
    ]


def _answering(tools: Tools, name: str) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def answer(request: Request) -> JSONResponse:
        try:
            result = await tools.answer(name, await _sent(request), gr.Request(request))
        except _Refused as refused:
            return _problem(refused.status, str(refused))
        except (ArgumentError, QuestionError, LinkError) as error:
            return _problem(422, str(error))
        except CitebackError as error:
            return _problem(503, str(error))
        return JSONResponse(asdict(result))  # type: ignore[call-overload]

    return answer


async def _sent(request: Request) -> dict[str, object]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise _Refused(415, f"send the arguments as JSON, with the header Content-Type: {JSON}")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_REQUEST:
            raise _Refused(413, f"a request has at most {LONGEST_REQUEST:,} bytes")
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise _Refused(400, "this is not JSON") from None
    if not isinstance(sent, dict):
        raise _Refused(422, 'send the arguments as a JSON object, such as {"question": "..."}')
    return sent


def _problem(status: int, line: str) -> JSONResponse:
    return JSONResponse({"error": line}, status)
