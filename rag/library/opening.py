"""Open an index as the catalog names it; what is out of step is mended, what is broken is built again beside it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from rag.errors import IndexStoreError
from rag.library import staging
from rag.library.folders import discard_folder
from rag.library.generations import VECTORS, WORDS, Store, find_store, first_folder, name_stores, next_folder
from rag.library.lexical import Lexical
from rag.library.mending import Difference, compare, mend_vectors, mend_words
from rag.library.rebuilding import build_vectors, build_words, embed_chunks, live_chunks
from rag.library.vectors import Vectors, collection_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from rag.library.catalog import Catalog
    from rag.library.stored import StoredChunk
    from rag.models.embedder import Embedder

    Load = Callable[[], Embedder]
    Tell = Callable[[str], None]

T = TypeVar("T", Vectors, Lexical)
_SAMPLE = 64
"""Chunks that are asked for when a library is opened."""
_WORTH_MENDING = 0.5
"""Part of the chunks that may be missing; with more, an index that is built anew is done sooner and reaches more."""


@dataclass(frozen=True, slots=True)
class _Way(Generic[T]):
    """Tell how one kind of index is opened, mended and built."""

    title: str
    path: Path
    open: Callable[[], T]
    mend: Callable[[T, Difference], None]
    build: Callable[[], T]


def is_made_with(store: Store, embedder: Embedder) -> bool:
    """Tell whether vectors are this embedder's."""
    return collection_name(store.embedder, store.dimensions) == collection_name(embedder.name, embedder.dimensions)


def open_vectors(library: Path, catalog: Catalog, load: Load, tell: Tell) -> tuple[Vectors, Store]:
    """Open the vectors, whole, with what the catalog says of them from now on."""
    store = find_store(catalog, VECTORS) or first_vectors(library, catalog, load())

    def embed(chunks: Sequence[StoredChunk]) -> NDArray[np.float32]:
        if not is_made_with(store, embedder := load()):
            msg = f"vectors of {store.embedder} cannot be mended with {embedder.name}"
            raise IndexStoreError(msg)  # all of them are built again
        return embed_chunks(embedder, chunks, None)

    way = _Way(
        title="the vector index",
        path=library / store.folder,
        open=lambda: Vectors(library / store.folder, store.embedder, store.dimensions),
        mend=lambda vectors, difference: mend_vectors(vectors, catalog, difference, embed),
        build=lambda: _new_vectors(library, catalog, load()),
    )
    opened = _open_whole(way, catalog, tell)
    if opened.folder != way.path:
        embedder = load()
        if not is_made_with(store, embedder):
            tell(f"the vectors were made with the embedding {store.embedder}, and are now made with {embedder.name}")
        store = Store(VECTORS, opened.folder.name, embedder.name, embedder.dimensions)
    _name(catalog, store)
    return opened, store


def open_words(library: Path, catalog: Catalog, tell: Tell) -> Lexical:
    """Open the words, whole."""
    store = find_store(catalog, WORDS) or Store(WORDS, first_folder(WORDS))
    way = _Way(
        title="the word index",
        path=library / store.folder,
        open=lambda: Lexical(library / store.folder),
        mend=lambda lexical, difference: mend_words(lexical, catalog, difference),
        build=lambda: build_words(next_folder(library, WORDS), live_chunks(catalog)),
    )
    opened = _open_whole(way, catalog, tell)
    _name(catalog, Store(WORDS, opened.folder.name))
    return opened


def first_vectors(library: Path, catalog: Catalog, embedder: Embedder) -> Store:
    """Find out what the vectors were made with in a library that does not say: its collections have names."""
    folder = first_folder(VECTORS)
    ours = Store(VECTORS, folder, embedder.name, embedder.dimensions)
    if not (library / folder).is_dir() or not catalog.count_live_chunks():
        return ours
    try:
        with contextlib.closing(Vectors(library / folder, embedder.name, embedder.dimensions)) as vectors:
            others = [] if vectors.count() else vectors.others()
    except IndexStoreError:
        return ours
    return Store(VECTORS, folder, others[0].embedder, others[0].dimensions) if others else ours


def _new_vectors(library: Path, catalog: Catalog, embedder: Embedder) -> Vectors:
    return build_vectors(
        next_folder(library, VECTORS),
        embedder.name,
        embedder.dimensions,
        live_chunks(catalog),
        lambda chunks: embed_chunks(embedder, chunks, None),
    )


def _open_whole(way: _Way[T], catalog: Catalog, tell: Tell) -> T:
    """Open an index, mend it, or build it in another folder, with a word on what was wrong."""
    reason = "was damaged" if way.path.exists() else "was missing"
    with contextlib.ExitStack() as undo:
        try:
            opened = way.open()
            undo.callback(_let_go, opened)
            said = _mend(way, opened, catalog)
        except IndexStoreError as error:
            said = None
            if "schema does not match" in str(error):
                reason = "was made by another release"
        if said is not None:
            if said:
                tell(f"{way.title} {said}: it was mended from the catalog")
            undo.pop_all()
            return opened
    built = way.build()
    tell(f"{way.title} {reason} and was built again from the catalog")
    return built


def _mend(way: _Way[T], opened: T, catalog: Catalog) -> str | None:
    """Bring an index in step and tell what it lacked: nothing as a rule; None where it is better built anew."""
    if pending := staging.pending_drops(catalog):
        opened.drop(pending)
        if isinstance(opened, Lexical):
            opened.commit()
    expected, sample = catalog.count_live_chunks(), catalog.newest_live_chunks(_SAMPLE)
    if _agrees(opened, expected, sample):
        return ""
    difference = compare(opened, catalog.live_keys())
    if len(difference.missing) > _WORTH_MENDING * expected:
        return None
    way.mend(opened, difference)
    return str(difference) if _agrees(opened, expected, sample) else None


def _agrees(index: Vectors | Lexical, expected: int, sample: Sequence[int]) -> bool:
    """Tell whether an index holds so many chunks, these among them; one that cannot even be asked does not."""
    try:
        if index.count() != expected:
            return False
        index.check(sample)
    except IndexStoreError:
        return False
    return True


def _let_go(opened: Vectors | Lexical) -> None:
    with contextlib.suppress(IndexStoreError):  # it is broken
        opened.close()


def _name(catalog: Catalog, store: Store) -> None:
    """Let a folder answer, where the catalog names another or none; that other is deleted."""
    before = find_store(catalog, store.name)
    if before == store:
        return
    with catalog.transaction() as connection:
        name_stores(connection, store)
    folder = catalog.folder / (before.folder if before else first_folder(store.name))
    if folder.name != store.folder:
        discard_folder(folder)
