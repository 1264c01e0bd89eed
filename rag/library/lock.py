"""One process owns a library: the system's own file lock, which dies with its process."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import weakref
from dataclasses import dataclass
from pathlib import Path

from rag.errors import LibraryBusyError

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 30
    """Far behind the text: Windows keeps others from reading a locked byte."""

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_MAX_TEXT = 4096


@dataclass(frozen=True, slots=True)
class Owner:
    """Name the process that owns a library, as far as its lock file tells."""

    pid: int = 0
    command: str = ""
    address: str = ""


class Lock:
    """Hold a library's folder for this process until `release`."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            LibraryBusyError: somebody holds it; the message names who.
            OSError: the file cannot be opened for writing.
        """
        self._path = folder / "lock"
        self._owner = Owner(pid=os.getpid(), command=_command(sys.argv))
        self._descriptor: int | None = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise LibraryBusyError(_busy(folder, _read_owner(self._path))) from None
        self._write()
        _held.add(self)

    @property
    def pid(self) -> int:
        """Give the process that took the lock; a forked child is another one."""
        return self._owner.pid

    def announce(self, address: str) -> None:
        """Leave an address for the error line of a second process."""
        self._owner = Owner(self._owner.pid, self._owner.command, address)
        self._write()

    def release(self) -> None:
        """Give the folder back; a second call does nothing."""
        if self._descriptor is not None:
            os.truncate(self._descriptor, 0)
            self.forget()

    def forget(self) -> None:
        """Close the file without a word in it: what a forked child does, since its copy would outlive the owner."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _write(self) -> None:
        """Say who holds the lock; shorter text never leaves the tail of a longer one."""
        if self._descriptor is None:
            return
        owner = {"pid": self._owner.pid, "command": self._owner.command, "address": self._owner.address}
        os.truncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, json.dumps(owner).encode())


_held: weakref.WeakSet[Lock] = weakref.WeakSet()


def _forget_all() -> None:
    """Drop every inherited lock in a forked child."""
    for lock in list(_held):
        lock.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def _command(arguments: list[str]) -> str:
    """Name the running command in one or two words: "citeback chat"; a question in the arguments stays private."""
    program = Path(arguments[0] if arguments else "")
    name = program.parent.name if program.name == "__main__.py" else program.name
    words = [name or "python", *(word for word in arguments[1:2] if word.isascii() and word.isalpha())]
    return " ".join(words)


def _read_owner(path: Path) -> Owner:
    """Read who holds a lock; whatever cannot be read counts as unsaid."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        with path.open("rb") as file:
            said = json.loads(file.read(_MAX_TEXT))
        pid, command, address = said.get("pid"), said.get("command"), said.get("address")
        return Owner(
            pid=pid if isinstance(pid, int) else 0,
            command=_plain(command),
            address=_plain(address),
        )
    return Owner()


def _plain(value: object) -> str:
    """Keep what may stand in an error line."""
    return value if isinstance(value, str) and value.isprintable() else ""


def _busy(folder: Path, owner: Owner) -> str:
    """Say who owns the library and what to do."""
    if owner.pid == os.getpid():
        return f"the library {folder} is already open in this process; share that Library, or close it first"
    who = f"process {owner.pid}" if owner.pid else "another process"
    named = f" ({owner.command})" if owner.command else ""
    if owner.address:
        return (
            f"the library {folder} is in use by {who}{named}; its chat is at {owner.address}: "
            "ask there, or stop that process and try again"
        )
    return f"the library {folder} is in use by {who}{named}; wait until it ends, stop it, or name another library"
