from __future__ import annotations

import doctest

import pytest

from eval import prices
from eval.prices import Prices, parse_prices
from rag.errors import SettingsError
from rag.models.usage import Usage


def test_the_worked_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(prices).failed == 0


def test_a_million_tokens_each_way_cost_both_prices() -> None:
    assert Prices(3.0, 15.0).of(Usage(2, 1_000_000, 1_000_000)) == 18.0
    assert Prices(3.0, 15.0).of(Usage()) == 0


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "a,b", "-1,2", "nan,1", "1,inf", "1;2"])
def test_what_is_no_pair_of_prices_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(SettingsError, match="expected two numbers, IN,OUT"):
        parse_prices(text)
