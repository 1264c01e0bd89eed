"""The commands that keep a library, each in a process of its own, as a user runs them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from command import citeback, refused


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


def test_a_sound_library_needs_nothing(library: Path) -> None:
    result = citeback("doctor", "--library", library)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "catalog  1 document, 1 earlier version, 1 paragraph, 1 chunk: sound",
        "vectors  1 of 1 chunk, made with minilm-l6-v2-int8 (384 numbers each): sound",
        "words    1 of 1 chunk: sound",
        "files    0 copies: sound",
    ]


def test_what_is_broken_is_only_said_in_a_dry_run_and_else_repaired(library: Path) -> None:
    shutil.rmtree(library / "lexical")
    for _ in range(2):
        result = citeback("doctor", "--dry-run", "--library", library)
        assert result.returncode == 1
        assert "broken: the folder" in result.stdout
        assert not (library / "lexical").exists()
    result = citeback("doctor", "--library", library)
    assert result.returncode == 0, result
    assert result.stderr == "citeback: the word index was missing and was built again from the catalog\n"
    assert result.stdout.endswith("files    0 copies: sound\n")
    assert citeback("doctor", "--dry-run", "--library", library).returncode == 0


def test_what_only_a_person_can_mend_ends_in_exit_code_1(library: Path) -> None:
    with closing(sqlite3.connect(library / "catalog.sqlite3")) as connection:
        connection.execute("UPDATE chunks SET text = 'made up'")
        connection.commit()
    result = citeback("doctor", "--library", library)
    assert result.returncode == 1
    assert "remove it and ingest its file again" in result.stdout


def test_a_rebuild_makes_both_indexes_anew(library: Path) -> None:
    result = citeback("rebuild", "--library", library)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "rebuilt the vectors and words of 1 chunk with minilm-l6-v2-int8\n"
    assert {path.name for path in library.iterdir() if path.is_dir()} == {"chroma-2", "lexical-2"}
    assert "somebody else" in citeback("ask", "Who counted the wombat?", "--library", library).stdout


def test_a_library_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    for command in ("doctor", "rebuild"):
        refused(citeback(command, "--library", tmp_path / "none"), "there is no library")
    assert list(tmp_path.iterdir()) == []
