"""The commands `facts add`, `facts draft`, `facts check` and `facts schema`."""

from __future__ import annotations

import shlex
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.importers.command import import_command
from rag.console import PARTLY, LibraryOption, clear_errors, errors, open_library, output
from rag.errors import FactsError, LibraryError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.confirming import Confirmed
    from eval.fact import FactSet
    from rag.library.library import Library

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
facts = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
app.add_typer(facts, name="facts", short_help="Make and check the facts that `eval` grades answers against.")

FILE = Path("facts.yaml")
FactsOption = Annotated[
    Path,
    typer.Argument(metavar="[FACTS]", help="A .yaml or .jsonl file; made where there is none.", show_default=True),
]


@facts.callback(no_args_is_help=True)
def facts_command() -> None:
    """Make and check facts: questions whose answers you know, with the paragraphs that prove them.

    `citeback facts draft` proposes facts from your documents for you to confirm, `citeback facts add` asks you for
    them one by one, `citeback facts schema` explains the file for those who write it by hand, and
    `citeback eval facts.yaml` then grades the answers.

    Example: citeback facts draft facts.yaml --library my-library
    """


@facts.command("draft", short_help="Draft facts from your documents, for you to confirm one by one.")
def draft_command(
    path: FactsOption = FILE,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many to add.")] = 20,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="Write them unseen, tagged draft: they measure the drafter, not the truth."),
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Draft questions with their answers and proofs from the library's own text, one in five without an answer there.

    Each is shown for you to keep, drop or edit, and what you keep is written at once: stop when you like, and draft
    more later. They are made by grammar, from English sentences and rows of tables, not by a language model.

    Example: citeback facts draft facts.yaml --count 20 --library my-library
    """
    with clear_errors():
        if not yes:
            _need_a_person("confirm the drafts", "--yes writes them unseen")
        with _library_and_facts(library, path) as (opened, so_far):
            from eval.confirming import Confirmed, confirm, write_unseen
            from eval.drafting import Drafter
            from eval.person import Terminal
            from rag.assistant import Assistant

            drafter, written = Drafter(opened.documents(), so_far), Confirmed()
            with _kept(written, path):
                if yes:
                    write_unseen(drafter, path, count, written)
                else:
                    confirm(drafter, Assistant(opened), Terminal(), path, count, written)
            _tell(
                written,
                path,
                library,
                "no more could be drafted from these documents; `citeback facts add` takes your own",
            )
            if yes and written.facts:
                output.print("nobody has looked at them: correct or delete them, then take the tag draft away")


@facts.command("add", short_help="Add facts one by one: question, answer, what proves it.")
def add_command(
    path: FactsOption = FILE,
    question: Annotated[str | None, typer.Option(help="Add this one, without asking anything.")] = None,
    answers: Annotated[list[str] | None, typer.Option("--answer", help="An accepted answer; repeatable.")] = None,
    document: Annotated[str | None, typer.Option(help="The document that --quote stands in.")] = None,
    quotes: Annotated[
        list[str] | None, typer.Option("--quote", help="Words of a paragraph that proves it; repeatable.")
    ] = None,
    unanswerable: Annotated[bool, typer.Option("--unanswerable", help="The documents do not say it.")] = False,
    tags: Annotated[list[str] | None, typer.Option("--tag", help="A group in the report; repeatable.")] = None,
    library: LibraryOption = None,
) -> None:
    """Add facts to a file: Citeback answers each question, and you say whether that is right and what proves it.

    With --question it adds one fact from the options alone, for scripts.

    Example: citeback facts add facts.yaml --library my-library
    """
    with clear_errors():
        options = {"--answer": answers, "--document": document, "--quote": quotes, "--unanswerable": unanswerable}
        given = [name for name, value in {**options, "--tag": tags}.items() if value]
        if question is None and given:
            message = f"{given[0]}: expected --question beside it"
            raise SettingsError(message)
        if question is None:
            _need_a_person("answer questions", "--question, --answer and --quote add a fact without asking")
        with _library_and_facts(library, path) as (opened, so_far):
            if question is None:
                _add_with_person(opened, path, so_far, library)
                return
            from eval.scripted import check_new, fact_from_options
            from eval.writing import append_fact

            fact = fact_from_options(
                opened.documents(), question, answers or (), document or "", quotes or (), unanswerable, tags or ()
            )
            check_new(fact, so_far)
            output.print(f"written to {path}, line {append_fact(path, fact)}", markup=False)


facts.command("import", short_help="Make a library and facts from a data set, or facts from CSV.")(import_command)


@facts.command("check", short_help="Check that a facts file is well formed and fits the library.")
def check_command(
    path: Annotated[Path, typer.Argument(metavar="FACTS", help="A .yaml or .jsonl file.", show_default=False)],
    library: LibraryOption = None,
) -> None:
    """Check a facts file without asking anything: every mistake with its line, every paragraph found in the library.

    Exit code 0: it can be run; 1: some of its facts do not fit the library; 2: it could not be read.

    Example: citeback facts check facts.yaml --library my-library
    """
    with clear_errors():
        from eval.facts import load_facts

        loaded = load_facts(path)
        with _opened(library) as opened:
            from eval.checking import doubts, summary
            from eval.references import proofs, scoped

            documents = opened.documents()
            try:
                proofs(scoped(loaded, documents), documents)
            except FactsError as error:
                errors.print(f"citeback: {error}", markup=False)
                raise typer.Exit(PARTLY) from error
            for doubt in doubts(loaded, documents):
                output.print(f"note: {doubt}", markup=False)
            output.print(summary(loaded, len(documents)), markup=False)


@facts.command("schema", short_help="Explain the facts file: every field, with an example.")
def schema_command(
    json: Annotated[bool, typer.Option("--json", help="Print the JSON Schema, for editors.")] = False,
) -> None:
    """Explain how a facts file is written: every field, with a whole example to begin from.

    Example: citeback facts schema --json > facts.schema.json
    """
    from eval.schema import guide, json_schema

    typer.echo(json_schema() if json else guide(), nl=False)


def _need_a_person(purpose: str, instead: str) -> None:
    """Refuse where no terminal is.

    Raises:
        SettingsError: stdin or stdout is a pipe or a file.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = f"this needs a terminal, for you to {purpose}; {instead}"
        raise SettingsError(message)


@contextmanager
def _opened(folder: str | None) -> Iterator[Library]:
    """Open a library that has documents.

    Raises:
        LibraryError: it has none, or cannot be opened.
    """
    with open_library(folder, must_exist=True) as library:
        if not library.count_documents():
            named = f" --library {shlex.quote(folder)}" if folder else ""
            message = f"the library {library.path} is empty: bring documents in with `citeback ingest PATH{named}`"
            raise LibraryError(message)
        yield library


@contextmanager
def _library_and_facts(folder: str | None, path: Path) -> Iterator[tuple[Library, FactSet]]:
    """Open the library, and read the file before anything is asked."""
    from eval.facts import facts_so_far

    so_far = facts_so_far(path)
    if not path.absolute().parent.is_dir():
        message = f"{path}: expected a folder that there is, found no {path.parent}; make it first"
        raise SettingsError(message)
    with _opened(folder) as library:
        yield library, so_far


def _add_with_person(library: Library, path: Path, so_far: FactSet, folder: str | None) -> None:
    from eval.adding import Adding
    from eval.confirming import Confirmed
    from eval.person import Terminal
    from rag.assistant import Assistant

    written = Confirmed()
    with _kept(written, path):
        Adding(library.documents(), Assistant(library), Terminal(), path, so_far).run(written)
    _tell(written, path, folder, "nothing was added")


@contextmanager
def _kept(written: Confirmed, path: Path) -> Iterator[None]:
    """Say at Ctrl-C that nothing is lost.

    Raises:
        KeyboardInterrupt: with these words.
    """
    try:
        yield
    except KeyboardInterrupt as stop:
        output.print()
        message = f"stopped; {written} kept in {path}"
        raise KeyboardInterrupt(message) from stop


def _tell(written: Confirmed, path: Path, folder: str | None, nothing: str) -> None:
    """Say what was written, and what to run next."""
    if not written.facts:
        errors.print(f"citeback: {nothing}", markup=False)
        return
    named = f" --library {shlex.quote(folder)}" if folder else ""
    output.print(f"{written} added to {path}; grade the answers with:", markup=False)
    output.print(f"  citeback eval {shlex.quote(str(path))}{named}", markup=False)
