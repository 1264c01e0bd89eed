from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from conversing import add, open_library

from rag.answer import Answer
from ui.suggestions import MOST, Suggestions, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag import Assistant, Library

LOPEZ = "Maria Lopez, who led the works on the quay, thanked the crew."


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as library:
        yield library


class Silent:
    """Refuse every question and count them; a real implementation of the port."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        return Answer(question, question, refused=True, reason="The documents do not say.")


def test_every_suggestion_is_answered_from_the_library(library: Library, assistant: Assistant) -> None:
    made = suggest(library.documents(), assistant)
    assert made
    for question in made:
        answer = assistant.ask(question)
        assert not answer.refused
        assert answer.citations


def test_the_same_library_gives_the_same_suggestions(library: Library, assistant: Assistant) -> None:
    made = suggest(library.documents(), assistant)
    assert suggest(library.documents()[::-1], assistant) == made == Suggestions(library, assistant).wait()


def test_what_is_not_answered_is_not_suggested_and_only_a_few_are_tried(own: Library) -> None:
    for number in range(40):
        add(own, f"/documents/{number}.txt", f"Maria Lopez, who led crew {number} to the quay, thanked all.")
    silent = Silent()
    assert suggest(own.documents(), silent) == ()
    assert len(silent.asked) == 15


def test_suggestions_are_made_in_the_background_once_for_each_state(own: Library) -> None:
    add(own, "/documents/quay.txt", LOPEZ)
    silent = Silent()
    suggestions = Suggestions(own, silent)
    for _ in range(2):
        ready = threading.Event()
        assert suggestions.current(ready.set) == ()
        assert ready.wait(30)
        assert suggestions.current() == ()
        asked = len(silent.asked)
        suggestions.current()
        suggestions.wait()
        assert len(silent.asked) == asked
        add(own, "/documents/more.txt", "The harbour was represented by Joren Vaskel of Ostwick.")
    assert silent.asked == ["Who led the works on the quay?", *silent.asked[1:]]
    assert len(silent.asked) == 3


def test_a_library_of_many_gives_at_most_a_handful(own: Library, assistant: Assistant) -> None:
    class Sure(Silent):
        def ask(self, question: str) -> Answer:
            self.asked.append(question)
            return assistant.ask("Who led the works on the quay?")

    for number in range(12):
        add(own, f"/documents/{number}.txt", f"Maria Lopez, who led crew {number} to the quay, thanked all.")
    assert len(suggest(own.documents(), Sure())) <= MOST
