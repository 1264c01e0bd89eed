"""One library: one folder, one owner process, three stores in step."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import LibraryError, LinkError
from rag.library import staging
from rag.library.catalog import Catalog
from rag.library.finding import find_documents
from rag.library.folders import take_folder
from rag.library.generations import discard_leftovers
from rag.library.matches import LinkedPassage, Match, Passage
from rag.library.repeated import RepeatedLines
from rag.library.searching import search_live
from rag.links import parse_link, show_link

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray
    from typing_extensions import Self

    from rag.document import Document, Draft
    from rag.library.doctor import Doctor
    from rag.library.health import HealthReport
    from rag.library.indexes import Indexes
    from rag.library.purging import PurgePlan, PurgeReport
    from rag.library.redaction import Redactor
    from rag.models.embedder import Embedder

__all__ = ["Library", "LinkedPassage", "Match", "Passage"]

_log = logging.getLogger(__name__)


class Library:
    """Hold documents, find their chunks and read their paragraphs; safe from many threads of one process."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        embedder: Embedder | None = None,
        on_notice: Callable[[str], None] = _log.warning,
    ) -> None:
        """Open the library of a folder, creating it on first use; what a crash left half done is thrown away.

        Without an embedder the settings of the environment choose one, when it is first needed. `on_notice` is told, in
        one line, what was found broken and was mended.

        Raises:
            LibraryPathError: the folder cannot be a library.
            LibraryBusyError: another process owns it.
            LibrarySchemaError: a newer release wrote it.
        """
        self._write = threading.RLock()
        self._opening = threading.RLock()
        self._indexes: Indexes | None = None
        self._embedder = embedder
        self._on_notice = on_notice
        self._closed = False
        self._path, self._lock = take_folder(path)
        try:
            self._catalog = Catalog(self._path / "catalog.sqlite3")
            try:
                self._recover()
                discard_leftovers(self._path, self._catalog)
            except BaseException:
                self._catalog.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    @property
    def path(self) -> Path:
        """Give the library's folder, absolute."""
        return self._path

    @property
    def repeated(self) -> RepeatedLines:
        """Give what is known of the lines that several documents begin or end with."""
        return RepeatedLines(self._catalog)

    @property
    def embedder(self) -> Embedder:
        """Give what makes vectors of texts here."""
        with self._opening:
            if self._embedder is None:
                from rag.models.embedder import load_embedder
                from rag.settings import Settings

                self._embedder = load_embedder(Settings.from_environment())
            return self._embedder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the folder back; a second call does nothing."""
        with self._write, self._opening:
            if self._closed or os.getpid() != self._lock.pid:
                return
            self._closed = True
            try:
                if self._indexes is not None:
                    self._indexes.close()
            finally:
                self._catalog.close()
                self._lock.release()

    def announce(self, address: str) -> None:
        """Leave the address of this library's chat for the error line of a second process."""
        self._catalog.check_usable()
        self._lock.announce(address)

    def documents(self, ids: Collection[str] | None = None) -> list[Document]:
        """List the documents in order of first addition; only those of these ids if any are named."""
        self._catalog.check_usable()
        return self._catalog.documents(ids)

    def newest_documents(self, limit: int) -> list[Document]:
        """List the documents that were first added last, in that order."""
        self._catalog.check_usable()
        return self._catalog.newest_documents(limit)

    def document(self, document_id: str) -> Document:
        """Give one document.

        Raises:
            DocumentNotFoundError: none has this id.
        """
        self._catalog.check_usable()
        return self._catalog.document(document_id)

    def count_documents(self) -> int:
        """Count the documents, without reading any."""
        self._catalog.check_usable()
        return self._catalog.count_documents()

    def count_incomplete(self) -> int:
        """Count the documents that lack a part which could not be read."""
        self._catalog.check_usable()
        return self._catalog.count_incomplete()

    def count_paragraphs(self, documents: Collection[str] | None = None) -> int:
        """Count the paragraphs that may answer, within these documents only if any are named."""
        self._catalog.check_usable()
        return self._catalog.count_paragraphs(documents)

    def find(self, name: str) -> list[Document]:
        """Find documents by id, else by path, upload's name or address, else by exact title in any case."""
        return find_documents(self.documents(), name, uploads=self._path / "files")

    def live_digest(self, path: str) -> str | None:
        """Give the SHA-256 of the bytes that answer for a path; None if it is not in the library."""
        self._catalog.check_usable()
        return self._catalog.live_digest(path)

    def digests(self) -> dict[str, str]:
        """Give the SHA-256 of the bytes that answer, by path, for every document."""
        self._catalog.check_usable()
        return self._catalog.digests()

    def add(self, drafts: Sequence[Draft], on_progress: Callable[[int], None] | None = None) -> list[Document]:
        """Let drafts answer, all or none; a document of the same path answers as before until all are in.

        Of two drafts with one path the last counts. `on_progress` is told how many more chunks are embedded; what a
        document already has word for word is not embedded again.
        """
        unique = {draft.path: draft for draft in drafts}
        with self._changing() as indexes:
            try:
                staged = staging.stage(self._catalog, list(unique.values()))
                indexes.write(staged, on_progress)
                staging.swap(self._catalog)
            except BaseException:
                with contextlib.suppress(LibraryError):  # the next change or the next opening cleans up
                    staging.discard(self._catalog)
                    indexes.finish_drops()
                raise
            with contextlib.suppress(LibraryError):  # noted in the catalog and never answered: dropped next time
                indexes.finish_drops()
            added = [self._catalog.at_path(path) for path in unique]
            return [document for document in added if document is not None]

    def move(self, document_id: str, path: str) -> Document:
        """Give a document another path: its id, its links and its vectors stay; a title made of its name follows.

        Raises:
            DocumentNotFoundError: none has this id.
            LibraryError: another document has this path.
        """
        return self.move_all({document_id: path})[0]

    def move_all(self, paths: Mapping[str, str]) -> list[Document]:
        """Give documents, by id, other paths, all or none; raises as `move` does."""
        with self._write:
            self._catalog.check_usable()
            moves = []
            for document in self._documents(paths):
                path = paths[document.id]
                named = document.title == Path(document.path).stem
                moves.append(staging.Move(document.id, path, Path(path).stem if named else document.title))
            staging.move(self._catalog, moves)
            return self._documents(paths)

    def remove(self, document_id: str) -> Document:
        """Delete a document from all three stores, its earlier versions too; its links open no more.

        Raises:
            DocumentNotFoundError: none has this id.
        """
        return self.remove_all([document_id])[0]

    def remove_all(self, document_ids: Sequence[str]) -> list[Document]:
        """Delete documents, all or none; raises as `remove` does."""
        if not document_ids:
            return []
        with self._changing() as indexes:
            documents = self._documents(document_ids)
            staging.remove(self._catalog, document_ids)
            indexes.finish_drops()
            return documents

    def _documents(self, ids: Collection[str]) -> list[Document]:
        """Give documents by id, many of them in one reading of the list."""
        if len(ids) <= 1:
            return [self._catalog.document(one) for one in ids]
        known = {document.id: document for document in self._catalog.documents(ids)}
        return [known.get(one) or self._catalog.document(one) for one in ids]

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Let no other thread change the library between what is read and what is added because of it."""
        with self._write:
            self._catalog.check_usable()
            yield

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, documents: Collection[str] | None = None
    ) -> list[Match]:
        """Find the k chunks nearest to a vector by cosine, best first, within these documents only if any are named.

        Raises:
            EmbeddingChangedError: the library's vectors were made with another embedding than the one in use.
        """
        indexes = self._open()
        indexes.require(self.embedder)
        among = None if documents is None else self._catalog.chunks_of(documents)
        with indexes.hold_vectors() as vectors:
            return search_live(self._catalog, lambda n: vectors.search(vector, n, among), k)

    def search_words(self, text: str, k: int, documents: Collection[str] | None = None) -> list[Match]:
        """Find the k chunks that carry a text's words best by BM25, best first; none without a common word."""
        with self._open().hold_words() as lexical:
            return search_live(self._catalog, lambda n: lexical.search(text, n, documents), k)

    def read(self, matches: Sequence[Match]) -> list[Passage]:
        """Read what chunks cover, in one round trip, in order; those that died since are left out."""
        self._catalog.check_usable()
        return self._catalog.passages([match.chunk for match in matches])

    def chunk_vectors(self, matches: Sequence[Match]) -> NDArray[np.float32]:
        """Read the stored vectors of chunks, in order; zeros for one that died since."""
        with self._open().hold_vectors() as vectors:
            return vectors.read([match.chunk for match in matches])

    def open_link(self, link: str) -> LinkedPassage:
        """Find the words that a citation link names, also in a version that answers no more.

        Raises:
            LinkError: it is no link, or its words are not in this library.
        """
        self._catalog.check_usable()
        named = parse_link(link)
        passage = self._catalog.linked(named)
        if passage is None:
            if date := self._catalog.purged_on(named):
                raise LinkError(f"the text of {show_link(link)} was purged on {date}")
            msg = f"this library has no text for {show_link(link)}: it was removed, or the link is from another library"
            raise LinkError(msg)
        if not 0 <= named.start < named.end <= len(passage.paragraph.text):
            msg = (
                f"the link {show_link(link)} points outside its paragraph of {len(passage.paragraph.text)} characters; "
                "copy it again from the answer"
            )
            raise LinkError(msg)
        return passage

    def check_embedder(self, embedder: Embedder) -> None:
        """Hold an embedder to being the one that made the vectors: an assistant may be older than they are.

        Raises:
            EmbeddingChangedError: it is another one.
        """
        self._open().require(embedder)

    def count_chunks(self) -> int:
        """Count the chunks that may answer: what a rebuild embeds."""
        self._catalog.check_usable()
        return self._catalog.count_live_chunks()

    def rebuild(self, embedder: Embedder | None = None, on_progress: Callable[[int], None] | None = None) -> None:
        """Build both indexes anew from the catalog, with this embedder from then on, or with the one in use.

        Searches go on with the old ones until the new ones are complete; a crash leaves the one or the other.
        """
        with self._changing() as indexes:
            indexes.rebuild(embedder or self.embedder, on_progress)
            with self._opening:
                self._embedder = embedder or self._embedder

    def check(self, *, thorough: bool = False) -> HealthReport:
        """Ask every store for what it really holds and change nothing.

        A sample of the texts is embedded again and compared; with `thorough` all of them.
        """
        with self._write:
            self._catalog.check_usable()
            return self._doctor(thorough).check(self._indexes)

    def repair(self, *, thorough: bool = False) -> HealthReport:
        """Mend from the catalog what is broken, and tell what is left."""
        with self._changing() as indexes:
            doctor = self._doctor(thorough)
            doctor.repair(indexes)
            return doctor.check(indexes)

    def plan_purge(self, documents: Collection[str] = ()) -> PurgePlan:
        """Say what `purge` would delete."""
        from rag.library.purging import Purge

        self._catalog.check_usable()
        return Purge(self._path, self._catalog, documents).plan()

    def purge(self, documents: Collection[str] = (), redactors: Sequence[Redactor] = ()) -> PurgeReport:
        """Delete earlier versions, these documents (ids) and every trace of removed ones for good, and prove it.

        Links to them say from then on that they were purged; what facts.jsonl quotes of them is redacted, and so is
        what the `redactors` look after.

        Raises:
            DocumentNotFoundError: none has this id.
        """
        from rag.library.purging import Purge

        with self._changing() as indexes:
            for document in documents:
                self._catalog.document(document)
            return Purge(self._path, self._catalog, documents).run(indexes, redactors)

    def _doctor(self, thorough: bool) -> Doctor:
        from rag.library.doctor import Doctor

        return Doctor(self._path, self._catalog, lambda: self.embedder, thorough=thorough)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Indexes]:
        """Let one thread change the library, after cleaning up what an earlier change left."""
        with self._write:
            self._catalog.check_usable()
            self._recover()
            yield self._open()

    def _recover(self) -> None:
        """Throw away what a crash left staged, and finish the drops that it left undone."""
        staging.discard(self._catalog)
        if staging.pending_drops(self._catalog):
            self._open().finish_drops()

    def _open(self) -> Indexes:
        """Open the indexes when first needed: listing documents needs no Chroma, which takes a second to import."""
        self._catalog.check_usable()
        with self._opening:
            if self._indexes is None:
                from rag.library.indexes import Indexes

                self._indexes = Indexes(self._path, self._catalog, lambda: self.embedder, self._on_notice)
                if not self._catalog.count_live_chunks():
                    self._indexes.settle(self.embedder)
            return self._indexes
