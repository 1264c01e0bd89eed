"""Build the indexes anew beside those that answer, also with another embedder; killed anywhere, one of them answers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from stores import count_everywhere, texts_by_vector, texts_by_words

from rag.errors import EmbeddingChangedError, IndexStoreError
from rag.library import staging
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

SUPPORT = Path(__file__).parents[2] / "support"
OTHER = HashEmbedder("maker/other model", 32)


def folders(library: Path) -> set[str]:
    return {path.name for path in library.iterdir() if path.is_dir()}


def fill(folder: Path, *texts: str, embedder: HashEmbedder | None = None) -> None:
    with Library(folder, embedder=embedder or HashEmbedder()) as library:
        library.add([make_draft("/a", *texts)])


class PatientEmbedder(HashEmbedder):
    """Embed when it is let."""

    def __init__(self) -> None:
        super().__init__("patient", 48)
        self.asked, self.let = threading.Event(), threading.Event()

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.asked.set()
        assert self.let.wait(60)
        return super().embed(texts, on_batch)


def test_searches_go_on_with_the_old_vectors_until_the_new_ones_are_complete(tmp_path: Path) -> None:
    patient = PatientEmbedder()
    fill(tmp_path, "one cat", "one dog")
    with Library(tmp_path, embedder=HashEmbedder()) as library, ThreadPoolExecutor(1) as pool:
        told: list[int] = []
        rebuilding = pool.submit(library.rebuild, patient, told.append)
        assert patient.asked.wait(60)
        assert texts_by_vector(library, "dog", 1) == texts_by_words(library, "dog") == ["one dog"]
        assert library.chunk_vectors(library.search_words("dog", 1)).shape == (1, 64)
        assert folders(tmp_path) == {"chroma", "lexical", "chroma-2"}
        patient.let.set()
        rebuilding.result()
        assert sum(told) == 2
        assert library.embedder is patient
        assert texts_by_vector(library, "dog", 1) == texts_by_words(library, "dog") == ["one dog"]
        assert library.chunk_vectors(library.search_words("dog", 1)).shape == (1, 48)
        assert folders(tmp_path) == {"chroma-2", "lexical-2"}
        library.add([make_draft("/b", "one horse")])
        assert texts_by_vector(library, "horse", 1) == ["one horse"]
    with Library(tmp_path, embedder=patient) as library:
        assert texts_by_vector(library, "horse", 1) == texts_by_words(library, "horse") == ["one horse"]
        library.rebuild()
        assert folders(tmp_path) == {"chroma-3", "lexical-3"}
        assert texts_by_vector(library, "horse", 1) == ["one horse"]


def test_another_embedder_is_refused_with_what_the_vectors_were_made_with_and_the_way_out(tmp_path: Path) -> None:
    fill(tmp_path, "one cat", "one dog")
    with Library(tmp_path, embedder=OTHER) as library:
        for change in (
            lambda: library.search_vectors(OTHER.embed(["dog"])[0], 1),
            lambda: library.add([make_draft("/b", "one horse")]),
        ):
            with pytest.raises(EmbeddingChangedError) as refused:
                change()
            for word in ("hash (64 numbers each)", "maker/other model (32)", "`citeback rebuild`"):
                assert word in str(refused.value)
        assert [document.path for document in library.documents()] == ["/a"]
        assert texts_by_words(library, "dog") == ["one dog"]
        library.rebuild()
        assert texts_by_vector(library, "dog", 1) == ["one dog"]
    with (
        Library(tmp_path, embedder=HashEmbedder()) as library,
        pytest.raises(EmbeddingChangedError, match="other model"),
    ):
        texts_by_vector(library, "dog", 1)
    with Library(tmp_path, embedder=OTHER) as library:
        assert texts_by_vector(library, "dog", 1) == ["one dog"]


def test_a_document_can_be_removed_whatever_embedder_is_in_use(tmp_path: Path) -> None:
    fill(tmp_path, "one cat")
    with Library(tmp_path, embedder=OTHER) as library:
        library.remove(library.documents()[0].id)
        assert set(count_everywhere(library).values()) == {0}
        library.add([make_draft("/b", "one horse")])
        assert texts_by_vector(library, "horse", 1) == ["one horse"]


def test_an_empty_library_takes_the_embedder_that_comes(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert texts_by_vector(library, "dog") == []
    with Library(tmp_path, embedder=OTHER) as library:
        assert texts_by_vector(library, "dog") == []
        library.add([make_draft("/a", "one dog")])
        assert texts_by_vector(library, "dog") == ["one dog"]


def test_a_library_that_does_not_say_what_its_vectors_were_made_with_is_asked(tmp_path: Path) -> None:
    fill(tmp_path, "one cat", embedder=OTHER)
    with Library(tmp_path) as library, library._catalog.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM stores")
    with (
        Library(tmp_path, embedder=HashEmbedder()) as library,
        pytest.raises(EmbeddingChangedError, match="other-model"),
    ):
        texts_by_vector(library, "cat")
    with Library(tmp_path, embedder=OTHER) as library:
        assert texts_by_vector(library, "cat") == ["one cat"]


def test_what_a_rebuild_cannot_finish_leaves_the_old_ones_answering_and_nothing_behind(tmp_path: Path) -> None:
    class Broken(HashEmbedder):
        def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
            return super().embed(texts, on_batch)[:-1]

    fill(tmp_path, "one cat", "one dog")
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        with pytest.raises(IndexStoreError, match="choose another embedding"):
            library.rebuild(Broken("broken"))
        assert folders(tmp_path) == {"chroma", "lexical"}
        assert texts_by_vector(library, "dog", 1) == texts_by_words(library, "dog") == ["one dog"]


def test_folders_that_the_catalog_does_not_name_are_deleted_and_no_others(tmp_path: Path) -> None:
    fill(tmp_path, "one cat")
    for name in ("chroma-2", "lexical-7", "chroma-notes", "files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    Library(tmp_path, embedder=HashEmbedder()).close()
    assert folders(tmp_path) == {"chroma", "lexical", "chroma-notes", "files"}


def damage_words(folder: Path) -> None:
    (folder / "lexical" / "meta.json").write_text("garbage")


def lose_vectors(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def lose_one_vector(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        library._open().vectors.drop([1])


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (damage_words, "the word index was damaged and was built again from the catalog"),
        (lose_vectors, "the vector index was missing and was built again from the catalog"),
        (lose_one_vector, "the vector index lacked 1 chunk: it was mended from the catalog"),
    ],
)
def test_a_repair_is_said_in_one_line(tmp_path: Path, damage: Callable[[Path], None], said: str) -> None:
    fill(tmp_path, "one cat", "one dog", "one horse")
    damage(tmp_path)
    told: list[str] = []
    for _ in range(2):
        with Library(tmp_path, embedder=HashEmbedder(), on_notice=told.append) as library:
            assert texts_by_vector(library, "cat", 1) == texts_by_words(library, "cat") == ["one cat"]
            assert len(texts_by_vector(library, "one")) == len(texts_by_words(library, "one")) == 3
    assert told == [said]


def test_a_new_library_has_nothing_to_say(tmp_path: Path) -> None:
    told: list[str] = []
    for _ in range(2):
        with Library(tmp_path, embedder=HashEmbedder(), on_notice=told.append) as library:
            library.add([make_draft("/a", "one cat")])
    assert told == []


def test_chunks_that_the_new_embedder_does_not_read_whole_are_said(tmp_path: Path) -> None:
    fill(tmp_path, "one cat", " ".join(["cat"] * 300))
    told: list[str] = []
    with Library(tmp_path, embedder=HashEmbedder(), on_notice=told.append) as library:
        library.rebuild()
        assert told == []
        library.rebuild(OTHER)
    (said,) = told
    assert said.startswith("maker/other model reads 256 tokens of a chunk, but 1 here are longer")


KILLED = """
import os, signal, sys

folder, file, function = sys.argv[1:4]
from hash_embedder import HashEmbedder
from rag.library.library import Library

library = Library(folder, embedder=HashEmbedder())
library.search_words("", 1)

def die(frame, event, argument):
    code = frame.f_code
    if event == "call" and code.co_name == function and code.co_filename.endswith(f"/library/{file}.py"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(die)
library.rebuild(HashEmbedder("maker/other model", 32))
"""
"""Dies when it enters the function that is named, as if somebody had pulled the plug there."""

OLD, NEW = HashEmbedder(), OTHER
POINTS = {
    ("rebuilding", "build_vectors"): OLD,
    ("vectors", "write"): OLD,
    ("vectors", "check"): OLD,
    ("rebuilding", "build_words"): OLD,
    ("lexical", "commit"): OLD,
    ("generations", "name_stores"): OLD,
    ("handles", "replace"): NEW,
    ("vectors", "close"): NEW,
    ("folders", "discard_folder"): NEW,
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_killed_anywhere_in_a_rebuild_leaves_the_old_or_the_new_one(tmp_path: Path) -> None:
    children = {}
    search_path = os.pathsep.join([str(SUPPORT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": search_path}
    fill(tmp_path / "first", "one cat", "one dog")
    for point in POINTS:
        folder = tmp_path / "-".join(point)
        shutil.copytree(tmp_path / "first", folder)
        command = [sys.executable, "-c", KILLED, str(folder), *point]
        children[point] = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    for point, child in children.items():
        _, errors = child.communicate(timeout=300)
        assert child.returncode == -signal.SIGKILL, (point, errors.decode())
        folder = tmp_path / "-".join(point)
        told: list[str] = []
        with Library(folder, embedder=POINTS[point], on_notice=told.append) as library:
            assert len(folders(folder)) == 2, point
            assert texts_by_vector(library, "dog", 1) == texts_by_words(library, "dog") == ["one dog"], point
            counts = count_everywhere(library)
            assert counts["chunks"] == counts["vectors"] == counts["words"] == 2, point
        assert told == [], point


def test_what_was_noted_for_dropping_is_not_built_again(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        documents = library.add([make_draft("/a", "one cat"), make_draft("/b", "one dog")])
        staging.remove(library._catalog, [documents[0].id])
        library.rebuild()
        assert texts_by_words(library, "cat dog") == texts_by_vector(library, "cat dog") == ["one dog"]
