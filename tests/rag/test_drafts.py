from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.drafts import Draft, Drafting, without_thinking


def drafts(*pieces: str) -> list[Draft]:
    return [part for part in Drafting().write(pieces) if isinstance(part, Draft)]


def words(*pieces: str) -> str:
    return "".join(part for part in Drafting().write(pieces) if isinstance(part, str))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asif led [1]. He left.", [Draft("Asif led.", (1,)), Draft("He left.")]),
        ("Asif led. [1] He left. [2][3]", [Draft("Asif led.", (1,)), Draft("He left.", (2, 3))]),
        ("Asif [1] led it [2].", [Draft("Asif led it.", (1, 2))]),
        ("Mr. J. Smith of the U.S. delegation left [1].", [Draft("Mr. J. Smith of the U.S. delegation left.", (1,))]),
        ("- **One** thing [1]\n- Two things [2]", [Draft("One thing", (1,)), Draft("Two things", (2,))]),
        ("1. One [1]\n2. Two [2]", [Draft("One", (1,)), Draft("Two", (2,))]),
        ("First\n[2] Second", [Draft("First"), Draft("Second", (2,))]),
        ("It cost 3.5 million [1].", [Draft("It cost 3.5 million.", (1,))]),
        ("no end", [Draft("no end")]),
        ("", []),
        ("[1]", []),
    ],
)
def test_sentences_come_with_their_marks(text: str, expected: list[Draft]) -> None:
    assert drafts(text) == expected


@given(st.text(alphabet="Ab. [1]\n-?!", max_size=60), st.integers(1, 7))
def test_pieces_of_any_length_give_the_same_sentences(text: str, length: int) -> None:
    pieces = [text[start : start + length] for start in range(0, len(text), length)]
    assert [draft.text for draft in drafts(*pieces)] == [draft.text for draft in drafts(*text)]


def test_words_are_shown_before_their_sentence_is_over() -> None:
    stream = Drafting().write(["Asif", " led", " the talks"])
    assert next(stream) == "Asif"
    assert next(stream) == " led"


def test_what_is_shown_has_no_marks_and_no_space_where_one_was() -> None:
    assert words("Asif led", " [", "1", "].") == "Asif led."


def test_a_sentence_is_given_before_the_words_of_the_next() -> None:
    parts = list(Drafting().write(["One. ", "Two."]))
    assert parts == ["One.", Draft("One."), "Two.", Draft("Two.")]


@pytest.mark.parametrize("pieces", [["<think>hm [1]. No.</think>\n\nYes."], list("<think>hm</think> Yes."), ["Yes."]])
def test_what_a_model_thinks_aloud_is_left_out(pieces: list[str]) -> None:
    assert "".join(without_thinking(pieces)) == "Yes."


def test_text_that_only_looks_like_thinking_stays() -> None:
    assert "".join(without_thinking(["<", "th"])) == "<th"


@pytest.mark.parametrize("fence", ['<source number="1" title="Paper">\n', "</source>\n", "<SOURCE>"])
def test_fences_that_a_model_copies_are_neither_shown_nor_sentences(fence: str) -> None:
    assert drafts(*f"{fence}Asif led.\n{fence}") == [Draft("Asif led.")]
    assert words(f"{fence}\nAsif led.\n{fence}").strip() == "Asif led."
