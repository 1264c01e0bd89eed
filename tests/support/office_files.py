"""Sample documents built on the spot, and archives broken on purpose."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def repack(source: Path, target: Path, changed: Mapping[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Copy an archive with some parts replaced or added; None leaves one out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", method) as new:
        for info in old.infolist():
            if info.filename not in changed:
                new.writestr(info.filename, old.read(info))
        for name, data in changed.items():
            if data is not None:
                new.writestr(name, data)
    return target


def part(source: Path, name: str) -> bytes:
    """Read one part of an archive."""
    with zipfile.ZipFile(source) as archive:
        return archive.read(name)
