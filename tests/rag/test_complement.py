from __future__ import annotations

import pytest
from answers import cite, document

from rag.answer import Sentence, Source
from rag.complement import cited_values, complement, to_read
from rag.differences import Quote
from rag.extractive import Finding, Findings, Value
from rag.question import parse
from rag.text.sentences import Span

PAPER = document("Paper", "Asif led them on 25 October.", "It rained.", "Talks are on 27 October.")
FIRST, SECOND, THIRD = (Source(n, PAPER, PAPER.paragraphs[n - 1], 1 / n) for n in (1, 2, 3))


def quote(source: Source) -> Quote:
    return Quote(source, Span(0, len(source.paragraph.text)))


def written(text: str, paragraph: int = 1) -> list[Sentence]:
    return [Sentence(text, "supported", citations=(cite(1, PAPER, paragraph=paragraph),))]


WHEN = Finding(parse("When did Asif lead them?"), quote(FIRST), "25 October")
WHO = Finding(parse("Who led them?"), quote(FIRST), "Asif")
WHETHER = Finding(parse("Did it rain?"), quote(SECOND))
DIFFER = Finding(parse("When are the talks?"), quote(FIRST), "25 October", (Value("27 October", quote(THIRD)),))


@pytest.mark.parametrize(
    ("part", "text", "paragraph"),
    [
        (WHEN, "They were led on October 25.", 1),
        (WHO, "It was Asif.", 1),
        (WHETHER, "Yes, it rained.", 2),
        (DIFFER, "They are on October 25 or 27 October.", 1),
        (Finding(parse("Who sang?"), None), "Nobody.", 1),
    ],
)
def test_prose_that_has_the_answer_needs_no_quote(part: Finding, text: str, paragraph: int) -> None:
    assert complement(Findings((part,)), written(text, paragraph)).parts == ()


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (WHEN, "They were led on October 26."),
        (WHO, "Somebody led."),
        (WHETHER, "It did not."),
        (DIFFER, "On 25 October."),
    ],
)
def test_a_part_whose_answer_the_prose_lacks_is_quoted(part: Finding, text: str) -> None:
    assert complement(Findings((part,)), written(text)).parts == (part,)


def test_what_is_carried_in_part_only_does_not_stand_for_a_quote() -> None:
    doubtful = [Sentence("It was Asif.", "partly", "half of it", (cite(1, PAPER),))]
    assert complement(Findings((WHO,)), doubtful).parts == (WHO,)


def test_without_prose_everything_is_quoted() -> None:
    assert complement(Findings((WHEN, WHETHER)), []).parts == (WHEN, WHETHER)


def test_a_model_reads_what_is_quoted_first_then_the_best_of_every_part_each_once() -> None:
    asked = [(WHETHER.question, [THIRD, SECOND]), (WHO.question, [FIRST, THIRD])]
    assert to_read(Findings((WHETHER, WHO)), asked) == [SECOND, FIRST, THIRD]


def test_values_that_differ_are_cited_by_their_paragraph_where_prose_says_them() -> None:
    sentences = [*written("On 25 October."), *written("On 27 October.", 3)]
    assert [(text, c.paragraph.number) for text, c in cited_values(Findings((DIFFER,)), sentences)] == [
        ("25 October", 1),
        ("27 October", 3),
    ]
