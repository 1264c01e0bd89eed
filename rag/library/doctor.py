"""Check what each store of a library really holds, and mend from the catalog only what is broken."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import IndexStoreError
from rag.library.catalogcheck import check_catalog, repair_catalog
from rag.library.generations import VECTORS, WORDS, Store, discard_leftovers, find_store, first_folder, leftovers
from rag.library.health import UNREADABLE, HealthReport, Problem, StoreHealth, counted, listed
from rag.library.indexcheck import SAMPLE, check_vectors, check_words, misembedded, spread, unreadable
from rag.library.lexical import Lexical
from rag.library.mending import Difference, mend_vectors, mend_words
from rag.library.opening import first_vectors, is_made_with
from rag.library.rebuilding import embed_chunks
from rag.library.uploads import orphaned_uploads, uploads
from rag.library.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.library.catalog import Catalog
    from rag.library.indexes import Indexes
    from rag.library.stored import StoredChunk
    from rag.models.embedder import Embedder


@dataclass(frozen=True, slots=True)
class _Diagnosis:
    """Hold what is wrong with an index and how to mend it: by what differs; None: by building it anew."""

    health: StoreHealth
    difference: Difference | None = None

    @property
    def is_broken(self) -> bool:
        """Tell whether anything is left to mend."""
        return any(problem.cure == "repair" for problem in self.health.problems)

    def with_problem(self, problem: Problem, difference: Difference | None) -> _Diagnosis:
        """Add what is wrong."""
        return _Diagnosis(replace(self.health, problems=(*self.health.problems, problem)), difference)


class Doctor:
    """Check and repair one library, which nobody changes meanwhile."""

    def __init__(self, folder: Path, catalog: Catalog, load: Callable[[], Embedder], *, thorough: bool) -> None:
        """Take a library apart; `thorough`: every text is embedded again, not only a sample."""
        self._folder = folder
        self._catalog = catalog
        self._load = load
        self._thorough = thorough

    def check(self, indexes: Indexes | None) -> HealthReport:
        """Look at every store and change nothing; indexes that are not open are opened for this alone."""
        catalog = check_catalog(self._catalog)
        if catalog.holds == UNREADABLE:
            return HealthReport((catalog,))
        return HealthReport((catalog, self._vectors(indexes).health, self._words(indexes).health, self._files()))

    def repair(self, indexes: Indexes) -> None:
        """Mend what can be mended from the catalog; what is more than half missing is built anew beside the old."""
        repair_catalog(self._catalog)
        indexes.finish_drops()
        self._repair_vectors(indexes)
        self._repair_words(indexes)
        discard_leftovers(self._folder, self._catalog)

    def _repair_vectors(self, indexes: Indexes) -> None:
        embedder = self._load()
        if not indexes.made_with(embedder):
            return  # the check says so: only a person knows which of the two is meant

        def embed(chunks: Sequence[StoredChunk]) -> NDArray[np.float32]:
            return embed_chunks(embedder, chunks, None)

        found = self._vectors(indexes)
        if found.difference is not None:
            with contextlib.suppress(IndexStoreError):  # then it is built anew
                mend_vectors(indexes.vectors, self._catalog, found.difference, embed)
                found = self._vectors(indexes)
        if found.is_broken:
            indexes.rebuild(embedder)

    def _repair_words(self, indexes: Indexes) -> None:
        found = self._words(indexes)
        if found.difference is not None:
            with contextlib.suppress(IndexStoreError):  # then it is built anew
                mend_words(indexes.lexical, self._catalog, found.difference)
                found = self._words(indexes)
        if found.is_broken:
            indexes.renew()

    def _vectors(self, indexes: Indexes | None) -> _Diagnosis:
        made = find_store(self._catalog, VECTORS) or first_vectors(self._folder, self._catalog, self._load())
        path = self._folder / made.folder
        if not path.is_dir():
            return self._absent("vectors", path)
        try:
            with (
                contextlib.closing(Vectors(path, made.embedder, made.dimensions))
                if indexes is None
                else indexes.hold_vectors()
            ) as vectors:
                health, difference = check_vectors(vectors, self._catalog, made)
                return self._compared(vectors, made, _Diagnosis(health, difference))
        except IndexStoreError as error:
            return _Diagnosis(unreadable("vectors", error))

    def _compared(self, vectors: Vectors, made: Store, found: _Diagnosis) -> _Diagnosis:
        """Hold a sample of the vectors, or all, to their texts."""
        embedder, difference = self._load(), found.difference
        if not is_made_with(made, embedder):
            told = (
                f"{embedder.name} is in use: `citeback rebuild` makes them anew with it, or go back to {made.embedder}"
            )
            return found.with_problem(Problem(told, "person"), difference)
        if difference is None:
            return found
        sound = self._catalog.live_keys() - difference.missing
        sample = spread(self._catalog, sound, len(sound) if self._thorough else SAMPLE)
        wrong = misembedded(vectors, sample, embedder)
        if not wrong:
            return found
        told = f"{len(wrong)} of {counted(len(sample), 'vector')} looked at are not those of their text"
        mended = replace(difference, missing=difference.missing | wrong) if self._thorough else None
        return found.with_problem(Problem(told, "repair"), mended)

    def _words(self, indexes: Indexes | None) -> _Diagnosis:
        path = self._folder / (find_store(self._catalog, WORDS) or Store(WORDS, first_folder(WORDS))).folder
        if not path.is_dir():
            return self._absent("words", path)
        try:
            with contextlib.closing(Lexical(path)) if indexes is None else indexes.hold_words() as lexical:
                return _Diagnosis(*check_words(lexical, self._catalog))
        except IndexStoreError as error:
            return _Diagnosis(unreadable("words", error))

    def _absent(self, name: str, path: Path) -> _Diagnosis:
        """Describe an index without a folder: as it should be, before anything was added."""
        count = self._catalog.count_live_chunks()
        problems = (Problem(f"the folder {path} is missing", "repair"),) if count else ()
        return _Diagnosis(
            StoreHealth(name, f"0 of {counted(count, 'chunk')}", problems), None if count else Difference()
        )

    def _files(self) -> StoreHealth:
        problems = []
        if orphans := orphaned_uploads(self._folder, self._catalog):
            told = f"{counted(len(orphans), 'copy', 'copies')} without a document ({_names(orphans)})"
            problems.append(Problem(f"{told}: `citeback purge` deletes them", "none"))
        gone = [path for document in self._catalog.documents() if not (path := Path(document.path)).exists()]
        if gone:
            problems.append(Problem(f"{counted(len(gone), 'document')} whose file is gone ({_names(gone)})", "none"))
        if left := leftovers(self._folder, self._catalog):
            problems.append(Problem(f"{counted(len(left), 'folder')} of no use ({_names(left)})", "repair"))
        return StoreHealth("files", counted(len(uploads(self._folder)), "copy", "copies"), tuple(problems))


def _names(paths: list[Path]) -> str:
    return listed([ascii(path.name)[1:-1] for path in paths])
