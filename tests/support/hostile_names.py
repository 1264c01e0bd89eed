"""Names, links and things that are no files, as a folder may hold them."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from hostile_good import good

GOOD_NAMES = (
    "a name with spaces.txt",
    "  spaces around  .txt",
    "line\nend.txt",
    "carriage\rreturn.txt",
    "tab\tbell\x07escape\x1b[2J.txt",
    "delete\x7f\x85\u2028.txt",
    "\u202egnp.txt",
    "\u2066hidden\u2069.txt",
    "combining-e\u0301.txt",
    "composed-\u00e9.txt",
    "\u4e2d\u6587\U0001f600.txt",
    "quotes'\"`$(id);|&.txt",
    "--help.txt",
    "%s%n{0}{path}.txt",
    "[bold]not markup[red].txt",
    "UPPER.TXT",
    "dots.....txt",
    "https:.txt",
    "\ufeffmark.txt",
    "x" * 251 + ".txt",
)
NOT_TEXT = (b"latin-\xe9.txt", b"\xff\xfe.txt", b"cut-\xe4\xbd.md")


def place(folder: Path) -> tuple[list[str], list[str]]:
    """Make them; gives the paths that must go in, and those that must be refused."""
    names = folder / "names"
    names.mkdir(parents=True)
    for name in GOOD_NAMES:
        (names / name).write_bytes(good("txt"))
    read = [str(names / name) for name in GOOD_NAMES]
    for raw in NOT_TEXT:
        with open(os.fsencode(names) + b"/" + raw, "wb") as file:  # noqa: PTH123  a path cannot hold these bytes as text
            file.write(good("txt"))
    return read, [*(str(names / os.fsdecode(raw)) for raw in NOT_TEXT), *_links(folder), *_no_files(folder)]


def _links(folder: Path) -> list[str]:
    """Lay links that lead round, out, nowhere, and to what is no file."""
    links = folder / "links"
    links.mkdir()
    targets = {
        "to-itself.txt": "to-itself.txt",
        "to-each-other-1.txt": "to-each-other-2.txt",
        "to-each-other-2.txt": "to-each-other-1.txt",
        "nowhere.txt": "no-such-file",
        "out.txt": "/etc/passwd",
        "out-by-steps.txt": "../" * 40 + "etc/passwd",
        "device.txt": "/dev/zero",
        "endless.txt": "/dev/random",
        "own-memory.txt": "/proc/self/mem",
    }
    for name, target in targets.items():
        (links / name).symlink_to(target)
    (links / "round").symlink_to(links)
    (links / "up").symlink_to(folder)
    return [str(links / name) for name in targets]


def _no_files(folder: Path) -> list[str]:
    """Make a pipe that nobody writes to, a socket, and a folder that is called like a file."""
    others = folder / "no-files"
    (others / "folder.txt").mkdir(parents=True)
    os.mkfifo(others / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(others)  # a socket's path has at most 108 bytes
        try:
            one.bind("socket.txt")
        finally:
            os.chdir(here)
    return [str(others / name) for name in ("pipe.txt", "socket.txt")]
