"""Damage every store in earnest: the doctor sees it, mends what the catalog can give back, and says what it cannot."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from stores import count_everywhere, texts_by_vector, texts_by_words

from rag.library import staging
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.library.health import HealthReport

TEXTS = [f"paragraph number{n} speaks of ferry{n} and harbour{n}" for n in range(40)]


class CountingEmbedder(HashEmbedder):
    """Count the texts that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded = 0

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return super().embed(texts, on_batch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a sound library of two documents."""
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.add([make_draft("/a", *TEXTS), make_draft("/b", "the old horse")])
        library.add([make_draft("/b", "the new horse")])
    return tmp_path / "library"


def said(report: HealthReport, store: str, cure: str | None = None) -> list[str]:
    found = next(one for one in report.stores if one.name == store)
    return [problem.text for problem in found.problems if cure in (None, problem.cure)]


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def assert_whole(library: Library) -> None:
    assert texts_by_words(library, "ferry7") == texts_by_vector(library, TEXTS[7], 1) == [TEXTS[7]]
    counts = count_everywhere(library)
    assert counts["chunks"] == counts["vectors"] == counts["words"] == 41


def test_a_sound_library_is_told_to_be_sound(folder: Path) -> None:
    (folder / "files").mkdir()
    with Library(folder, embedder=HashEmbedder()) as library:
        for report in (library.check(), library.check(thorough=True), library.repair()):
            assert report.healthy
            assert [store.name for store in report.stores] == ["catalog", "vectors", "words", "files"]
            assert report.stores[0].holds == "2 documents, 1 earlier version, 41 paragraphs, 41 chunks"
            assert report.stores[1].holds == "41 of 41 chunks, made with hash (64 numbers each)"
            assert report.stores[2].holds == "41 of 41 chunks"
            assert said(report, "files") == ["2 documents whose file is gone (a, b)"]


def test_an_empty_library_is_sound(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert library.check().healthy
        assert library.repair().healthy


def lose_rows(folder: Path) -> None:
    change(folder / "chroma" / "chroma.sqlite3", "DELETE FROM embeddings WHERE embedding_id IN ('3', '5')")


def lose_rows_and_log(folder: Path) -> None:
    change(folder / "chroma" / "chroma.sqlite3", "DELETE FROM embeddings_queue WHERE id IN ('3', '5')")


def lose_the_folder(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def overwrite_the_rows(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)


def add_a_stranger(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        library._open().vectors.write([999_999], HashEmbedder().embed(["a stranger"]))


def exchange_vectors(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        library._open().vectors.write([4], HashEmbedder().embed(["something else altogether"]))


def write_another_models(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        drawn = np.random.default_rng(1).standard_normal((41, 64)).astype(np.float32)
        keys = sorted(library._catalog.live_keys())
        library._open().vectors.write(keys, drawn / np.linalg.norm(drawn, axis=1, keepdims=True))


def stretch_a_vector(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        library._open().vectors.write([4], 3 * HashEmbedder().embed([f"a\n{TEXTS[3]}"]))


@pytest.mark.parametrize(
    ("damage", "problem", "embedded_at_most"),
    [
        (lose_rows, "2 chunks missing", 2),
        (lose_rows_and_log, "2 chunks missing", 2),
        (lose_the_folder, "is missing", 41),
        (overwrite_the_rows, "the vector index", 41),
        (add_a_stranger, "1 chunk that the catalog does not have", 0),
        (exchange_vectors, "1 of 41 vectors looked at are not those of their text", 41),
        (stretch_a_vector, "1 vector of no unit length", 1),
        (write_another_models, "41 of 41 vectors looked at are not those of their text", 41),
    ],
)
def test_vectors_are_held_to_the_catalog_and_only_what_is_broken_is_embedded(
    folder: Path, damage: Callable[[Path], None], problem: str, embedded_at_most: int
) -> None:
    damage(folder)
    embedder = CountingEmbedder()
    with Library(folder, embedder=embedder) as library:
        report = library.check()
        assert not report.healthy
        assert report.repairable
        assert problem in "; ".join(said(report, "vectors", "repair"))
        assert said(report, "words") == said(report, "catalog") == []
        assert said(library.check(), "vectors") == said(report, "vectors"), "a check mends nothing"
        looked = embedder.embedded
        repaired = library.repair()
        assert repaired.healthy, repaired
        samples = 4 * 41  # what each look at the sample may embed
        assert embedder.embedded - looked <= embedded_at_most + samples
        assert_whole(library)


def test_a_thorough_repair_writes_the_wrong_vectors_alone(folder: Path) -> None:
    exchange_vectors(folder)
    with Library(folder, embedder=HashEmbedder()) as library:
        assert library.repair(thorough=True).healthy
        assert_whole(library)
    assert (folder / "chroma").is_dir()


def test_the_graph_is_asked_since_the_count_would_lie(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        library.add([make_draft("/a", *(f"cat number{n}" for n in range(1_200)))])  # a graph is saved from 1,000 on
        library.add([make_draft("/b", "a horse in the rain")])
    files = list((tmp_path / "chroma").glob("*/*"))
    assert files
    for file in files:
        file.unlink()
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        (told,) = said(library.check(), "vectors")
        assert 1_190 < int(told.removesuffix(" chunks missing")) <= 1_201  # the last still stand in Chroma's log
        assert library.repair().healthy
        assert texts_by_vector(library, "a horse in the rain", 1) == ["a horse in the rain"]


def truncate_words(folder: Path) -> None:
    for file in (folder / "lexical").glob("*.term"):
        file.write_bytes(file.read_bytes()[:20])


def lose_words(folder: Path) -> None:
    shutil.rmtree(folder / "lexical")


def lose_some_words(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        lexical = library._open().lexical
        lexical.drop([3, 5])
        lexical.commit()


def repeat_some_words(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        lexical = library._open().lexical
        lexical.drop([7])
        lexical.write(library._catalog.read_live_chunks(0, 1))
        lexical.commit()


def garble_some_words(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder()) as library:
        lexical = library._open().lexical
        (first, second) = library._catalog.read_live_chunks(0, 2)
        lexical.drop([first.key])
        lexical.write([type(first)(first.key, first.document, make_draft("/x", "other words").chunks[0], None)])
        lexical.commit()
        assert second.key != first.key


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (truncate_words, "the word index"),
        (lose_words, "is missing"),
        (lose_some_words, "2 chunks missing"),
        (repeat_some_words, "2 chunks missing; 1 chunk that the catalog does not have, or that are there twice"),
        (garble_some_words, "1 chunk of a sample not found by their own words"),
    ],
)
def test_words_are_held_to_the_catalog(folder: Path, damage: Callable[[Path], None], problem: str) -> None:
    damage(folder)
    with Library(folder, embedder=HashEmbedder()) as library:
        report = library.check()
        assert problem in "; ".join(said(report, "words", "repair"))
        assert said(report, "vectors") == said(report, "catalog") == []
        assert library.repair().healthy
        assert_whole(library)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM paragraphs WHERE version = 1 AND number = 7", "has 39 paragraphs, numbered 1 to 40"),
        ("UPDATE chunks SET last = 99 WHERE key = 3", "a chunk covers paragraphs 3 to 99 of 40"),
        ("UPDATE chunks SET text = 'made up' WHERE key = 3", "does not have the text of paragraphs 3 to 3"),
        ("DELETE FROM chunks WHERE key = 3", "1 paragraph in no chunk, the first is 3"),
        ("UPDATE versions SET state = 'retired' WHERE key = 1", "'/a' has no version that answers"),
    ],
)
def test_what_is_wrong_with_the_catalog_itself_is_said_with_its_document(
    folder: Path, statement: str, problem: str
) -> None:
    change(folder / "catalog.sqlite3", statement)
    with Library(folder, embedder=HashEmbedder()) as library:
        assert problem in "; ".join(said(library.check(), "catalog", "person"))
        assert not library.repair().healthy
        library.remove(library.documents()[0].id) if "retired" not in statement else None
        library.add([make_draft("/a", *TEXTS)])
        assert library.repair().healthy
        assert_whole(library)


def test_rows_that_belong_to_nothing_and_what_a_crash_left_are_thrown_away(folder: Path) -> None:
    change(
        folder / "catalog.sqlite3",
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO chunks (version, first, last, context, text) VALUES (77, 1, 1, '', 'a ghost')",
    )
    with Library(folder, embedder=HashEmbedder()) as library:
        staging.stage(library._catalog, [make_draft("/c", "half done")])
        assert said(library.check(), "catalog", "repair") == [
            "1 row of chunks belong to nothing",
            "1 version staged by a run that did not end",
        ]
        assert library.repair().healthy
        assert_whole(library)


def test_a_catalog_with_a_damaged_page_is_reported_and_not_touched(folder: Path) -> None:
    file = folder / "catalog.sqlite3"
    change(file, "PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    place = data.find(b"speaks of ferry20")
    data[place - 1200 : place] = b"\xff" * 1200
    file.write_bytes(data)
    with Library(folder, embedder=HashEmbedder()) as library:
        report = library.check()
        assert not report.healthy
        assert any("damaged" in text or "catalog" in text for text in said(report, "catalog", "person"))
    assert file.read_bytes()[place - 1200 : place] == b"\xff" * 1200


def test_another_embedder_is_no_damage_but_is_said(folder: Path) -> None:
    with Library(folder, embedder=HashEmbedder("other", 32)) as library:
        (told,) = said(library.repair(), "vectors", "person")
        assert told.startswith("other is in use: `citeback rebuild`")
    with Library(folder, embedder=HashEmbedder()) as library:
        assert library.check().healthy


def test_copies_without_a_document_are_named_and_stay(folder: Path) -> None:
    (folder / "files").mkdir()
    (folder / "files" / "left.txt").write_text("left over")
    with Library(folder, embedder=HashEmbedder()) as library:
        library.add([make_draft(str(folder / "files" / "kept.txt"), "kept")])
        (folder / "files" / "kept.txt").write_text("kept")
        report = library.repair()
        assert report.healthy
        assert "1 copy without a document (left.txt): `citeback purge` deletes them" in said(report, "files", "none")
    assert (folder / "files" / "left.txt").exists()
