"""A file sent from elsewhere -> a file of the library, under a name that is safe on every system."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.reading import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.library.library import Library

LONGEST_NAME = 120
"""Bytes; file systems take 255, and the name is also shown."""
LONGEST_SUFFIX = 20
NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def store_upload(source: Path, name: str, library: Library) -> Path:
    """Copy a file into the library's uploads, to be ingested from there; the same name again replaces the file.

    What it replaces is kept hidden beside it until the ingest has settled which of the two answers.

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
        _keep_what_answers(target, library)
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return target


def settle_uploads(paths: Iterable[Path], library: Library) -> None:
    """Put back what an upload replaced, where the new bytes became no version; elsewhere let go of it."""
    folder = library.path / "files"
    for path in paths:
        kept = _kept(path)
        if path.parent == folder and kept.exists():
            with contextlib.suppress(OSError):  # it stays hidden, and the next ingest settles it
                live = library.live_digest(str(path))
                if live is not None and digest_of(path) != live and digest_of(kept) == live:
                    kept.replace(path)
                kept.unlink(missing_ok=True)


def _keep_what_answers(target: Path, library: Library) -> None:
    """Keep the file of the live version; one kept before a crash stays, what stands there now did not become one."""
    if library.live_digest(str(target)) is None or _kept(target).exists() or not target.exists():
        return
    try:
        _kept(target).hardlink_to(target)
    except OSError:  # a file system without links
        shutil.copyfile(target, _kept(target))


def _kept(path: Path) -> Path:
    return path.with_name(f".{path.name}.before")


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
