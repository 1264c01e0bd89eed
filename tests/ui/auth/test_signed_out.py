"""A served page with users, as those meet it who have not signed in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from visitors import API, Visitor, password

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chat_server import ChatServer


@pytest.fixture
def stranger(shared: ChatServer) -> Iterator[Visitor]:
    with Visitor(shared.address) as visitor:
        yield visitor


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/config"),
        ("GET", "/theme.css"),
        ("GET", "/manifest.json"),
        ("GET", "/assets/index.js"),
        ("GET", "/static/img/logo.svg"),
        ("POST", "/logout"),
        *(("GET", f"{API}/{name}") for name in ("info", "openapi.json", "app_id", "mcp", "mcp/", "mcp/schema")),
        *(("GET", f"{API}/{name}") for name in ("queue/data?session_hash=a", "heartbeat/a", "call/chat/a")),
        *(("POST", f"{API}/{name}") for name in ("upload", "queue/join", "call/chat", "run/stop", "cancel", "mcp/")),
    ],
)
def test_whoever_has_not_signed_in_is_told_nothing(stranger: Visitor, method: str, path: str) -> None:
    answer = stranger.request(method, path)
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("Sign in first")


@pytest.mark.parametrize(
    "path",
    [
        "/monitoring",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file%3D/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=http://elsewhere.test/",
        "/gradio_api/stream/a/1/2/playlist.m3u8",
        "/gradio_api/deep_link?session_hash=a",
        "/gradio_api/component_server",
        "/gradio_api/token",
        "/gradio_api/user",
        "/gradio_api/runs",
        "/gradio_api/vibe-code",
        "/gradio_api/api/chat",
        "/gradio_api/queue/status",
        "/gradio_api/custom_component/1/client/component/a.js",
    ],
)
def test_what_the_page_does_not_need_is_not_there_for_users_either(shared: ChatServer, path: str) -> None:
    with Visitor(shared.address, "ann") as ann:
        assert ann.get(path).status_code == ann.post(path).status_code == 404


def test_a_stranger_is_sent_to_a_form_that_loads_nothing(stranger: Visitor) -> None:
    sent = stranger.get("/")
    assert (sent.status_code, sent.headers["location"]) == (303, "login")
    shown = stranger.get("/login")
    assert shown.status_code == 200
    policy = shown.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert policy[0].startswith("default-src 'none'; ")
    assert "<script" not in shown.text
    assert "http" not in shown.text.replace("</html>", "")


def test_a_ticket_is_kept_from_scripts_and_other_sites_and_void_after_signing_out(stranger: Visitor) -> None:
    signed_in = stranger.sign_in("Ann ", password("ann"))
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, ".")
    cookie = signed_in.headers["set-cookie"]
    assert cookie.startswith(f"citeback-{urlsplit(stranger.address).port}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    page = stranger.get("/")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    ticket = dict(stranger.cookies)
    assert stranger.post("/logout", headers={"origin": stranger.address}).status_code == 204
    assert not stranger.cookies
    stranger.cookies.update(ticket)
    assert stranger.get("/config").status_code == 401


@pytest.mark.parametrize(("user", "secret"), [("ann", "password of bob"), ("nobody", "password of nobody"), ("", "")])
def test_a_wrong_password_says_no_more_than_that(stranger: Visitor, user: str, secret: str) -> None:
    answer = stranger.sign_in(user, secret)
    assert answer.status_code == 401
    assert "Username and password do not belong together." in answer.text
    assert "set-cookie" not in answer.headers


def test_what_was_typed_comes_back_as_text(stranger: Visitor) -> None:
    assert (
        '<input id="name" name="username" value="&quot;&gt;&lt;script&gt;"' in stranger.sign_in('"><script>', "x").text
    )


def test_programs_send_name_and_password_with_each_request(stranger: Visitor) -> None:
    assert stranger.get("/config", auth=("ann", password("ann"))).status_code == 200
    assert stranger.get("/config", auth=("ann", password("bob"))).status_code == 401
    refused = stranger.get("/config", headers={"authorization": "Basic no!"})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert "www-authenticate" not in stranger.get("/config", headers={"sec-fetch-mode": "cors"}).headers


def test_programs_that_send_many_requests_at_once_are_proven_once(shared: ChatServer) -> None:
    async def all_at_once() -> list[int]:
        async with httpx.AsyncClient(base_url=shared.address, auth=("bob", password("bob")), timeout=120) as program:
            answers = await asyncio.gather(*(program.get("/config") for _ in range(30)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(all_at_once()) == [200] * 30


def test_gradios_own_client_signs_in(shared: ChatServer) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AuthenticationError

    client = Client(shared.address, auth=("bob", password("bob")), verbose=False, analytics_enabled=False)
    assert client.view_api(print_info=False, return_format="dict")["named_endpoints"]
    with pytest.raises(AuthenticationError):
        Client(shared.address, auth=("bob", password("ann")), verbose=False, analytics_enabled=False)


@pytest.mark.parametrize("origin", ["http://elsewhere.test", "http://localhost:3000", "null", "https://127.0.0.1"])
def test_a_page_of_another_site_cannot_act_for_its_reader(shared: ChatServer, origin: str) -> None:
    with Visitor(shared.address, "ann") as ann:
        assert ann.get("/config", headers={"origin": shared.address}).status_code == 200
        for path in ("/login", "/logout", f"{API}/upload", f"{API}/queue/join"):
            assert ann.post(path, headers={"origin": origin}).status_code == 403
        assert ann.get("/config").status_code == 200


def test_a_form_that_is_too_long_is_refused_unread(stranger: Visitor) -> None:
    assert stranger.sign_in("ann", "x" * 20_000).status_code == 413

    def endless() -> Iterator[bytes]:
        yield b"username=ann"

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert stranger.post("/login", content=endless(), headers=headers).status_code == 413
