"""The command `facts import`: a data set that others made -> a library, and facts about it."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.importers import IMPORTERS, importer
from rag.console import clear_errors, open_library, output, progress_bar
from rag.errors import FactsError, SettingsError

if TYPE_CHECKING:
    from eval.facts import Fact
    from eval.importers.imported import Imported
    from eval.importers.writing import Folder
    from rag.library.library import Library

LIBRARY = "library"
"""Where a set's own library lies, in its folder."""


def import_command(
    data_format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of: {', '.join(IMPORTERS)}.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The data set: a file, or for beir a folder.")],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="FOLDER", help="Where facts.jsonl and the documents go. Default: PATH's name + -facts."
        ),
    ] = None,
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents", metavar="FOLDER", help="For csv: the files that the facts are about; they are ingested."
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Take N questions from all over the set.")
    ] = None,
    library: Annotated[
        str | None,
        typer.Option(
            "--library", "-l", metavar="FOLDER", help="Folder of the library. Default: a new one in that of --to."
        ),
    ] = None,
) -> None:
    """Make a library and facts from a data set: SQuAD, BEIR, LlamaIndex, RAGAS; or facts about your files from CSV.

    The documents of the set go into a library of their own, in the folder of --to, unless --library names another.
    A CSV file is about your own documents: name them with --documents, or the library that has them with --library.
    Its columns are question, answers (several with | between), document, paragraph (its number), quote, unanswerable
    (yes) and tags; question and one of the others are enough.

    Example: citeback facts import squad dev-v2.0.json --limit 500
    """
    with clear_errors():
        if data_format not in IMPORTERS:
            raise SettingsError(f"FORMAT {data_format}: expected one of {', '.join(IMPORTERS)}")
        from eval.importers.naming import set_name  # here, as all below: `--help` waits for no YAML and no numpy
        from eval.importers.writing import Folder, evenly

        imported = importer(data_format).read(path)
        imported = replace(imported, facts=evenly(imported.facts, limit))
        folder = Folder((to or Path(f"{set_name(path)}-facts")).expanduser().resolve())
        if documents is not None and len(imported.documents):
            raise SettingsError(f"--documents {documents}: only for csv; {path} brings its documents along")
        if len(imported.documents):
            used, notes = _import_set(imported, folder, library)
            _show(replace(imported, notes=(*imported.notes, *notes)), folder, used)
        else:
            _show(imported, folder, _import_own(imported.facts, path, folder, documents, library))


def _import_set(imported: Imported, folder: Folder, named: str | None) -> tuple[str, list[str]]:
    """Make the library of a data set, or add to the named one; give its folder, and what to note of it.

    Raises:
        CitebackError: it cannot be written, or does not give back what was given.
    """
    from eval.importers.filling import check, fill
    from eval.importers.imported import amount

    facts = tuple(folder.named_here(fact) for fact in imported.facts)
    folder.check_facts(facts)
    used = named or str(folder.path / LIBRARY)
    with open_library(used) as library, progress_bar() as bar:
        task = bar.add_task("Adding documents", total=len(imported.documents))
        fill(imported, folder, library, lambda more: bar.advance(task, more))
        folder.write_facts(facts)
        found = check(imported, folder, library)
    if found.differing:
        problem = (
            f"{found.differing:,} of {found.proving:,} proving paragraphs are not in the library as they were given"
        )
        raise FactsError(f"{used}: {problem}; import into a new one")
    twins = (
        f"{amount(found.repeated, 'paragraph')} word for word like a proving one: citing such a twin counts as wrong"
    )
    return used, [twins] if found.repeated else []


def _import_own(
    facts: tuple[Fact, ...], path: Path, folder: Folder, documents: Path | None, named: str | None
) -> str | None:
    """Hold facts about the user's own documents to these documents, where they are named; give their library.

    Raises:
        CitebackError: a document cannot be read, or facts name what is not there.
    """
    from eval.facts import FactSet
    from eval.references import proofs

    folder.check_facts(facts)
    used = named or (str(folder.path / LIBRARY) if documents else None)
    if used:
        with open_library(used, must_exist=documents is None) as library:
            if documents:
                _ingest(documents, library)
            proofs(FactSet(facts, (), path), library.documents())
    folder.write_facts(facts)
    return used


def _ingest(documents: Path, library: Library) -> None:
    from ingest.pipeline import ingest
    from ingest.showing import Bar, show_report

    with Bar() as bar:
        report = ingest(documents, library, bar.show)
    show_report(report)
    if not report.read_any:
        raise SettingsError(f"--documents {documents}: nothing in it could be read; the lines above say why")


def _show(imported: Imported, folder: Folder, used: str | None) -> None:
    """Say what was made, what differs from the set, and what to run next."""
    from eval.importers.imported import amount

    facts = imported.facts
    proving = len({(one.document, one.number, one.quote) for fact in facts for one in fact.paragraphs})
    kinds = f"{sum(fact.unanswerable for fact in facts):,} unanswerable, {amount(proving, 'proving paragraph')}"
    made = f"{amount(len(imported.documents), 'document')} and " if len(imported.documents) else ""
    output.print(f"{made}{amount(len(facts), 'fact')} ({kinds}) in {folder.path}", markup=False)
    for note in imported.notes:
        output.print(f"  of the whole set: {note}", markup=False)
    if used is None:
        output.print("next, with the files that the facts are about:", markup=False)
        output.print(f"  citeback ingest YOUR-FILES --library {shlex.quote(str(folder.path / LIBRARY))}", markup=False)
    else:
        found = "every proving paragraph was found in the library as it was given; " if proving else ""
        output.print(f"{found}next:", markup=False)
    library = shlex.quote(used or str(folder.path / LIBRARY))
    output.print(f"  citeback eval {shlex.quote(str(folder.facts))} --library {library}", markup=False)
