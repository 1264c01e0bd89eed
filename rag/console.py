"""What all commands share: the library option, the two consoles, one-line errors with their exit code."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rag.errors import CitebackError, LibraryPathError
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.library.library import Library

PARTLY = 1
"""Exit code: some of it failed."""
COULD_NOT = 2
"""Exit code: nothing was done."""

output = Console(soft_wrap=True, highlight=False)
errors = Console(stderr=True, soft_wrap=True, highlight=False)

LibraryOption = Annotated[
    str | None,
    typer.Option(
        "--library",
        "-l",
        metavar="FOLDER",
        help="Folder of the library. Default: $CITEBACK_LIBRARY, else the user's data folder.",
    ),
]


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn an error of ours into one line on stderr and exit code 2; Ctrl-C into exit code 130.

    Raises:
        typer.Exit: with that code.
    """
    try:
        yield
    except CitebackError as error:
        errors.print(f"citeback: {error}", markup=False)
        raise typer.Exit(COULD_NOT) from error
    except KeyboardInterrupt as stop:
        errors.print(f"citeback: {stop}" if str(stop) else "citeback: stopped", markup=False)
        raise typer.Exit(130) from stop


def open_library(folder: str | None, *, must_exist: bool = False) -> Library:
    """Open the named library, or the one that the settings name; with `must_exist` a mistyped name makes no folder.

    Raises:
        LibraryError: it cannot be opened.
    """
    from rag.library.library import Library  # here: chromadb takes a second to import, and `--help` must not wait

    if must_exist and folder and not Path(folder).exists():
        msg = (
            f"there is no library {folder}: check --library, or make it with `citeback ingest PATH --library {folder}`"
        )
        raise LibraryPathError(msg)
    return Library(Settings.from_environment().library_folder if folder is None else folder, on_notice=_notice)


def _notice(text: str) -> None:
    errors.print(f"citeback: {text}", markup=False)


def progress_bar() -> Progress:
    """Make the bar that every long command shows: on stderr, gone when done, silent where no person watches."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
