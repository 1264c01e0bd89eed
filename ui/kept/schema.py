"""The tables of kept conversations, and the steps that bring an older file up to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("named", Boolean, nullable=False),  # whether a person gave the title
    Column("started_at", String, nullable=False),  # ISO 8601, UTC
    Column("changed_at", String, nullable=False),
    sqlite_autoincrement=True,
)

turns = Table(
    "turns",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.key", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),  # from 1, without gaps
    Column("asked_at", String, nullable=False),
    Column("record", Text, nullable=False),  # the turn as JSON
    Column("folded", Text, nullable=False),  # what a search looks through
    Index("turns_in_order", "conversation", "position", unique=True),
    sqlite_autoincrement=True,
)

cited = Table(
    "cited",
    metadata,
    Column("turn", ForeignKey("turns.key", ondelete="CASCADE"), primary_key=True),
    Column("document", String, primary_key=True),  # its id
    Column("version", String, primary_key=True),
    Index("cited_by_version", "document", "version"),
)
"""Which versions a turn has words of, so that purged words are found."""

MIGRATIONS: tuple[Callable[[Connection], None], ...] = ()
"""In order: step n leads from schema n to n + 1. A step is written once, in its own words, and never changed."""

SCHEMA = len(MIGRATIONS) + 1
