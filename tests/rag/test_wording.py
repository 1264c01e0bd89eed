from __future__ import annotations

import pytest

from rag.document import Paragraph
from rag.wording import MOST_UNITS, measure, read_question

TEXTS = [
    "Der Rat verabschiedete am 12. März den Haushaltsplan. Er umfasst acht Millionen Euro.",
    "Die Brücke ist gesperrt, weil der Beton gerissen ist.",
    "Die Gebühr beträgt 45 Euro für jeden Schlüssel.",
]
PLACES = [("Niederschrift", Paragraph(number, text)) for number, text in enumerate(TEXTS, start=1)]


def shares(question: str) -> list[float]:
    return [round(worded.around, 2) for worded in measure(read_question(question, TEXTS), PLACES)]


def test_a_paragraph_that_has_all_words_has_all_of_the_question() -> None:
    assert shares("Warum ist die Bruecke gesperrt?") == [0.0, 1.0, 0.0]


def test_of_two_words_both_are_wanted() -> None:
    assert max(shares("Wann wurde die Brücke gestrichen?")) == 0.4


def test_a_word_may_be_a_part_of_a_longer_one() -> None:
    assert shares("Was steht im Haushalt?")[0] > 0
    assert shares("Was ist ein Rathaus?") == [0.0, 0.0, 0.0]


def test_a_sentence_ends_as_its_own_language_ends_it() -> None:
    worded = measure(read_question("Was verabschiedete der Rat?", TEXTS), PLACES)[0]
    assert [span.cut(TEXTS[0]) for span, _ in worded.sentences] == TEXTS[0].replace(". Er", ".|Er").split("|")


def test_a_number_that_is_asked_about_must_be_there() -> None:
    question = read_question("Was wurde am 13. März verabschiedet?", TEXTS)
    assert not any(worded.has_numbers for worded in measure(question, PLACES))
    question = read_question("Was wurde am 12. März verabschiedet?", TEXTS)
    assert measure(question, PLACES)[0].has_numbers


def test_where_a_number_is_asked_for_a_sentence_with_one_goes_before() -> None:
    kinds = [worded.kind for worded in measure(read_question("Wie hoch ist die Gebühr?", TEXTS), PLACES)]
    assert kinds == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("question", ["?", "Wer?", "123", "…", "的", "\u064b"])
def test_a_question_that_says_nothing_shares_nothing(question: str) -> None:
    assert max(shares(question)) == 0.0


def test_two_signs_are_one_word_only_together() -> None:
    texts = ["公共汽车票价由一元调整为两元。", "图书馆开放。"]
    places = [("纪要", Paragraph(number, text)) for number, text in enumerate(texts, start=1)]
    assert measure(read_question("火车票多少钱？", texts), places)[0].around == 0.25
    assert measure(read_question("公共汽车票价多少钱？", texts), places)[0].around == 1.0


def test_of_a_whole_text_asked_only_the_beginning_is_compared() -> None:
    question = read_question(" ".join(f"Wort{number}" for number in range(50_000)), TEXTS)
    assert len(question.units) == MOST_UNITS
