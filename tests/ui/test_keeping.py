from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from command import citeback, command_line, environment, refused
from conversing import QUAY, add, answer_from, open_library

from eval.judged import facts_path, read_judged
from ui.conversations import Conversations
from ui.feedback import Asked, Feedback
from ui.keeping import purge


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library whose one document has changed once."""
    folder = tmp_path_factory.mktemp("keep")
    notes = folder / "notes.md"
    for text in ("The quokka was counted by Euphemia Blatherwick.\n", "The wombat was counted by somebody else.\n"):
        notes.write_text(text)
        assert citeback("ingest", notes, "--library", folder / "library").returncode == 0
    return folder / "library"


@pytest.fixture
def library(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "library"))


def test_a_purge_asks_first_and_says_what_it_proved(library: Path) -> None:
    command = command_line("purge", "--library", library)
    asked = subprocess.run(
        command, input="n\n", capture_output=True, encoding="utf-8", env=environment(), timeout=300, check=False
    )
    assert asked.returncode == 2
    assert "Delete 1 version of 1 document for good" in asked.stderr
    assert b"Blatherwick" in b"".join(file.read_bytes() for file in library.glob("catalog*"))
    result = citeback("purge", "--yes", "--library", library)
    assert (result.returncode, result.stderr) == (0, "")
    first, second = result.stdout.splitlines()
    assert first == "purged 1 version of 1 document"
    assert second.startswith("2 samples of the text looked for in ")
    assert second.endswith(" words of the word index held to the texts that stay: none found")
    assert b"Blatherwick" not in b"".join(file.read_bytes() for file in library.rglob("*") if file.is_file())


def test_a_document_is_purged_by_name(library: Path) -> None:
    refused(citeback("purge", "--yes", "nobody.md", "--library", library), "no document 'nobody.md'")
    result = citeback("purge", "--yes", "notes", "--library", library)
    assert (result.returncode, result.stdout.splitlines()[0]) == (0, "purged 2 versions of 1 document")
    assert citeback("sources", "--library", library).stdout == ""


def test_conversations_and_facts_keep_nothing_of_what_is_purged_or_was_removed_before(tmp_path: Path) -> None:
    with open_library(tmp_path / "library") as library:
        named, removed = add(library, QUAY), add(library, "/documents/fair.txt", "The fair of Lenham is held in May.")
        with closing(Conversations(library)) as conversations:
            conversation = conversations.create()
            for document in (named, removed):
                conversations.append(conversation, answer_from(document))
        Feedback(library).right(Asked(answer_from(named)))
        library.remove(removed.id)
        report = purge(library, [named.id])
        assert report.proven
        assert report.redacted > 3
        with closing(Conversations(library)) as conversations:
            turns = conversations.open(conversation).turns
            assert all("purged on" in turn.answer.sentences[0].text for turn in turns)
        assert read_judged(facts_path(library.path)).facts == ()
        everything = b"".join(path.read_bytes() for path in library.path.rglob("*") if path.is_file()).lower()
        assert b"lenham" not in everything
        assert b"lopez" not in everything
        assert purge(library, []).redacted == 0


def test_a_library_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    refused(citeback("purge", "--yes", "--library", tmp_path / "none"), "there is no library")
    assert list(tmp_path.iterdir()) == []
