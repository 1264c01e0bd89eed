"""Write the catalog: stage versions, swap them in, and write down what the indexes are still to drop."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from rag.document import Chunk
from rag.errors import LibraryError
from rag.library.catalog import document_id, version_of
from rag.library.schema import LIVE, RETIRED, STAGED, asides, chunks, documents, drops, edges, paragraphs, versions
from rag.library.stored import StoredChunk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Insert, Select

    from rag.document import Draft, Layout
    from rag.library.catalog import Catalog


_IDS_PER_STATEMENT = 1_000


class Move(NamedTuple):
    """Name a document by its id, and the path and title that it gets."""

    document: str
    path: str
    title: str


def stage(catalog: Catalog, drafts: Sequence[Draft]) -> list[StoredChunk]:
    """Write new versions that do not answer yet; their chunks come back with keys."""
    with catalog.transaction() as connection:
        return [stored for draft in drafts for stored in _stage(connection, draft)]


def swap(catalog: Catalog) -> None:
    """Let every staged version answer instead of the one before it, all at once.

    The text of the version before stays for its links; of two with the same name the newer stays.
    """
    with catalog.transaction() as connection:
        staged = connection.execute(select(versions).where(versions.c.state == STAGED)).all()
        for version in staged:
            same = versions.c.document == version.document
            _drop_chunks(connection, select(versions.c.key).where(same, versions.c.state == LIVE))
            connection.execute(
                delete(versions).where(same, versions.c.version == version.version, versions.c.key != version.key)
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


def remove(catalog: Catalog, ids: Sequence[str]) -> None:
    """Delete documents with all their versions."""
    with catalog.transaction() as connection:
        for start in range(0, len(ids), _IDS_PER_STATEMENT):
            doomed = documents.c.id.in_(ids[start : start + _IDS_PER_STATEMENT])
            keys = select(documents.c.key).where(doomed)
            _drop_chunks(connection, select(versions.c.key).where(versions.c.document.in_(keys)))
            connection.execute(delete(documents).where(doomed))


def move(catalog: Catalog, moves: Sequence[Move]) -> None:
    """Give documents other paths and titles, all or none; ids, versions and links stay.

    Raises:
        LibraryError: another document has one of these paths.
    """
    if not moves:
        return
    with catalog.transaction() as connection:
        known = connection.execute(select(documents.c.key, documents.c.id, documents.c.path)).all()
        taken = {row.path for row in known}.intersection(move.path for move in moves)
        if taken:
            msg = f"{min(taken)} is another document of this library already; remove one of them first"
            raise LibraryError(msg)
        keys = {row.id: row.key for row in known}
        rows = [{"of": keys[move.document], "new_path": move.path, "new_title": move.title} for move in moves]
        live = (versions.c.document == bindparam("of"), versions.c.state == LIVE)
        connection.execute(update(versions).where(*live).values(title=bindparam("new_title")), rows)
        connection.execute(
            update(documents).where(documents.c.key == bindparam("of")).values(path=bindparam("new_path")), rows
        )


def pending_drops(catalog: Catalog) -> list[int]:
    """Give the keys that may still stand in an index although no version owns them."""
    with catalog.transaction() as connection:
        return list(connection.execute(select(drops.c.chunk)).scalars())


def forget_drops(catalog: Catalog) -> None:
    """Note that both indexes have dropped all that was pending."""
    with catalog.transaction() as connection:
        connection.execute(delete(drops))


def _stage(connection: Connection, draft: Draft) -> list[StoredChunk]:
    known = connection.execute(select(documents.c.key, documents.c.id).where(documents.c.path == draft.path)).first()
    if known is None:
        document = _free_id(connection, draft.path)
        key = _insert(connection, insert(documents).values(id=document, path=draft.path))
    else:
        key, document = known
    version = _insert(
        connection,
        insert(versions).values(
            document=key,
            digest=draft.digest,
            version=version_of(draft.digest, draft.gaps),
            title=draft.title,
            date=draft.date,
            state=STAGED,
            added_at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            author=draft.author,
            url=draft.url,
            language=draft.language,
            gaps="\n".join(" ".join(gap.split()) for gap in draft.gaps),
            body=draft.body,
        ),
    )
    _write_layout(connection, version, draft.layout)
    if draft.edges:
        rows = [{"version": version, "number": edge.number, "line": edge.line} for edge in draft.edges]
        connection.execute(insert(edges), rows)
    twins = _live_chunks(connection, key) if known is not None else {}
    made = _write_chunks(connection, version, document, draft.chunks, twins)
    return [replace(stored, language=draft.language) for stored in made]


def _free_id(connection: Connection, path: str) -> str:
    """Make an id for a new document: its path's own, unless a document that has moved away from there keeps it."""
    for attempt in count():
        made = document_id(f"{path}\0{attempt}" if attempt else path)
        if connection.execute(select(documents.c.key).where(documents.c.id == made)).scalar() is None:
            return made
    raise AssertionError  # count() does not end


def _live_chunks(connection: Connection, document: int) -> dict[Chunk, int]:
    """Find what of a document is embedded already, by what is embedded."""
    query = select(chunks).join(versions, versions.c.key == chunks.c.version)
    query = query.where(versions.c.document == document, versions.c.state == LIVE)
    return {Chunk(0, 0, row.text, row.context): row.key for row in connection.execute(query)}


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
            "furniture": paragraph.furniture,
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


def _write_chunks(
    connection: Connection, version: int, document: str, made: Sequence[Chunk], twins: Mapping[Chunk, int]
) -> list[StoredChunk]:
    rows = [
        {"version": version, "first": chunk.first, "last": chunk.last, "context": chunk.context, "text": chunk.text}
        for chunk in made
    ]
    if not rows:
        return []
    connection.execute(insert(chunks), rows)
    keys = connection.execute(select(chunks.c.key).where(chunks.c.version == version).order_by(chunks.c.key)).scalars()
    return [
        StoredChunk(key, document, chunk, twins.get(replace(chunk, first=0, last=0)))
        for key, chunk in zip(keys, made, strict=True)
    ]


def _drop_chunks(connection: Connection, of_versions: Select[tuple[int]]) -> None:
    """Take the chunks of these versions out of the catalog and note that both indexes are to drop them."""
    doomed = chunks.c.version.in_(of_versions)
    connection.execute(insert(drops).from_select(["chunk"], select(chunks.c.key).where(doomed)))
    connection.execute(delete(chunks).where(doomed))
