from __future__ import annotations

import pytest

from rag.text.clauses import read_clause
from rag.text.words import stems


@pytest.mark.parametrize(
    ("text", "subject", "verb", "condition"),
    [
        ("Did Maria Lopez resign?", "Maria Lopez", "resign", ""),
        ("Did the drivers accept the offer?", "drivers", "accept", ""),
        ("Did the drivers of Brakevik accept the offer?", "drivers Brakevik", "accept", ""),
        ("Is the road to Lenham open?", "road Lenham", "open", ""),
        ("Can the Heron vehicles swim?", "Heron vehicles", "swim", ""),
        ("Was the proposal quickly rejected?", "proposal", "rejected", ""),
        ("Must large bags be left in a locker?", "large bags", "left", ""),
        ("Is Petra Solheim the chair of the board?", "Petra Solheim", "chair", ""),
        ("Is there a lift?", "", "lift", ""),
        ("Can I take photographs?", "", "take photographs", ""),
        ("Does the carrier pay when a strike delays a delivery?", "carrier", "pay", "strike delays delivery"),
        ("In 2024, did Qatar mediate?", "Qatar", "mediate", ""),
        ("Is it?", "", "", ""),
    ],
)
def test_subject_and_verb_are_told_apart_by_their_places(text: str, subject: str, verb: str, condition: str) -> None:
    clause = read_clause(text)
    assert (clause.subject, clause.verb, clause.condition) == (stems(subject), stems(verb), stems(condition))


def test_a_name_that_is_written_small_is_known_when_it_is_given() -> None:
    clause = read_clause("did imran khan meet the taliban", stems("imran khan"))
    assert (clause.subject, clause.verb) == (stems("imran khan"), stems("meet"))


def test_where_the_places_leave_a_doubt_each_may_be_the_verb() -> None:
    assert read_clause("Does the carrier lose money?").verb == stems("lose money")
