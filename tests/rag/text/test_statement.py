from __future__ import annotations

from rag.text.statement import read_statement


def _clauses(text: str) -> list[str]:
    statement = read_statement(text)
    return [
        " ".join(word.text for word in statement.words if word.clause == clause) for clause in range(statement.clauses)
    ]


def test_a_sentence_is_cut_where_verbs_stand_on_either_side() -> None:
    assert _clauses("Lena joined the firm in 2009 and became its head in 2015.") == [
        "Lena joined the firm in 2009",
        "and became its head in 2015 .",
    ]
    assert _clauses("Qatar and Turkiye mediated the talks.") == ["Qatar and Turkiye mediated the talks ."]


def test_a_clause_is_turned_round_by_not_and_by_failed_to() -> None:
    for text in ("The dam has not burst.", "The dam hasn't burst.", "They failed to agree.", "He ruled out a strike."):
        assert len(read_statement(text).turning(0)) == 1


def test_a_bound_is_no_denial() -> None:
    assert read_statement("It lasted no more than two hours.").turning(0) == []
    assert read_statement("Do not take more than four tablets.").turning(0) == []


def test_a_common_word_that_opens_a_sentence_is_no_name() -> None:
    assert read_statement("Researchers met in Bergen.").names[0].text == "Bergen"


def test_a_clause_without_a_subject_goes_on_from_the_one_before() -> None:
    statement = read_statement("Aboka was released in May and went into exile.")
    assert statement.continues(1)
