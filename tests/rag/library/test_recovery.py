"""Kill a process inside `add` and break the derived indexes: the library opens, answers, and is whole again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from stores import count_everywhere, texts_by_vector, texts_by_words

from rag.library import staging
from rag.library.library import Library

SUPPORT = Path(__file__).parents[2] / "support"

KILLED = """
import os, signal, sys

folder, file, function = sys.argv[1:4]
from drafts import make_draft
from hash_embedder import HashEmbedder
from rag.library import staging
from rag.library.library import Library

library = Library(folder, embedder=HashEmbedder())
library.search_words("", 1)

def die(frame, event, argument):
    code = frame.f_code
    if event == "call" and code.co_name == function and code.co_filename.endswith(f"/library/{file}.py"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(die)
library.add([make_draft("/a", "the new cat", "a second one"), make_draft("/b", "another cat")])
"""
"""Dies when it enters the function that is named, as if somebody had pulled the plug there."""

BEFORE = ["the old cat"]
AFTER = ["the new cat", "another cat"]
POINTS = {
    ("vectors", "write"): BEFORE,
    ("lexical", "write"): BEFORE,
    ("lexical", "commit"): BEFORE,
    ("vectors", "check"): BEFORE,
    ("staging", "swap"): BEFORE,
    ("vectors", "drop"): AFTER,
    ("lexical", "drop"): AFTER,
    ("staging", "forget_drops"): AFTER,
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_killed_anywhere_in_add_leaves_a_whole_library(tmp_path: Path) -> None:
    children = {}
    search_path = os.pathsep.join([str(SUPPORT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": search_path}
    for point in POINTS:
        folder = tmp_path / "-".join(point)
        with Library(folder, embedder=HashEmbedder()) as library:
            library.add([make_draft("/a", "the old cat")])
        command = [sys.executable, "-c", KILLED, str(folder), *point]
        children[point] = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    for point, child in children.items():
        _, errors = child.communicate(timeout=120)
        assert child.returncode == -signal.SIGKILL, (point, errors.decode())
        with Library(tmp_path / "-".join(point), embedder=HashEmbedder()) as library:
            assert sorted(texts_by_words(library, "cat")) == sorted(POINTS[point]), point
            assert len(texts_by_vector(library, "cat")) == (1 if POINTS[point] == BEFORE else 3), point
            counts = count_everywhere(library)
            assert counts["chunks"] == counts["vectors"] == counts["words"], point
            assert counts["drops"] == 0, point
            assert counts["versions"] == (1 if POINTS[point] == BEFORE else 3), point
            library.add([make_draft("/a", "the next cat")])
            assert "the next cat" in texts_by_words(library, "cat")


def remove_chroma(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def remove_lexical(folder: Path) -> None:
    shutil.rmtree(folder / "lexical")


def overwrite_chroma_rows(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)


def overwrite_words(folder: Path) -> None:
    (folder / "lexical" / "meta.json").write_text("garbage")


def lose_the_terms(folder: Path) -> None:
    for file in (folder / "lexical").glob("*.term"):
        file.unlink()


def put_files_in_their_place(folder: Path) -> None:
    for name in ("chroma", "lexical"):
        shutil.rmtree(folder / name)
        (folder / name).write_text("a file")


@pytest.mark.parametrize(
    "breakage",
    [
        remove_chroma,
        remove_lexical,
        overwrite_chroma_rows,
        overwrite_words,
        lose_the_terms,
        put_files_in_their_place,
    ],
)
def test_a_broken_index_is_built_again_from_the_catalog(tmp_path: Path, breakage: object) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        library.add([make_draft("/a", "one cat", "one dog"), make_draft("/b", "old horse")])
        library.add([make_draft("/b", "new horse")])
    assert callable(breakage)
    breakage(tmp_path)
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert texts_by_words(library, "cat horse") == ["one cat", "new horse"]
        assert texts_by_vector(library, "dog", 1) == ["one dog"]
        counts = count_everywhere(library)
        assert counts["chunks"] == counts["vectors"] == counts["words"] == 3


def test_a_broken_index_does_not_keep_what_was_to_be_dropped(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        documents = library.add([make_draft("/a", *(f"cat {n}" for n in range(1_200))), make_draft("/b", "dog")])
        staging.remove(library._catalog, [documents[0].id])  # as far as `remove` got before the plug was pulled
    for file in (tmp_path / "chroma").glob("*/*"):
        file.write_bytes(b"garbage")
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert texts_by_words(library, "cat dog") == texts_by_vector(library, "cat dog") == ["dog"]
        counts = count_everywhere(library)
        assert (counts["vectors"], counts["words"], counts["drops"]) == (1, 1, 0)


def test_an_index_that_holds_too_little_or_too_much_is_built_again(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        library.add([make_draft("/a", "one cat", "one dog")])
        indexes = library._open()
        indexes.vectors.drop([1])
        indexes.lexical.drop([2])
        indexes.lexical.commit()
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert (
            sorted(texts_by_words(library, "one")) == sorted(texts_by_vector(library, "one")) == ["one cat", "one dog"]
        )
    (tmp_path / "catalog.sqlite3").unlink()
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert set(count_everywhere(library).values()) == {0}


def test_equal_texts_by_the_hundred_hide_neither_one_another_nor_others(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        documents = library.add([make_draft(f"/{n}/copy", "the same words") for n in range(700)])
        library.add([make_draft("/other", "a horse in the rain")])
        assert texts_by_vector(library, "horse in the rain", 1) == ["a horse in the rain"]
        for document in documents[::70]:
            assert texts_by_vector(library, "the same words", 5, [document.id]) == ["the same words"]
