from __future__ import annotations

from pathlib import Path

import pytest

from eval.facts import Fact, FactSet, ParagraphReference
from eval.metrics import ParagraphKey
from eval.references import proofs, scoped
from rag.document import Document, Layout, Paragraph
from rag.errors import FactsError

PATH = Path("facts.yaml")
LEASE = (
    "The rent is 950 euros, due on the first of each month.",
    "The tenant’s deposit – two months’ rent – is kept in an account of its own.",
    "The tenant may keep a cat. The tenant may not keep a dog.",
    "Two months’ notice ends the lease.",
    "Two months’ notice ends the lease.",
)


def document(path: str, *texts: str, title: str = "", furniture: str = "") -> Document:
    paragraphs = [Paragraph(number, text) for number, text in enumerate(texts, start=1)]
    if furniture:
        paragraphs.append(Paragraph(len(texts) + 1, texts[0], furniture=furniture))
    layout = Layout(tuple(paragraphs))
    return Document(f"id-{path}", title or path, path, "v1", read_layout=lambda: layout)


LIBRARY = (
    document("/home/ada/lease.txt", *LEASE, title="The lease"),
    document("/home/ada/minutes.txt", "Present: Ada. The rent is 950 euros.", "温度は40度です。", title="Minutes"),
    document("/home/ada/old/minutes.txt", "Present: Bo.", furniture="a line of other documents too"),
)


def found(*references: ParagraphReference) -> frozenset[ParagraphKey]:
    return proofs(FactSet((Fact("Who?", answers=("x",), paragraphs=references),), (), PATH), LIBRARY)[0]


def complaint(reference: ParagraphReference) -> str:
    with pytest.raises(FactsError) as caught:
        found(reference)
    return str(caught.value)


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("the rent is 950 Euros", 1),
        ("The rent is 950 euros, due on the first of each month.", 1),
        ("  rent is\n 950   euros ", 1),
        ("tenant's deposit - two months' rent", 2),
        ("“deposit” is... kept", None),
        ("deposit ... is kept ... of its own", 2),
        ("The tenant may [...] a dog", 3),
        ("… may keep a cat…", 3),
    ],
)
def test_a_paragraph_is_found_by_its_words_whatever_their_marks_and_spaces(quote: str, number: int | None) -> None:
    reference = ParagraphReference("lease.txt", quote=quote)
    if number is None:
        assert "found none that holds" in complaint(reference)
    else:
        assert found(reference) == {ParagraphKey(LIBRARY[0].id, number)}


def test_words_are_found_whole_and_letters_of_scripts_without_spaces_one_by_one() -> None:
    assert "found none that holds" in complaint(ParagraphReference("lease.txt", quote="95"))
    assert found(ParagraphReference(quote="40度")) == {ParagraphKey(LIBRARY[1].id, 2)}


def test_a_quote_alone_is_looked_for_in_every_document() -> None:
    assert found(ParagraphReference(quote="may keep a cat")) == {ParagraphKey(LIBRARY[0].id, 3)}


def test_a_line_that_answers_leave_out_is_found_only_where_no_other_paragraph_holds_the_words() -> None:
    assert found(ParagraphReference("old/minutes.txt", quote="Present: Bo")) == {ParagraphKey(LIBRARY[2].id, 1)}


def test_number_and_quote_must_agree() -> None:
    assert found(ParagraphReference("lease.txt", 5, quote="notice ends the lease")) == {ParagraphKey(LIBRARY[0].id, 5)}
    assert complaint(ParagraphReference("lease.txt", 3, 7, quote="The rent is 950")) == (
        'facts.yaml:7: quote: expected it in ¶3 of "lease.txt", found it in ¶1: "The rent is 950"; '
        "correct the number or leave it out"
    )


def test_a_quote_that_fits_several_paragraphs_is_refused_with_all_of_them() -> None:
    assert complaint(ParagraphReference("lease.txt", 0, 7, quote="notice ends")) == (
        'facts.yaml:7: quote: expected one paragraph of "lease.txt", found 2 that hold "notice ends": '
        'lease.txt ¶4 "Two months’ notice ends the lease.", lease.txt ¶5 "Two months’ notice ends the lease."; '
        "write more of its words or its number"
    )
    assert complaint(ParagraphReference(quote="the rent is 950 euros")).endswith("more of its words or its document")


def test_a_quote_that_fits_nothing_is_refused_with_the_nearest_paragraph() -> None:
    said = complaint(ParagraphReference("lease.txt", 0, 7, quote="The rent is 900 euros, due on the first"))
    assert said == (
        'facts.yaml:7: quote: expected words of one paragraph of "lease.txt", found none that holds '
        '"The rent is 900 euros, due on the first"; the nearest is lease.txt ¶1 '
        '"The rent is 950 euros, due on the first of each month."; '
        'copy the words from one paragraph, "..." for what is left out'
    )
    assert "nothing there is like it" in complaint(ParagraphReference("lease.txt", quote="whales sing at night"))


def test_a_document_may_be_named_without_its_suffix() -> None:
    assert found(ParagraphReference("lease", 1)) == {ParagraphKey(LIBRARY[0].id, 1)}


def test_a_document_of_several_or_no_name_is_refused_with_those_that_it_may_be() -> None:
    assert "fits 2: /home/ada/minutes.txt, /home/ada/old/minutes.txt" in complaint(ParagraphReference("minutes.txt", 1))
    assert 'found "leese.txt"; lease.txt?' in complaint(ParagraphReference("leese.txt", 1))
    assert "expected at most 5, the paragraphs of" in complaint(ParagraphReference("lease.txt", 6))


def test_all_facts_that_do_not_fit_the_library_are_counted_and_named_at_once() -> None:
    wrong = (ParagraphReference("lease.txt", 9, 3), ParagraphReference("none.txt", 1, 4))
    facts = [Fact("a", answers=("x",), paragraphs=wrong), Fact("b", answers=("x",)), Fact("c", answers=("x",))]
    facts[2] = Fact("c", answers=("x",), paragraphs=(ParagraphReference("lease.txt", 0, 8, quote="whales"),))
    with pytest.raises(FactsError) as caught:
        proofs(FactSet(tuple(facts), (), PATH), LIBRARY)
    head, *lines = str(caught.value).split("\n")
    assert head == "2 of 3 facts do not fit the library; nothing was asked:"
    assert [line.split(": ")[0] for line in lines] == ["facts.yaml:3", "facts.yaml:4", "facts.yaml:8"]


def test_the_documents_that_a_fact_asks_may_be_named_as_a_person_does() -> None:
    facts = FactSet((Fact("a", answers=("x",), documents=("lease.txt", "id-/home/ada/minutes.txt")),), (), PATH)
    assert scoped(facts, LIBRARY).facts[0].documents == ("id-/home/ada/lease.txt", "id-/home/ada/minutes.txt")
    with pytest.raises(FactsError, match=r"facts\.yaml:1: document: expected one of the 3 documents .* found \"leas\""):
        scoped(FactSet((Fact("a", answers=("x",), documents=("leas",)),), (), PATH), LIBRARY)


def test_of_a_long_nearest_paragraph_the_words_around_the_quote_are_shown() -> None:
    long = document(
        "/home/ada/kiln.md",
        "E2: the kiln heats more slowly than the program wants, and then stops by itself after an hour or two. "
        "Most often an element is worn; elements last about 150 firings, sometimes fewer. Order them in sets of four.",
    )
    asked = ParagraphReference(quote="elements last 150 firings")
    facts = FactSet((Fact("How many?", answers=("150",), paragraphs=(asked,)),), (), PATH)
    with pytest.raises(FactsError, match=r"nearest is kiln\.md ¶1 .*elements last about 150 firings"):
        proofs(facts, (long,))
