"""Check the catalog: SQLite's own checks, then what must hold between documents, versions, paragraphs and chunks."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from rag.errors import LibraryError
from rag.library import staging
from rag.library.health import UNREADABLE, Problem, StoreHealth, counted, listed
from rag.library.rows import CHUNKS, VERSIONS
from rag.library.schema import LIVE, RETIRED, STAGED, chunks, documents, drops, paragraphs, versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from rag.library.catalog import Catalog

_TABLES = frozenset({"documents", "versions", "paragraphs", "asides", "chunks", "edges"})
AGAIN = "remove it and ingest its file again"


def check_catalog(catalog: Catalog) -> StoreHealth:
    """Check the whole catalog; what a transaction under way has staged must be done with."""
    try:
        with catalog.transaction() as connection:
            problems = [*_own_checks(connection), *_rests(connection)]
            if not problems:
                problems = [*_versions(connection), *_numbering(connection), *_chunks(connection)]
            return StoreHealth("catalog", _holds(connection), tuple(problems))
    except LibraryError as error:
        return StoreHealth("catalog", UNREADABLE, (Problem(str(error), "person"),))


def repair_catalog(catalog: Catalog) -> None:
    """Throw away what nothing refers to: what is staged, and rows whose owner is gone."""
    staging.discard(catalog)
    with catalog.transaction() as connection:
        for table, row, *_ in connection.execute(text("PRAGMA foreign_key_check")).all():
            if table in _TABLES:
                connection.execute(text(f"DELETE FROM {table} WHERE rowid = :row"), {"row": row})


def _holds(connection: Connection) -> str:
    def count(state: str) -> int:
        query = select(func.count()).select_from(versions).where(versions.c.state == state)
        return connection.execute(query).scalar_one()

    live = versions.c.state == LIVE
    joined = VERSIONS.join(paragraphs, paragraphs.c.version == versions.c.key)
    paragraph_count = connection.execute(select(func.count()).select_from(joined).where(live)).scalar_one()
    chunk_count = connection.execute(select(func.count()).select_from(CHUNKS).where(live)).scalar_one()
    return ", ".join(
        (
            counted(count(LIVE), "document"),
            counted(count(RETIRED), "earlier version"),
            counted(paragraph_count, "paragraph"),
            counted(chunk_count, "chunk"),
        )
    )


def _own_checks(connection: Connection) -> Iterator[Problem]:
    """Let SQLite check its file and its references."""
    said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(10)"))]
    if said != ["ok"]:
        yield Problem(f"SQLite finds it damaged ({said[0]}): restore it from a copy", "person")
    loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    if loose:
        tables = sorted({str(row[0]) for row in loose})
        yield Problem(f"{counted(len(loose), 'row')} of {listed(tables)} belong to nothing", "repair")


def _rests(connection: Connection) -> Iterator[Problem]:
    """Look for what a crash left."""
    staged = select(func.count()).select_from(versions).where(versions.c.state == STAGED)
    if count := connection.execute(staged).scalar_one():
        yield Problem(f"{counted(count, 'version')} staged by a run that did not end", "repair")
    if count := connection.execute(select(func.count()).select_from(drops)).scalar_one():
        yield Problem(f"{counted(count, 'chunk')} still to be dropped from the indexes", "repair")


def _versions(connection: Connection) -> Iterator[Problem]:
    """Each document answers with one version."""
    answering = select(versions.c.document).where(versions.c.state == LIVE)
    for path in connection.execute(select(documents.c.path).where(documents.c.key.not_in(answering))).scalars():
        yield Problem(f"{path!a} has no version that answers: ingest its file again", "person")


def _numbering(connection: Connection) -> Iterator[Problem]:
    """Paragraphs of a version are numbered from 1 without a gap."""
    number = paragraphs.c.number
    joined = VERSIONS.join(paragraphs, paragraphs.c.version == versions.c.key)
    query = select(documents.c.path, versions.c.version, func.count(), func.min(number), func.max(number))
    query = query.select_from(joined).group_by(versions.c.key)
    query = query.having((func.min(number) != 1) | (func.max(number) != func.count()))
    for path, version, count, first, last in connection.execute(query):
        told = f"{path!a} in version {version} has {counted(count, 'paragraph')}, numbered {first} to {last}"
        yield Problem(f"{told}: {AGAIN}", "person")


def _chunks(connection: Connection) -> Iterator[Problem]:
    """Live chunks lie within their version, carry its text, and leave no paragraph out."""
    live = select(versions.c.key, documents.c.path).select_from(VERSIONS).where(versions.c.state == LIVE)
    for key, path in connection.execute(live).all():
        if fault := _fault(connection, key):
            yield Problem(f"{path!a}: {fault}: {AGAIN}", "person")


def _fault(connection: Connection, version: int) -> str:
    """Say what is wrong with the chunks of one version; nothing as a rule."""
    query = select(paragraphs.c.number, paragraphs.c.text, paragraphs.c.furniture)
    rows = connection.execute(query.where(paragraphs.c.version == version).order_by(paragraphs.c.number)).all()
    texts = {row.number: row.text for row in rows}
    retrieved = {row.number for row in rows if not row.furniture}
    found = select(chunks.c.first, chunks.c.last, chunks.c.text).where(chunks.c.version == version)
    made = connection.execute(found.order_by(chunks.c.first, chunks.c.last)).all()
    covered: set[int] = set()
    for (first, last), parts in groupby(made, key=lambda row: (row.first, row.last)):
        numbers = range(first, last + 1)
        if not numbers or not texts.keys() >= set(numbers):
            return f"a chunk covers paragraphs {first} to {last} of {len(texts)}"
        covered.update(numbers)
        whole = (
            _plain("\n".join(texts[number] for number in numbers)),
            _plain("\n".join(texts[number] for number in numbers if number in retrieved)),
        )
        if not all(any(_plain(part.text) in one for one in whole) for part in parts):
            return f"a chunk does not have the text of paragraphs {first} to {last}"
    if left := sorted(number for number in retrieved - covered if texts[number].strip()):
        return f"{counted(len(left), 'paragraph')} in no chunk, the first is {left[0]}"
    return ""


def _plain(words: str) -> str:
    """Take white space for one blank: what cuts a paragraph strips its parts."""
    return " ".join(words.split())
