"""Two users of one served page: what one of them knows of the other's is of no use."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner
from visitors import API, HELD, Visitor, file

from ui.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chat_server import ChatServer

NOT_YOURS = "this is not yours, or not there"


@pytest.fixture
def ann(shared: ChatServer) -> Iterator[Visitor]:
    with Visitor(shared.address, "ann") as visitor:
        yield visitor


@pytest.fixture
def bob(shared: ChatServer) -> Iterator[Visitor]:
    with Visitor(shared.address, "bob") as visitor:
        yield visitor


def test_each_user_has_a_library_of_their_own(shared: ChatServer, ann: Visitor, bob: Visitor) -> None:
    ann.take_in("vault.txt", "The vault of Ostwick opens with the code 4711, said Ann Petrova on 3 May 2021.\n")
    assert "vault" in ann.sources()
    assert "vault" not in bob.sources()
    assert "4711" in ann.ask("Which code opens the vault of Ostwick?")
    assert "4711" not in bob.ask("Which code opens the vault of Ostwick?")
    assert (shared.library / "users" / "ann" / "files" / "vault.txt").is_file()
    assert not (shared.library / "users" / "bob" / "files").exists()
    assert not (shared.library / "catalog.sqlite3").exists()

    for visitor, finds in ((ann, True), (bob, False)):
        found = visitor.post(f"{API}/run/search", json={"question": "Which code opens the vault?"})
        assert found.status_code == 200
        assert ("4711" in found.text) is finds

    talk = _one(r'data-talk="(\w+)"', ann.act("restart", [])[4])
    document = _one(r'data-document="(\w+)"', ann.sources())
    answer = " ".join(map(str, ann.act("reopen", [], talk=talk)))
    link = _one(r'data-link="(citeback:[^"]+)"', answer)
    assert "4711" in answer
    assert "4711" in str(ann.act("open", [], link=link))
    for told in (
        bob.act("reopen", [], talk=talk),
        bob.act("open", [], link=link),
        bob.act("open", [], document=document),
        bob.act("export", [talk], kind="markdown"),
        bob.act("remove", [None] * HELD, document=document),
        bob.act("delete", [talk, ""], talk=talk),
        bob.act("rename", [talk, ""], talk=talk, title="Mine"),
        bob.act("seek", [talk], wanted="vault code"),
        bob.act("find", [[]], wanted="vault"),
        bob.act("restore", [None] * HELD, document=document),
    ):
        assert "4711" not in str(told)
        assert "vault.txt" not in str(told)
    assert "vault" in ann.sources()
    assert "4711" in str(ann.act("reopen", [], talk=talk))


def test_a_file_on_its_way_is_its_senders_alone(ann: Visitor, bob: Visitor) -> None:
    path = ann.upload("letter.txt", b"The letter of Ann.")
    for visitor in (ann, bob):
        assert visitor.get(f"{API}/file={path}").status_code == 404
    for named in (path, f"{path}/../letter.txt"):
        refused = bob.join("upload", [[file(named)], *[None] * HELD])
        assert (refused.status_code, refused.json()["detail"]) == (404, NOT_YOURS)
    assert bob.join("submit", [{"deep": [file(path)]}, *[None] * HELD, True]).status_code == 404
    assert bob.upload("letter.txt", b"The letter of Ann.") != path
    assert "letter.txt" in str(ann.act("upload", [[file(path)], *[None] * HELD]))


@pytest.mark.parametrize(
    "path", ["http://127.0.0.1:9/a.txt", "https://elsewhere.test/a.txt", "/etc/passwd", "", 7, ["a.txt"], None]
)
def test_a_file_comes_from_its_sender_and_from_nowhere_else(ann: Visitor, path: object) -> None:
    assert ann.join("upload", [[{**file("a.txt"), "path": path}], *[None] * HELD]).status_code == 404


def test_the_session_of_another_is_not_there(ann: Visitor, bob: Visitor) -> None:
    ann.ask("Which code opens the vault?")
    ann.act("start", [None] * HELD)
    assert bob.join("start", [None] * HELD, session=ann.session).status_code == 404
    assert bob.get(f"{API}/queue/data", params={"session_hash": ann.session}).status_code == 404
    assert bob.get(f"{API}/queue/data?session_hash={bob.session}&session_hash={ann.session}").status_code == 404
    assert bob.get(f"{API}/heartbeat/{ann.session}").status_code == 404
    assert bob.post(f"{API}/run/stop", json={"data": [], "session_hash": ann.session}).status_code == 404


def test_the_event_of_another_is_not_there(ann: Visitor, bob: Visitor) -> None:
    event = ann.post(f"{API}/call/start", json={"data": []}).json()["event_id"]
    assert bob.get(f"{API}/call/start/{event}").status_code == 404
    assert bob.get(f"{API}/queue/data", params={"session_hash": event}).status_code == 404
    cancel = {"session_hash": bob.session, "fn_index": 0, "event_id": event}
    assert bob.post(f"{API}/cancel", json=cancel).status_code == 404
    assert "event: complete" in ann.get(f"{API}/call/start/{event}").text


@pytest.mark.parametrize("body", [b"[" * 100_000, b"{", b"\xff"])
def test_a_body_that_cannot_be_read_is_refused(ann: Visitor, body: bytes) -> None:
    assert ann.post(f"{API}/queue/join", content=body).status_code == 400


@pytest.mark.parametrize("names", [{"session_hash": ["a"]}, {"session_hash": "a" * 1000}, {"event_id": {}}])
def test_a_name_that_is_none_is_refused(ann: Visitor, names: dict[str, object]) -> None:
    assert ann.post(f"{API}/queue/join", content=json.dumps({"data": [], **names})).status_code == 404


def test_the_command_line_is_told_who_has_a_users_library(shared: ChatServer, ann: Visitor) -> None:
    ann.sources()
    library = shared.library / "users" / "ann"
    result = CliRunner().invoke(app, ["ask", "Who?", "--library", str(library)])
    assert result.exit_code == 2
    assert shared.address in result.output


def _one(pattern: str, text: object) -> str:
    found = re.search(pattern, str(text).replace("&quot;", '"'))
    assert found is not None, text
    return found[1]
