"""What a question yields: hits, numbered sources, and an answer whose every sentence points at its paragraph."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.links import Link, format_link

if TYPE_CHECKING:
    from rag.document import Document, Paragraph

SupportLevel = Literal["supported", "partly", "unsupported"]

REFUSAL = "The documents do not say."
NOT_CARRIED = " (not in the documents)"
"""Behind a sentence that no source carries, wherever it is shown."""
IN_PART = " (in part)"
"""Behind the marks of a sentence that its sources carry in part."""
BULLET = "\n- "
"""Before each place of an answer that is a list of places."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one earlier exchange of a conversation."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what the reader makes of one paragraph: its likeliest words, however unlikely, and whether they answer."""

    start: int
    end: int
    log_odds: float
    """Calibrated log odds that the paragraph answers."""
    margin: float
    """Score of the words over the score of there being none."""
    answers: float
    """Score that the paragraph answers at all: what the log odds are made of."""

    @property
    def probability(self) -> float:
        """Give the calibrated probability that the paragraph answers."""
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, self.log_odds))))


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a retrieved chunk as the paragraphs that it covers, with its score and how it was found."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    score: float
    """Between 0 and 1; comparable within one question only."""
    dense: float | None = None
    """Cosine of question and chunk; None where the vectors did not find it."""
    lexical: float | None = None
    """BM25; None where the words did not find it."""
    readings: tuple[Reading | None, ...] = ()
    """What the reader made of each paragraph; None where it was not read, empty where no reader was at work."""


@dataclass(frozen=True, slots=True)
class Source:
    """Hold one paragraph that is offered to the synthesizer as [number]."""

    number: int
    document: Document
    paragraph: Paragraph
    score: float
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Point at the exact words of a paragraph: paragraph.text[start:end] == quote, always."""

    number: int
    """What stands in the mark [n] of the answer's text."""
    document: Document
    paragraph: Paragraph
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse offsets that point at nothing.

        Raises:
            ValueError: the offsets leave the paragraph or enclose no text.
        """
        if not 0 <= self.start < self.end <= len(self.paragraph.text):
            msg = f"citation {self.start}-{self.end} lies outside paragraph {self.paragraph.number}"
            raise ValueError(msg)

    @property
    def quote(self) -> str:
        """Cut the cited words out of the paragraph."""
        return self.paragraph.text[self.start : self.end]

    @property
    def link(self) -> str:
        """Write the permanent link: citeback:DOCUMENT@VERSION#PARAGRAPH:START-END."""
        named = Link(self.document.id, self.document.version, self.paragraph.number, self.start, self.end)
        return format_link(named)


@dataclass(frozen=True, slots=True)
class Support:
    """Judge whether a sentence is carried by what it cites."""

    level: SupportLevel
    reason: str = ""
    """What is missing, in plain words; empty when supported."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold one sentence of the answer, without marks, with its judgement and its citations."""

    text: str
    support: SupportLevel
    reason: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def is_carried(self) -> bool:
        """Tell whether its sources carry it, wholly or in part."""
        return self.support != "unsupported"

    @property
    def marked(self) -> str:
        """Write the sentence as the answer's text shows it: with its marks, and how far they carry it."""
        return self.text + self.ending

    @property
    def ending(self) -> str:
        """Write what follows its words: the marks, and that they carry it in part, or that nothing does."""
        if not self.is_carried:
            return NOT_CARRIED
        marks = "".join(f" [{number}]" for number in dict.fromkeys(c.number for c in self.citations))
        return f"{marks}{IN_PART}" if self.support == "partly" else marks


@dataclass(frozen=True, slots=True)
class Alternative:
    """Hold another value that the sources give for what was asked."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one step of a streamed answer."""

    text: str
    settled: Sentence | None = None
    """The sentence that just ended, judged; None inside a sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold an answer whose sentences have been checked against what they cite, or an honest refusal."""

    question: str
    query: str
    """The stand-alone question that was searched."""
    sentences: tuple[Sentence, ...] = ()
    """In order; those that nothing carries too, where a language model wrote them."""
    refused: bool = False
    reason: str = ""
    """Why it was refused, in plain words; empty otherwise."""
    nearest: tuple[Hit, ...] = ()
    """The closest hits when refused; empty otherwise."""
    short_answer: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    difference: str | None = None
    """That documents give different values, each with its mark and date; None where none was found."""
    degraded: str | None = None
    """Why this is less than it could be; None when it is not."""
    coverage: str | None = None
    """How much was looked at, shown first, where the answer is a list of places and no paragraph answers alone."""
    shows_unsupported: bool = False
    """Whether `text` has the sentences that nothing carries, each said to be so; else it leaves them out."""
    confidence: float | None = None
    """The probability that the quotes answer, by the judge that chose them, of the least sure where several things were
    asked; None for a refusal and for a list of places."""

    @property
    def text(self) -> str:
        """Write what to show: the sentences with their [n] marks, then what differs; or the refusal.

        Where there is a coverage it comes first, and each sentence has a line.
        """
        if self.refused:
            return self.reason
        shown = self.sentences if self.shows_unsupported else self.kept
        marked = [sentence.marked for sentence in shown]
        if self.coverage:
            return BULLET.join([self.coverage, *marked])
        return " ".join([*marked, self.difference] if self.difference else marked)

    @property
    def kept(self) -> tuple[Sentence, ...]:
        """Give the sentences that are carried, wholly or partly."""
        return tuple(sentence for sentence in self.sentences if sentence.is_carried)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Give every citation once, in order of its number."""
        found = dict.fromkeys(c for sentence in self.sentences for c in sentence.citations)
        return tuple(sorted(found, key=lambda c: (c.number, c.start)))
