"""Files that were cut off, changed on their way, or named like another format."""

from __future__ import annotations

import random
import sqlite3
import struct
import tempfile
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hostile import Hostile, same
from hostile_good import MAKERS, good

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARES = (0.02, 0.25, 0.5, 0.75, 0.97)
PACKED = ("docx", "pptx", "xlsx", "odt", "epub")
OWN_MARKS = ("pdf", *PACKED, "rtf")
"""Formats that show by their first bytes: a wrong suffix changes nothing."""
FLIPS = 6


def truncated() -> Iterator[Hostile]:
    """Cut each format at several places; what is text may be read as far as it goes."""
    for kind in MAKERS:
        whole = good(kind)
        places = [1, 4, *(int(share * len(whole)) for share in SHARES), len(whole) - 1]
        for place in dict.fromkeys(places):
            # A PDF's last byte is a line end, and its end may lack some more.
            refused = kind in OWN_MARKS and place > 8 and not (kind == "pdf" and place == len(whole) - 1)
            yield Hostile(f"cut/{kind}-{place}.{kind}", same(whole[:place]), "refused" if refused else "either")


def without_central_directory() -> Iterator[Hostile]:
    """Take away, or spoil, the list of an archive's parts."""
    for kind in PACKED:
        whole = good(kind)
        start, end = whole.index(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
        yield Hostile(f"cut/no-directory.{kind}", same(whole[:start]), said="broken|cut")
        yield Hostile(f"cut/no-end.{kind}", same(whole[:end]), said="broken|cut")
        yield Hostile(f"cut/zeros-for-directory.{kind}", same(whole[:start] + bytes(end - start) + whole[end:]))
        yield Hostile(f"cut/directory-elsewhere.{kind}", same(whole[: end + 16] + b"\xff\xff\xff\x7f\0\0"))
        yield Hostile(f"cut/words-before.{kind}", same(b"HTTP/1.1 200 OK\r\n\r\n" + whole), "either")
        yield Hostile(f"cut/words-behind.{kind}", same(whole + b"\r\n<!-- served by a proxy -->" * 40), "either")


def flipped() -> Iterator[Hostile]:
    """Change bytes at random places, the same ones in every run."""
    for kind in (*OWN_MARKS, "mhtml", "json"):
        for seed in range(FLIPS):
            data, dice = bytearray(good(kind)), random.Random(f"{kind} {seed}")
            for _ in range(3 ** (1 + seed % 4)):
                data[dice.randrange(8, len(data))] = dice.randrange(256)
            yield Hostile(f"flipped/{kind}-{seed}.{kind}", same(bytes(data)), "either")


def misnamed() -> Iterator[Hostile]:
    """Give each format the suffix of each other."""
    for kind in MAKERS:
        for suffix in MAKERS:
            if kind != suffix:
                shows = kind in OWN_MARKS
                yield Hostile(f"misnamed/{kind}.{suffix}", partial(good, kind), "read" if shows else "either")


def foreign() -> Iterator[Hostile]:
    """Give what no loader is for the suffix of what one is for."""
    for name, data in _foreign_files().items():
        for suffix in ("txt", "pdf", "docx", "csv", "json", "html"):
            yield Hostile(f"foreign/{name}.{suffix}", same(data))


def _foreign_files() -> dict[str, bytes]:
    noise = random.Random(5).randbytes(20_000)
    pixels = zlib.compress(b"\0" + b"\x7f\x80" * 20)
    return {
        "sqlite": _database(),
        "elf": b"\x7fELF\x02\x01\x01" + bytes(9) + noise,
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", 20, 1, 16, 0, 0, 0, 0) + pixels + noise,
        "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + noise,
        "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + noise,
        "noise": noise,
        "nulls": bytes(20_000),
        "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0" + noise,
        "tar": b"notes.txt".ljust(100, b"\0") + b"0000644\0" * 3 + bytes(133) + b"ustar\x0000" + bytes(247) + noise,
    }


def _database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.execute("INSERT INTO t VALUES ('some words in a table')")
        connection.commit()
        connection.close()
        return path.read_bytes()


FAMILIES = (truncated, without_central_directory, flipped, misnamed, foreign)
