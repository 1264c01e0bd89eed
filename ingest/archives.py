"""A document that is a ZIP archive of parts, read in memory within limits; nothing is ever unpacked to disk."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from ingest.decode import MAGIC_NUMBERS
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_MEMBERS = 20_000
MOST_UNPACKED = 400_000_000
"""Bytes read of one archive, all its parts together; pictures are never read and count nothing."""
MOST_OF_PART = 100_000_000
"""Bytes of one part that is read whole."""
HIGHEST_RATIO = 200
"""Unpacked to packed; XML that repeats itself reaches 50, a bomb 1,000."""
RATIO_FROM = 10_000_000
"""Bytes unpacked from which the ratio counts."""
PIECE = 1 << 16
SEARCHED_FOR_PASSWORD = 64_000_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises on archives that break its rules."""


@contextmanager
def open_archive(path: Path, name: str) -> Iterator[Archive]:
    """Open a document of that name ("a Word document") for reading.

    Raises:
        LoadError: it is no archive, broken, protected by a password, or out of all proportion.
    """
    with path.open("rb") as file:
        _refuse_others(file, name)
        try:
            packed = zipfile.ZipFile(file)
        except (*BROKEN, OSError) as error:
            msg = "is broken or cut short: the list of its parts cannot be read; fetch or save it again"
            raise LoadError(msg) from error
        with packed:
            yield Archive(packed, name)


def _refuse_others(file: IO[bytes], name: str) -> None:
    head = file.read(16)
    if not head:
        raise LoadError("is empty: the file has no bytes")
    if head.startswith(OLD_OFFICE):
        file.seek(0)
        if ENCRYPTED in file.read(SEARCHED_FOR_PASSWORD):
            raise LoadError("is protected with a password; save it without one and ingest it again")
        raise LoadError(f"is not {name} but an office document of the older kind; open it and save it anew")
    if not head.startswith(b"PK"):
        like = next((kind for magic, kind in MAGIC_NUMBERS if head.startswith(magic)), "")
        raise LoadError(
            f"is not {name}: it begins like {like}; give it its right suffix"
            if like
            else f"is not {name}: it is no ZIP archive, as these are; fetch or save it again"
        )
    file.seek(0)


class Archive:
    """Hand out parts by name and count what has been unpacked."""

    def __init__(self, packed: zipfile.ZipFile, name: str) -> None:
        self._packed = packed
        self._members = {info.filename.lower(): info for info in packed.infolist()}
        self._left = MOST_UNPACKED
        self.name = name
        """What it is for its reader: "a Word document"."""
        if len(packed.infolist()) > MOST_MEMBERS:
            raise LoadError(f"is an archive of {len(packed.infolist()):,} parts; {MOST_MEMBERS:,} are the most")

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of all parts, in small letters, in the order of the archive."""
        return tuple(self._members)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def read(self, part: str) -> bytes:
        """Read a part whole.

        Raises:
            LoadError: it is missing, broken, protected, or too large.
        """
        with self.open(part) as stream:
            if stream.size > MOST_OF_PART:
                raise LoadError(f"is too large: its part {_shown(part)} unpacks to more than {MOST_OF_PART:,} bytes")
            return stream.read(MOST_OF_PART)

    @contextmanager
    def open(self, part: str) -> Iterator[Part]:
        """Open a part to read it piece by piece, under the same limits."""
        info = self._members.get(part.lower())
        if info is None:
            raise LoadError(f"is not a whole {self.name.split(' ', 1)[-1]}: its part {_shown(part)} is missing")
        if info.flag_bits & 1:
            raise LoadError("is protected with a password; save it without one and ingest it again")
        if info.compress_type not in METHODS:
            raise LoadError(f"is packed in a way that cannot be read: method {info.compress_type}; save it anew")
        _refuse_bomb(info, part)
        with _clear_errors(part):
            stream = self._packed.open(info)
        with stream:
            yield Part(stream, part, info.file_size, self)

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked."""
        self._left -= size
        if self._left < 0:
            raise LoadError(f"is too large: it unpacks to more than {MOST_UNPACKED:,} bytes; split it")


@dataclass
class Part:
    """Read one part, no further than the limits go; no more comes than the archive says, whatever is packed."""

    _stream: IO[bytes]
    _name: str
    size: int
    """Bytes of it unpacked, as the archive says."""
    _archive: Archive

    def read(self, size: int = PIECE) -> bytes:
        """Read up to so many bytes; fewer only at the end."""
        pieces: list[bytes] = []
        while size > 0:
            with _clear_errors(self._name):
                piece = self._stream.read(min(size, PIECE))
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
            self._archive.spend(len(piece))
        return b"".join(pieces)


def _refuse_bomb(info: zipfile.ZipInfo, part: str) -> None:
    """Refuse before the first byte: zipfile gives no more of a part than the size that is told here."""
    if info.file_size > RATIO_FROM and info.file_size > HIGHEST_RATIO * max(1, info.compress_size):
        raise LoadError(
            f"is not read: its part {_shown(part)} unpacks to more than {HIGHEST_RATIO} times its size, "
            "as archives made to exhaust a machine do"
        )


@contextmanager
def _clear_errors(part: str) -> Iterator[None]:
    try:
        yield
    except (*BROKEN, OSError) as error:
        raise LoadError(f"is broken: its part {_shown(part)} cannot be unpacked; fetch or save it again") from error


def _shown(part: str) -> str:
    """Write a part's name so that it fits the line of a message."""
    return ascii(part)[1:-1][:80]
