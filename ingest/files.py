"""Named paths -> the files to read, and those that cannot be, each with its reason."""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.report import Failure, LeftOut, one_line
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterable

URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL)
LIBRARY_ITSELF = "is the library's own folder, where only uploads are read; keep documents and library apart"
MACHINE_MADE = {
    "node_modules": "packages that npm installed",
    "bower_components": "packages that Bower installed",
    "__pycache__": "what Python compiled",
    "__MACOSX": "what macOS packs beside the files of an archive",
    "$RECYCLE.BIN": "what Windows keeps of deleted files",
    "System Volume Information": "what Windows keeps of a disk",
    "lost+found": "what a check of the disk put aside",
}
"""Folders that programs fill and nobody asks of, by name; one that is named itself is read like any other."""
ENVIRONMENT_MARK, ENVIRONMENT = "pyvenv.cfg", "a Python environment"
"""The file that makes a folder one, whatever its name; hidden folders (.git) are left out anyway."""


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """Hold the files to read, absolute, once each, in the order of the names and sorted within a folder."""

    paths: list[Path] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    """The named folders, absolute, as they were walked."""
    unlisted: list[Path] = field(default_factory=list)
    """Folders at or below them whose entries could not be listed; each is among the failures too."""
    left_out: list[LeftOut] = field(default_factory=list)


def is_url(name: str) -> bool:
    """Tell an address (https://...) from a path."""
    return URL.match(name) is not None


def find_files(named: Iterable[str | os.PathLike[str]], library: Path) -> FoundFiles:
    """Expand folders; of the library's own folder only its uploads are read.

    Hidden entries are left out, and so are folders that programs fill; what `.gitignore` names is read.

    Raises:
        LoadError: a named path is empty or does not exist; nothing has been read then.
    """
    found = FoundFiles()
    for name in [as_path(one) for one in named]:
        if _is_folder(name, found):
            _walk(_resolved(name), _resolved(library), found)
    found.left_out[:] = [one for one in found.left_out if Path(one.path) not in found.folders]
    return FoundFiles(*(list(dict.fromkeys(getattr(found, one.name))) for one in fields(found)))


def plain_reason(error: OSError) -> str:
    """Say why the system could not open a file."""
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def as_path(one: str | os.PathLike[str]) -> Path:
    """Read a name as a person writes it, with ~ for the home folder.

    Raises:
        LoadError: it is empty.
    """
    if not os.fspath(one):  # Path("") is the folder where one stands, which nobody has named
        raise LoadError("one of the paths is empty; name files or folders")
    return Path(one).expanduser()


def _is_folder(name: Path, found: FoundFiles) -> bool:
    """Tell a folder; anything else is taken or refused at once."""
    try:
        mode = name.stat().st_mode
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno in NOT_THERE:
            msg = f"{one_line(str(name))}: no such file or folder; check the name"
            raise LoadError(msg) from error
        found.failed.append(Failure(str(name), plain_reason(error)))
        return False
    if not stat.S_ISDIR(mode):
        _take(_resolved(name), mode, found)
    return stat.S_ISDIR(mode)


def _walk(folder: Path, library: Path, found: FoundFiles) -> None:
    """Take the files of a folder and of those below it; links to folders are not walked, so that no walk is endless."""
    before = len(found.paths) + len(found.failed)
    found.folders.append(folder)
    errors: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=errors.append):
        here = Path(place)
        folders[:] = [name for name in sorted(folders) if _is_walked(here / name, found)]
        if here == library:
            folders[:] = [name for name in folders if name == "files"]
            continue
        for name in sorted(files):
            if not name.startswith("."):
                _take_below(folder, here / name, found)
    found.unlisted.extend(Path(error.filename) for error in errors)
    found.failed.extend(Failure(str(error.filename), plain_reason(error)) for error in errors)
    if len(found.paths) + len(found.failed) == before:
        is_library = folder == library
        reason = LIBRARY_ITSELF if is_library else "is a folder without files to read"
        found.failed.append(Failure(str(folder), reason))


def _is_walked(folder: Path, found: FoundFiles) -> bool:
    """Tell whether a folder below a named one is read; one that a program filled is written down."""
    if folder.name.startswith(".") or os.path.islink(folder):  # noqa: PTH114 - a Path raises where it may not look
        return False
    reason = MACHINE_MADE.get(folder.name, "")
    if not reason and os.path.lexists(folder / ENVIRONMENT_MARK):
        reason = ENVIRONMENT
    if reason:
        found.left_out.append(LeftOut(str(folder), reason))
    return not reason


def _take_below(folder: Path, path: Path, found: FoundFiles) -> None:
    """Take a file of a folder; a link counts as the file it leads to, if that lies inside the folder."""
    is_link = False
    try:
        mode = path.lstat().st_mode
        is_link = stat.S_ISLNK(mode)
        mode = path.stat().st_mode if is_link else mode
    except OSError as error:
        found.failed.append(Failure(str(path), "is a broken link" if is_link else plain_reason(error)))
        return
    target = _resolved(path) if is_link else path
    if is_link and not target.is_relative_to(folder):
        found.failed.append(Failure(str(path), "is a link that leads out of the folder; name its target to read it"))
    else:
        _take(target, mode, found)


def _take(path: Path, mode: int, found: FoundFiles) -> None:
    """Take a regular file whose name every store can hold."""
    if not stat.S_ISREG(mode):
        found.failed.append(Failure(str(path), "is not a file: pipes, sockets and devices are not opened"))
    elif not _is_storable(str(path)):
        found.failed.append(Failure(one_line(str(path)), "its name is not valid text; rename it and ingest it again"))
    else:
        found.paths.append(path)


def _is_storable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _resolved(path: Path) -> Path:
    """Make a path absolute with its links followed; os.path's way, since Path.resolve raises at a loop of links."""
    return Path(os.path.realpath(path))
