"""Take purged words out of all kept conversations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, tuple_, update

from ui.kept.records import Record, read_record, write_record
from ui.kept.redaction import PurgedVersion, redact
from ui.kept.schema import cited, turns
from ui.kept.texts import searchable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ui.kept.standing import Standings


def purged_versions(connection: Connection, standings: Standings) -> list[PurgedVersion]:
    """List the versions that turns still have words of although the library has purged them."""
    found = connection.execute(select(cited.c.document, cited.c.version).distinct()).all()
    stands = [(row.document, row.version, standings.version(row.document, row.version)) for row in found]
    return [PurgedVersion(d, v, s.note.removeprefix("purged on ")) for d, v, s in stands if s.kind == "purged"]


def take_out(connection: Connection, purged: Sequence[PurgedVersion]) -> int:
    """Redact every turn that has words of these versions, and what its conversation searched for later; count turns."""
    named = {(each.document, each.version): each for each in purged}
    of_these = tuple_(cited.c.document, cited.c.version).in_(list(named))
    keys = list(connection.execute(select(cited.c.turn).where(of_these).distinct()).scalars())
    for key in keys:
        row = connection.execute(select(turns).where(turns.c.key == key)).one()
        _write(connection, key, redact(read_record(row.record), named))
        later = select(turns).where(turns.c.conversation == row.conversation, turns.c.position > row.position)
        for follow_up in connection.execute(later).all():
            record = read_record(follow_up.record)
            if record.answer.query != record.answer.question:  # made to stand alone with words of earlier answers
                query = record.answer.question
                _write(connection, follow_up.key, replace(record, answer=replace(record.answer, query=query)))
    connection.execute(delete(cited).where(of_these))
    return len(keys)


def _write(connection: Connection, key: int, record: Record) -> None:
    values = {"record": write_record(record), "folded": searchable(record.answer)}
    connection.execute(update(turns).where(turns.c.key == key).values(values))
