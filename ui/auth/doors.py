"""Which addresses the server has at all: what the page, its programs and its tools need, called by its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.websockets import WebSocketClose

from ui.auth.asgi import header, refusal

if TYPE_CHECKING:
    from ui.auth.hosts import Place
    from ui.headers import Application, Receive, Scope, Send

API = "/gradio_api"
LOGIN, LOGOUT, UPLOAD = "/login", "/logout", f"{API}/upload"
MCP = f"{API}/mcp"
EXACT = frozenset(
    f"/ {LOGIN} {LOGOUT} {UPLOAD} {MCP} /config /theme.css /favicon.ico /manifest.json /robots.txt "
    f"{API}/queue/join {API}/queue/data {API}/cancel {API}/reset {API}/upload_progress {API}/info {API}/openapi.json "
    f"{API}/app_id {API}/startup-events {API}/theme.css".split()
)
BENEATH = ("/assets/", "/static/", "/svelte/", f"{MCP}/", *(f"{API}/{name}/" for name in ("heartbeat", "call", "run")))
"""All else that gradio serves (files by their path, a proxy, streams, an editor) is not there."""


class Doors:
    """Let requests through to an application by the doors that are needed, if they were meant for this place."""

    def __init__(self, app: Application, place: Place) -> None:
        """Stand before an application."""
        self.app = app
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in a line."""
        if scope["type"] == "http":
            status, said = self._fault(scope)
            await (refusal(status, said) if said else self.app)(scope, receive, send)
        elif scope["type"] == "websocket":  # nothing here speaks it
            await WebSocketClose()(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _fault(self, scope: Scope) -> tuple[int, str]:
        """Say what is wrong with a request; nothing as a rule."""
        host, origin = header(scope, b"host"), header(scope, b"origin")
        if not self._place.knows(host):
            return 400, "this name is not one that this server answers to: start it with --allow-host NAME"
        if origin and not self._place.sent_by(origin, host):
            return 403, "this request was made by a page of another site"
        path = str(scope["path"])
        if (path.rstrip("/") or "/") in EXACT or path.startswith(BENEATH):
            return 200, ""
        return 404, "there is nothing here"
