"""Files on their way into a library: taken from the network under limits, each its sender's alone, gone if unused."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse

from ingest.loaders import LOADERS, READABLE, format_of
from rag.errors import LoadError
from ui.auth.asgi import said_length
from ui.auth.gate import user_of

if TYPE_CHECKING:
    from starlette.responses import Response

    from ui.headers import Message, Receive

MEGABYTE = 1024 * 1024
AT_ONCE = 20
"""Files of the largest size that one request may carry."""
UNUSED_SECONDS = 3600
"""After which a file that nothing asked for is deleted."""
USED_SECONDS = 24 * 3600
"""After which one goes whatever became of it."""


class _TooMuchError(Exception):
    """Say that a request carries more than it may."""


@dataclass(slots=True)
class _Room:
    """Hold the files of one request."""

    user: str
    paths: frozenset[str]
    is_used: bool = False


class Uploads:
    """Take files in and know whose they are; safe from many threads."""

    def __init__(self, folder: Path, limit: int, unused_seconds: float = UNUSED_SECONDS) -> None:
        """Keep them in this folder, which goes with who made it; `limit`: bytes of one file."""
        self._folder = folder
        self._limit = limit
        self._unused_seconds = unused_seconds
        self._lock = threading.Lock()
        self._rooms: dict[Path, _Room] = {}

    async def receive(self, request: Request) -> Response:
        """Answer a request that carries files with where they lie (JSON), or say why not: 400, 413, 415."""
        total = AT_ONCE * self._limit
        if (said_length(request.headers) or 0) > total:
            return PlainTextResponse(self._too_much(), 413)
        folder = self._folder / secrets.token_hex(16)
        kept = False
        try:
            paths = await self._written(request, folder, total)
            fault = await anyio.to_thread.run_sync(_unreadable, paths)
            if fault and not _is_page(request):
                return PlainTextResponse(fault, 415)
            self._hold(folder, _Room(user_of(request), frozenset(paths)))
            kept = True
            return JSONResponse(paths)
        except _TooMuchError as error:
            return PlainTextResponse(str(error), 413)
        except ClientDisconnect:
            return PlainTextResponse("the upload was broken off", 400)
        finally:
            if not kept:
                shutil.rmtree(folder, ignore_errors=True)

    def take(self, user: str, path: object) -> bool:
        """Tell whether a file is this user's; it is kept for what they want with it."""
        if not isinstance(path, str):
            return False
        with self._lock:
            room = next((room for room in self._rooms.values() if room.user == user and path in room.paths), None)
            if room is not None:
                room.is_used = True
            return room is not None

    async def _written(self, request: Request, folder: Path, total: int) -> list[str]:
        from gradio import route_utils, routes  # its own reader: the page draws its progress
        from starlette.formparsers import MultiPartException

        upload_id = request.query_params.get("upload_id")
        counted = Request(request.scope, self._counted(request, total))
        try:
            paths, _, _ = await route_utils.upload_fn(
                counted, folder, self._limit, upload_id,
                upload_progress=routes.file_upload_statuses if upload_id else None,
            )  # fmt: skip
        except MultiPartException as error:
            if "maximum allowed size" in error.message:
                raise _TooMuchError(self._too_much()) from error
            raise HTTPException(400, error.message) from error
        return [str(path) for path in paths]

    def _counted(self, request: Request, total: int) -> Receive:
        length = 0

        async def receive() -> Message:
            nonlocal length
            message = await request.receive()
            length += len(message.get("body", b""))
            if length > total:
                raise _TooMuchError(self._too_much())
            return message

        return receive

    def _too_much(self) -> str:
        one, all_ = self._limit // MEGABYTE, AT_ONCE * self._limit // MEGABYTE
        return f"too large: a file has at most {one} MB, and files sent together at most {all_:,} MB"

    def _hold(self, folder: Path, room: _Room) -> None:
        with self._lock:
            self._rooms[folder] = room
        loop = asyncio.get_running_loop()
        loop.call_later(self._unused_seconds, self._leave, folder, False)
        loop.call_later(USED_SECONDS, self._leave, folder, True)

    def _leave(self, folder: Path, whatever: bool) -> None:
        """Delete the files of a request, unless they are in use."""
        with self._lock:
            room = self._rooms.get(folder)
            if room is None or (room.is_used and not whatever):
                return
            del self._rooms[folder]
        shutil.rmtree(folder, ignore_errors=True)


def _is_page(request: Request) -> bool:
    """Tell whether the page sends: there the library refuses what cannot be read, and lists it with the reason."""
    return "upload_id" in request.query_params


def _unreadable(paths: list[str]) -> str:
    """Say why none of these files can be read; empty where one can: the library names each that it refuses."""
    faults = [_fault(Path(path)) for path in paths]
    if not paths:
        return "no file was sent"
    return "" if "" in faults else f"{Path(paths[0]).name} {faults[0]}"


def _fault(path: Path) -> str:
    try:
        suffix = format_of(path)
    except LoadError as error:
        return str(error)
    return "" if suffix in LOADERS else f"is of a kind that cannot be read; {READABLE} can"
