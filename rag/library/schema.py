"""The catalog's tables, and the steps that bring an older catalog up to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

STAGED, LIVE, RETIRED = "staged", "live", "retired"
"""States of a version: not answering yet, answering, kept for old links only."""

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True),  # in order of first addition
    Column("id", String, nullable=False, unique=True),
    Column("path", String, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of the file's bytes
    Column("version", String, nullable=False),  # what links call it: the digest's head
    Column("title", String, nullable=False),
    Column("date", String),
    Column("state", String, nullable=False),
    Column("added_at", String, nullable=False),  # ISO 8601, UTC
    Column("author", String, nullable=False, server_default=""),
    Column("url", String),  # where the file was fetched from
    Column("language", String, nullable=False, server_default=""),  # ISO 639-1
    Column("gaps", Text, nullable=False, server_default=""),  # what of the file could not be read, one a line
    Column("body", String, nullable=False, server_default=""),  # SHA-256 of the text besides its edges
    Index("versions_by_name", "document", "version"),
    Index(
        "versions_one_live",
        "document",
        unique=True,
        sqlite_where=text("state = 'live'"),
        postgresql_where=text("state = 'live'"),
    ),
    sqlite_autoincrement=True,
)

paragraphs = Table(
    "paragraphs",
    metadata,
    Column("version", ForeignKey("versions.key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("heading", String, nullable=False),
    Column("page", Integer),
    Column("box_left", Float),
    Column("box_top", Float),
    Column("box_right", Float),
    Column("box_bottom", Float),
    Column("sheet_row", Integer),
    Column("furniture", String, nullable=False, server_default=""),  # why it is left out of retrieval
)

asides = Table(
    "asides",
    metadata,
    Column("version", ForeignKey("versions.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # among the version's asides
    Column("text", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("before", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("level", Integer, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("key", Integer, primary_key=True),  # the key in both indexes; never used again
    Column("version", ForeignKey("versions.key", ondelete="CASCADE"), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("context", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("chunks_by_version", "version"),
    sqlite_autoincrement=True,
)

edges = Table(
    "edges",
    metadata,
    Column("version", ForeignKey("versions.key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # of the paragraph
    Column("line", Text, nullable=False),  # its text, as it is compared across documents
    Index("edges_by_line", "line"),
)
"""Short lines at the head or tail of a version: furniture, where several documents have them."""

kept = Table("kept", metadata, Column("line", Text, primary_key=True))
"""Lines that a person has put back: never furniture, however many documents have them."""

stores = Table(
    "stores",
    metadata,
    Column("name", String, primary_key=True),  # "vectors" or "words"
    Column("folder", String, nullable=False),  # within the library's
    Column("embedder", String, nullable=False),  # empty for words
    Column("dimensions", Integer, nullable=False),
)
"""Which folder holds the index that answers; others beside it are unfinished or done with."""

purged = Table(
    "purged",
    metadata,
    Column("document", String, primary_key=True),  # its id
    Column("version", String, primary_key=True),
    Column("date", String, nullable=False),  # ISO 8601 (YYYY-MM-DD), UTC
)
"""Versions whose text was deleted for good, so that their links can say so."""

drops = Table(
    "drops",
    metadata,
    Column("chunk", Integer, primary_key=True, autoincrement=False),  # still to be deleted from both indexes
)


def _one_live_version(connection: Connection) -> None:
    """Let the database itself refuse a second live version of a document; the newest one stays live."""
    for statement in (
        "UPDATE versions SET state = 'retired' WHERE state = 'live' AND key NOT IN"
        " (SELECT max(key) FROM versions WHERE state = 'live' GROUP BY document)",
        "INSERT INTO drops (chunk) SELECT chunks.key FROM chunks JOIN versions ON versions.key = chunks.version"
        " WHERE versions.state = 'retired' AND chunks.key NOT IN (SELECT chunk FROM drops)",
        "DELETE FROM chunks WHERE key IN (SELECT chunk FROM drops)",
        "CREATE UNIQUE INDEX versions_one_live ON versions (document) WHERE state = 'live'",
    ):
        connection.execute(text(statement))


def _row_of_sheet(connection: Connection) -> None:
    """Let a paragraph keep the row of the sheet that it stands in."""
    connection.execute(text("ALTER TABLE paragraphs ADD COLUMN sheet_row INTEGER"))


def _files_that_change(connection: Connection) -> None:
    """Let a version say where it came from and what it lacks, a line be left out, and an index have another folder."""
    for statement in (
        "ALTER TABLE versions ADD COLUMN author VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE versions ADD COLUMN url VARCHAR",
        "ALTER TABLE versions ADD COLUMN language VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE versions ADD COLUMN gaps TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE versions ADD COLUMN body VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE paragraphs ADD COLUMN furniture VARCHAR NOT NULL DEFAULT ''",
        "CREATE TABLE edges (version INTEGER NOT NULL, number INTEGER NOT NULL, line TEXT NOT NULL,"
        " PRIMARY KEY (version, number), FOREIGN KEY(version) REFERENCES versions (key) ON DELETE CASCADE)",
        "CREATE INDEX edges_by_line ON edges (line)",
        "CREATE TABLE kept (line TEXT NOT NULL, PRIMARY KEY (line))",
        "CREATE TABLE stores (name VARCHAR NOT NULL, folder VARCHAR NOT NULL, embedder VARCHAR NOT NULL,"
        " dimensions INTEGER NOT NULL, PRIMARY KEY (name))",
        "CREATE TABLE purged (document VARCHAR NOT NULL, version VARCHAR NOT NULL, date VARCHAR NOT NULL,"
        " PRIMARY KEY (document, version))",
    ):
        connection.execute(text(statement))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_one_live_version, _row_of_sheet, _files_that_change)
"""In order: step n leads from schema n to n + 1. A step is written once, in its own words, and never changed."""

SCHEMA = len(MIGRATIONS) + 1
