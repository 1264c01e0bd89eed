"""All hostile files into a folder: python tests/support/hostile_files.py FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hostile_cut
import hostile_mail
import hostile_markup
import hostile_packed
import hostile_pages
import hostile_pdf
import hostile_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hostile import Hostile

MODULES = (hostile_cut, hostile_pdf, hostile_pages, hostile_packed, hostile_markup, hostile_text, hostile_mail)


def hostile_files() -> Iterator[Hostile]:
    """Give every file of every family."""
    for module in MODULES:
        for family in module.FAMILIES:
            yield from family()


def write(folder: Path, files: Iterable[Hostile]) -> dict[str, Hostile]:
    """Write files below a folder and give them by absolute path.

    Raises:
        ValueError: two have one name.
    """
    written: dict[str, Hostile] = {}
    for one in files:
        path = folder / one.name
        if str(path) in written:
            msg = f"two files are called {one.name}"
            raise ValueError(msg)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.make())
        written[str(path)] = one
    return written


if __name__ == "__main__":
    write(Path(sys.argv[1]), hostile_files())
