"""The command `ingest`."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest.loaders import READABLE
from ingest.pipeline import ingest
from ingest.report import Failure, IngestReport, Progress
from rag.console import COULD_NOT, PARTLY, LibraryOption, clear_errors, errors, open_library, output, progress_bar

MOST_OF_ONE_REASON = 10
FIRST_OF_MANY = 3
"""Failures listed for one reason: all up to the first number, beyond it the second."""

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

PathArguments = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help=f"Files, folders and addresses (https://...) to read: {READABLE}.",
        show_default=False,
    ),
]


@app.command(
    "ingest",
    short_help="Bring files, folders and web pages into the library.",
    help="Bring files, folders and web pages into the library; what is there already and unchanged is left alone. A "
    "page is fetched from public addresses alone, within 30 seconds and 50 MB, and a copy is kept in the library.\n\n"
    "Example: citeback ingest reports/ notes.md https://example.org/report.pdf",
)
def ingest_command(paths: PathArguments, library: LibraryOption = None) -> None:
    """Ingest the named paths, say what became of each; exit 1 if some failed or lack pages, 2 if none could be read."""
    with clear_errors(), open_library(library) as opened, progress_bar() as bar:
        files = bar.add_task("files", total=None)
        chunks = bar.add_task("chunks", total=None)

        def show(progress: Progress) -> None:
            bar.update(files, total=progress.files, completed=progress.files_done)
            bar.update(chunks, total=progress.chunks, completed=progress.chunks_done)

        report = ingest(paths, opened, show)
    _show(report)


def _failures(report: IngestReport) -> list[str]:
    """Write a line for each failure; of many with one reason the first few and how many more there are."""
    by_reason: dict[str, list[Failure]] = {}
    for failure in report.failed:
        by_reason.setdefault(failure.reason, []).append(failure)
    lines = []
    for reason, failures in by_reason.items():
        shown = failures if len(failures) <= MOST_OF_ONE_REASON else failures[:FIRST_OF_MANY]
        lines += [str(failure) for failure in shown]
        if len(shown) < len(failures):
            lines.append(f"... and {len(failures) - len(shown)} more: {reason}")
    return lines


def _show(report: IngestReport) -> None:
    for line in _failures(report):
        errors.print(line, markup=False)
    for gap in report.gaps:
        errors.print(f"{gap}", markup=False)
    output.print(report.summary)
    if not report.read_any:
        errors.print("citeback: nothing that was named could be read; the lines above say why")
        raise typer.Exit(COULD_NOT)
    if report.failed or report.gaps:
        raise typer.Exit(PARTLY)
