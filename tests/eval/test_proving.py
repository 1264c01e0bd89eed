from __future__ import annotations

import pytest
from plain_documents import LEASE, MINUTES, document

from eval.proving import Prover
from rag.document import Document

LONG = document(
    "/home/ada/old/lease.txt",
    " ".join(f"Sentence {word} speaks of rent." for word in ("one", "two", "three", "four", "five")),
    "Twice said.",
    "Twice said.",
)
LIBRARY = (LEASE, MINUTES, LONG)


@pytest.mark.parametrize(
    ("place", "around", "shown"),
    [
        ((MINUTES, 1), "", "minutes.txt “Ines Calder closed the meeting late in the evening.”"),
        ((LEASE, 2), "four", "ada/lease.txt “The tenant receives four keys to the flat.”"),
        ((LEASE, 2), "", "ada/lease.txt “The rent is 1,150 euros a month.”"),
        ((LONG, 1), "three", "old/lease.txt “Sentence three speaks of rent.”"),
        ((LONG, 2), "", "old/lease.txt ¶2 “Twice said.”"),
    ],
)
def test_a_paragraph_is_named_by_the_shortest_path_and_the_sentence_that_tells(
    place: tuple[Document, int], around: str, shown: str
) -> None:
    document, number = place
    assert Prover(LIBRARY).reference(document, document.paragraphs[number - 1], around).shown == shown


def test_the_number_of_a_clause_is_no_quote() -> None:
    lease = document("/lease.txt", "3. The price is 13.60 for each person on the standard menu of every working day.")
    reference = Prover([lease]).reference(lease, lease.paragraphs[0])
    assert reference.quote.startswith("3. The price is 13.60 for each person")


def test_a_paragraph_without_words_to_tell_it_by_is_named_by_its_number() -> None:
    signs = document("/signs.txt", "***", "+++")
    assert Prover([signs]).reference(signs, signs.paragraphs[1]).shown == "signs.txt ¶2"


def test_two_documents_of_one_path_are_named_by_their_ids() -> None:
    first, second = document("same.txt", "One."), document("same.txt", "Two.")
    other = Document("id-2", "same", "same.txt", "v1", read_layout=lambda: second.layout)
    assert Prover([first, other]).name(other) == "id-2"
