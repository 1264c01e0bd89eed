"""The interactive commands as a person meets them: in a terminal, line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from command import environment
from plain_documents import LEASE

from eval.facts import load_facts
from rag.document import Chunk, Draft
from rag.library.library import Library

if sys.platform == "win32":
    pytest.skip("its terminals are of another kind", allow_module_level=True)

from terminal_session import TerminalSession

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    with Library(folder / "library") as library:
        texts = [paragraph.text for paragraph in LEASE.paragraphs]
        chunks = tuple(Chunk(number, number, text, "Lease") for number, text in enumerate(texts, start=1))
        library.add([Draft(LEASE.path, "0" * 64, "Lease", LEASE.layout, chunks)])
    return folder


@pytest.fixture
def sessions(folder: Path) -> Iterator[list[TerminalSession]]:
    started: list[TerminalSession] = []
    yield started
    for session in started:
        session.stop()


def start(sessions: list[TerminalSession], folder: Path, *arguments: str) -> TerminalSession:
    command = [sys.executable, "-m", "eval", "facts", *arguments, "--library", "library"]
    sessions.append(TerminalSession(command, folder, {**environment(), "TERM": "xterm", "COLUMNS": "120"}))
    return sessions[-1]


def test_drafts_are_confirmed_edited_and_kept_when_ctrl_c_is_pressed(
    folder: Path, sessions: list[TerminalSession]
) -> None:
    session = start(sessions, folder, "draft", "drafted.yaml")
    assert "Question  How many rooms does the flat have?" in session.wait_for("q quit)")
    session.type("y")
    session.wait_for("Written to drafted.yaml, line 3.")
    session.wait_for("q quit)")
    session.type("e")
    session.wait_for("Question: ")
    session.type(" In euros?")  # behind what stands there to be edited
    session.wait_for("q quit)")
    session.type("y")
    session.wait_for("Written to drafted.yaml, line 8.")
    session.wait_for("q quit)")
    session.press(b"\x03")
    assert session.end() == 130
    assert "citeback: stopped; 2 facts kept in drafted.yaml" in session.shown
    first, second = load_facts(folder / "drafted.yaml").facts
    assert first.question == "How many rooms does the flat have?"
    assert second.question.endswith("? In euros?")


def test_a_fact_is_added_from_what_citeback_answers(folder: Path, sessions: list[TerminalSession]) -> None:
    session = start(sessions, folder, "add", "added.yaml")
    session.wait_for("Question (Enter to stop):")
    session.type("How much is the rent?")
    assert "The rent is 1,150 euros a month." in session.wait_for("q quit)")
    session.type("y")
    session.wait_for("words to look for:")
    session.type("")
    session.wait_for("Tags")
    session.type("money")
    session.wait_for("Written to added.yaml")
    session.wait_for("Question (Enter to stop):")
    session.press(b"\x04")
    assert session.end() == 0
    assert "1 fact added to added.yaml" in session.shown
    (fact,) = load_facts(folder / "added.yaml").facts
    assert "1,150" in fact.answers[0]
    assert (fact.tags, fact.paragraphs[0].quote) == (("money",), "The rent is 1,150 euros a month.")
