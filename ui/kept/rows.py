"""Queries over kept conversations, and what becomes of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from rag.errors import ConversationNotFoundError
from ui.kept.conversation import Summary
from ui.kept.schema import cited, conversations, turns
from ui.kept.texts import searchable, title_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from rag.answer import Answer

_SUMMARY = (
    select(conversations, func.count(turns.c.key).label("turns"))
    .join(turns, turns.c.conversation == conversations.c.key)
    .group_by(conversations.c.key)
    .order_by(conversations.c.changed_at.desc(), conversations.c.key.desc())
)


def summaries(connection: Connection) -> list[Summary]:
    """List the conversations that have a turn, the one changed last first."""
    return [
        Summary(row.id, row.title, row.started_at, row.changed_at, row.turns) for row in connection.execute(_SUMMARY)
    ]


def key_of(connection: Connection, conversation: str) -> int:
    """Give the key of a conversation.

    Raises:
        ConversationNotFoundError: none has this id.
    """
    key = connection.execute(select(conversations.c.key).where(conversations.c.id == conversation)).scalar()
    if key is None:
        msg = f"no conversation {conversation[:80]!a} is kept in this library: it was deleted; begin a new one"
        raise ConversationNotFoundError(msg)
    return int(key)


def first_title(connection: Connection, key: int, question: str) -> None:
    """Call a conversation by its first question, unless a person has named it."""
    unnamed = (conversations.c.key == key) & ~conversations.c.named
    connection.execute(update(conversations).where(unnamed).values(title=title_of(question)))


def add_turn(connection: Connection, key: int, answer: Answer, asked_at: str, record: str) -> int:
    """Write a turn behind the last one and give its position."""
    position = connection.execute(select(func.count()).where(turns.c.conversation == key)).scalar_one() + 1
    values = {"conversation": key, "position": position, "asked_at": asked_at, "record": record}
    made = connection.execute(insert(turns).values(**values, folded=searchable(answer))).inserted_primary_key
    assert made is not None
    rows = [{"turn": made[0], "document": document, "version": version} for document, version in _versions(answer)]
    if rows:
        connection.execute(insert(cited), rows)
    connection.execute(update(conversations).where(conversations.c.key == key).values(changed_at=asked_at))
    return position


def _versions(answer: Answer) -> list[tuple[str, str]]:
    """List the versions that an answer has words of, each once."""
    documents = [citation.document for sentence in answer.sentences for citation in sentence.citations]
    documents += [citation.document for other in answer.alternatives for citation in other.citations]
    documents += [hit.document for hit in answer.nearest]
    return list(dict.fromkeys((document.id, document.version) for document in documents))
