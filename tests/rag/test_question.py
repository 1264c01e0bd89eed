from __future__ import annotations

import pytest

from rag.question import parse, parts
from rag.text.words import stems


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who headed the delegation?", "who"),
        ("with whom were the talks held", "who"),
        ("When was the truce?", "when"),
        ("On which date does it end?", "when"),
        ("How many paragraphs has the draft?", "number"),
        ("In which city is the next round?", "where"),
        ("Why did it fail?", "other"),
    ],
)
def test_the_kind_of_a_question_is_what_it_asks_for(text: str, kind: str) -> None:
    assert parse(text).kind == kind


def test_names_and_values_of_a_question_are_known() -> None:
    question = parse("Did Qatar mediate on 15 October?")
    assert question.names == {"qatar"}
    assert question.values == {"month:10", "day:15"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where and when is the next round?", ["Where is the next round?", "when is the next round?"]),
        ("Who mediated the truce and who broke it apart?", ["Who mediated the truce", "who broke it apart"]),
        ("What do Asif and Khan want?", ["What do Asif and Khan want?"]),
    ],
)
def test_a_question_that_asks_two_things_is_cut_in_two(text: str, expected: list[str]) -> None:
    assert [part.text.rstrip("?") for part in parts(text)] == [part.rstrip("?") for part in expected]


def test_a_part_without_a_subject_keeps_the_one_before() -> None:
    assert stems("truce") <= parts("Who mediated the truce and when?")[1].content


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Who is the prime minister of Ruritania?", "prime minister"),
        ("Who was Ruritania's defence minister?", "defense minister"),
        ("Who led the talks?", ""),
        ("Who is Imran Khan?", ""),
    ],
)
def test_the_office_that_a_question_asks_for_is_known(text: str, title: str) -> None:
    assert parse(text).title == stems(title)


def test_a_yes_or_no_question_is_told_and_keeps_its_kind() -> None:
    question = parse("In 2024, did Qatar mediate?")
    assert (question.yes_or_no, question.kind) == (True, "other")
    assert not parse("In which year did Qatar mediate?").yes_or_no
