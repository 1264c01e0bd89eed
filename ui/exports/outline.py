"""What every export says of a conversation, in order; text only, not yet escaped for any format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ui.evidence import closest_paragraph, every_citation, whole
from ui.kept.conversation import KeptCitation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.answer import Alternative, Answer, Citation, Hit, Sentence, SupportLevel
    from ui.kept.conversation import Conversation, KeptTurn

LONGEST_QUOTE = 2_000
"""Characters of a quote; its link opens all of it."""
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_DOUBT: dict[SupportLevel, str] = {
    "supported": "",
    "partly": "carried in part",
    "unsupported": "not carried by the documents",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a sentence or another value with the numbers of its sources and any doubt about it."""

    text: str
    numbers: tuple[int, ...] = ()
    doubt: str = ""
    struck: bool = False
    """Whether nothing carries it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Hold a source below an answer."""

    number: int
    """0 beside a refusal."""
    title: str
    place: str
    """Page and paragraph, as a person writes them."""
    date: str
    quote: str
    """May have several lines."""
    link: str
    note: str = ""
    """That the source has changed since, was removed or purged."""

    @property
    def label(self) -> str:
        """Name the document, the place and the date on one line."""
        return ", ".join(part for part in (self.title, self.place, self.date) if part)


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one question with all that was answered."""

    question: str
    asked: str
    """Day and time, UTC."""
    notes: tuple[str, ...]
    """What was searched instead, of which documents, what the answer lacks, how much was looked at."""
    kind: Literal["answer", "list", "refusal"]
    short: str
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    difference: str
    verdict: str
    """How many of the sentences are carried."""
    sources: tuple[Cited, ...]
    nearest: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold a conversation as its exports say it."""

    title: str
    dates: str
    parts: tuple[Part, ...]

    def texts(self) -> Iterable[str]:
        """Give everything that will be drawn, so that its letters can be looked up."""
        yield from (self.title, self.dates)
        for part in self.parts:
            yield from (part.question, part.short, part.difference, part.verdict, *part.notes)
            for line in (*part.lines, *part.others):
                yield from (line.text, line.doubt)
            for cited in (*part.sources, *part.nearest):
                yield from (cited.label, cited.quote, cited.note)


def outline(conversation: Conversation) -> Outline:
    """Say what a conversation's exports say."""
    day, last = conversation.started_at[:10], conversation.changed_at[:10]
    dates = day if day == last else f"{day} to {last}"
    title = one_line(conversation.title) or "Conversation"
    return Outline(title, dates, tuple(_part(turn) for turn in conversation.turns))


def one_line(text: str) -> str:
    """Put text on one line; what would reorder, hide or move letters shows as U+FFFD."""
    return " ".join(_UNSHOWABLE.sub("\ufffd", text).split())


def _part(turn: KeptTurn) -> Part:
    answer = turn.answer
    return Part(
        question=one_line(turn.question),
        asked=f"{turn.asked_at[:10]} {turn.asked_at[11:16]} UTC",
        notes=tuple(one_line(note) for note in _notes(turn)),
        kind="refusal" if answer.refused else "list" if answer.coverage is not None else "answer",
        short=one_line(answer.short_answer or ""),
        lines=(Line(one_line(answer.reason)),) if answer.refused else tuple(_line(s) for s in answer.sentences),
        others=tuple(_other(other) for other in answer.alternatives),
        difference=one_line(answer.difference or ""),
        verdict=_verdict(answer),
        sources=tuple(_cited(citation) for citation in every_citation(answer)),
        nearest=tuple(_near(hit, answer.query) for hit in answer.nearest),
    )


def _notes(turn: KeptTurn) -> Iterable[str]:
    answer = turn.answer
    if answer.query != answer.question:
        yield f"Searched for: {answer.query}"
    if turn.scope is not None:
        yield f"Asked of: {'; '.join(document.title for document in turn.scope) or 'no document'}"
    if answer.degraded:
        yield answer.degraded
    if answer.coverage:
        yield answer.coverage


def _line(sentence: Sentence) -> Line:
    doubt = _DOUBT[sentence.support]
    reason = one_line(sentence.reason)
    numbers = tuple(dict.fromkeys(citation.number for citation in sentence.citations))
    full = f"{doubt}: {reason}" if doubt and reason else doubt
    return Line(one_line(sentence.text), numbers, full, struck=not sentence.is_carried)


def _other(other: Alternative) -> Line:
    said = "; ".join(dict.fromkeys(f"{c.document.title}, {c.document.date or 'undated'}" for c in other.citations))
    return Line(one_line(other.text), tuple(dict.fromkeys(c.number for c in other.citations)), one_line(said))


def _verdict(answer: Answer) -> str:
    total = len(answer.sentences)
    if answer.refused or not total:
        return ""
    carried = sum(sentence.support == "supported" for sentence in answer.sentences)
    of = f"{carried} of {total} sentences are" if total > 1 else "the sentence is" if carried else "the sentence is not"
    return f"Checked: {of} carried by the words cited."


def _cited(citation: Citation, number: int | None = None) -> Cited:
    note = citation.standing.note if isinstance(citation, KeptCitation) else ""
    return Cited(
        citation.number if number is None else number,
        one_line(citation.document.title),
        one_line(citation.paragraph.place),
        citation.document.date or "",
        _quote(citation.quote),
        citation.link,
        one_line(note),
    )


def _near(hit: Hit, query: str) -> Cited:
    return _cited(whole(hit, closest_paragraph(hit, query)), 0)


def _quote(text: str) -> str:
    left = len(text) - LONGEST_QUOTE
    lines = [one_line(line) for line in text[:LONGEST_QUOTE].splitlines()]
    shown = "\n".join(line for line in lines if line)
    return f"{shown} … ({left:,} more characters)" if left > 0 else shown
