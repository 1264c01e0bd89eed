"""The document that a person names on the command line, and how one is named there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.text import Text

from rag.console import COULD_NOT, errors
from rag.errors import DocumentNotFoundError
from ui.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.document import Document
    from rag.library.library import Library


def the_one(library: Library, name: str) -> Document:
    """Find the document that a name means; several are listed.

    Raises:
        DocumentNotFoundError: none has this name.
        typer.Exit: several have it.
    """
    found = library.find(name)
    if len(found) == 1:
        return found[0]
    if not found:
        msg = f"the library has no document {name!a}: `citeback sources` lists what it has"
        raise DocumentNotFoundError(msg)
    _list_as_errors(name, found)
    raise typer.Exit(COULD_NOT)


def _list_as_errors(name: str, found: Sequence[Document]) -> None:
    errors.print(Text(f"citeback: {name!a} names {len(found)} documents; give the id of one:"))
    for document in found:
        errors.print(Text(document_line(document)))


def document_line(document: Document) -> str:
    """Name a document on one line: id, date, title, place, and what it lacks."""
    where = one_line(document.url or document.path)
    lacks = "; ".join(one_line(gap.split(", and ")[0]) for gap in document.gaps)
    line = f"{document.id}  {document.date or '-':10}  {one_line(document.title)}  {where}"
    return f"{line}  (incomplete: {lacks})" if lacks else line
