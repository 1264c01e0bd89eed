"""How the catalog's tables hang together, and what becomes of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.document import Aside, Box, Paragraph
from rag.library.schema import chunks, documents, versions

if TYPE_CHECKING:
    from sqlalchemy import Row
    from typing_extensions import Unpack

    AnyRow = Row[Unpack[tuple[Any, ...]]]

VERSIONS = documents.join(versions, versions.c.document == documents.c.key)
CHUNKS = VERSIONS.join(chunks, chunks.c.version == versions.c.key)
DOCUMENT = (
    documents.c.id,
    documents.c.path,
    versions.c.title,
    versions.c.date,
    versions.c.version.label("document_version"),
    versions.c.author,
    versions.c.url,
    versions.c.language,
    versions.c.gaps,
    versions.c.digest,
)
"""What a Document is made of; a paragraph's own `version` column is the version's key, hence the label."""


def read_paragraph(row: AnyRow) -> Paragraph:
    """Make a paragraph of its row."""
    box = None
    if row.box_left is not None:
        box = Box(row.box_left, row.box_top, row.box_right, row.box_bottom)
    return Paragraph(row.number, row.text, row.kind, row.heading, row.page, box, row.sheet_row, row.furniture)


def read_aside(row: AnyRow) -> Aside:
    """Make a heading or a line of furniture of its row."""
    return Aside(row.text, row.kind, row.before, row.reason, row.level)
