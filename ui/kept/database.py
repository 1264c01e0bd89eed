"""The file of kept conversations: opened, brought up to date, and rid of the bytes of what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from rag.errors import LibrarySchemaError
from rag.library.database import Database
from ui.kept.schema import MIGRATIONS, SCHEMA, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection


class ConversationDatabase(Database):
    """Run transactions as the catalog does, with tables of its own: in full synchrony, deleted bytes overwritten."""

    def wipe(self) -> None:
        """Take what was deleted out of the write-ahead log too; a reader at work leaves it for the next time."""
        self.check_usable()
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    def _migrate(self, connection: Connection) -> None:
        found = int(connection.execute(text("PRAGMA user_version")).scalar_one())
        if found > SCHEMA:
            msg = (
                f"the conversations {self._path} have schema {found}, this release reads up to {SCHEMA}: "
                "update citeback, or move that file away"
            )
            raise LibrarySchemaError(msg)
        if found == 0:
            metadata.create_all(connection)
        for step in MIGRATIONS[found - 1 :] if found else ():
            step(connection)
        if found != SCHEMA:
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
