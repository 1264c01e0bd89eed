"""What is shown but never searched or cited, with the reasons, as lines of a terminal; and the way back."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest.settling import settle
from ingest.shortlines import compared
from rag.document import Paragraph
from rag.errors import LibraryError
from ui.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.document import Document
    from rag.library.library import Library
    from rag.library.repeated import RepeatedLine

LONGEST_LINE = 160


def change_line(library: Library, text: str, put_back: bool) -> str:
    """Put a repeated line back, or undo that; say how many documents changed.

    Raises:
        LibraryError: there is nothing to undo, or nothing that could be put back.
    """
    line = compared(text)
    if not line:
        msg = "the line is empty: copy one from `citeback sources --furniture`"
        raise LibraryError(msg)
    if not (library.repeated.keep(line) if put_back else library.repeated.drop(line)):
        state = "is put back already" if put_back else "was never put back"
        msg = f"“{one_line(text, LONGEST_LINE)}” {state}; `citeback sources --furniture` lists the lines"
        raise LibraryError(msg)
    changed = len(settle(library))
    done = "search and cite it again" if put_back else "leave it out"
    return f"{_documents(changed)} changed: they {done}" if changed else "no document changed: none has this line"


def left_out(library: Library, document: Document | None) -> Iterator[str]:
    """List repeated lines and how often a rule took a line; of one document every line with its reason."""
    if document is not None:
        yield from _of_one(document)
        return
    repeated, kept = library.repeated.shown(), library.repeated.kept()
    if repeated:
        yield "Repeated lines: three or more documents begin or end with them (--keep LINE puts one back)"
        yield from map(_repeated, repeated)
    if kept:
        yield "Repeated lines put back (--drop LINE leaves one out again)"
        yield from (f"  “{one_line(line, LONGEST_LINE)}”" for line in kept)
    counted = [line for one in library.documents() if (line := _counted(one))]
    if counted:
        yield "Lines that frame a page, by document (--document NAME lists them)"
        yield from counted
    if not (repeated or kept or counted):
        yield "Nothing is left out: all text of the documents is searched."


def _repeated(one: RepeatedLine) -> str:
    example = f"{one_line(PurePath(one.path).name, LONGEST_LINE)} ¶{one.paragraph}"
    return f"  {_documents(one.documents):>15}  “{one_line(one.text, LONGEST_LINE)}”, as in {example}"


def _counted(document: Document) -> str:
    reasons = Counter(aside.reason for aside in document.asides if aside.kind == "furniture")
    said = ", ".join(f"{count} {one_line(reason)}" for reason, count in reasons.most_common())
    return f"  {document.id}  {one_line(document.title)}: {said}" if said else ""


def _of_one(document: Document) -> Iterator[str]:
    lines = 0
    for block in document.layout.in_order():
        reason = block.furniture if isinstance(block, Paragraph) else block.reason
        if reason:
            lines += 1
            yield f"  “{one_line(block.text, LONGEST_LINE)}”: {one_line(reason)}"
    if not lines:
        yield f"Nothing is left out of {one_line(document.title)}: all its text is searched."


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number:,} documents"
