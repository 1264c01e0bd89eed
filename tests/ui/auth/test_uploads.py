"""What the server takes of files, whatever a browser would have let pass."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from ui.auth.doors import UPLOAD
from ui.auth.gate import Gate
from ui.auth.uploads import Uploads

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

LIMIT = 1024 * 1024
TEXT = b"The ferry leaves at nine.\n"
Files = list[tuple[str, tuple[str, bytes]]]


class Server:
    """Answer uploads of one who needs no name, in this process."""

    def __init__(self, folder: Path, unused_seconds: float = 3600) -> None:
        self.folder = folder
        self.uploads = Uploads(folder, LIMIT, unused_seconds)
        routes = [Route(UPLOAD, self.uploads.receive, methods=["POST"])]
        self._app = Starlette(routes=routes, middleware=[Middleware(Gate, desk=None)])

    async def post(self, **sent: object) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.post(sent.pop("path", UPLOAD), **sent)  # type: ignore[arg-type]

    def send(self, *named: tuple[str, bytes], path: str = UPLOAD) -> httpx.Response:
        return asyncio.run(self.post(path=path, files=[("files", each) for each in named]))

    @property
    def held(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "uploads")


def test_files_are_taken_and_lie_where_nobody_can_guess(server: Server) -> None:
    first, second = (server.send(("../../ferry.txt", TEXT)).json() for _ in range(2))
    assert first != second
    assert sorted(map(str, server.held)) == sorted(first + second)
    assert {path.name for path in server.held} == {"ferry.txt"}


def test_a_file_that_is_too_large_is_refused_whole(server: Server) -> None:
    refused = server.send(("ferry.txt", TEXT), ("large.txt", b"x" * (LIMIT + 1)))
    assert refused.status_code == 413
    assert refused.text == "too large: a file has at most 1 MB, and files sent together at most 20 MB"
    assert not server.held


def test_a_body_of_unsaid_length_is_counted_as_it_comes(server: Server) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for number in range(1_000):
            head = f'--b\r\nContent-Disposition: form-data; name="files"; filename="{number}.txt"\r\n\r\n'
            sent += LIMIT
            yield head.encode() + b"x" * (LIMIT // 2) + b"\r\n"

    headers = {"content-type": "multipart/form-data; boundary=b"}
    refused = asyncio.run(server.post(content=endless(), headers=headers))
    assert refused.status_code == 413
    assert sent < 100 * LIMIT
    assert not server.held


def test_a_length_that_is_too_much_is_refused_unread(server: Server) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b", "content-length": str(21 * LIMIT)}
    assert asyncio.run(server.post(content=b"", headers=headers)).status_code == 413


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("paper.xyz", b"\x00\x01", "paper.xyz is of a kind that cannot be read; .txt, .text, .md"),
        ("setup.exe", b"MZ\x90\x00" + bytes(60), "setup.exe cannot be read: it is a program"),
        ("ferry.txt", b"MZ\x90\x00" + bytes(60), "ferry.txt is not text but a program"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_content_and_its_suffix(
    server: Server, name: str, content: bytes, said: str
) -> None:
    refused = server.send((name, content))
    assert refused.status_code == 415
    assert refused.text.startswith(said)
    assert not server.held


def test_among_others_and_from_the_page_the_library_is_left_to_refuse_it_by_name(server: Server) -> None:
    assert server.send(("ferry.txt", TEXT), ("paper.xyz", b"\x00\x01")).status_code == 200
    assert server.send(("paper.xyz", b"\x00\x01"), path=f"{UPLOAD}?upload_id=a").status_code == 200


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/plain", b"hello"),
        ("multipart/form-data; boundary=b", b"no boundary"),
        ("multipart/form-data", b"--b--"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--b--\r\n'),
    ],
)
def test_what_is_no_upload_is_refused(server: Server, kind: str, content: bytes) -> None:
    assert asyncio.run(server.post(content=content, headers={"content-type": kind})).status_code in (400, 415)
    assert not server.held


def test_a_file_that_nobody_asked_for_is_deleted(tmp_path: Path) -> None:
    server = Server(tmp_path / "uploads", unused_seconds=0.01)

    async def send_two() -> None:
        (unused,) = (await server.post(files=[("files", ("unused.txt", TEXT))])).json()
        (used,) = (await server.post(files=[("files", ("used.txt", TEXT))])).json()
        assert server.uploads.take("", used)
        while len(server.held) > 1:
            await asyncio.sleep(0.01)
        assert not server.uploads.take("", unused)
        assert [str(path) for path in server.held] == [used]

    asyncio.run(asyncio.wait_for(send_two(), 60))
