"""The ZIP archive of a book, read with limits: nothing is unpacked to disk, and no archive swells without end."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

MOST_ENTRIES = 20_000
LARGEST_ENTRY = 20 * 2**20
LARGEST_TEXT = 200 * 2**20
"""Bytes of one chapter, and of all that is read of one book, unpacked; War and Peace has 4 million."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError)


class Archive:
    """Read the entries of one archive, and count what they unpack to."""

    def __init__(self, path: Path, most_text: int = LARGEST_TEXT) -> None:
        """Open an archive, of which so many bytes may be unpacked in all.

        Raises:
            LoadError: it is no ZIP archive, a broken one, or has too many entries.
        """
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN as error:
            raise LoadError("is broken: its ZIP archive cannot be opened; download or save it again") from error
        self._left = most_text
        if len(self._zip.infolist()) > MOST_ENTRIES:
            self._zip.close()
            raise LoadError(f"has more than {MOST_ENTRIES:,} files inside; no book is like that")

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """Unpack an entry.

        Raises:
            LoadError: it is missing, locked, broken or unpacks to too much.
        """
        try:
            with self._zip.open(name) as entry:
                data = entry.read(min(LARGEST_ENTRY, self._left) + 1)
        except KeyError as error:
            raise LoadError(f"lacks its part {name!r}; download or save it again") from error
        except RuntimeError as error:  # zipfile's own word for an entry under a password
            raise LoadError("is locked with a password; save a copy without it") from error
        except BROKEN as error:
            raise LoadError(f"is broken: its part {name!r} cannot be unpacked; download or save it again") from error
        self._left -= len(data)
        if self._left < 0 or len(data) > LARGEST_ENTRY:
            raise LoadError(f"unpacks to too much: its part {name!r} goes beyond what a book holds")
        return data
