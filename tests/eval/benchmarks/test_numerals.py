from __future__ import annotations

import pytest

from eval.benchmarks.numerals import numerals


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,350 of 2.50", ["1350", "2.5"]),
        ("two hundred and forty", ["240"]),
        ("seventy five thousand two hundred and six", ["75206"]),
        ("a thousand and one nights, a hundred days", ["1001", "100"]),
        ("three hundred 20 men", ["300", "20"]),
        ("1.2 million and 3 dozen", ["1200000", "36"]),
        ("twenty and ten, the twelfth", ["20", "10", "12"]),
        ("1.2.3 or hundreds", []),
    ],
)
def test_numbers_in_digits_and_words_have_one_form(text: str, values: list[str]) -> None:
    assert [numeral.value for numeral in numerals(text.replace(", ", " ").split())] == values
