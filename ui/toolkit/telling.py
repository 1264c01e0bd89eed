"""Answers, hits and paragraphs -> what tools give back, within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer import Citation
from ui.evidence import every_citation
from ui.toolkit.naming import named
from ui.toolkit.results import AskResult, OtherValue, ToldCitation, ToldHit, ToldParagraph, ToldSentence
from ui.toolkit.room import LONGEST_RESULT, Room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.answer import Answer, Hit
    from rag.document import Document, Paragraph

LONGEST_ANSWER = 20_000
LONGEST_NOTE = 2_000
LONGEST_HEADING = 400


def answer_told(answer: Answer) -> AskResult:
    """Tell a whole answer: its text first, what carries it after."""
    room = Room(LONGEST_RESULT)
    return AskResult(
        text=room.fit(answer.text, LONGEST_ANSWER),
        short_answer=_noted(answer.short_answer, room),
        refused=answer.refused,
        difference=_noted(answer.difference, room),
        coverage=_noted(answer.coverage, room),
        query=room.fit(answer.query, LONGEST_NOTE),
        degraded=_noted(answer.degraded, room),
        citations=room.fit_all(every_citation(answer), lambda citation: _citation(citation, room)),
        sentences=room.fit_all(
            answer.sentences,
            lambda one: ToldSentence(room.fit(one.text), one.support, one.reason, _numbers(one.citations)),
        ),
        alternatives=room.fit_all(
            answer.alternatives, lambda one: OtherValue(room.fit(one.text), _numbers(one.citations))
        ),
        nearest=room.fit_all(answer.nearest, lambda hit: hit_told(hit, room)),
        cut=room.cut,
    )


def hit_told(hit: Hit, room: Room) -> ToldHit:
    """Tell a hit with its paragraphs, as far as there is room."""
    paragraphs = room.fit_all(hit.paragraphs, lambda paragraph: paragraph_told(hit.document, paragraph, room))
    return ToldHit(named(hit.document), round(hit.score, 4), paragraphs)


def paragraph_told(document: Document, paragraph: Paragraph, room: Room) -> ToldParagraph:
    """Tell a paragraph from its beginning."""
    text = room.fit(paragraph.text)
    link = Citation(0, document, paragraph, 0, len(paragraph.text)).link
    return ToldParagraph(
        paragraph.number,
        paragraph.place,
        paragraph.heading[:LONGEST_HEADING],
        text,
        link,
        len(text) < len(paragraph.text),
    )


def _citation(citation: Citation, room: Room) -> ToldCitation:
    quote = room.fit(citation.quote)
    return ToldCitation(
        citation.number,
        named(citation.document),
        citation.paragraph.number,
        citation.paragraph.place,
        quote,
        citation.start,
        citation.end,
        citation.link,
        len(quote) < len(citation.quote),
    )


def _numbers(citations: Iterable[Citation]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(citation.number for citation in citations))


def _noted(text: str | None, room: Room) -> str | None:
    return None if text is None else room.fit(text, LONGEST_NOTE)
