from __future__ import annotations

import pytest

from rag.text.values import find_values, value_parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("25 October 2025", "October 25, 2025"),
        ("the 25th of October", "Oct. 25"),
        ("2025-10-05", "5 October 2025"),
        ("25–27 October", "October 25 to 27"),
        ("four paragraphs", "4 paragraphs"),
        ("1,000 boats", "1000 boats"),
        ("twenty-five thousand", "25,000"),
        ("3.5 million", "3,500,000"),
    ],
)
def test_two_ways_to_write_a_value_meet(one: str, other: str) -> None:
    assert value_parts(one) == value_parts(other) != frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [("25 October", "25 November"), ("25 October", "26 October"), ("87 %", "85 %"), ("2021", "2022"), ("four", "five")],
)
def test_different_values_stay_apart(one: str, other: str) -> None:
    assert value_parts(one) != value_parts(other)


def test_a_date_is_one_value_with_its_place() -> None:
    text = "They meet on October 25 to 27 in two rooms."
    assert [(value.kind, value.text) for value in find_values(text)] == [
        ("date", "October 25 to 27"),
        ("number", "two"),
    ]
    assert all(value.span.cut(text) == value.text for value in find_values(text))


@pytest.mark.parametrize("text", ["you may 3 times ask", "they march 4 abreast"])
def test_a_verb_is_no_month(text: str) -> None:
    assert all(value.kind != "date" for value in find_values(text))


def test_a_huge_digit_run_is_no_number() -> None:
    assert find_values("9" * 400) == ()
