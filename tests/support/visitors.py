"""People who use a served page as programs do: signed in or not, each with cookies of their own."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

import httpx

from ui.auth.accounts import Account, write_account
from ui.auth.passwords import hash_password

if TYPE_CHECKING:
    from pathlib import Path

API = "/gradio_api"
USERS = ("ann", "bob")
QUICK = (14, 1)
"""What a hash costs here: many are made."""
HELD = 3
"""Inputs that the server holds itself: what was said, what is ticked, what is sought."""


def password(user: str) -> str:
    return f"password of {user}"


def users_file(folder: Path) -> Path:
    path = folder / "users.txt"
    for user in USERS:
        write_account(path, Account(user, hash_password(password(user), *QUICK)))
    return path


class Visitor(httpx.Client):
    """Call a served page; `session` names the window that is open."""

    def __init__(self, address: str, user: str = "") -> None:
        super().__init__(base_url=address, timeout=120)
        self.address = address
        self.session = secrets.token_hex(8)
        if user:
            assert self.sign_in(user, password(user)).status_code == 303

    def __enter__(self) -> Visitor:
        return self  # it was opened when it signed in

    def sign_in(self, user: str, secret: str) -> httpx.Response:
        headers = {"origin": self.address, "accept": "text/html"}
        return self.post("/login", data={"username": user, "password": secret}, headers=headers)

    def send_file(self, name: str, content: bytes) -> httpx.Response:
        return self.post(f"{API}/upload", files=[("files", (name, content))])

    def upload(self, name: str, content: bytes) -> str:
        (path,) = self.send_file(name, content).json()
        return str(path)

    def functions(self) -> dict[str, int]:
        """Number what the page calls, by name; "submit" is what Enter in the text box does."""
        functions = {}
        for each in self.get("/config").json()["dependencies"]:
            is_submit = any(event == "submit" for _, event in each["targets"])
            functions["submit" if is_submit else each["api_name"]] = each["id"]
        return functions

    def join(self, act: str, data: list[object], session: str = "", **more: object) -> httpx.Response:
        asked = {"data": data, "fn_index": self.functions()[act], "session_hash": session or self.session, **more}
        return self.post(f"{API}/queue/join", json=asked)

    def act(self, act: str, data: list[object], **event: object) -> list[Any]:
        """Do what a click does, and give what came of it."""
        joined = self.join(act, data, event_data=event)
        assert joined.status_code == 200, joined.text
        with self.stream("GET", f"{API}/queue/data", params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
                said = json.loads(line.removeprefix("data: ")) if line else {}
                if said.get("msg") == "process_completed":
                    assert said["success"], said
                    return list(said["output"]["data"])
        raise AssertionError(act)

    def take_in(self, name: str, text: str) -> None:
        path = self.upload(name, text.encode())
        self.act("upload", [[file(path)], *[None] * HELD])

    def ask(self, question: str) -> str:
        """Ask, and give all that came back."""
        return str(self.act("submit", [question, *[None] * HELD, True]))

    def sources(self) -> str:
        return str(self.act("start", [None] * HELD)[0])


def file(path: str) -> dict[str, object]:
    """Name a file as the page does."""
    return {"path": path, "orig_name": path.rpartition("/")[2], "meta": {"_type": "gradio.FileData"}}
