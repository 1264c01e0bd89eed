"""The SHA-256 of files, remembered while they are followed."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ingest.reading import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RACY_NANOSECONDS = 2_000_000_000
"""A file changed this short before it was hashed may change again without a new time stamp (FAT counts two seconds)."""


class _Stamp(NamedTuple):
    """Hold what the system says of a file; any write changes it."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


@dataclass(slots=True)
class Hashes:
    """Hash files; one that says the same of itself as when it was hashed is not read again."""

    _known: dict[Path, tuple[_Stamp, str]] = field(default_factory=dict)

    def digest(self, path: Path) -> str:
        """Give the SHA-256 of a file's bytes, in hexadecimal.

        Raises:
            LoadError: it grows faster than it is read.
            OSError: it cannot be read.
        """
        stamp = _stamp(path)
        if path in self._known and self._known[path][0] == stamp:
            return self._known[path][1]
        digest = digest_of(path)
        self._known.pop(path, None)
        if stamp == _stamp(path) and time.time_ns() - max(stamp.modified, stamp.changed) > RACY_NANOSECONDS:
            self._known[path] = (stamp, digest)
        return digest

    def forget(self, paths: Iterable[Path]) -> None:
        """Hash these files anew, whatever they say of themselves."""
        for path in paths:
            self._known.pop(path, None)


def _stamp(path: Path) -> _Stamp:
    seen = os.stat(path)  # noqa: PTH116 - every file of the folder, at every change
    return _Stamp(seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
