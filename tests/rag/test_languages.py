"""Libraries in thirteen languages, asked as their readers would; no figure may fall below what is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from foreign_library import LANGUAGES, Graded, documents, grade, questions

from ingest import ingest
from rag import Assistant, Library
from rag.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = {
    "ar": Graded(first=10, fifth=11, right=10, refused=4),
    "de": Graded(first=12, fifth=12, right=12, refused=4),
    "es": Graded(first=10, fifth=10, right=8, refused=4),
    "fr": Graded(first=11, fifth=11, right=11, refused=4),
    "hi": Graded(first=8, fifth=8, right=8, refused=3),
    "it": Graded(first=8, fifth=8, right=8, refused=4),
    "ja": Graded(first=10, fifth=11, right=10, refused=4),
    "ko": Graded(first=7, fifth=7, right=6, refused=3),
    "nl": Graded(first=7, fifth=7, right=8, refused=4),
    "ru": Graded(first=11, fifth=11, right=11, refused=4),
    "th": Graded(first=7, fifth=7, right=7, refused=3),
    "tr": Graded(first=8, fifth=8, right=6, refused=4),
    "zh": Graded(first=12, fifth=12, right=10, refused=4),
}
"""What was reached on 2026-11-22."""


def test_every_language_has_a_floor() -> None:
    assert set(FLOORS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_paragraph_is_found_and_cited_and_what_is_not_there_refused(language: str, tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        assert not ingest(documents(language), library).failed
        assert {document.language for document in library.documents()} == {language}
        graded, floor = grade(Assistant(library, Settings()), language), FLOORS[language]
    assert (graded.first, graded.fifth) >= (floor.first, floor.fifth), graded
    assert graded.right >= floor.right, graded
    assert graded.refused >= floor.refused, graded


def test_what_a_document_of_the_same_language_does_not_say_is_refused(tmp_path: Path) -> None:
    council, lease = documents("de")
    with Library(tmp_path / "library") as library:
        ingest([lease], library)
        assistant = Assistant(library, Settings())
        gone = [asked for asked in questions("de")[0] if asked.proof in council.read_text("utf-8")]
        assert len(gone) == 8
        assert [asked.question for asked in gone if not assistant.ask(asked.question).refused] == []


def test_documents_in_many_languages_lie_beside_each_other(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        ingest([path for language in ("de", "ru", "zh") for path in documents(language)], library)
        assistant = Assistant(library, Settings())
        for language in ("de", "ru", "zh"):
            graded, floor = grade(assistant, language), FLOORS[language]
            assert (graded.first >= floor.first, graded.right >= floor.right) == (True, True), (language, graded)


def test_a_question_of_one_word_is_in_the_language_of_its_sources(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        ingest(documents("de"), library)
        answer = Assistant(library, Settings()).ask("Hundesteuer?")
        assert "96 Euro" in answer.text
