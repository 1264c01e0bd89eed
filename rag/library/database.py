"""The catalog's file: opened, brought up to date, and used in transactions."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from rag.errors import LibraryError, LibrarySchemaError
from rag.library.schema import MIGRATIONS, SCHEMA, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection


class Database:
    """Run transactions on one SQLite file, from any thread of the process that opened it."""

    def __init__(self, path: Path) -> None:
        """Open or create the catalog file; an older one is brought up to date in one transaction.

        Raises:
            LibrarySchemaError: a newer release wrote it.
            LibraryError: it cannot be read as a catalog.
        """
        self._path = path
        self._pid = os.getpid()
        self._closed = False
        self._engine = create_engine(f"sqlite:///{path}", pool_size=8, max_overflow=-1)
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        try:
            with self.transaction() as connection:
                self._migrate(connection)
        except BaseException:
            self.close()
            raise

    @property
    def folder(self) -> Path:
        """Give the library's folder."""
        return self._path.parent

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Run statements that all happen or none.

        Raises:
            LibraryError: the database refused, for instance on a full disk, or the library is closed.
        """
        self.check_usable()
        try:
            with self._engine.begin() as connection:
                yield connection
        except UnicodeEncodeError as error:
            msg = f"the library {self._path.parent} cannot store this text: {error}; save the file as UTF-8"
            raise LibraryError(msg) from error
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            msg = f"the catalog {self._path} cannot be used: {reason}; check the disk, or restore it from a copy"
            raise LibraryError(msg) from error

    def check_usable(self) -> None:
        """Refuse what would hang or corrupt: a closed library, and a forked child that inherited its parent's.

        Raises:
            LibraryError: it is one of the two.
        """
        if os.getpid() != self._pid:
            msg = (
                f"the library {self._path.parent} belongs to process {self._pid}, from which this one was forked; "
                'ask there, or start processes with multiprocessing\'s "spawn"'
            )
            raise LibraryError(msg)
        if self._closed:
            msg = f"the library {self._path.parent} is closed; open it again with Library(path)"
            raise LibraryError(msg)

    def shrink(self) -> None:
        """Write the file anew without what was deleted, and empty its log.

        Raises:
            LibraryError: the disk is full, or readers keep the log from being emptied.
        """
        self.check_usable()
        raw = self._engine.raw_connection()
        try:
            connection = raw.driver_connection
            assert connection is not None
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            msg = f"the catalog {self._path} cannot be written anew: {error}; check the disk, then purge again"
            raise LibraryError(msg) from error
        finally:
            raw.close()
        if busy:
            msg = f"the log of the catalog {self._path} is being read and keeps what was deleted: purge again"
            raise LibraryError(msg)

    def close(self) -> None:
        """Close every connection."""
        self._closed = True
        self._engine.dispose()

    def _migrate(self, connection: Connection) -> None:
        found = int(connection.execute(text("PRAGMA user_version")).scalar_one())
        if found > SCHEMA:
            msg = (
                f"the library {self._path.parent} has schema {found}, this release reads up to {SCHEMA}: "
                "update citeback, or name another library"
            )
            raise LibrarySchemaError(msg)
        if found == 0:
            metadata.create_all(connection)
        for step in MIGRATIONS[found - 1 :] if found else ():
            step(connection)
        if found != SCHEMA:
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's connection; SQLAlchemy has no type for it
    """Set up one SQLite connection; transactions begin when we say, so that tables are migrated inside one."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
