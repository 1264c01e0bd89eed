from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.document import Chunk
from rag.library.lexical import Lexical
from rag.library.stored import StoredChunk
from rag.library.terms import Form, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def lexical(tmp_path: Path) -> Iterator[Lexical]:
    index = Lexical(tmp_path / "lexical")
    yield index
    index.close()


def write(index: Lexical, *texts: tuple[str, str]) -> None:
    index.write(
        [
            StoredChunk(key, "d", Chunk(1, 1, text, ""), language=language)
            for key, (language, text) in enumerate(texts, start=1)
        ]
    )
    index.commit()


def found(index: Lexical, question: str) -> list[int]:
    return [key for key, _ in index.search(question, 10, None)]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("ar", "صادق المجلس على الميزانيّة", "ميزانية"),
        ("ar", "أُغلق الجسر القديم", "متى اغلق جسر المدينة؟"),
        ("de", "Die Brücken sind gesperrt", "Bruecke"),
        ("de", "Herr Müller sprach", "Was sagte Mueller?"),
        ("el", "Η βιβλιοθήκη είναι ανοιχτή", "ΒΙΒΛΙΟΘΗΚΗΣ"),
        ("fr", "les tarifs de l'électricité", "electricite"),
        ("hi", "ग्राम पंचायत की बैठकों में", "बैठक"),
        ("ru", "В городской библиотеке", "библиотеки"),
        ("ru", "Депутат Семёнов", "Семенов"),
        ("zh", "市图书馆延长开放时间", "图书馆什么时候开放？"),
        ("ja", "体育館の改修が可決された", "体育館の改修はいつですか"),
        ("th", "ห้องสมุดเปิดทุกวัน", "ห้องสมุดเปิดเวลาใด"),
    ],
)
def test_a_word_is_found_in_other_forms_of_its_language(
    lexical: Lexical, language: str, text: str, question: str
) -> None:
    write(lexical, (language, text), ("en", "Something else entirely."), (language, "1234"))
    assert found(lexical, question)[:1] == [1]


def test_stop_words_of_another_language_find_nothing(lexical: Lexical) -> None:
    write(lexical, ("de", "Die Fähre ist neu."), ("de", "Kapitän Brandt leitete die Überfahrt nach Lenham."))
    assert found(lexical, "Wer ist Kapitän der Überfahrt nach Lenham?") == [2]


def test_english_is_ranked_the_same_beside_other_languages(lexical: Lexical, tmp_path: Path) -> None:
    english = [
        ("en", "The states met and agreed on a meeting in March."),
        ("en", "A state visit was agreed in the second meeting of the states."),
        ("en", "Nobody was visited."),
    ]
    write(lexical, *english)
    alone = lexical.search("Which states agreed to meetings and visits?", 10, None)
    beside = Lexical(tmp_path / "beside")
    others = [
        ("de", "Die Sitzung ist eröffnet, der Rat tagt."),
        ("fr", "La séance est levée ce soir."),
        ("it", "La sala è chiusa."),
    ]
    write(beside, *english, *others)
    mixed = beside.search("Which states agreed to meetings and visits?", 10, None)
    beside.close()
    assert [key for key, _ in mixed] == [key for key, _ in alone]


def test_a_word_with_two_stems_counts_once(lexical: Lexical) -> None:
    write(lexical, ("de", "Verhandlungen"), ("nl", "Verhandlungen"), ("de", "Wetter"))
    scores = dict(lexical.search("Verhandlungen", 5, None))
    assert set(scores) == {1, 2}
    assert max(scores.values()) < 2 * min(scores.values())


def test_a_form_stands_only_for_chunks_of_its_language() -> None:
    terms = Terms(lambda text: text.lower().split())
    assert terms.of_question("Häuser", ["en", "de"]) == [(Form("häuser"), Form("haus", ("de",)))]
    assert terms.of_question("Häuser", ["en"]) == [(Form("häuser"),)]


def test_a_word_too_long_to_be_one_is_left_out() -> None:
    terms = Terms(str.split)
    assert terms.of_chunk("Rat " + "x" * 61, "de") == ["rat"]
    assert terms.of_question("x" * 61, ["de"]) == []
