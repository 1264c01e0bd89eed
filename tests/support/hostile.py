"""What a hostile file is: a name, the bytes, and what must become of it."""

from __future__ import annotations

import os
import re
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Fate = Literal["refused", "read", "either"]
SECRET_FILE = "/etc/passwd"
SECRET = "root:x:0"
"""What stands in that file, and must never stand in a library."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """Hold one file that a stranger might hand over."""

    name: str
    """Its place below the folder, "/" between the parts."""
    make: Callable[[], bytes]
    fate: Fate = "refused"
    said: str = ""
    """A pattern that its reason must hold, where the reason is the point."""
    is_heavy: bool = False
    """Whether it may reach the limits that are set for each file, or has very much text: a few of them make a test."""


def same(data: bytes) -> Callable[[], bytes]:
    """Give what is made already."""
    return lambda: data


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of an archive that nobody checks: sizes, flags and packed bytes are what is said here."""

    name: str
    packed: bytes
    size: int
    checksum: int = 0
    method: int = 8
    flags: int = 0
    packed_size: int | None = None
    offset: int | None = None
    """Where the central directory says that it begins; None: where it does."""


def entry(name: str, data: bytes, method: int = 8) -> Entry:
    """Make an honest entry."""
    packed = deflated(data) if method == 8 else data
    return Entry(name, packed, len(data), zlib.crc32(data), method)


def deflated(data: bytes) -> bytes:
    """Pack as ZIP archives do, without a header."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def bomb(head: bytes, filling: bytes, times: int, tail: bytes = b"") -> tuple[bytes, int]:
    """Pack head, a megabyte of filling so many times, and tail, without ever holding them; with the unpacked size."""
    block = (filling * (1 + 1_000_000 // len(filling)))[: 1_000_000 // len(filling) * len(filling)]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush()
    return start + middle * times + end, len(head) + len(block) * times + len(tail)


def archive(entries: Iterable[Entry], comment: bytes = b"", count: int | None = None) -> bytes:
    """Write an archive; the number of entries may be a lie."""
    body, directory, number = bytearray(), bytearray(), 0
    for one in entries:
        number += 1
        name = one.name.encode("utf-8")
        packed_size = len(one.packed) if one.packed_size is None else one.packed_size
        common = struct.pack(
            "<HHHHHIIIHH",
            20,
            one.flags,
            one.method,
            0,
            33,
            one.checksum,
            packed_size,
            one.size & 0xFFFFFFFF,
            len(name),
            0,
        )
        place = len(body) if one.offset is None else one.offset
        directory += b"PK\x01\x02\x14\x03" + common + struct.pack("<HHHII", 0, 0, 0, 0, place) + name
        body += b"PK\x03\x04" + common + name + one.packed
    told = (number if count is None else count) & 0xFFFF
    end = struct.pack("<HHHHIIH", 0, 0, told, told, len(directory), len(body), len(comment))
    return bytes(body) + bytes(directory) + b"PK\x05\x06" + end + comment


def file_name(words: str) -> str:
    """Make a file's name of a description."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def fsname(path: str) -> bytes:
    """Give the bytes of a name."""
    return os.fsencode(path)
