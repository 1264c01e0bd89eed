"""Conversations, kept in the library's folder with their citations; safe from many threads of one process."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from rag.text.words import fold
from ui.kept.conversation import Conversation, Found, KeptTurn, ScopedDocument, Summary
from ui.kept.database import ConversationDatabase
from ui.kept.purging import gone_versions, purged_versions, take_out
from ui.kept.records import Record, read_record, write_record
from ui.kept.rows import add_turn, first_title, key_of, summaries
from ui.kept.schema import conversations, turns
from ui.kept.standing import Standings
from ui.kept.texts import excerpt_around, search_words, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Answer
    from rag.document import Document
    from rag.library.library import Library
    from ui.chat import Extent
    from ui.kept.redaction import Purged


class Conversations:
    """Keep conversations; when a method that changes them returns, the change is on the disk."""

    def __init__(self, library: Library) -> None:
        """Open the conversations of a library, making their file on first use.

        Raises:
            LibrarySchemaError: a newer release wrote them.
            LibraryError: they cannot be read.
        """
        self._library = library
        self._write = threading.RLock()
        self._database = ConversationDatabase(library.path / "conversations.sqlite3")

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._database.close()

    def create(self) -> str:
        """Begin a conversation and give its id; it is listed from its first turn on."""
        made, now = secrets.token_hex(8), _now()
        row = {"id": made, "title": "", "named": False, "started_at": now, "changed_at": now}
        with self._write, self._database.transaction() as connection:
            connection.execute(insert(conversations).values(row))
        return made

    def append(
        self,
        conversation: str,
        answer: Answer,
        scope: Sequence[Document] | None = None,
        extent: Extent | None = None,
    ) -> KeptTurn:
        """Keep an answer with its question as the last turn; what comes back is what will be read later.

        `scope`: the documents that it was asked of; `extent`: what there was to look at.

        Raises:
            ConversationNotFoundError: it was deleted meanwhile.
        """
        asked_of = None if scope is None else tuple(ScopedDocument(d.id, d.title) for d in scope)
        record = Record(answer, asked_of, extent)
        written, now = write_record(record), _now()
        with self._write, self._database.transaction() as connection:
            key = key_of(connection, conversation)
            position = add_turn(connection, key, answer, now, written)
            if position == 1:
                first_title(connection, key, answer.question)
        return _turn(Standings(self._library), position, now, written)

    def summaries(self) -> tuple[Summary, ...]:
        """List the conversations that have a turn, the one changed last first."""
        with self._database.transaction() as connection:
            return tuple(summaries(connection))

    def open(self, conversation: str) -> Conversation:
        """Read a conversation; each citation says how its source stands now.

        Raises:
            ConversationNotFoundError: none has this id.
        """
        with self._database.transaction() as connection:
            key = key_of(connection, conversation)
            head = connection.execute(select(conversations).where(conversations.c.key == key)).one()
            query = select(turns).where(turns.c.conversation == key).order_by(turns.c.position)
            rows = connection.execute(query).all()
        standings = Standings(self._library)
        kept = tuple(_turn(standings, row.position, row.asked_at, row.record) for row in rows)
        return Conversation(head.id, head.title, head.started_at, head.changed_at, kept)

    def rename(self, conversation: str, title: str) -> str:
        """Give a conversation a title and return it as it is kept: one line; an empty one gives the question back.

        Raises:
            ConversationNotFoundError: none has this id.
        """
        called = title_of(title)
        with self._write, self._database.transaction() as connection:
            key = key_of(connection, conversation)
            first = select(turns.c.record).where(turns.c.conversation == key, turns.c.position == 1)
            written = connection.execute(first).scalar()
            kept = called or (title_of(read_record(written).answer.question) if written else "")
            values = {"title": kept, "named": bool(called)}
            connection.execute(update(conversations).where(conversations.c.key == key).values(values))
        return kept

    def search(self, typed: str) -> tuple[Found, ...]:
        """Find conversations by words of one turn, or of the title: all of them, or parts of them, in any script.

        Case and accents do not count. In the order of the list; nothing is found without a word.
        """
        words = search_words(typed)
        if not words:
            return ()
        query = select(conversations.c.id, turns.c.position, turns.c.record).join(turns)
        query = query.where(*(turns.c.folded.contains(word, autoescape=True) for word in words))
        with self._database.transaction() as connection:
            listed = summaries(connection)
            rows = connection.execute(query.order_by(turns.c.position.desc())).all()
        first = {row.id: row for row in rows}
        found = []
        for summary in listed:
            if row := first.get(summary.id):
                found.append(Found(summary, row.position, excerpt_around(read_record(row.record).answer, words)))
            elif all(word in fold(summary.title) for word in words):
                found.append(Found(summary, 1, summary.title))
        return tuple(found)

    def cut(self, conversation: str, position: int) -> None:
        """Delete a turn and all after it, so that its question can be asked anew; their bytes are overwritten.

        Raises:
            ConversationNotFoundError: none has this id.
        """
        with self._write:
            with self._database.transaction() as connection:
                key = key_of(connection, conversation)
                connection.execute(delete(turns).where(turns.c.conversation == key, turns.c.position >= position))
            self._database.wipe()

    def delete(self, conversation: str) -> None:
        """Delete a conversation; its bytes are overwritten.

        Raises:
            ConversationNotFoundError: none has this id.
        """
        with self._write:
            with self._database.transaction() as connection:
                connection.execute(delete(conversations).where(conversations.c.key == key_of(connection, conversation)))
            self._database.wipe()

    def redact(self, purged: Purged) -> int:
        """Put "purged on DATE" for what turns have of purged text, overwrite its bytes, and count the texts replaced.

        This is what a purge of the library takes as a redactor; done again, it changes nothing more.
        """
        with self._write:
            with self._database.transaction() as connection:
                replaced = take_out(connection, purged)
            self._database.wipe()
        return replaced

    def redact_gone(self, date: str) -> int:
        """Redact what the library has no text of any more, as purged on that day (ISO 8601); once more does nothing."""
        with self._write:
            with self._database.transaction() as connection:
                gone = gone_versions(connection, Standings(self._library), date)
            return sum(self.redact(purged) for purged in gone)

    def redact_purged(self) -> int:
        """Redact what the library itself says was purged, by the name of its version alone; count as `redact` does."""
        with self._write:
            with self._database.transaction() as connection:
                days = purged_versions(connection, Standings(self._library))
            return sum(self.redact(purged) for purged in days)


def _turn(standings: Standings, position: int, asked_at: str, written: str) -> KeptTurn:
    record = read_record(written)
    return KeptTurn(position, asked_at, standings.answer(record.answer), record.scope, record.extent)


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")
