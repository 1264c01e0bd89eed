from __future__ import annotations

import pytest

from rag.text.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "dimension", "amount"),
    [
        ("1,204 patients", "", 1204),
        ("a dozen people", "", 12),
        ("1k people", "", 1000),
        ("half a million people", "", 500_000),
        ("$4.2bn", "usd", 4.2e9),
        ("5 million dollars", "usd", 5e6),
        ("half a million Swiss francs", "chf", 500_000),
        ("€1,250", "eur", 1250),
        ("two-thirds", "%", 200 / 3),
        ("15 per cent", "%", 15),
        ("1 in 1,000 patients", "%", 0.1),
        ("25 basis points", "points", 0.25),
        ("a fortnight", "time", 14 * 86_400),
        ("an hour and a half", "time", 5_400),
        ("two hours and 51 minutes", "time", 10_260),
        ("25 paid days", "time", 25 * 86_400),
        ("1,400 grams", "mass", 1.4),
        ("3 p.m.", "clock", 900),
        ("15:00", "clock", 900),
        ("the fourth defeat", "ordinal", 4),
        ("in Q2", "ordinal", 2),
    ],
)
def test_a_quantity_is_read_in_one_unit_a_dimension(text: str, dimension: str, amount: float) -> None:
    assert any(
        kind == dimension and value == pytest.approx(amount)
        for quantity in find_quantities(text)
        for kind, value in quantity.readings
    )


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 40 people", "over"),
        ("no more than 40 people", "at most"),
        ("Do not take more than four tablets", "at most"),
        ("fewer than 40", "under"),
        ("at least 40", "at least"),
        ("40 or more", "at least"),
        ("nearly 40", "nearly"),
        ("just over 40", "just over"),
        ("some 40 people", "about"),
        ("40 people", "exact"),
    ],
)
def test_the_words_around_a_number_bound_it(text: str, bound: str) -> None:
    assert [quantity.bound for quantity in find_quantities(text)] == [bound]


def test_half_of_a_match_and_a_third_member_are_no_shares() -> None:
    found = find_quantities("In the first half a third member left before half-time.")
    assert not any(kind == "%" for quantity in found for kind, _ in quantity.readings)


def test_what_is_counted_is_known() -> None:
    assert find_quantities("43 former employees of the firm")[0].nouns == {"former", "employe"}
