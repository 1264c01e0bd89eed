"""Files that a run is to write: looked at before it begins, written all or nothing when it ends."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rag.errors import ReportError


def check_writable(path: Path) -> None:
    """Find out now what would stop a report from being written in some minutes.

    Raises:
        ReportError: there is no such folder, a folder stands there, or it may not be written.
    """
    if path.is_dir():
        raise ReportError(f"{path} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise ReportError(f"{path}: there is no folder {path.parent}: make it, or name another file")
    try:
        handle, probe = tempfile.mkstemp(prefix=".citeback-", dir=path.parent)
        os.close(handle)
        Path(probe).unlink()
        if path.exists():
            path.open("ab").close()
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error.strerror}; name another file") from error


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or as it was before.

    Raises:
        ReportError: it cannot be written.
    """
    unfinished = None
    path = path.resolve()  # else a link would be replaced, not the file that it names
    try:
        if path.exists() and not path.is_file():  # /dev/stdout and its like
            path.write_text(text, encoding="utf-8", errors="replace")
            return
        handle, name = tempfile.mkstemp(prefix=".citeback-", dir=path.parent)
        unfinished = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
        unfinished.chmod(_mode(path))
        unfinished.replace(path)
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        if unfinished:
            unfinished.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """Give the permissions of the file that is replaced, else those of a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
