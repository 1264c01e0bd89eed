from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder

from eval.benchmarks.changing import ChangingFolder
from eval.benchmarks.crashchild import bring_in
from eval.benchmarks.soundness import contents, differences, disagreements, strangers
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

KILLS = 25
FILES = 12


@pytest.fixture
def folder(tmp_path: Path) -> ChangingFolder:
    return ChangingFolder(tmp_path / "folder", seed=3, files=FILES)


@pytest.fixture
def library(tmp_path: Path, folder: ChangingFolder) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as opened:
        bring_in(str(folder.path), opened)
        yield opened


@pytest.mark.skipif(sys.platform == "win32", reason="it kills by signals and process groups")
def test_a_library_is_whole_after_each_of_25_kills_and_ends_as_if_there_had_been_none(tmp_path: Path) -> None:
    from eval.benchmarks.crash import Crashes  # here: its signals are not Windows'

    report = Crashes(tmp_path, seed=25, files=24).kill(KILLS, lambda: None)
    assert report.failures == []
    assert report.kills == KILLS
    assert sum(report.stages.values()) == KILLS
    assert report.asked >= KILLS / 2
    assert report.compared > 0


def test_the_same_seed_makes_the_same_folder(tmp_path: Path, folder: ChangingFolder) -> None:
    other = ChangingFolder(tmp_path / "other", seed=3, files=FILES)
    for one in (folder, other):
        for _ in range(5):
            one.change()
    relative = [{str(path.relative_to(one.path)): path.read_bytes() for path in one.places} for one in (folder, other)]
    assert relative[0] == relative[1]


def test_all_that_a_folder_says_is_in_the_library_that_took_it_in(library: Library, folder: ChangingFolder) -> None:
    assert list(disagreements(library)) == []
    assert list(strangers(library, folder.versions)) == []
    assert set(contents(library)) == set(folder.present())


def test_a_lost_vector_is_noticed(library: Library) -> None:
    indexes, catalog = library._open(), library._catalog
    indexes.vectors.drop([catalog.read_live_chunks(0, 1)[0].key])
    problems = list(disagreements(library))
    count = catalog.count_live_chunks()
    assert problems[0] == f"vectors: {count - 1} for {count} live chunks"
    assert problems[-1] == f"vectors: 1 of {count} come back empty"


def test_a_word_too_many_is_noticed(library: Library) -> None:
    indexes, catalog = library._open(), library._catalog
    stored = catalog.read_live_chunks(0, 1)[0]
    indexes.lexical.write([type(stored)(99_999, stored.document, stored.chunk)])
    indexes.lexical.commit()
    count = catalog.count_live_chunks()
    assert list(disagreements(library)) == [f"words: {count + 1} for {count} live chunks"]


def test_a_document_of_bytes_that_never_were_is_noticed(library: Library, folder: ChangingFolder) -> None:
    known = dict(folder.versions)
    gone = sorted(library.digests().items())[0]
    del known[gone[1]]
    assert list(strangers(library, known)) == [f"{gone[0]}: its bytes were never in the folder"]


def test_two_libraries_that_differ_are_told_apart(library: Library) -> None:
    held = contents(library)
    path = next(iter(held))
    assert len(list(differences(held, {other: one for other, one in held.items() if other != path}))) == 1
    assert list(differences(held, held)) == []


def test_changes_come_in_every_kind(folder: ChangingFolder) -> None:
    kinds: Counter[str] = Counter()
    for _ in range(20):
        before = {path: path.read_bytes() for path in folder.places}
        folder.change()
        after = {path: path.read_bytes() for path in folder.places}
        kinds["gone"] += len(before.keys() - after.keys())
        kinds["new"] += len(after.keys() - before.keys())
        kinds["changed"] += sum(before[path] != after[path] for path in before.keys() & after.keys())
        kinds["moved"] += sum(path.name.startswith("moved-") for path in after.keys() - before.keys())
    assert min(kinds[kind] for kind in ("gone", "new", "changed", "moved")) > 0


def test_a_table_that_moved_is_held_as_if_it_had_always_been_there(library: Library, folder: ChangingFolder) -> None:
    table = next(path for path in folder.places if path.suffix in (".csv", ".json"))
    table.rename(table.with_name(f"elsewhere{table.suffix}"))
    bring_in(str(folder.path), library)
    with Library(library.path.with_name("fresh"), embedder=HashEmbedder()) as fresh:
        bring_in(str(folder.path), fresh)
        assert list(differences(contents(library), contents(fresh))) == []
