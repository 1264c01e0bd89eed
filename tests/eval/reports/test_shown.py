from __future__ import annotations

import pytest

from eval.record import Figure
from eval.reports.shown import chance, change, clipped, interval, line, share, shown, sound, with_unit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.904, "90 %"),
        (0.996, "99.6 %"),
        (0.9999, "> 99.9 %"),
        (0.002, "0.2 %"),
        (0.0001, "< 0.1 %"),
    ],
)
def test_only_what_is_all_is_called_100_percent_and_only_nothing_0(value: float | None, text: str) -> None:
    assert share(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0123, "seconds", "12 ms"),
        (12.34, "seconds", "12.3 s"),
        (1234.0, "tokens", "1,234"),
        (0.00115, "money", "0.00115"),
        (0.5, "share", "50 %"),
        (None, "tokens", "-"),
    ],
)
def test_a_value_has_its_unit(value: float | None, unit: str, text: str) -> None:
    assert with_unit(value, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (0.5, 0.9, "share", "50 to 90 %"),
        (0.05, 12.0, "seconds", "50 ms to 12.0 s"),
        (3.0, 2000.0, "tokens", "3 to 2,000"),
        (None, None, "share", ""),
    ],
)
def test_an_interval_names_a_unit_that_both_ends_share_once(
    low: float | None, high: float | None, unit: str, text: str
) -> None:
    assert interval(Figure("x", "x", "", "more", unit, 0.7, low, high, 5)) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (-0.02, 0.124, "share", "-2 to +12 %"),
        (-0.001, 0.001, "share", "0 to 0 %"),
        (-0.5, 0.25, "seconds", "-500 to +250 ms"),
        (-10.0, 2000.0, "tokens", "-10 to +2,000"),
    ],
)
def test_a_difference_has_its_sign(low: float, high: float, unit: str, text: str) -> None:
    assert change(low, high, unit) == text


def test_a_p_value_is_never_written_as_nothing() -> None:
    assert [chance(p) for p in (0.0001, 0.0123, 0.5)] == ["< 0.001", "0.012", "0.50"]


def test_what_a_terminal_obeys_and_what_reorders_letters_is_replaced() -> None:
    assert shown("a\x1b[31m\x9b\u202e\ud800\uffffb\nc") == "a\ufffd[31m\ufffd\ufffd\ufffd\ufffdb\nc"
    assert line(" a\n\tb  c ") == "a b c"
    assert clipped("word " * 100, 10) == "word word…"


def test_half_a_character_becomes_a_sign_and_all_else_stays() -> None:
    assert sound("a\ud800b\U0001f600\x00") == "a?b\U0001f600\x00"
