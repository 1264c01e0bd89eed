"""A file sent from elsewhere -> a file of the library, under a name that is safe on every system."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.library.library import Library

LONGEST_NAME = 120
"""Bytes; file systems take 255, and the name is also shown."""
LONGEST_SUFFIX = 20
NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def store_upload(source: Path, name: str, library: Library) -> Path:
    """Copy a file into the library's uploads, to be ingested from there; the same name again replaces the file.

    Raises:
        OSError: it cannot be copied; a file of that name stays as it was.
    """
    folder = library.path / "files"
    folder.mkdir(exist_ok=True)
    target = folder / safe_name(name)
    handle, unfinished = tempfile.mkstemp(prefix=".", dir=folder)
    os.close(handle)
    try:
        shutil.copyfile(source, unfinished)
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return target


def safe_name(name: str) -> str:
    """Keep the last part of a name, without what a system could take for something else, at most 120 bytes."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", NOT_IN_NAMES.sub("_", name)))[-1]
    plain = " ".join(last.split()).strip(". ")
    if not plain or RESERVED.fullmatch(plain):
        plain = f"upload_{plain}".rstrip("_")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > LONGEST_SUFFIX:
        stem, suffix = plain, ""
    room = LONGEST_NAME - len((dot + suffix).encode()) if suffix else LONGEST_NAME
    return stem.encode()[:room].decode("utf-8", "ignore").strip() + (dot + suffix if suffix else "")
