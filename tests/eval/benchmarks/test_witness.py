from __future__ import annotations

import pytest

from eval.benchmarks.witness import Stray, small_words, strays

PARAGRAPH = (
    "On 15 October 2025 Khawaja Asif of Türkiye's guests named 1,350 men, forty-eight hours, 2.5 million litres."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Asif named 48 hours on October 15, 2025.",
        "KHAWAJA ASIF, of Turkiye, named 1350 men.",
        "On the 15th of October he named 2,500,000 litres.",
        "Named were one thousand three hundred and fifty men.",
    ],
)
def test_the_same_in_another_form_is_no_stray(sentence: str) -> None:
    assert strays(sentence, [PARAGRAPH, "one"], small_words([PARAGRAPH])) == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("Asif met Daryl.", "name", "daryl"),
        ("He came from the UN.", "name", "un"),
        ("Zlochrai spoke.", "name", "zlochrai"),
        ("Men spoke. Zlochrai as well.", "name", "zlochrai"),
        ("Asif named 1,351 men.", "number", "1351"),
        ("Asif named thirteen men.", "number", "13"),
        ("Asif named 2.5 litres.", "number", "2.5"),
        ("It was in September.", "date", "september"),
        ("It was on a Monday.", "date", "monday"),
        ("It was on 2025 October 48.", "date", "48 october"),
        ("They drank 48 gallons.", "unit", "gallon"),
        ("Version 1.2.3 was named.", "name", "1.2.3"),
    ],
)
def test_what_stands_in_no_text_is_told_with_its_kind(sentence: str, kind: str, text: str) -> None:
    assert [(one.kind, one.text) for one in strays(sentence, [PARAGRAPH], frozenset({"version"}))] == [(kind, text)]


def test_a_word_that_is_written_small_elsewhere_opens_a_sentence_without_being_a_name() -> None:
    assert strays("Observers left.", ["Nobody stayed."]) == (Stray("name", "observers"),)
    assert strays("Observers left.", ["Nobody stayed."], small_words(["the observers left"])) == ()


def test_a_date_ends_at_a_bracket_a_stop_or_its_year() -> None:
    there = ["It was on 25 October 2025. There were 3, and 14 May was (2011)."]
    assert strays("2011 (25 October 2025); 3. 14 May", there) == ()
    assert strays("14 (3) May; 2025", there) == ()
    assert strays("25 October 2025, 2011", there) == ()
    assert [stray.text for stray in strays("14 May 2011", there)] == ["2011 may"]


def test_what_stands_in_any_of_the_texts_is_no_stray() -> None:
    assert strays("Asif came on 3 May.", ["Asif came.", "When on 3 May?"], frozenset()) == ()
