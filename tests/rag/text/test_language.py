from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.errors import ModelError
from rag.text.language import LONGEST, document_language, is_english, language_among, language_of, load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "Who is Khawaja Asif?",
        "who headed the delegation of the Kessel Highlands Front",
        "When did Zhu Shijie die?",
        "What causes Cholesteatoma?",
        "Where is Übersee am Chiemsee?",
        "In which city does Joren Vaskel live?",
        "How often should I descale the kettle?",
        "ferry timetable Ostwick to Lenham",
        "Driver: Tomas Reed; Vehicle: Lorry Falcon",
        "HOW MANY BOATS CAN MOOR THERE?",
        "Who is 阿西夫?",
        "The ferry from Ostwick sails at nine; Señor Núñez and Mme Lefèvre are on board.",
    ],
)
def test_english_is_english_whatever_names_it_has(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wer leitete die Delegation in Doha?",
        "Qui dirigeait la délégation à Doha ?",
        "¿Quién encabezó la delegación en Doha?",
        "quien firmo el contrato",
        "Chi guidava la delegazione a Doha?",
        "Quem chefiou a delegação em Doha?",
        "Wie leidde de delegatie in Doha?",
        "Kto kierował delegacją w Dosze?",
        "Hur många artiklar har avtalet?",
        "Ateşkes ne zaman imzalandı?",
        "Кто возглавлял делегацию в Дохе?",
        "من ترأس الوفد في الدوحة؟",
        "谁率领代表团参加会谈？",
        "会談はどこで行われますか？",
        "מי עמד בראש המשלחת?",
        "दोहा में प्रतिनिधिमंडल का नेतृत्व किसने किया?",
        "WER LEITETE DIE DELEGATION IN DOHA?",
        "Die Fähre fährt jeden Morgen um neun Uhr.\nSie hält in Lenham.",
    ],
)
def test_another_language_is_told_by_its_words_or_its_script(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    "text", ["", " ", "?!", "Durand", "48,200", "Torkham Chaman", "α = β", "🚢🚢🚢", "\x00", "\ud800 \udfff"]
)
def test_what_says_too_little_is_taken_for_english(text: str) -> None:
    assert is_english(text)


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert is_english("the ferry sails at nine " * LONGEST + "und so weiter")
    assert not is_english("Die Fähre fährt um neun Uhr ab. " * 10_000)


def test_a_model_that_is_not_there_is_named_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lid\.ftz.*reinstall"):
        load(tmp_path / "lid.ftz")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("عُقدت جلسة المجلس البلدي يوم الثلاثاء في قاعة البلدية.", "ar"),
        ("会议于三月十八日在市政府大楼召开，由委员会主任主持。", "zh"),
        ("Die Sitzung des Gemeinderats fand am 12. März im Bürgerhaus statt.", "de"),
        ("Заседание городского совета состоялось в здании администрации.", "ru"),
        ("定例会は三月十一日に町役場の議場で開かれた。", "ja"),
        ("The council met on 12 March in the town hall.", "en"),
    ],
)
def test_the_language_of_a_text_is_named(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "48,200", "Müller, Schmidt", "E20", "\x00", "\ud800"])
def test_what_says_too_little_is_in_the_language_of_what_stands_around(text: str) -> None:
    assert (language_of(text), language_of(text, "de")) == ("", "de")


def test_a_document_is_in_the_language_of_most_of_its_paragraphs() -> None:
    paragraphs = ["Anhang 4", "Die Gemeinde erhebt eine Gebühr für die Benutzung der Halle."] * 20
    assert document_language([*paragraphs, "This one paragraph is in English, and not a very long one."]) == "de"
    assert document_language([]) == ""


def test_a_short_question_is_in_a_language_that_is_there() -> None:
    assert language_among("機場何時建成？", ["ja"]) == "ja"
    assert language_among("いつ完成しましたか", ["zh", "ja"]) == "ja"
    assert language_among("Hvem ledede mødet?", ["da"]) == "da"
