"""Take a library's folder, and throw away a derived one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from rag.errors import LibraryPathError
from rag.library.lock import Lock


def take_folder(path: str | os.PathLike[str]) -> tuple[Path, Lock]:
    """Create and lock a library's folder.

    Raises:
        LibraryBusyError: another process owns it.
        LibraryPathError: it cannot be made, or not be written to.
    """
    if not os.fspath(path):
        raise LibraryPathError("the library's name is empty; name a folder")
    try:
        folder = Path(path).expanduser().absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return folder, Lock(folder)
    except FileExistsError:
        msg = f"the library {path} is a file; name a folder, or move the file away"
    except NotADirectoryError:
        msg = f"the library {path} would lie inside a file; name another folder"
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"the library {os.fspath(path)!a} cannot be opened for writing: {reason}; name another folder"
    raise LibraryPathError(msg)


def discard_folder(folder: Path) -> None:
    """Delete whatever stands at a path, as far as the system allows; what stays shows when it is opened."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    else:
        folder.unlink(missing_ok=True)
