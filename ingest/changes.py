"""Files found and documents known -> what an ingest has to do, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ingest.files import plain_reason
from ingest.presence import NO_LONGER_THERE, folders_above, is_below, is_empty, is_listable, is_missing
from ingest.reading import digest_of
from ingest.report import Failure, HeldBack, LeftOut
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from ingest.files import FoundFiles
    from rag.document import Document
    from rag.library.library import Library

MOST_THAT_MAY_GO = 0.5
"""Of a named folder's documents: beyond it a wrong folder or a missing disk is likelier than a cleaning."""


EARLIER_STAYS = "; its earlier version stays in the library"


class _Kind(NamedTuple):
    """Hold what two files have in common of which one can stand for the other."""

    digest: str | None
    suffix: str


class Move(NamedTuple):
    """Say where the file of a document lies now."""

    document: Document
    path: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """Say what an ingest will do with every file found and every document whose file is gone."""

    new: list[Path] = field(default_factory=list)
    changed: list[Path] = field(default_factory=list)
    """Other bytes than the library has, or the same that can be read more fully now."""
    unchanged: list[Document] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    gone: list[Document] = field(default_factory=list)
    """To be removed."""
    guarded: list[HeldBack] = field(default_factory=list)
    """Folders of which more than half is gone: nothing of them is in `gone`."""
    failed: list[Failure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """To be fetched, which a preview does not do."""

    @property
    def does_any(self) -> bool:
        """Tell whether the library will follow at least one of the files."""
        return bool(self.new or self.changed or self.unchanged or self.moved or self.gone or self.addresses)


def plan(
    found: FoundFiles,
    library: Library | None,
    *,
    allow_removal: bool = False,
    digest: Callable[[Path], str] = digest_of,
) -> Plan:
    """Compare files with a library by their bytes; None is a library that does not exist yet.

    A document is gone where its file is, below a named folder whose entries could be listed. It has moved where its
    file is gone, wherever that was, and a file of the same bytes and suffix is new; uploads never move.
    """
    known = _Known() if library is None else _Known.of(library)
    made = Plan(failed=[known.with_what_stays(one, found) for one in found.failed], left_out=found.left_out)
    paths = frozenset(map(str, found.paths))
    _compare(found.paths, known, digest, made)
    _pair_moves(paths, known, digest, made)
    _remove_or_hold_back(paths, found, known, allow_removal, made)
    return made


@dataclass(frozen=True, slots=True)
class _Known:
    """Hold what the library has."""

    documents: dict[str, Document] = field(default_factory=dict)
    """By path."""
    digests: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None

    @classmethod
    def of(cls, library: Library) -> _Known:
        return cls({document.path: document for document in library.documents()}, library.digests(), library.path)

    def not_among(self, found: Collection[str]) -> dict[_Kind, list[Document]]:
        """Group the documents whose file was not found, in the library's order; uploads left out."""
        grouped: dict[_Kind, list[Document]] = {}
        for path, document in self.documents.items():
            if path not in found and path in self.digests and not self.is_upload(document):
                kind = _Kind(self.digests[path], Path(path).suffix.lower())
                grouped.setdefault(kind, []).append(document)
        return grouped

    def is_upload(self, document: Document) -> bool:
        return self.folder is not None and is_below(document.path, self.folder / "files")

    def below(self, folder: Path) -> list[Document]:
        """List the documents of a named folder; uploads belong to none but the library's own."""
        uploads = None if self.folder is None else self.folder / "files"
        is_own = uploads is not None and (folder in (self.folder, uploads) or is_below(str(folder), uploads))
        documents = [document for path, document in self.documents.items() if is_below(path, folder)]
        return documents if is_own else [document for document in documents if not self.is_upload(document)]

    def with_what_stays(self, failure: Failure, found: FoundFiles) -> Failure:
        """Say what the library keeps of a file or a folder that could not be looked at."""
        if failure.path in self.documents:
            return Failure(failure.path, failure.reason + EARLIER_STAYS)
        staying = len(self.below(Path(failure.path))) if Path(failure.path) in found.unlisted else 0
        kept = "; the document of it stays" if staying == 1 else f"; the {staying:,} documents of it stay"
        return Failure(failure.path, failure.reason + kept) if staying else failure


def _compare(paths: Iterable[Path], known: _Known, digest: Callable[[Path], str], made: Plan) -> None:
    """Sort the files that were found; one that vanished since was not."""
    for path in paths:
        document = known.documents.get(str(path))
        if document is None:
            made.new.append(path)
            continue
        try:
            same = digest(path) == known.digests.get(document.path)
        except (LoadError, OSError) as error:
            if not isinstance(error, OSError) or error.errno not in NO_LONGER_THERE:
                reason = plain_reason(error) if isinstance(error, OSError) else str(error)
                made.failed.append(Failure(str(path), reason + EARLIER_STAYS))
            continue
        if same and not _can_be_read_more_fully(document):
            made.unchanged.append(document)
        else:
            made.changed.append(path)


def _pair_moves(found: Collection[str], known: _Known, digest: Callable[[Path], str], made: Plan) -> None:
    """Find the new place of documents whose file is gone: under the same name if there is one, else in order."""
    elsewhere = known.not_among(found)
    if not elsewhere:  # and no new file need be hashed for it
        return
    kinds = {path: _Kind(_digest_or_none(path, digest), path.suffix.lower()) for path in made.new}
    waiting = {
        kind: [document for document in elsewhere[kind] if is_missing(document.path, found)]
        for kind in elsewhere.keys() & kinds.values()
    }
    placed: dict[Path, Document] = {}
    for same_name in (True, False):
        for path in made.new:
            candidates = waiting.get(kinds[path], [])
            fitting = [one for one in candidates if not same_name or Path(one.path).name == path.name]
            if path not in placed and fitting:
                placed[path] = fitting[0]
                candidates.remove(fitting[0])
    made.moved.extend(Move(placed[path], path) for path in made.new if path in placed)
    made.new[:] = [path for path in made.new if path not in placed]


def _remove_or_hold_back(
    paths: Collection[str], found: FoundFiles, known: _Known, allow_removal: bool, made: Plan
) -> None:
    """Remove what is gone from the named folders, unless it is most of one; what could not be looked at stays."""
    listable = lru_cache(maxsize=None)(is_listable)
    staying = {move.document.path for move in made.moved} | set(paths)
    going: dict[str, Document] = {}
    held: set[str] = set()
    for folder in found.folders:
        documents = known.below(folder)
        gone = [
            one
            for one in documents
            if one.path not in staying
            and is_missing(one.path, paths)
            and all(above not in found.unlisted and listable(above) for above in folders_above(one.path, folder))
        ]
        going.update((document.id, document) for document in gone)
        if len(gone) > MOST_THAT_MAY_GO * len(documents) and not allow_removal:
            held.update(document.id for document in gone)
            made.guarded.append(HeldBack(str(folder), len(gone), len(documents), is_empty(folder)))
    made.gone.extend(document for key, document in going.items() if key not in held)


def _can_be_read_more_fully(document: Document) -> bool:
    if not document.gaps:
        return False
    from ingest.pdf.scans import can_come_out_whole  # here: it brings the PDF reader along

    return can_come_out_whole(document.gaps)


def _digest_or_none(path: Path, digest: Callable[[Path], str]) -> str | None:
    """Hash a new file; None for one that cannot be read, which its reader will say."""
    try:
        return digest(path)
    except (LoadError, OSError):
        return None
