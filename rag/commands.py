"""The commands `doctor` and `rebuild`: what keeps a library whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rag.console import PARTLY, LibraryOption, clear_errors, open_library, output, progress_bar
from rag.library.health import counted

if TYPE_CHECKING:
    from rag.library.health import HealthReport

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("doctor", short_help="Check all that the library holds, and repair it.")
def doctor_command(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is wrong.")] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Embed every text again and compare, not only a sample.")
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Check the catalog, the vectors, the words and the copies of files; repair from the catalog what is broken.

    Exit code 1 where something is left that only you can mend.

    Example: citeback doctor --dry-run
    """
    with clear_errors(), open_library(library, must_exist=True) as opened:
        report = opened.check(thorough=thorough)
        _show(report)
        if report.repairable and not dry_run:
            report = opened.repair(thorough=thorough)
            output.print("\nafter the repair:")
            _show(report)
    if not report.healthy:
        raise typer.Exit(PARTLY)


@app.command("rebuild", short_help="Make both indexes anew, also for another embedding.")
def rebuild_command(library: LibraryOption = None) -> None:
    """Make both indexes anew from the library's texts, with the embedding that $CITEBACK_EMBEDDING names.

    No file is read again. The old indexes stay until the new ones are complete, also when this is stopped.

    Example: citeback rebuild
    """
    with clear_errors(), open_library(library, must_exist=True) as opened, progress_bar() as bar:
        task = bar.add_task("chunks", total=opened.count_chunks())
        opened.rebuild(on_progress=lambda more: bar.advance(task, more))
        bar.stop()
        told = f"rebuilt the vectors and words of {counted(opened.count_chunks(), 'chunk')} with {opened.embedder.name}"
        output.print(told, markup=False)


def _show(report: HealthReport) -> None:
    """Print a line for each store and one for each thing that is wrong with it."""
    marks = {"repair": "broken", "person": "broken", "none": "note"}
    for store in report.stores:
        sound = "" if store.problems else ": sound"
        output.print(f"{store.name:8} {store.holds}{sound}", markup=False)
        for problem in store.problems:
            output.print(f"         {marks[problem.cure]}: {problem.text}", markup=False)
