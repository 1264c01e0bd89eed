"""Lines that several documents begin or end with: which they are, what a person has put back, what is to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, or_, select, update

from rag.document import Draft, Edge
from rag.library.rows import VERSIONS
from rag.library.schema import LIVE, documents, edges, kept, paragraphs, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from rag.document import Document
    from rag.library.catalog import Catalog

_EDGES = VERSIONS.join(edges, edges.c.version == versions.c.key)
_PLACES = _EDGES.join(paragraphs, (paragraphs.c.version == edges.c.version) & (paragraphs.c.number == edges.c.number))


@dataclass(frozen=True, slots=True)
class RepeatedLine:
    """Name a line that is left out of retrieval, and where it stands."""

    line: str
    """As it is compared."""
    text: str
    """As the first of its documents has it."""
    documents: int
    path: str
    """Of the first of its documents, in order of their paths."""
    paragraph: int
    """Its number there."""


class RepeatedLines:
    """Read and write what the catalog knows of lines; a document counts once, and copies of one text count as one."""

    least_documents = 3
    """Documents with different bodies that have a line; fewer may share it by chance."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def lines(self) -> frozenset[str]:
        """Give the lines that are furniture in every document that begins or ends with them."""
        with self._catalog.transaction() as connection:
            return frozenset(connection.execute(_repeated()).scalars())

    def kept(self) -> list[str]:
        """Give the lines that a person has put back, in order of the alphabet."""
        with self._catalog.transaction() as connection:
            return list(connection.execute(select(kept.c.line).order_by(kept.c.line)).scalars())

    def keep(self, line: str) -> bool:
        """Put a line back whatever repeats it; tell whether it was not yet."""
        with self._catalog.transaction() as connection:
            if connection.execute(select(kept).where(kept.c.line == line)).first() is not None:
                return False
            connection.execute(insert(kept).values(line=line))
            return True

    def drop(self, line: str) -> bool:
        """Let a line that was put back be furniture again; tell whether it was."""
        with self._catalog.transaction() as connection:
            return connection.execute(delete(kept).where(kept.c.line == line)).rowcount > 0

    def shown(self) -> list[RepeatedLine]:
        """List the lines that are furniture, those of most documents first."""
        query = select(edges.c.line, documents.c.path, edges.c.number, paragraphs.c.text).select_from(_PLACES)
        query = query.where(versions.c.state == LIVE, edges.c.line.in_(_repeated()))
        found: dict[str, RepeatedLine] = {}
        paths: dict[str, set[str]] = {}
        with self._catalog.transaction() as connection:
            for row in connection.execute(query.order_by(documents.c.path, edges.c.number)):
                found.setdefault(row.line, RepeatedLine(row.line, row.text, 0, row.path, row.number))
                paths.setdefault(row.line, set()).add(row.path)
        lines = [
            RepeatedLine(one.line, one.text, len(paths[one.line]), one.path, one.paragraph) for one in found.values()
        ]
        return sorted(lines, key=lambda one: (-one.documents, one.line))

    def unsettled(self) -> list[str]:
        """Give the ids of the documents that leave out a line which repeats no more, or not one that does."""
        repeated = _repeated().subquery()
        query = select(documents.c.id, documents.c.key).distinct().order_by(documents.c.key)
        query = query.select_from(_PLACES.outerjoin(repeated, repeated.c.line == edges.c.line))
        is_left_out = paragraphs.c.furniture != ""
        wrong = or_(and_(repeated.c.line.is_not(None), ~is_left_out), and_(repeated.c.line.is_(None), is_left_out))
        with self._catalog.transaction() as connection:
            return list(connection.execute(query.where(versions.c.state == LIVE, wrong)).scalars())

    def unread(self) -> list[str]:
        """Give the ids of the documents whose edges nobody has looked for: an earlier release wrote them."""
        query = select(documents.c.id).select_from(VERSIONS).where(versions.c.state == LIVE, versions.c.body == "")
        with self._catalog.transaction() as connection:
            return list(connection.execute(query).scalars())

    def note(self, found: Sequence[tuple[str, Sequence[Edge], str]]) -> None:
        """Write down the edges and the body of live documents, by id."""
        live = select(versions.c.key).select_from(VERSIONS).where(versions.c.state == LIVE)
        with self._catalog.transaction() as connection:
            for document, lines, body in found:
                version = connection.execute(live.where(documents.c.id == document)).scalar_one()
                connection.execute(update(versions).where(versions.c.key == version).values(body=body))
                connection.execute(delete(edges).where(edges.c.version == version))
                if lines:
                    rows = [{"version": version, "number": edge.number, "line": edge.line} for edge in lines]
                    connection.execute(insert(edges), rows)

    def draft(self, document: Document) -> Draft:
        """Write a live document as it once came in, without chunks."""
        live = (documents.c.id == document.id, versions.c.state == LIVE)
        said = select(versions.c.digest, versions.c.body).select_from(VERSIONS).where(*live)
        lines = select(edges.c.number, edges.c.line).select_from(_EDGES).where(*live).order_by(edges.c.number)
        with self._catalog.transaction() as connection:
            digest, body = connection.execute(said).one()
            found = tuple(Edge(row.number, row.line) for row in connection.execute(lines))
        return Draft(
            path=document.path,
            digest=digest,
            title=document.title,
            layout=document.layout,
            chunks=(),
            date=document.date,
            author=document.author,
            url=document.url,
            language=document.language,
            gaps=document.gaps,
            edges=found,
            body=body,
        )


def _repeated() -> Select[Any]:
    """Select the lines of so many different bodies that nobody has put back."""
    query = select(edges.c.line).select_from(edges.join(versions, versions.c.key == edges.c.version))
    query = query.where(versions.c.state == LIVE, edges.c.line.not_in(select(kept.c.line)))
    return query.group_by(edges.c.line).having(func.count(versions.c.body.distinct()) >= RepeatedLines.least_documents)
