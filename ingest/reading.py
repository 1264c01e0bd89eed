"""One file -> what it says: loaded, its furniture marked, its paragraphs numbered; what a worker process does."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest import boilerplate, loaders, paragraphs
from ingest.edges import Edges, edges
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from rag.document import Layout

HASHED_AT_ONCE = 1 << 20
MOST_GROWTH = 64 << 20
"""Bytes that a file may grow by while it is hashed; a log that is written faster than it is read has no end."""
CHANGED = "changed while it was read; ingest it again"
GROWS = "grows while it is read; ingest it again when nothing writes to it"


@dataclass(frozen=True, slots=True)
class Parsed:
    """Hold what one file says, and the bytes that said it."""

    digest: str
    """SHA-256 of the bytes, in hexadecimal."""
    title: str
    layout: Layout
    date: str | None = None
    author: str = ""
    warnings: tuple[str, ...] = ()
    """What of the file could not be read, each in plain words."""
    edges: Edges = field(default_factory=Edges)
    """The short lines that it begins and ends with."""


def read(path: Path) -> Parsed:
    """Read one file.

    Raises:
        LoadError: it is no document, has no text besides page furniture, or was changed meanwhile.
        OSError: it cannot be read.
    """
    digest = digest_of(path)
    loaded = loaders.load(path)
    layout = paragraphs.number(boilerplate.mark(loaded.blocks))
    if digest_of(path) != digest:
        raise LoadError(CHANGED)
    if not layout.paragraphs:
        raise LoadError("has no text besides headings and page furniture")
    return Parsed(digest, loaded.title, layout, loaded.date, loaded.author, loaded.warnings, edges(layout))


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        LoadError: it grows faster than it is read.
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        room = os.fstat(file.fileno()).st_size + MOST_GROWTH
        while part := file.read(HASHED_AT_ONCE):
            digest.update(part)
            room -= len(part)
            if room < 0:
                raise LoadError(GROWS)
    return digest.hexdigest()
