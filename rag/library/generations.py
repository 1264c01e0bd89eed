"""Which folders hold the indexes that answer: the catalog names them, so that others take their place all at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, insert, select

from rag.library.folders import discard_folder
from rag.library.schema import stores

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from rag.library.database import Database

StoreName = Literal["vectors", "words"]
VECTORS: StoreName = "vectors"
WORDS: StoreName = "words"
_FIRST = {VECTORS: "chroma", WORDS: "lexical"}
"""The folders of a library that nobody has built anew yet."""
_FOLDER = re.compile(r"(chroma|lexical)(-[1-9]\d{0,8})?")


@dataclass(frozen=True, slots=True)
class Store:
    """Name the folder of an index, and for vectors what made them."""

    name: StoreName
    folder: str
    embedder: str = ""
    dimensions: int = 0


def find_store(catalog: Database, name: StoreName) -> Store | None:
    """Give what the catalog says of an index; None before anything was said, and for a folder that is none of ours."""
    with catalog.transaction() as connection:
        row = connection.execute(select(stores).where(stores.c.name == name)).first()
    if row is None or not (_FOLDER.fullmatch(row.folder) and row.folder.startswith(_FIRST[name])):
        return None
    return Store(name, row.folder, row.embedder, row.dimensions)


def first_folder(name: StoreName) -> str:
    """Give the folder that an index has where the catalog says nothing of it."""
    return _FIRST[name]


def name_stores(connection: Connection, *named: Store) -> None:
    """Let these folders answer from the end of the transaction on."""
    for store in named:
        connection.execute(delete(stores).where(stores.c.name == store.name))
        values = {"folder": store.folder, "embedder": store.embedder, "dimensions": store.dimensions}
        connection.execute(insert(stores).values(name=store.name, **values))


def next_folder(library: Path, name: StoreName) -> Path:
    """Give a folder beside the one that answers, where nothing stands yet."""
    candidates = (library / f"{_FIRST[name]}-{number}" for number in count(2))
    return next(path for path in candidates if not path.exists() and not path.is_symlink())


def leftovers(library: Path, catalog: Database) -> list[Path]:
    """List the folders of indexes that the catalog does not name: half built, or replaced by others."""
    answering = {(find_store(catalog, name) or Store(name, _FIRST[name])).folder for name in (VECTORS, WORDS)}
    return sorted(path for path in library.iterdir() if _FOLDER.fullmatch(path.name) and path.name not in answering)


def discard_leftovers(library: Path, catalog: Database) -> None:
    """Delete what a crash left half built, or left undeleted after another took its place."""
    for path in leftovers(library, catalog):
        discard_folder(path)
