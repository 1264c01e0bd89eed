"""The commands `ask`, `chat`, `sources`, `remove` and `show`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ingest.settling import settle
from rag.console import LibraryOption, clear_errors, errors, open_library, output
from rag.errors import LibraryError, SettingsError
from ui.auth.hosts import LOOPBACK
from ui.leftout import change_line, left_out
from ui.mcpclients import how_to_add, require_sdk
from ui.named import document_line, the_one
from ui.terminal import after_answer, place, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from rag.assistant import AnswerStream
    from rag.library.library import Library

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
WATCH_WHOSE = (
    "--watch follows files into one library, but with users each has their own: while the chat is stopped, run "
    "`citeback ingest PATH --library LIBRARY/users/NAME`"
)
EMPTY = "The library is empty: add files on the page, or try the sample library there."
HOW_TO_FILL = "bring documents in with `citeback ingest PATH`, or open `citeback chat` and try the sample library"


@app.command("ask", short_help="Answer a question, with its sources.")
def ask_command(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="In your own words, in quotes.", show_default=False)
    ],
    json: JsonOption = False,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            "--document", "-d", metavar="NAME", help="Ask this document only (path, title or id); repeatable."
        ),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Answer a question; every sentence carries the number of the source it rests on.

    When the documents do not say, the answer says so and shows what came nearest (exit code 0).

    Example: citeback ask "Who led the talks?" --document report.txt
    """
    with clear_errors(), open_library(library, must_exist=True) as opened:
        from rag.assistant import Assistant

        if not opened.count_documents():
            msg = f"the library {opened.path} is empty: {HOW_TO_FILL}"
            raise LibraryError(msg)
        scope = [the_one(opened, name).id for name in documents] if documents else None
        stream = Assistant(opened).stream(question, documents=scope)
        _show_json(stream) if json else _show_answer(stream)


@app.command("chat", short_help="Open the chat page in the browser.")
def chat_command(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port of the page. Default: the first free one from 7860.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    watch: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="A folder or file to follow meanwhile, as `citeback ingest --watch` does."),
    ] = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to serve on; 0.0.0.0: every one of this machine.")
    ] = LOOPBACK,
    auth: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Users and passwords, as `citeback password` writes them. Default: $CITEBACK_AUTH."
        ),
    ] = None,
    let_anyone_in: Annotated[
        bool, typer.Option("--let-anyone-in", help="Serve to other machines without asking for a password.")
    ] = False,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name that visitors call this machine by; repeatable.")
    ] = None,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Offer the tools ask, search and read_source to MCP clients.")
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Open the chat page: ask, read the cited words in their place, add and remove documents.

    It is served to this machine only, until Ctrl-C. With --auth each user signs in to a library of their own, a folder
    beneath users/ in the library's; on another --host it asks for passwords unless --let-anyone-in.

    Example: citeback chat --port 8000 --watch reports/
    """
    with clear_errors():
        from ui.serve import serve, serve_each
        from ui.sharing import each_their_own, folder_of_users, read_sharing

        if mcp:
            require_sdk()
        sharing = read_sharing(host, auth, let_anyone_in, allow_host or (), mcp=mcp)
        for warning in sharing.warnings:
            errors.print(f"citeback: {warning}", markup=False)

        if sharing.accounts is not None:
            if watch:
                raise SettingsError(WATCH_WHOSE)
            folder = folder_of_users(library)
            on_ready = _opening(lambda: each_their_own(folder), mcp)
            serve_each(folder, sharing, port, open_browser=not no_browser, on_ready=on_ready)
            return
        with open_library(library) as opened, _followed(watch, opened):
            on_ready = _opening(lambda: "" if opened.count_documents() else EMPTY, mcp)
            serve(opened, sharing, port, open_browser=not no_browser, on_ready=on_ready)


def _opening(first: Callable[[], str], mcp: bool) -> Callable[[str], None]:
    """Make what prints the address of a page that is open, after a line about its library."""

    def announce(address: str) -> None:
        if line := first():
            output.print(line, markup=False)
        for line in how_to_add(address) if mcp else ():
            _print(line)
        output.print(f"Citeback is open at {address} (Ctrl-C stops it)")

    return announce


def _followed(paths: list[str] | None, library: Library) -> AbstractContextManager[None]:
    if not paths:
        return nullcontext()
    from ingest.showing import changes_shown
    from ingest.watching import following

    return following(paths, library, changes_shown())


@app.command("sources", short_help="List the documents, or what of them is left out of answers.")
def sources_command(
    furniture: Annotated[
        bool, typer.Option("--furniture", help="List what is shown but never searched or cited, and why.")
    ] = False,
    name: Annotated[
        str | None,
        typer.Option("--document", "-d", metavar="NAME", help="With --furniture: all that this document leaves out."),
    ] = None,
    keep: Annotated[
        str | None, typer.Option(metavar="LINE", help="Search and cite a repeated line again, in every document.")
    ] = None,
    drop: Annotated[
        str | None, typer.Option(metavar="LINE", help="Undo --keep: leave the line out where it repeats.")
    ] = None,
    library: LibraryOption = None,
) -> None:
    """List the documents of the library: id, date, title, path.

    Lines that three or more documents begin or end with, and what frames a page (menus, page numbers, notices), are
    shown in their place but never searched or cited: --furniture lists them with the reasons.

    Example: citeback sources --furniture --document report.pdf
    """
    with clear_errors(), open_library(library) as opened:
        if furniture or name or keep is not None or drop is not None:
            changed = [
                change_line(opened, line, put_back)
                for line, put_back in ((keep, True), (drop, False))
                if line is not None
            ]
            document = the_one(opened, name) if name else None
            for line in changed or left_out(opened, document):
                _print(line)
            return
        listed = opened.documents()
        for document in listed:
            _print(document_line(document))
        if not listed:
            errors.print(f"The library is empty: {HOW_TO_FILL}", markup=False)


@app.command("remove", short_help="Take a document out of the library.")
def remove_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Path, title or id.", show_default=False)],
    library: LibraryOption = None,
) -> None:
    """Take a document out of the library, with its earlier versions; the file itself stays where it is.

    Example: citeback remove notes.md
    """
    with clear_errors(), open_library(library, must_exist=True) as opened:
        document = opened.remove(the_one(opened, name).id)
        settle(opened)
        _print(f"removed {document_line(document)}")


@app.command("show", short_help="Show cited words in their place.")
def show_command(
    link: Annotated[str, typer.Argument(metavar="LINK", help="As an answer's sources give it.", show_default=False)],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Show a citation in its place, the cited words between >> and <<; also when the document has changed since.

    Example: citeback show "citeback:0123456789ab@ba9876543210#3:0-42"
    """
    with clear_errors(), open_library(library, must_exist=True) as opened:
        passage = opened.open_link(link)
        if json:
            from ui.export import passage_json

            typer.echo(passage_json(passage))
            return
        for line in place(passage):
            _print(line)


def _show_json(stream: AnswerStream) -> None:
    from ui.export import answer_json

    for _ in stream:
        pass
    typer.echo(answer_json(stream.answer))


def _show_answer(stream: AnswerStream) -> None:
    _watch(stream)
    _print(plain(stream.answer.text))
    for line in after_answer(stream.answer):
        _print(line)


def _watch(stream: AnswerStream) -> None:
    """Read a stream to its end; on a terminal what comes is shown as it comes, until the answer takes its place."""
    if not output.is_terminal:
        for _ in stream:
            pass
        return
    from rich.live import Live

    shown = Text()
    with Live(shown, console=output, transient=True, auto_refresh=False) as live:
        for piece in stream:
            shown.append(plain(piece.text))
            live.refresh()


def _print(text: str, end: str = "\n") -> None:
    """Print text as it is: rich would read [red] and :smile: in a plain string."""
    output.print(Text(text), end=end)
