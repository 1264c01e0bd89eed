from __future__ import annotations

import pytest

from rag.text.wordlists import LANGUAGES, asks_for, without_asking, without_stop_words, wordlist


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_list_can_be_read_and_has_what_asks(language: str) -> None:
    known = wordlist(language)
    assert known is not None
    assert known.stop
    assert not known.when.search("Beirut")
    assert not known.number.search("Beirut")


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("من ترأس جلسة المجلس؟", "ar", "ترأس جلسة المجلس؟"),
        ("Wer leitete die Sitzung?", "de", "leitete Sitzung?"),
        ("Кто вёл заседание?", "ru", "вёл заседание?"),
        ("谁主持了会议？", "zh", "主持 会议？"),
        ("बैठक की अध्यक्षता किसने की?", "hi", "बैठक अध्यक्षता ?"),
        ("도서관은 어디에 있습니까?", "ko", "도서관 ?"),
        ("Who led it?", "en", "Who led it?"),
        ("Wer?", "de", "Wer?"),
    ],
)
def test_words_that_say_nothing_are_left_out_unless_nothing_else_is_there(text: str, language: str, left: str) -> None:
    assert without_stop_words(text, language).split() == left.split()


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("متى تفتح المكتبة؟", "ar", "when"),
        ("كم سعر التذكرة؟", "ar", "number"),
        ("Wann beginnt es?", "de", "when"),
        ("Wie hoch ist die Gebühr?", "de", "number"),
        ("Сколько это стоит?", "ru", "number"),
        ("图书馆几点开门？", "zh", "when"),
        ("いくらですか", "ja", "number"),
        ("Wer kam?", "de", "other"),
        ("Who came?", "en", "other"),
    ],
)
def test_a_question_asks_for_a_time_a_number_or_something_else(text: str, language: str, asked: str) -> None:
    assert asks_for(text, language) == asked


def test_what_asks_is_no_word_to_be_found() -> None:
    assert without_asking("产品保修多长时间？", "zh").split() == ["产品保修", "？"]
    assert without_asking("Combien ?", "fr").split() == ["Combien", "?"]
