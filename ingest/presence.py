"""Whether the file of a document is still where it was, as opposed to one that cannot be read now."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

NO_LONGER_THERE = (errno.ENOENT, errno.ENOTDIR)


def is_missing(path: str, found: Collection[str]) -> bool:
    """Tell whether the file of a document is no longer there, given the files that were found.

    A folder that bears its name is not the file, nor is a link to a file that is read under its own name.
    """
    try:
        mode = Path(path).lstat().st_mode
    except (OSError, ValueError) as error:
        return isinstance(error, OSError) and error.errno in NO_LONGER_THERE
    if stat.S_ISDIR(mode):
        return True
    target = os.path.realpath(path)
    return target != path and target in found


def is_listable(folder: Path) -> bool:
    """Tell whether a folder's entries can be seen, or it is itself gone."""
    try:
        with os.scandir(folder):
            return True
    except OSError as error:
        return error.errno in NO_LONGER_THERE


def is_empty(folder: Path) -> bool:
    """Tell whether a folder holds nothing at all."""
    try:
        return not os.listdir(folder)  # noqa: PTH208 - Path.iterdir() gives a generator, which is never empty
    except OSError:
        return False


def is_below(path: str, folder: Path) -> bool:
    """Tell whether a path lies in a folder, at any depth."""
    prefix = str(folder)
    return path.startswith(prefix if prefix.endswith(os.sep) else prefix + os.sep)


def folders_above(path: str, folder: Path) -> Iterator[Path]:
    """Give the folders of a path, up to the named one."""
    for one in Path(path).parents:
        yield one
        if one == folder:
            return
