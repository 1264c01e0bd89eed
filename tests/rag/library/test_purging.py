"""What is purged stands in no file of the library any more: read with other means than the purge itself uses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from stores import count_everywhere, texts_by_vector, texts_by_words

from rag.errors import DocumentNotFoundError, LinkError
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.library.redaction import PurgedText

SUPPORT = Path(__file__).parents[2] / "support"
OLD = "The quokka of Rottnest was counted by Euphemia Blatherwick in person."
NEW = "The wombat of Maria Island was counted by another zoologist."
STAYS = "A heron stood in the harbour."
REMOVED = "The zeppelin of Friedrichshafen never carried any xylophones."
LONG = " ".join(f"remarkable{n}" for n in range(3_000))


def fill(folder: Path) -> Library:
    """Give an open library with an old version, a removed document and one that stays."""
    library = Library(folder, embedder=HashEmbedder())
    library.add([make_draft("/a", OLD, LONG), make_draft("/b", STAYS), make_draft("/c", REMOVED)])
    library.add([make_draft("/a", NEW)])
    library.remove(library.find("/c")[0].id)
    return library


def files_with(folder: Path, *words: str) -> list[str]:
    """Name the files that hold one of these words, in any of three encodings, letter by letter."""
    patterns = [word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(pattern in path.read_bytes() for pattern in patterns)]


def dictionary(library: Library) -> set[str]:
    """Read every word of the word index's dictionary."""
    library._open().lexical.commit()
    searcher = library._open().lexical._index.searcher()
    return {word for field in ("body", "context") for word, _ in searcher.terms_with_prefix(field, "")}


def test_old_versions_and_removed_documents_are_gone_from_every_file(tmp_path: Path) -> None:
    with fill(tmp_path) as library:
        (document,) = library.find("/a")
        assert files_with(tmp_path, "Blatherwick") == ["catalog.sqlite3-wal"]
        plan = library.plan_purge()
        assert (plan.versions, plan.documents, str(plan)) == (1, 1, "1 version of 1 document")
        report = library.purge()
        assert report.proven
        assert report.plan == plan
        assert report.samples >= len(LONG) / 256
        assert report.scanned >= sum(path.stat().st_size for path in tmp_path.rglob("catalog*"))
        everywhere = ("Blatherwick", "quokka", "zeppelin", "xylophones", "remarkable", "remarkable2999")
        assert files_with(tmp_path, *everywhere) == []
        assert files_with(tmp_path, "heron") == ["catalog.sqlite3"]
        words = dictionary(library)
        assert {"wombat", "heron"} <= words
        assert not {word for word in words if word.startswith(("quokka", "blather", "zeppelin", "xylo", "remark"))}
        assert (tmp_path / "catalog.sqlite3-wal").stat().st_size == 0
        assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"chroma-2", "lexical-2"}
        assert sorted(texts_by_words(library, "wombat quokka zeppelin heron")) == [STAYS, NEW]
        assert texts_by_vector(library, NEW, 1) == [NEW]
        assert library.documents()[0] == document
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert library.check().healthy
        assert count_everywhere(library) == {
            "versions": 2,
            "paragraphs": 2,
            "chunks": 2,
            "drops": 0,
            "vectors": 2,
            "words": 2,
        }


def test_vectors_are_copied_and_not_embedded_again(tmp_path: Path) -> None:
    class Refusing(HashEmbedder):
        def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
            raise AssertionError(texts)

    with fill(tmp_path) as library:
        before = library.chunk_vectors(library.search_words("heron wombat", 2))
    with Library(tmp_path, embedder=Refusing()) as library:
        assert library.purge().proven
        assert (library.chunk_vectors(library.search_words("heron wombat", 2)) == before).all()


def test_a_link_into_what_was_purged_says_when(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        (old,) = library.add([make_draft("/a", OLD)])
        (new,) = library.add([make_draft("/a", NEW)])
        library.purge()
        with pytest.raises(LinkError, match=r"was purged on \d{4}-\d\d-\d\d$"):
            library.open_link(f"citeback:{old.id}@{old.version}#1:0-9")
        assert library.open_link(f"citeback:{new.id}@{new.version}#1:4-10").paragraph.text == NEW
        with pytest.raises(LinkError, match="it was removed"):
            library.open_link(f"citeback:{old.id}@ba9876543210#1:0-9")
        library.add([make_draft("/a", OLD)])  # the same bytes come back
        assert library.open_link(f"citeback:{old.id}@{old.version}#1:0-9").paragraph.text == OLD
        library.add([make_draft("/a", NEW)])
        assert library.purge().proven
        with pytest.raises(LinkError, match="was purged on"):
            library.open_link(f"citeback:{old.id}@{old.version}#1:0-9")


def test_a_document_that_is_named_goes_with_all_its_versions_and_its_copy(tmp_path: Path) -> None:
    copies = tmp_path / "files"
    copies.mkdir()
    for name, text in (("gone.txt", OLD), ("stays.txt", STAYS), ("left.txt", REMOVED)):
        (copies / name).write_text(text)
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        gone, stays = library.add(
            [make_draft(str(copies / "gone.txt"), OLD), make_draft(str(copies / "stays.txt"), STAYS)]
        )
        assert str(library.plan_purge([gone.id])) == "1 version of 1 document and 2 copies of files"
        report = library.purge([gone.id])
        assert report.proven
        assert library.documents() == [stays]
        assert [path.name for path in copies.iterdir()] == ["stays.txt"]
        assert files_with(tmp_path, "quokka", "zeppelin") == []
        assert texts_by_words(library, "quokka heron") == [STAYS]
        with pytest.raises(LinkError, match="was purged on"):
            library.open_link(f"citeback:{gone.id}@{gone.version}#1:0-9")
        with pytest.raises(DocumentNotFoundError):
            library.purge([gone.id])


def test_what_quotes_it_says_that_it_was_purged(tmp_path: Path) -> None:
    seen: list[PurgedText] = []

    def redact(purged: PurgedText) -> int:
        seen.append(purged)
        return 2

    with Library(tmp_path, embedder=HashEmbedder()) as library:
        (old,) = library.add([make_draft("/a", OLD, STAYS)])
        library.add([make_draft("/a", NEW, STAYS)])
        facts = tmp_path / "facts.jsonl"
        facts.write_text(json.dumps({"question": "Who?", "answers": ["Euphemia Blatherwick", "A heron"]}) + "\n")
        report = library.purge(redactors=[redact])
    assert report.redacted == 3
    assert report.proven
    assert seen[0].versions == {(old.id, old.version)}
    assert json.loads(facts.read_text()) == {"question": "Who?", "answers": [seen[0].mark, "A heron"]}


def test_what_is_left_somewhere_is_found_and_named(tmp_path: Path) -> None:
    with fill(tmp_path) as library:
        for encoding in ("utf-8", "utf-16"):
            (tmp_path / f"notes-{encoding}").write_bytes(f"once: {OLD}".encode(encoding))
        report = library.purge()
        assert not report.proven
        assert report.found == ("notes-utf-16", "notes-utf-8")


def test_the_dictionary_is_held_to_the_chunks_that_a_search_sees(tmp_path: Path) -> None:
    with fill(tmp_path) as library:
        lexical = library._open().lexical
        known, dead = lexical.count_terms()
        assert known > dead > 3_000, "a drop leaves the words of what is dropped"
        library.purge()
        known, dead = library._open().lexical.count_terms()
        assert known > 0
        assert dead == 0


def test_an_empty_library_can_be_purged(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert library.purge().proven


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
library.purge()
"""

POINTS = {
    ("purging", "_samples"): True,
    ("vectors", "write"): True,
    ("lexical", "commit"): True,
    ("generations", "name_stores"): True,
    ("handles", "replace"): False,
    ("database", "shrink"): False,
    ("purging", "_scan"): False,
}
"""Where it dies, and whether the old version can still be read afterwards."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_purge_killed_anywhere_has_not_begun_or_is_finished_by_the_next(tmp_path: Path) -> None:
    children = {}
    search_path = os.pathsep.join([str(SUPPORT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": search_path}
    with fill(tmp_path / "first") as library:
        old = f"citeback:{library.find('/a')[0].id}@{make_draft('/a', OLD, LONG).digest[:12]}#1:0-9"
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
        with Library(folder, embedder=HashEmbedder(), on_notice=told.append) as library:
            assert sorted(texts_by_words(library, "wombat quokka heron")) == [STAYS, NEW], point
            assert texts_by_vector(library, NEW, 1) == [NEW], point
            if POINTS[point]:
                assert library.open_link(old).paragraph.text == OLD
            else:
                with pytest.raises(LinkError, match="was purged on"):
                    library.open_link(old)
            assert library.purge().proven, point
            assert files_with(folder, "Blatherwick", "zeppelin", "remarkable7") == [], point
        assert told == [], point
