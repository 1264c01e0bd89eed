from __future__ import annotations

import http.client
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from chat_server import PATIENCE, ChatServer, chat
from folders import write
from typer.testing import CliRunner

from ui.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    with chat(tmp_path_factory.mktemp("serve") / "library") as server:
        yield server


def get(address: str, host: str | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", "/", headers={"Host": host} if host else {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_an_empty_library_is_told_of_and_offered_the_sample(server: ChatServer) -> None:
    assert server.printed[0] == "The library is empty: add files on the page, or try the sample library there."
    assert server.address.startswith("http://127.0.0.1:")


def test_the_browser_is_told_to_load_nothing_from_elsewhere(server: ChatServer) -> None:
    response = get(server.address)
    assert response.status == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "form-action 'none'" in policy
    assert "http" not in policy


def test_a_page_that_calls_this_machine_by_another_name_is_refused(server: ChatServer) -> None:
    assert get(server.address, host="elsewhere.test").status == 400


def test_a_second_process_is_told_the_address_of_the_chat(server: ChatServer) -> None:
    result = CliRunner().invoke(app, ["ask", "Who?", "--library", str(server.library)])
    assert result.exit_code == 2
    assert server.address in result.output
    assert str(server.process.pid) in result.output


def test_a_port_in_use_gets_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["chat", "--port", str(port), "--library", str(tmp_path / "library")])
    assert result.exit_code == 2
    assert result.output.startswith(f"citeback: port {port} cannot be had on 127.0.0.1")
    assert result.output.count("\n") == 1


def test_a_chat_that_is_ended_frees_the_library_and_leaves_no_uploads(tmp_path: Path) -> None:
    before = set(Path(tempfile.gettempdir()).glob("citeback-uploads-*"))
    with chat(tmp_path / "library") as server:
        assert set(Path(tempfile.gettempdir()).glob("citeback-uploads-*")) - before
        assert server.stop() == 130
    assert not set(Path(tempfile.gettempdir()).glob("citeback-uploads-*")) - before
    assert CliRunner().invoke(app, ["sources", "--library", str(tmp_path / "library")]).exit_code == 0


def test_a_chat_follows_a_folder_meanwhile(tmp_path: Path) -> None:
    first = write(tmp_path / "documents" / "first.txt", "The ferry leaves at nine.")
    with chat(tmp_path / "library", "--watch", str(first.parent)) as server:
        printed = list(server.printed)
        output = server.process.stdout
        assert output is not None
        threading.Thread(target=lambda: printed.extend(line.rstrip("\n") for line in output), daemon=True).start()
        _wait(lambda: "1 added, 0 updated, 0 unchanged" in printed)
        second = write(tmp_path / "documents" / "second.txt", "The bridge is closed in winter.")
        _wait(lambda: f"added {second}" in printed)
        assert server.stop() == 130
    listed = CliRunner().invoke(app, ["sources", "--library", str(tmp_path / "library")]).output
    assert [line.endswith(str(path)) for line, path in zip(listed.splitlines(), (first, second), strict=True)] == [
        True
    ] * 2


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)
