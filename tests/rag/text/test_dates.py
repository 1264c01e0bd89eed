from __future__ import annotations

import pytest

from rag.text.dates import carries_date, find_dates


def _carries(has: str, wanted: str) -> bool:
    return all(carries_date(date, find_dates(has)) for date in find_dates(wanted)) and bool(find_dates(wanted))


@pytest.mark.parametrize(
    ("has", "wanted"),
    [
        ("on 25 October 2024", "October 25"),
        ("on 25 October 2024", "25/10/2024"),
        ("on 25 October 2024", "the 25th of October"),
        ("on 25 October 2024", "in October 2024"),
        ("On 3 May the year 2024 was wet", "3 May 2024"),
        ("in 1994", "in the 1990s"),
        ("in 1887", "in the 19th century"),
        ("on Mondays", "on Monday"),
    ],
)
def test_a_date_carries_its_other_wordings(has: str, wanted: str) -> None:
    assert _carries(has, wanted)


@pytest.mark.parametrize(
    ("has", "wanted"),
    [
        ("on 25 October 2024", "25 November"),
        ("on 25 October 2024", "25 October 2023"),
        ("on 3 May and 4 June", "4 May"),
        ("in 1987", "in the 1990s"),
        ("in spring", "in autumn"),
    ],
)
def test_another_date_is_not_carried(has: str, wanted: str) -> None:
    assert not _carries(has, wanted)


def test_a_may_that_allows_is_no_month() -> None:
    assert find_dates("May I park? Visitors may stay. March on.") == ()
