"""The commands `doctor`, `purge` and `rebuild`: what keeps a library whole, and what leaves no trace in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rag.console import COULD_NOT, PARTLY, LibraryOption, clear_errors, errors, open_library, output, progress_bar
from rag.errors import DocumentNotFoundError
from rag.library.health import counted

if TYPE_CHECKING:
    from rag.library.health import HealthReport
    from rag.library.library import Library
    from rag.library.purging import PurgeReport

MEGABYTE = 1_000_000

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


@app.command("purge", short_help="Delete earlier versions and removed documents for good.")
def purge_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Documents to purge too: path, title or id.", show_default=False),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    library: LibraryOption = None,
) -> None:
    """Delete for good: earlier versions, copies of files without a document, and every trace of removed documents.

    Their old links say from then on that the text was purged. The library's files are searched for what is gone; exit
    code 1 where something of it is found. Your own files outside the library stay.

    Example: citeback purge notes.md
    """
    with clear_errors(), open_library(library, must_exist=True) as opened:
        documents = [_the_one(opened, name) for name in names or ()]
        plan = opened.plan_purge(documents)
        if not yes and not typer.confirm(f"Delete {plan} for good, and every trace of what was removed?", err=True):
            raise typer.Exit(COULD_NOT)
        report = opened.purge(documents)
    _prove(report)
    if not report.proven:
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


def _the_one(library: Library, name: str) -> str:
    """Find the id of the document that a name means.

    Raises:
        DocumentNotFoundError: none has this name, or several have it.
    """
    found = library.find(name)
    if len(found) == 1:
        return found[0].id
    if not found:
        msg = f"the library has no document {name!a}: `citeback sources` lists what it has"
    else:
        ids = ", ".join(document.id for document in found)
        msg = f"{name!a} names {len(found)} documents; give the id of one: {ids}"
    raise DocumentNotFoundError(msg)


def _prove(report: PurgeReport) -> None:
    """Print what was purged, and what was looked for where."""
    quotes = f", {counted(report.redacted, 'quote')} of them redacted" if report.redacted else ""
    output.print(f"purged {report.plan}{quotes}", markup=False)
    output.print(
        f"{counted(report.samples, 'sample')} of their text looked for in {report.scanned / MEGABYTE:.1f} MB, "
        f"{report.terms} words of the word index held to the texts that stay: "
        f"{'none found' if report.proven else 'NOT ALL GONE'}",
        markup=False,
    )
    for name in report.found:
        errors.print(f"citeback: {name} still holds some of it", markup=False)
    if report.dead_terms:
        errors.print(f"citeback: the word index still has {report.dead_terms} words of it", markup=False)
