"""Delete for good: retired versions, documents that are named, and every trace of what was removed before."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, literal, or_, select

from rag.library.health import counted
from rag.library.rebuilding import live_chunks
from rag.library.redaction import gather_purged, redact_facts
from rag.library.rows import VERSIONS
from rag.library.samples import Samples, sample_text
from rag.library.schema import RETIRED, asides, chunks, documents, drops, edges, kept, paragraphs, purged, versions
from rag.library.uploads import orphaned_uploads, uploads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from rag.library.catalog import Catalog
    from rag.library.indexes import Indexes
    from rag.library.redaction import Redactor
    from rag.library.stored import StoredChunk

_AT_ONCE = 1000
_LONG = 1_000_000
_GOES = (select(paragraphs.c.version, paragraphs.c.text), select(asides.c.version, asides.c.text))
_STAYS = (
    select(paragraphs.c.version, paragraphs.c.heading),
    select(chunks.c.version, chunks.c.context),
    select(edges.c.version, edges.c.line),
    select(
        versions.c.key, versions.c.title, versions.c.author, versions.c.gaps, versions.c.url, documents.c.path
    ).select_from(VERSIONS),
    select(literal(0), kept.c.line),
)
"""Where text stands besides; of no version: 0."""


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """Say what a purge would delete."""

    versions: int
    documents: int
    """Documents that these are versions of."""
    copies: int
    """Files in the library's folder that belong to no document, or to none but those that are purged."""

    def __str__(self) -> str:
        """Say it as a person would."""
        said = f"{counted(self.versions, 'version')} of {counted(self.documents, 'document')}"
        return f"{said} and {counted(self.copies, 'copy', 'copies')} of files" if self.copies else said


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """Say what was purged and what was done to prove it."""

    plan: PurgePlan
    redacted: int
    """Quotes of purged text that became "purged on DATE"."""
    samples: int
    """Pieces of purged text that stand in no text that stays."""
    scanned: int
    """Bytes that they were looked for in: every file of the library but the copies of live documents."""
    found: tuple[str, ...]
    """Files that have one of them; none, as it should be."""
    terms: int
    """Words of the word index, each held to be one of a live chunk."""
    dead_terms: int

    @property
    def proven(self) -> bool:
        """Tell whether nothing of what was purged was found anywhere."""
        return not self.found and not self.dead_terms


class Purge:
    """Delete for good from one library, which nobody changes meanwhile."""

    def __init__(self, folder: Path, catalog: Catalog, ids: Collection[str]) -> None:
        """Choose what goes: every retired version, and all versions of these documents."""
        self._folder = folder
        self._catalog = catalog
        self._ids = frozenset(ids)
        query = select(versions.c.key, documents.c.id, versions.c.version).select_from(VERSIONS)
        doomed = or_(versions.c.state == RETIRED, documents.c.id.in_(bindparam("ids", expanding=True)))
        with catalog.transaction() as connection:
            rows = connection.execute(query.where(doomed), {"ids": list(self._ids)}).all()
        self._keys = [row.key for row in rows]
        self._names = {(row.id, row.version) for row in rows}

    def plan(self) -> PurgePlan:
        """Say what goes."""
        return PurgePlan(len(self._keys), len({document for document, _ in self._names}), len(self._copies()))

    def run(self, indexes: Indexes, redactors: Sequence[Redactor]) -> PurgeReport:
        """Delete it all and prove it.

        Quotes first: once the text is gone nobody could tell what quotes it. Then, in one transaction, the rows go and
        new indexes answer; a crash before it leaves all as it was, one after it is finished by another purge.
        """
        plan, copies = self.plan(), self._copies()
        date = datetime.now(timezone.utc).date().isoformat()
        redacted = self._redact(date, redactors)
        samples = self._samples()
        indexes.renew(self._staying_chunks, lambda connection: self._delete(connection, date))
        for path in copies:
            path.unlink(missing_ok=True)
        self._catalog.shrink()
        scanned, found = self._scan(samples)
        with indexes.hold_words() as lexical:
            terms, dead = lexical.count_terms()
        return PurgeReport(plan, redacted, len(samples), scanned, found, terms, dead)

    def _copies(self) -> list[Path]:
        return orphaned_uploads(self._folder, self._catalog, without=self._ids)

    def _redact(self, date: str, redactors: Sequence[Redactor]) -> int:
        facts = self._folder / "facts.jsonl"
        redactors = (redact_facts(facts), *redactors) if facts.exists() else tuple(redactors)
        if not redactors:
            return 0
        gathered = gather_purged(date, self._names, self._texts(doomed=True), self._texts(doomed=False), self._stays)
        return sum(redact(gathered) for redact in redactors)

    def _samples(self) -> set[str]:
        """Cut samples out of every purged text, but those that stand in a text that stays."""
        samples = {sample for text in self._texts(doomed=True) for sample in sample_text(text)}
        finder = Samples(samples, ["utf-8"])
        for joined in _joined(self._texts(doomed=False)):
            samples -= finder.in_bytes(joined.encode("utf-8", "surrogatepass"))
        return samples

    def _texts(self, *, doomed: bool) -> Iterator[str]:
        """Read every text that goes, or that stays."""
        keys = frozenset(self._keys)
        with self._catalog.transaction() as connection:
            for query in _GOES if doomed else (*_GOES, *_STAYS):
                for version, *texts in connection.execute(query):
                    if (version in keys) == doomed:
                        yield from filter(None, texts)

    def _stays(self, text: str) -> bool:
        keys = frozenset(self._keys)
        query = select(paragraphs.c.version).where(func.instr(func.lower(paragraphs.c.text), text.lower()) > 0)
        with self._catalog.transaction() as connection:
            return any(version not in keys for version in connection.execute(query).scalars())

    def _staying_chunks(self, catalog: Catalog) -> Iterator[list[StoredChunk]]:
        for part in live_chunks(catalog):
            if staying := [stored for stored in part if stored.document not in self._ids]:
                yield staying

    def _delete(self, connection: Connection, date: str) -> None:
        """Delete the rows, and leave a stone for each version, so that its links can say when."""
        for start in range(0, len(self._keys), _AT_ONCE):
            part = self._keys[start : start + _AT_ONCE]
            connection.execute(delete(versions).where(versions.c.key.in_(part)))
        connection.execute(delete(documents).where(documents.c.key.not_in(select(versions.c.document))))
        connection.execute(delete(drops))
        for document, version in sorted(self._names):
            same = (purged.c.document == document, purged.c.version == version)
            connection.execute(delete(purged).where(*same))
            connection.execute(insert(purged).values(document=document, version=version, date=date))

    def _scan(self, samples: set[str]) -> tuple[int, tuple[str, ...]]:
        """Read every file of the library but the copies of live documents; name those that hold a sample."""
        copies = set(uploads(self._folder))
        finder = Samples(samples)
        scanned, found = 0, []
        for path in sorted(self._folder.rglob("*")):
            if path in copies or path.is_symlink() or not path.is_file():
                continue
            with contextlib.suppress(FileNotFoundError):  # what an index has merged since
                scanned += path.stat().st_size
                if finder.in_file(path):
                    found.append(str(path.relative_to(self._folder)))
        return scanned, tuple(found)


def _joined(texts: Iterator[str]) -> Iterator[str]:
    """Join many short texts: looking through one takes as long as looking through hundreds."""
    waiting: list[str] = []
    length = 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= _LONG:
            yield "\n".join(waiting)
            waiting, length = [], 0
    yield "\n".join(waiting)
