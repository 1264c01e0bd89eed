"""What changed in folders, as the system gives notice of it or as looking around tells."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.files import MACHINE_MADE

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

TICK_SECONDS = 0.5
"""Between two looks at what no notice tells: the named files, and whether a named folder is another one now."""
GROUPED_MILLISECONDS, QUIET_MILLISECONDS = 1_600, 200
"""Changes are taken together until nothing has changed for the second, or the first has passed."""
QUIET_SECONDS, MOST_SECONDS = 0.4, 10.0
"""A changed file is read once it has kept its size and time for the first, or when the second has passed."""

Stamp = tuple[int, ...]


def changes(folders: Sequence[Path], library: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """Give what changed in these folders, at least once a tick; the first time at once, with the watch begun."""
    if folders:
        for is_polling in (False, True):  # by looking around, where the system's notices are all taken
            try:
                yield from _noticed(folders, library, stop, is_polling)
            except FileNotFoundError:  # a folder went away in this very moment
                stop.wait(TICK_SECONDS)
                return
            except (OSError, RuntimeError):  # the second is watchfiles' own
                continue
            return
    while not stop.is_set():
        yield set()
        stop.wait(TICK_SECONDS)


def _noticed(folders: Sequence[Path], library: Path, stop: threading.Event, is_polling: bool) -> Iterator[set[Path]]:
    import watchfiles  # here: only who follows a folder pays for it

    for seen in watchfiles.watch(
        *folders,
        watch_filter=lambda _, path: _is_followed(Path(path), folders, library),
        debounce=GROUPED_MILLISECONDS,
        step=QUIET_MILLISECONDS,
        rust_timeout=int(TICK_SECONDS * 1000),
        yield_on_timeout=True,
        stop_event=stop,
        force_polling=is_polling or None,
        ignore_permission_denied=True,
    ):
        yield {Path(path) for _, path in seen}


def _is_followed(path: Path, folders: Sequence[Path], library: Path) -> bool:
    """Tell whether a change can matter: the library's own files would keep it busy with itself."""
    if path == library or library in path.parents:
        return False
    inside = [path.relative_to(folder).parts for folder in folders if path.is_relative_to(folder)]
    return not inside or any(
        not any(name.startswith(".") or name in MACHINE_MADE for name in names) for names in inside
    )


def wait_until_quiet(paths: set[Path], stop: threading.Event) -> None:
    """Wait until nobody writes these files any more, or for as long as is bearable."""
    end = time.monotonic() + MOST_SECONDS
    before = None
    while time.monotonic() < end and not stop.is_set():
        now = [stamp(path) for path in sorted(paths)]
        if now == before:
            return
        before = now
        stop.wait(QUIET_SECONDS)


def is_folder(path: Path) -> bool:
    """Tell a folder that can be looked at; Path's own way raises where it may not look."""
    try:
        return path.is_dir()
    except OSError:
        return False


def stamp(path: Path) -> Stamp:
    """Give where a file is, and what any write to it changes; empty where it is not there."""
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return ()
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns
