"""The command `purge`: what leaves no trace, in kept conversations and facts neither."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from rag.console import COULD_NOT, PARTLY, LibraryOption, clear_errors, errors, open_library, output
from rag.library.health import counted
from ui.named import the_one

if TYPE_CHECKING:
    from rag.library.library import Library
    from rag.library.purging import PurgeReport
    from rag.library.redaction import PurgedText

MEGABYTE = 1_000_000

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


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

    What conversations and facts quote of it becomes "purged on DATE", and its links say when it was purged. Then the
    library's files are searched for what is gone; exit code 1 where something of it is found. Your own files outside
    the library stay.

    Example: citeback purge notes.md
    """
    with clear_errors(), open_library(library, must_exist=True) as opened:
        documents = [the_one(opened, name).id for name in names or ()]
        plan = opened.plan_purge(documents)
        if not yes and not typer.confirm(f"Delete {plan} for good, and every trace of what was removed?", err=True):
            raise typer.Exit(COULD_NOT)
        report = purge(opened, documents)
    _show(report)
    if not report.proven:
        raise typer.Exit(PARTLY)


def purge(library: Library, documents: list[str]) -> PurgeReport:
    """Purge earlier versions and these documents (ids), from conversations and facts too.

    Raises:
        DocumentNotFoundError: none has this id.
        FactsError: the library's facts cannot be read; nothing was purged.
    """
    from ui.conversations import Conversations
    from ui.feedback import Feedback

    def forget_facts(purged: PurgedText) -> int:
        gone = {(document, version) for document, version in purged.versions if document in documents}
        return Feedback(library).forget(gone) if gone else 0

    def redact_conversations(purged: PurgedText) -> int:
        if not (library.path / "conversations.sqlite3").exists():
            return 0
        with closing(Conversations(library)) as conversations:
            return conversations.redact(purged) + conversations.redact_purged() + conversations.redact_gone(purged.date)

    return library.purge(documents, (forget_facts, redact_conversations))


def _show(report: PurgeReport) -> None:
    """Print what was purged, and what was looked for where."""
    quotes = f", {counted(report.redacted, 'quote')} of it redacted" if report.redacted else ""
    output.print(f"purged {report.plan}{quotes}", markup=False)
    output.print(
        f"{counted(report.samples, 'sample')} of the text looked for in {report.scanned / MEGABYTE:.1f} MB, "
        f"{report.terms} words of the word index held to the texts that stay: "
        f"{'none found' if report.proven else 'NOT ALL GONE'}",
        markup=False,
    )
    for name in report.found:
        errors.print(f"citeback: {name} still holds some of it", markup=False)
    if report.dead_terms:
        errors.print(f"citeback: the word index still has {report.dead_terms} words of it", markup=False)
