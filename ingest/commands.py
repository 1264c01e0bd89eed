"""The command `ingest`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.loaders import READABLE
from ingest.pipeline import ingest, preview
from ingest.report import IngestReport, IngestStopped
from ingest.showing import Bar, changes_shown, show_plan, show_report
from rag.console import COULD_NOT, PARTLY, LibraryOption, clear_errors, errors, open_library
from rag.errors import SettingsError
from rag.settings import Settings

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

PathArguments = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help=f"Files, folders and addresses (https://...) to read: {READABLE}.",
        show_default=False,
    ),
]


DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would happen, and write nothing; addresses are not fetched.")
]
YesOption = Annotated[
    bool, typer.Option("--yes", help="Remove what is gone from a folder also when that is more than half of it.")
]
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Go on: follow the files and folders as they change, until Ctrl-C.")
]


@app.command(
    "ingest",
    short_help="Bring files, folders and web pages into the library.",
    help="Bring files, folders and web pages into the library, and let it follow a folder: what is new or changed is "
    "read, what was moved keeps its citations, what is gone from the folder is removed, the rest is left alone. A "
    "page is fetched from public addresses alone, within 30 seconds and 50 MB, and a copy is kept in the library.\n\n"
    "Example: citeback ingest reports/ notes.md https://example.org/report.pdf",
)
def ingest_command(
    paths: PathArguments,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    watch: WatchOption = False,
    library: LibraryOption = None,
) -> None:
    """Ingest the named paths, say what became of each; exit 1 if some failed or lack pages, 2 if none could be read."""
    with clear_errors():
        if dry_run and watch:
            raise SettingsError("--dry-run and --watch do not go together: the one writes nothing, the other goes on")
        if dry_run:
            _preview(paths, library, yes)
        elif watch:
            _follow(paths, library, yes)
        else:
            _ingest(paths, library, yes)


def _ingest(paths: list[str], library: str | None, yes: bool) -> None:
    with open_library(library) as opened, Bar() as bar:
        report = ingest(paths, opened, bar.show, allow_removal=yes)
    show_report(report)
    _exit(bool(report.failed or report.gaps or report.held_back), report.read_any)


def _preview(paths: list[str], library: str | None, yes: bool) -> None:
    folder = Path(Settings.from_environment().library_folder if library is None else library).expanduser()
    if (folder / "catalog.sqlite3").exists():
        with open_library(library) as opened:
            planned = preview(paths, opened, allow_removal=yes)
    else:
        planned = preview(paths, folder)
    show_plan(planned)
    _exit(bool(planned.failed or planned.guarded), planned.does_any)


def _follow(paths: list[str], library: str | None, yes: bool) -> None:
    from ingest.watching import watch

    with open_library(library) as opened, Bar() as bar:
        print_report, is_first = changes_shown(), [True]

        def show(report: IngestReport) -> None:
            bar.hide()
            print_report(report)
            if is_first:
                errors.print("following what was named; Ctrl-C ends it")
                is_first.clear()

        try:
            watch(paths, opened, show, allow_removal=yes, on_progress=bar.show)
        except IngestStopped:
            raise
        except KeyboardInterrupt:
            errors.print("citeback: follows no more")


def _exit(is_partial: bool, read_any: bool) -> None:
    """Leave with the exit code of what was done.

    Raises:
        typer.Exit: unless all went well.
    """
    if not read_any:
        errors.print("citeback: nothing that was named could be read; the lines above say why")
        raise typer.Exit(COULD_NOT)
    if is_partial:
        raise typer.Exit(PARTLY)
