from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rag.text.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [span.cut(text) for span in split_sentences(text)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert cut("Dr. Lee of the U.S. team spoke. She left at 5 p.m. on Monday.") == [
        "Dr. Lee of the U.S. team spoke.",
        "She left at 5 p.m. on Monday.",
    ]


def test_a_quotation_stays_in_its_sentence() -> None:
    text = "“The boats came back. All were safe,” she said. Nobody slept."
    assert cut(text) == ["“The boats came back. All were safe,” she said.", "Nobody slept."]


@given(st.text())
def test_spans_are_ordered_and_lose_nothing_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.cut(text).split()) for span in spans) == "".join(text.split())
