"""The documents that a program names; names are compared as text, and no file is touched."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from rag.errors import ArgumentError
from ui.toolkit.arguments import shown
from ui.toolkit.results import NamedDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.document import Document

LISTED = 10
"""Documents listed in an error line."""
_LONGEST_TITLE = 1_000


def named(document: Document) -> NamedDocument:
    """Name a document to a program: without where it lies on this machine."""
    title = document.title[:_LONGEST_TITLE]
    return NamedDocument(document.id, title, name_of(document), document.version, document.date)


def name_of(document: Document) -> str:
    """Give its web address, or the name of its file."""
    return document.url or PurePath(document.path).name


def choose(documents: Sequence[Document], argument: str, name: str) -> Document:
    """Pick the one that a name means: an id, else a path, file name or web address, else a title in any case.

    Raises:
        ArgumentError: none has this name, or several.
    """
    title = name.strip().casefold()
    found = (
        [document for document in documents if document.id == name]
        or [document for document in documents if name in (document.path, name_of(document), document.url)]
        or [document for document in documents if document.title.casefold() == title]
    )
    if len(found) == 1:
        return found[0]
    if found:
        msg = f"{argument}: {shown(name)} names {len(found)} documents: give the id of one: {_listed(found)}"
    elif documents:
        msg = f"{argument}: the library has no document {shown(name)}: it has {_listed(documents)}"
    else:
        msg = f"{argument}: the library has no document {shown(name)}: it is empty, add documents first"
    raise ArgumentError(msg)


def _listed(documents: Sequence[Document]) -> str:
    listed = ", ".join(f"{document.id} ({shown(name_of(document))})" for document in documents[:LISTED])
    more = len(documents) - LISTED
    return f"{listed} and {more:,} more" if more > 0 else listed
