from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder

from rag.errors import LibraryBusyError, LibraryError
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOLDER = """
import sys
from rag.library.library import Library
library = Library(sys.argv[-1])
if "announce" in sys.argv:
    library.announce("http://127.0.0.1:7860/and-more-text-than-before")
    library.announce("http://127.0.0.1:7860")
print("open", flush=True)
sys.stdin.read()
"""


def hold(folder: Path, script: Path, *words: str) -> subprocess.Popen[str]:
    script.write_text(HOLDER)
    command = [sys.executable, str(script), *words, str(folder)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    return child


def test_a_second_process_is_told_who_owns_the_library(tmp_path: Path) -> None:
    with hold(tmp_path / "library", tmp_path / "citeback", "ingest", "secret question") as child:
        with pytest.raises(LibraryBusyError) as caught:
            Library(tmp_path / "library")
        child.communicate("")
    message = str(caught.value)
    assert f"in use by process {child.pid} (citeback ingest); " in message
    assert str(tmp_path / "library") in message
    assert "secret" not in message
    Library(tmp_path / "library").close()


def test_a_second_process_is_told_where_the_chat_is(tmp_path: Path) -> None:
    with hold(tmp_path / "library", tmp_path / "citeback", "announce") as child:
        with pytest.raises(LibraryBusyError, match=r"its chat is at http://127\.0\.0\.1:7860:"):
            Library(tmp_path / "library")
        child.communicate("")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    with hold(tmp_path / "library", tmp_path / "citeback") as child:
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert json.loads((tmp_path / "library" / "lock").read_text())["pid"] == child.pid
    Library(tmp_path / "library").close()


def test_one_process_cannot_open_a_library_twice(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library.announce("http://127.0.0.1:1")
        with pytest.raises(LibraryBusyError, match="already open in this process"):
            Library(tmp_path)
    assert (tmp_path / "lock").read_text() == ""
    Library(tmp_path).close()


@pytest.mark.parametrize(
    "text", ["", "garbage", "[]", "{}", '{"pid": "x", "command": 1}', '{"command": "\\u001b[2J"}', "\x00"]
)
def test_a_lock_file_that_says_nothing_still_locks(tmp_path: Path, text: str) -> None:
    with hold(tmp_path / "library", tmp_path / "citeback") as child:
        (tmp_path / "library" / "lock").write_text(text)
        with pytest.raises(LibraryBusyError, match="in use by another process; wait"):
            Library(tmp_path / "library")
        child.communicate("")


def test_a_failed_opening_gives_the_folder_back(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(b"garbage" * 1000)
    for _ in range(2):
        with pytest.raises(LibraryError, match="not a database"):
            Library(tmp_path)


def run_in_fork(work: Callable[[], None]) -> None:
    """Run something in a forked child and see that it ends well, soon."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(20)
    alive = child.is_alive()
    if alive:
        child.kill()
        child.join()
    assert not alive
    assert child.exitcode == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # Python warns of what is tried here
def test_a_forked_child_gets_an_error_instead_of_a_hang(tmp_path: Path) -> None:
    with Library(tmp_path / "one", embedder=HashEmbedder()) as library:
        (document,) = library.add([make_draft("/a", "one")])
        vector = library.embedder.embed(["one"])[0]

        def use_it() -> None:
            for use in (
                library.documents,
                lambda: library.search_words("one", 1),
                lambda: library.search_vectors(vector, 1),
                lambda: library.add([make_draft("/b", "two")]),
                lambda: document.paragraphs,
            ):
                with pytest.raises(LibraryError, match="forked"):
                    use()
            library.close()
            with pytest.raises(LibraryBusyError, match=str(os.getppid())):
                Library(tmp_path / "one")
            with (
                Library(tmp_path / "two", embedder=HashEmbedder()) as other,
                pytest.raises(LibraryError, match="forked"),
            ):
                other.search_words("one", 1)

        run_in_fork(use_it)
        assert len(library.search_words("one", 1)) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_does_not_keep_its_parents_lock(tmp_path: Path) -> None:
    library = Library(tmp_path)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(write)
        os.read(read, 1)
        os._exit(0)
    os.close(read)
    library.close()
    Library(tmp_path).close()
    os.close(write)
    os.waitpid(child, 0)
