from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.document import Chunk
from rag.library.lexical import MAX_TERMS, Lexical
from rag.library.stored import StoredChunk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def lexical(tmp_path: Path) -> Iterator[Lexical]:
    index = Lexical(tmp_path / "lexical")
    yield index
    index.close()


def write(index: Lexical, *texts: str, context: str = "") -> None:
    index.write([StoredChunk(key, "d", Chunk(1, 1, text, context)) for key, text in enumerate(texts, start=1)])
    index.commit()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("They were negotiating in Doha.", "negotiations"),
        ("Müller spoke.", "muller"),
        ("Muller spoke.", "MÜLLER"),
        ("Mu\u0308ller spoke.", "Müller"),
        ("Ｑａｔａｒ mediated.", "Qatar"),
        ("Pakistan’s delegation", "Pakistan's"),
        ("a 48-hour truce", "48 hours"),
        ("北京大学在北京", "大学"),
        ("東京都に行きました", "東京"),
        ("서울특별시", "서울"),
        ("ภาษาไทย", "ไทย"),
    ],
)
def test_a_word_is_found_in_its_other_forms(lexical: Lexical, text: str, question: str) -> None:
    write(lexical, text, "something else entirely 上海")
    assert [key for key, _ in lexical.search(question, 5, None)] == [1]


def test_title_and_heading_are_searched_too(lexical: Lexical) -> None:
    write(lexical, "one", "two", context="Peace talks")
    assert len(lexical.search("talk", 5, None)) == 2


def test_a_rarer_word_counts_more(lexical: Lexical) -> None:
    write(lexical, "cat cat", "cat horse", "cat dog", "cat")
    assert lexical.search("cat horse", 5, None)[0][0] == 2


def test_of_a_very_long_question_the_rarest_words_count(lexical: Lexical) -> None:
    common = [f"common{number}" for number in range(MAX_TERMS)]
    write(lexical, " ".join(common), " ".join(common), "needle")
    assert 3 in [key for key, _ in lexical.search(" ".join([*common, "needle"]), 5, None)]


def test_nothing_is_seen_before_the_commit_and_nothing_after_a_rollback(lexical: Lexical) -> None:
    write(lexical, "cat")
    lexical.write([StoredChunk(2, "d", Chunk(1, 1, "cat", ""))])
    assert lexical.count() == 1
    lexical.rollback()
    lexical.drop([])
    lexical.commit()
    assert lexical.count() == 1
    lexical.check([1])


def test_dropping_what_is_not_there_is_fine(lexical: Lexical) -> None:
    write(lexical, "cat")
    lexical.drop([7, 8])
    lexical.commit()
    assert lexical.count() == 1
