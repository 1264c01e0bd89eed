from __future__ import annotations

import pytest

from rag.text.words import fold, stems, tokens


def test_forms_of_one_word_meet() -> None:
    assert stems("The delegation headed by her") == stems("heads delegations")


def test_accents_and_case_do_not_part_words() -> None:
    assert fold("TÜRKİYE") == fold("turkiye")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. officials", ["us", "officials"]),
        ("a four-paragraph draft", ["a", "four", "paragraph", "draft"]),
        ("Pakistan’s 3.5 km", ["pakistan’s", "3.5", "km"]),
        ("\u0000\ud800", []),
        ("", []),
    ],
)
def test_words_are_cut_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_words_without_meaning_are_left_out() -> None:
    assert stems("who is it that was there") == frozenset()
