from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sqlalchemy import text

from rag.library.database import Database

if TYPE_CHECKING:
    from pathlib import Path

FULL = 2
"""https://sqlite.org/pragma.html#pragma_synchronous"""
THREADS = 12
"""More than the pool keeps."""


def in_force(database: Database, together: threading.Barrier) -> tuple[object, ...]:
    """Ask a connection how it writes, while as many others are open."""
    with database.transaction() as connection:
        together.wait(timeout=60)
        return tuple(connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in PRAGMAS)


PRAGMAS = {"synchronous": FULL, "journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}


def test_every_connection_waits_for_the_disk_before_a_change_counts(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalog.sqlite3")
    together = threading.Barrier(THREADS)
    try:
        with ThreadPoolExecutor(THREADS) as threads:
            asked = [threads.submit(in_force, database, together) for _ in range(THREADS)]
            found = {one.result() for one in asked}
    finally:
        database.close()
    assert found == {tuple(PRAGMAS.values())}


def test_the_same_holds_for_a_catalog_that_is_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        database = Database(tmp_path / "catalog.sqlite3")
        try:
            assert in_force(database, threading.Barrier(1)) == tuple(PRAGMAS.values())
        finally:
            database.close()
