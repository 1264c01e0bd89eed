from __future__ import annotations

import pytest

from rag.text.bounds import carries
from rag.text.quantities import find_quantities


def _carries(has: str, wanted: str) -> bool:
    return any(carries(one, other) for one in find_quantities(has) for other in find_quantities(wanted))


@pytest.mark.parametrize(
    ("has", "wanted"),
    [
        ("43 people", "more than 40 people"),
        ("43 people", "not more than 50 people"),
        ("48", "nearly 50"),
        ("1,204", "about 1,200"),
        ("at least 17", "more than 15"),
        ("two weeks", "14 days"),
        ("within two weeks", "within a fortnight"),
        ("about two-thirds", "roughly 67 percent"),
        ("18:45", "6.45 p.m."),
        ("£20,000", "20,000 pounds"),
        ("30 centimetres", "0.3 metres"),
        ("for five years", "over five years"),
    ],
)
def test_an_amount_carries_itself_and_what_rounds_it(has: str, wanted: str) -> None:
    assert _carries(has, wanted)


@pytest.mark.parametrize(
    ("has", "wanted"),
    [
        ("43 people", "40 people"),
        ("20", "nearly 50"),
        ("40", "more than 40"),
        ("at least 17", "at most 17"),
        ("fewer than six hours", "more than six hours"),
        ("within two weeks", "within three weeks"),
        ("1.4 kg", "1.4 pounds"),
        ("22 km", "22 miles"),
        ("4.2 billion dollars", "4.2 million dollars"),
        ("4.2 billion dollars", "4.2 billion euros"),
        ("11 p.m.", "11 a.m."),
    ],
)
def test_another_amount_unit_or_bound_is_not_carried(has: str, wanted: str) -> None:
    assert not _carries(has, wanted)
