"""The truth of a library: documents, versions, paragraphs and chunks in SQLite, through SQLAlchemy Core."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, func, select

from rag.document import Chunk, Document, Layout
from rag.errors import DocumentNotFoundError
from rag.library.database import Database
from rag.library.matches import LinkedPassage, Passage
from rag.library.rows import CHUNKS, DOCUMENT, VERSIONS, read_aside, read_paragraph
from rag.library.schema import (
    LIVE,
    RETIRED,
    asides,
    chunks,
    documents,
    paragraphs,
    purged,
    versions,
)
from rag.library.stored import StoredChunk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Select

    from rag.document import Paragraph
    from rag.library.rows import AnyRow
    from rag.links import Link

Value = TypeVar("Value", int, str)
_VALUES_PER_QUERY = 10_000
"""SQLite takes 32,766 values in one statement."""

_ID_LENGTH = 12


def document_id(path: str) -> str:
    """Make a document's id from the absolute path that it first has; it keeps the id when it moves."""
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


def version_of(digest: str, gaps: Sequence[str] = ()) -> str:
    """Make what links call the version: a file's SHA-256, shortened; with gaps, of it and them.

    The same bytes, read whole one day, have paragraphs with other numbers: links to the version with gaps stay true.
    """
    named = hashlib.sha256("\n".join((digest, *gaps)).encode("utf-8", "surrogatepass")).hexdigest() if gaps else digest
    return named[:_ID_LENGTH]


class Catalog(Database):
    """Read the catalog from any thread; `rag.library.staging` writes it."""

    def documents(self, ids: Collection[str] | None = None) -> list[Document]:
        """List the live documents in order of first addition; only those of these ids if any are named."""
        query = select(*DOCUMENT).select_from(VERSIONS).where(versions.c.state == LIVE).order_by(documents.c.key)
        if ids is None or len(ids) > _VALUES_PER_QUERY:
            listed = self._documents(query)
            return listed if ids is None else [document for document in listed if document.id in set(ids)]
        return self._documents(query.where(documents.c.id.in_(list(ids))))

    def newest_documents(self, limit: int) -> list[Document]:
        """List the live documents that were first added last, in that order."""
        query = select(*DOCUMENT).select_from(VERSIONS).where(versions.c.state == LIVE)
        return self._documents(query.order_by(documents.c.key.desc()).limit(limit))[::-1]

    def document(self, document: str) -> Document:
        """Give one live document.

        Raises:
            DocumentNotFoundError: none has this id.
        """
        found = self.documents([document])
        if not found:
            msg = f"no document {document[:80]!a} in this library; `citeback sources` lists what it holds"
            raise DocumentNotFoundError(msg)
        return found[0]

    def live_digest(self, path: str) -> str | None:
        """Give the digest of the live version of a path."""
        query = select(versions.c.digest).select_from(VERSIONS)
        query = query.where(documents.c.path == path, versions.c.state == LIVE)
        with self.transaction() as connection:
            return connection.execute(query).scalar_one_or_none()

    def digests(self) -> dict[str, str]:
        """Give the digest of every live version by path."""
        query = select(documents.c.path, versions.c.digest).select_from(VERSIONS).where(versions.c.state == LIVE)
        with self.transaction() as connection:
            return {row.path: row.digest for row in connection.execute(query)}

    def at_path(self, path: str) -> Document | None:
        """Give the live document of a path."""
        query = select(documents.c.id).select_from(VERSIONS)
        query = query.where(documents.c.path == path, versions.c.state == LIVE)
        with self.transaction() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return None if found is None else self.document(found)

    def live_chunks(self, keys: Collection[int]) -> set[int]:
        """Tell which of these chunks are live."""
        query = select(chunks.c.key).select_from(CHUNKS)
        query = query.where(versions.c.state == LIVE, chunks.c.key.in_(bindparam("keys", expanding=True)))
        with self.transaction() as connection:
            return {key for part in _parts(keys) for key in connection.execute(query, {"keys": part}).scalars().all()}

    def chunks_of(self, ids: Collection[str]) -> list[int]:
        """Give the live chunks of these documents; an id that nobody has adds nothing."""
        query = select(chunks.c.key).select_from(CHUNKS)
        query = query.where(versions.c.state == LIVE, documents.c.id.in_(bindparam("ids", expanding=True)))
        with self.transaction() as connection:
            return [key for part in _parts(set(ids)) for key in connection.execute(query, {"ids": part}).scalars()]

    def count_live_chunks(self) -> int:
        """Count what both indexes must hold once nothing waits to be dropped."""
        query = select(func.count()).select_from(CHUNKS).where(versions.c.state == LIVE)
        with self.transaction() as connection:
            return connection.execute(query).scalar_one()

    def count_documents(self) -> int:
        """Count the live documents."""
        with self.transaction() as connection:
            query = select(func.count()).select_from(versions).where(versions.c.state == LIVE)
            return connection.execute(query).scalar_one()

    def count_incomplete(self) -> int:
        """Count the live documents that lack a part which could not be read."""
        with self.transaction() as connection:
            query = select(func.count()).select_from(versions).where(versions.c.state == LIVE, versions.c.gaps != "")
            return connection.execute(query).scalar_one()

    def count_paragraphs(self, ids: Collection[str] | None = None) -> int:
        """Count the live paragraphs, of these documents only if any are named."""
        query = select(func.count()).select_from(VERSIONS.join(paragraphs, paragraphs.c.version == versions.c.key))
        query = query.where(versions.c.state == LIVE, paragraphs.c.furniture == "")
        with self.transaction() as connection:
            if ids is None:
                return connection.execute(query).scalar_one()
            query = query.where(documents.c.id.in_(bindparam("ids", expanding=True)))
            return sum(connection.execute(query, {"ids": part}).scalar_one() for part in _parts(set(ids)))

    def read_live_chunks(self, after: int, limit: int) -> list[StoredChunk]:
        """Read live chunks in order of key, from the first key above `after`."""
        query = select(chunks, documents.c.id, versions.c.language).select_from(CHUNKS)
        query = query.where(versions.c.state == LIVE, chunks.c.key > after).order_by(chunks.c.key).limit(limit)
        with self.transaction() as connection:
            return [
                StoredChunk(row.key, row.id, Chunk(row.first, row.last, row.text, row.context), language=row.language)
                for row in connection.execute(query)
            ]

    def live_keys(self) -> set[int]:
        """Give the keys of all live chunks."""
        query = select(chunks.c.key).select_from(CHUNKS).where(versions.c.state == LIVE)
        with self.transaction() as connection:
            return set(connection.execute(query).scalars())

    def newest_live_chunks(self, limit: int) -> list[int]:
        """Give the keys of the chunks that came in last."""
        query = select(chunks.c.key).select_from(CHUNKS).where(versions.c.state == LIVE)
        with self.transaction() as connection:
            return list(connection.execute(query.order_by(chunks.c.key.desc()).limit(limit)).scalars())

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """Read the paragraphs that live chunks cover, in the order of the keys.

        Chunks that are gone are left out, and so are paragraphs that are furniture.
        """
        covered = (paragraphs.c.version == versions.c.key) & paragraphs.c.number.between(chunks.c.first, chunks.c.last)
        query = select(chunks.c.key.label("chunk"), *DOCUMENT, paragraphs)
        query = query.select_from(CHUNKS.join(paragraphs, covered)).order_by(chunks.c.key, paragraphs.c.number)
        query = query.where(versions.c.state == LIVE, chunks.c.key.in_(bindparam("keys", expanding=True)))
        query = query.where(paragraphs.c.furniture == "")
        found: dict[int, list[Paragraph]] = {}
        homes: dict[int, Document] = {}
        known: dict[str, Document] = {}
        with self.transaction() as connection:
            for part in _parts(keys):
                for row in connection.execute(query, {"keys": part}).all():
                    homes[row.chunk] = known.get(row.id) or known.setdefault(row.id, self._document(row))
                    found.setdefault(row.chunk, []).append(read_paragraph(row))
        return [Passage(key, homes[key], tuple(found[key])) for key in keys if key in found]

    def linked(self, link: Link) -> LinkedPassage | None:
        """Find the paragraph that a link names, in a live or a retired version; None if there is none."""
        query = select(*DOCUMENT, versions.c.state, paragraphs).select_from(
            VERSIONS.join(paragraphs, paragraphs.c.version == versions.c.key)
        )
        query = query.where(
            documents.c.id == link.document,
            versions.c.version == link.version,
            versions.c.state.in_((LIVE, RETIRED)),
            paragraphs.c.number == link.paragraph,
        )
        with self.transaction() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return LinkedPassage(self._document(row), read_paragraph(row), link.start, link.end, row.state == LIVE)

    def purged_on(self, link: Link) -> str | None:
        """Give the date on which a link's version was purged; None if it never was."""
        named = (purged.c.document == link.document, purged.c.version == link.version)
        with self.transaction() as connection:
            return connection.execute(select(purged.c.date).where(*named)).scalar_one_or_none()

    def layout(self, document: str, version: str) -> Layout:
        """Read the whole text of one version, live or retired.

        Raises:
            DocumentNotFoundError: the document was removed since.
        """
        named = (documents.c.id == document, versions.c.version == version, versions.c.state.in_((LIVE, RETIRED)))
        with self.transaction() as connection:
            key = connection.execute(select(versions.c.key).select_from(VERSIONS).where(*named)).scalar()
            if key is None:
                msg = f"document {document} in version {version} is no longer in this library; ingest its file again"
                raise DocumentNotFoundError(msg)
            counted = select(paragraphs).where(paragraphs.c.version == key).order_by(paragraphs.c.number)
            between = select(asides).where(asides.c.version == key).order_by(asides.c.position)
            return Layout(
                tuple(read_paragraph(row) for row in connection.execute(counted)),
                tuple(read_aside(row) for row in connection.execute(between)),
            )

    def _documents(self, query: Select[tuple[Any, ...]]) -> list[Document]:
        with self.transaction() as connection:
            return [self._document(row) for row in connection.execute(query)]

    def _document(self, row: AnyRow) -> Document:
        return Document(
            id=row.id,
            title=row.title,
            path=row.path,
            version=row.document_version,
            date=row.date,
            author=row.author,
            url=row.url,
            language=row.language,
            gaps=tuple(row.gaps.split("\n")) if row.gaps else (),
            digest=row.digest,
            read_layout=partial(self.layout, row.id, row.document_version),
        )


def _parts(values: Collection[Value]) -> Iterator[list[Value]]:
    """Split values into lists that fit one statement."""
    listed = list(values)
    for start in range(0, len(listed), _VALUES_PER_QUERY):
        yield listed[start : start + _VALUES_PER_QUERY]
