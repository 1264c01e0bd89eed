"""Write the catalog: stage versions, swap them in, and write down what the indexes are still to drop."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from rag.library.catalog import document_id, version_of
from rag.library.schema import LIVE, RETIRED, STAGED, asides, chunks, documents, drops, paragraphs, versions
from rag.library.stored import StoredChunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Insert, Select

    from rag.document import Chunk, Draft, Layout
    from rag.library.catalog import Catalog


def stage(catalog: Catalog, drafts: Sequence[Draft]) -> list[StoredChunk]:
    """Write new versions that do not answer yet; their chunks come back with keys."""
    with catalog.transaction() as connection:
        return [stored for draft in drafts for stored in _stage(connection, draft)]


def swap(catalog: Catalog) -> None:
    """Let every staged version answer instead of the one before it, all at once.

    The text of the version before stays for its links; of two versions of the same bytes the newer stays.
    """
    with catalog.transaction() as connection:
        staged = connection.execute(select(versions).where(versions.c.state == STAGED)).all()
        for version in staged:
            same = versions.c.document == version.document
            _drop_chunks(connection, select(versions.c.key).where(same, versions.c.state == LIVE))
            connection.execute(
                delete(versions).where(same, versions.c.digest == version.digest, versions.c.key != version.key)
            )
            connection.execute(update(versions).where(same, versions.c.state == LIVE).values(state=RETIRED))
            connection.execute(update(versions).where(versions.c.key == version.key).values(state=LIVE))


def discard(catalog: Catalog) -> None:
    """Throw away whatever is staged."""
    with catalog.transaction() as connection:
        staged = select(versions.c.key).where(versions.c.state == STAGED)
        if connection.execute(staged.limit(1)).first() is None:
            return
        _drop_chunks(connection, staged)
        connection.execute(delete(versions).where(versions.c.state == STAGED))
        connection.execute(delete(documents).where(documents.c.key.not_in(select(versions.c.document))))


def remove(catalog: Catalog, document: str) -> None:
    """Delete a document with all its versions."""
    with catalog.transaction() as connection:
        key = select(documents.c.key).where(documents.c.id == document).scalar_subquery()
        _drop_chunks(connection, select(versions.c.key).where(versions.c.document == key))
        connection.execute(delete(documents).where(documents.c.id == document))


def pending_drops(catalog: Catalog) -> list[int]:
    """Give the keys that may still stand in an index although no version owns them."""
    with catalog.transaction() as connection:
        return list(connection.execute(select(drops.c.chunk)).scalars())


def forget_drops(catalog: Catalog) -> None:
    """Note that both indexes have dropped all that was pending."""
    with catalog.transaction() as connection:
        connection.execute(delete(drops))


def _stage(connection: Connection, draft: Draft) -> list[StoredChunk]:
    document = document_id(draft.path)
    known = connection.execute(select(documents.c.key).where(documents.c.id == document)).scalar()
    if known is None:
        known = _insert(connection, insert(documents).values(id=document, path=draft.path))
    version = _insert(
        connection,
        insert(versions).values(
            document=known,
            digest=draft.digest,
            version=version_of(draft.digest),
            title=draft.title,
            date=draft.date,
            state=STAGED,
            added_at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        ),
    )
    _write_layout(connection, version, draft.layout)
    return _write_chunks(connection, version, document, draft.chunks)


def _insert(connection: Connection, statement: Insert) -> int:
    """Insert one row and give its key."""
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


def _write_layout(connection: Connection, version: int, layout: Layout) -> None:
    counted = [
        {
            "version": version,
            "number": paragraph.number,
            "text": paragraph.text,
            "kind": paragraph.kind,
            "heading": paragraph.heading,
            "page": paragraph.page,
            "box_left": paragraph.box.left if paragraph.box else None,
            "box_top": paragraph.box.top if paragraph.box else None,
            "box_right": paragraph.box.right if paragraph.box else None,
            "box_bottom": paragraph.box.bottom if paragraph.box else None,
            "sheet_row": paragraph.row,
        }
        for paragraph in layout.paragraphs
    ]
    between = [
        {
            "version": version,
            "position": position,
            "text": aside.text,
            "kind": aside.kind,
            "before": aside.before,
            "reason": aside.reason,
            "level": aside.level,
        }
        for position, aside in enumerate(layout.asides)
    ]
    if counted:
        connection.execute(insert(paragraphs), counted)
    if between:
        connection.execute(insert(asides), between)


def _write_chunks(connection: Connection, version: int, document: str, made: Sequence[Chunk]) -> list[StoredChunk]:
    rows = [
        {"version": version, "first": chunk.first, "last": chunk.last, "context": chunk.context, "text": chunk.text}
        for chunk in made
    ]
    if not rows:
        return []
    connection.execute(insert(chunks), rows)
    keys = connection.execute(select(chunks.c.key).where(chunks.c.version == version).order_by(chunks.c.key)).scalars()
    return [StoredChunk(key, document, chunk) for key, chunk in zip(keys, made, strict=True)]


def _drop_chunks(connection: Connection, of_versions: Select[tuple[int]]) -> None:
    """Take the chunks of these versions out of the catalog and note that both indexes are to drop them."""
    doomed = chunks.c.version.in_(of_versions)
    connection.execute(insert(drops).from_select(["chunk"], select(chunks.c.key).where(doomed)))
    connection.execute(delete(chunks).where(doomed))
