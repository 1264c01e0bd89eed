from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from drafts import make_draft
from stores import count_everywhere, texts_by_vector, texts_by_words

from rag.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from hash_embedder import HashEmbedder


def test_threads_add_and_search_one_library_at_once(library: Library) -> None:
    done = threading.Event()

    def write(worker: int) -> None:
        for round_number in range(3):
            library.add([make_draft(f"/{worker}", f"cat number{worker} round{round_number}", "a dog")])

    def read() -> int:
        reads = 0
        while not done.is_set():
            cats = texts_by_words(library, "cat")
            assert len(cats) == len({text.split(" round")[0] for text in cats})  # never two versions of one document
            assert all(text.startswith(("cat", "a dog")) for text in texts_by_vector(library, "cat"))
            assert all(document.paragraphs for document in library.documents())
            reads += 1
        return reads

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        writers = [pool.submit(write, worker) for worker in range(5)]
        try:
            for writer in writers:
                writer.result()
        finally:
            done.set()
        assert all(reader.result() for reader in readers)
    assert sorted(texts_by_words(library, "cat")) == [f"cat number{worker} round2" for worker in range(5)]
    counts = count_everywhere(library)
    assert counts["chunks"] == counts["vectors"] == counts["words"] == 10


def test_many_threads_open_the_indexes_once(tmp_path: Path, embedder: HashEmbedder) -> None:
    with Library(tmp_path, embedder=embedder) as library:
        library.add([make_draft("/a", "cat")])
    with Library(tmp_path, embedder=embedder) as library, ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: texts_by_words(library, "cat"), range(24))) == [["cat"]] * 24


def test_no_thread_changes_the_library_while_another_has_it_for_itself(library: Library) -> None:
    with ThreadPoolExecutor(1) as pool:
        with library.exclusive():
            adding = pool.submit(library.add, [make_draft("/a", "cat")])
            library.add([make_draft("/b", "dog")])
            assert [document.path for document in library.documents()] == ["/b"]
            assert not adding.done()
        adding.result()
    assert [document.path for document in library.documents()] == ["/b", "/a"]
