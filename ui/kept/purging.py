"""Take purged words out of all kept conversations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, tuple_, update

from ui.kept.conversation import purged_on
from ui.kept.records import read_record, write_record
from ui.kept.redaction import PurgedVersions, redact
from ui.kept.schema import cited, turns
from ui.kept.texts import searchable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from ui.kept.conversation import Standing
    from ui.kept.redaction import Purged
    from ui.kept.standing import Standings


def purged_versions(connection: Connection, standings: Standings) -> list[PurgedVersions]:
    """List, by day, the versions that turns still have words of although the library says that they were purged."""
    return _by_day(
        (document, version, standing.note.removeprefix(purged_on("").note))
        for document, version, standing in _standings(connection, standings)
        if standing.kind == "purged"
    )


def gone_versions(connection: Connection, standings: Standings, date: str) -> list[PurgedVersions]:
    """List the versions that turns still have words of although the library has none of their text, as of this day."""
    return _by_day(
        (document, version, date)
        for document, version, standing in _standings(connection, standings)
        if standing.kind != "purged" and not standing.opens
    )


def _standings(connection: Connection, standings: Standings) -> list[tuple[str, str, Standing]]:
    found = connection.execute(select(cited.c.document, cited.c.version).distinct()).all()
    return [(row.document, row.version, standings.version(row.document, row.version)) for row in found]


def _by_day(found: Iterable[tuple[str, str, str]]) -> list[PurgedVersions]:
    days: dict[str, set[tuple[str, str]]] = {}
    for document, version, date in found:
        days.setdefault(date, set()).add((document, version))
    return [PurgedVersions(date, frozenset(versions)) for date, versions in sorted(days.items())]


def take_out(connection: Connection, purged: Purged) -> int:
    """Redact every turn and count the texts that were replaced.

    What a conversation searched for after a redacted turn goes too: it may have taken a name from an answer.
    """
    mark, replaced = purged_on(purged.date).note, 0
    touched: set[int] = set()
    query = select(turns).order_by(turns.c.conversation, turns.c.position)
    for row in connection.execute(query).all():
        record = redact(read_record(row.record), purged)
        if row.conversation in touched:
            record = replace(record, answer=replace(record.answer, query=record.answer.question))
        written = write_record(record)
        if written == row.record:
            continue
        count = written.count(mark) - row.record.count(mark)
        if count > 0:
            touched.add(row.conversation)
            replaced += count
        values = {"record": written, "folded": searchable(record.answer)}
        connection.execute(update(turns).where(turns.c.key == row.key).values(values))
    connection.execute(delete(cited).where(tuple_(cited.c.document, cited.c.version).in_(list(purged.versions))))
    return replaced
