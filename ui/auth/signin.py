"""The page where users sign in: a form of plain HTML, without a script and without anything from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ui.auth.asgi import refusal, said_length
from ui.auth.doors import LOGIN, LOGOUT
from ui.auth.gate import TooMany
from ui.escaping import escape

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.auth.gate import Desk

FORM = Path(__file__).parent.parent / "assets" / "signin.html"
WRONG = "Username and password do not belong together."
LONGEST_FORM = 16_384
"""Bytes."""
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "same-origin",  # with less a browser would not say where the form came from
    "cache-control": "no-store",
}


def sign_in_routes(desk: Desk) -> list[Route]:
    """Give the routes of signing in and out."""

    async def show(request: Request) -> Response:
        return RedirectResponse(".", 303) if desk.holder(request) is not None else form()

    async def take(request: Request) -> Response:
        length = said_length(request.headers)
        if length is None or length > LONGEST_FORM:
            return refusal(413, f"a name and a password have at most {LONGEST_FORM:,} bytes")
        sent = await request.form(max_files=0, max_fields=8)
        name, password = (str(sent.get(field, "")) for field in ("username", "password"))
        ticket = await desk.sign_in(request, name, password)
        is_browser = "text/html" in request.headers.get("accept", "")  # gradio's client asks for nothing
        if not isinstance(ticket, str):
            status, said = (429, str(ticket)) if isinstance(ticket, TooMany) else (401, WRONG)
            return form(said, name, status) if is_browser else refusal(status, said)
        response = RedirectResponse(".", 303) if is_browser else JSONResponse({"success": True})
        is_safe = request.url.scheme == "https"
        response.set_cookie(desk.cookie, ticket, httponly=True, samesite="lax", secure=is_safe)
        return response

    async def leave(request: Request) -> Response:
        desk.sign_out(request)
        response = Response(status_code=204)
        response.delete_cookie(desk.cookie)
        return response

    return [
        Route(LOGIN, show, methods=["GET"]),
        Route(LOGIN, take, methods=["POST"]),
        Route(LOGOUT, leave, methods=["POST"]),
    ]


def form(problem: str = "", name: str = "", status: int = 200) -> HTMLResponse:
    """Write the form, with what was wrong with what it sent last."""
    said = f'<p class="problem" role="alert">{escape(problem)}</p>\n' if problem else ""
    values = {"{problem}": said, "{first}": "" if name else " autofocus", "{second}": " autofocus" if name else ""}
    page = FORM.read_text(encoding="utf-8")
    for place, value in values.items():
        page = page.replace(place, value)
    return HTMLResponse(page.replace("{name}", escape(name[:64])), status, HEADERS)
