"""Ask a language model alone, the same model with its guard, and the quotes; hold each to what it cites."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.benchmarks.alone import Exchange, marks, plain_sentences
from eval.benchmarks.witness import Stray, folded, strays
from eval.metrics import is_verbatim
from rag.answer import Answer, Sentence
from rag.errors import LinkError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.benchmarks.alone import ModelAlone
    from eval.benchmarks.overhearing import Overhearing
    from rag.answer import Citation, SupportLevel
    from rag.assistant import Assistant
    from rag.library.library import Library


LONGEST_NAME = 5
"""Words of a person's name in full."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a sentence that an answer shows, beside what it rests on."""

    text: str
    level: SupportLevel | None
    """None: nobody judged it."""
    cited: tuple[str, ...]
    """The paragraphs; empty where it cites none."""
    strays: tuple[Stray, ...]
    """What stands neither in them nor in the question; in none of the sources offered, where it cites none."""
    in_full: tuple[Stray, ...] = ()
    """No strays: a person's name that a quote has in the place of a short one or a pronoun, as its document says it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what one way made of one question."""

    answer: Answer
    seconds: float
    shown: tuple[Shown, ...] = ()
    beside: tuple[Stray, ...] = ()
    """Strays of the short answer and of what differs; in no paragraph that the answer cites."""
    marks: int = 0
    dangling: int = 0
    """Marks that point at nothing, or at words that the library does not have there."""
    asked: bool = False
    """Whether the language model was asked."""
    taken_over: bool = False
    """Whether it was asked, and quotes stand in the place of all that it wrote."""
    lag: float | None = None
    """Seconds from the model's first piece of text to the first piece shown."""


class Checked:
    """Ask the whole flow, and hold what it says to what it cites."""

    def __init__(self, assistant: Assistant, library: Library, ordinary: frozenset[str]) -> None:
        """Ask this one; `ordinary`: words of the library that are no names."""
        self._assistant = assistant
        self._library = library
        self._ordinary = ordinary

    def ask(self, question: str, overhearing: Overhearing | None = None) -> Said:
        """Ask, and follow each mark through the library; `overhearing` stands before the language model's server."""
        start = time.perf_counter()
        answer, lag = self._stream(question, overhearing)
        seconds = time.perf_counter() - start
        opening = {citation.number for citation in answer.citations if self._opens(citation)}
        numbers = [] if answer.refused else marks(answer.text)
        return Said(
            answer,
            seconds,
            tuple(_shown(sentence, question, self._ordinary) for sentence in answer.kept),
            beside=_beside(answer, question, self._ordinary),
            marks=len(numbers),
            dangling=sum(number not in opening for number in numbers),
            lag=lag,
        )

    def _stream(self, question: str, overhearing: Overhearing | None) -> tuple[Answer, float | None]:
        lag = None
        stream = self._assistant.stream(question)
        for piece in stream:
            if lag is None and overhearing is not None and overhearing.first is not None and piece.text.strip():
                lag = time.perf_counter() - overhearing.first
        return stream.answer, lag

    def _opens(self, citation: Citation) -> bool:
        try:
            return is_verbatim(citation, self._library.open_link(citation.link))
        except LinkError:
            return False


class BesideItsGuard:
    """Ask a model once and take it both ways: alone, all that it said as it is, and with the guard."""

    def __init__(self, guarded: Checked, alone: ModelAlone, overhearing: Overhearing, ordinary: frozenset[str]) -> None:
        """Ask the first; where that asks no model, because no quote answers, the second asks it all the same."""
        self._guarded = guarded
        self._alone = alone
        self._overhearing = overhearing
        self._ordinary = ordinary

    def ask(self, question: str) -> tuple[Said, Said]:
        """Give what the model alone says, and what is said with the guard."""
        heard = self._overhearing
        heard.forget()
        start = time.perf_counter()
        guarded = self._guarded.ask(question, heard)
        heard.wait()
        if heard.prompt is None:
            return alone(question, self._alone.ask(question), self._ordinary), guarded
        exchange = Exchange(heard.prompt, heard.text, (heard.last or time.perf_counter()) - start)
        kept = guarded.answer.kept
        wrote = any(_words(sentence.text) in _words(exchange.text) for sentence in kept)
        return alone(question, exchange, self._ordinary), replace(
            guarded, asked=True, taken_over=bool(kept and not wrote)
        )


def alone(question: str, exchange: Exchange, ordinary: frozenset[str]) -> Said:
    """Hold what a model said to what it marks; what has no mark is held to all that it was offered."""
    if exchange.refused:
        answer = Answer(question, question, refused=True, reason=exchange.text.strip())
        return Said(answer, exchange.seconds, asked=True)
    offered = exchange.offered
    found = [
        Shown(one.text, None, one.cited, strays(one.text, [*(one.cited or offered.values()), question], ordinary))
        for one in plain_sentences(exchange.text, offered)
    ]
    answer = Answer(question, question, tuple(Sentence(shown.text, "supported") for shown in found))
    numbers = marks(exchange.text)
    dangling = sum(number not in offered for number in numbers)
    return Said(answer, exchange.seconds, tuple(found), marks=len(numbers), dangling=dangling, asked=True)


def _shown(sentence: Sentence, question: str, ordinary: frozenset[str]) -> Shown:
    cited = tuple(dict.fromkeys(citation.paragraph.text for citation in sentence.citations))
    found = strays(sentence.text, [*cited, question], ordinary)
    quoted = [citation for citation in sentence.citations if _is_quote(sentence.text, citation.quote)] if found else []
    whole = [part.text for citation in quoted for part in citation.document.paragraphs]
    nowhere = strays(sentence.text, [*whole, question], ordinary) if quoted else found
    in_full = tuple(stray for stray in found if stray.kind == "name" and stray not in nowhere)
    return Shown(sentence.text, sentence.support, cited, tuple(s for s in found if s not in in_full), in_full)


def _is_quote(text: str, quote: str) -> bool:
    """Tell whether a text is a quote in which nothing but one word was replaced, by a few words."""
    said, there = _words(text).split(), _words(quote).split()
    before = _shared(said, there)
    after = _shared(said[before:][::-1], there[before:][::-1])
    return len(there) - before - after <= 1 and len(said) - before - after <= LONGEST_NAME


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words with which both begin."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _beside(answer: Answer, question: str, ordinary: frozenset[str]) -> tuple[Stray, ...]:
    citations = (*answer.citations, *(cited for other in answer.alternatives for cited in other.citations))
    texts = [text for cited in citations for text in (cited.paragraph.text, cited.document.title)]
    dates = [cited.document.date or "" for cited in citations]
    difference = re.sub(r"\[\d+\]", "", answer.difference or "")
    shown = (answer.short_answer or "", difference, *(other.text for other in answer.alternatives))
    return tuple(stray for text in shown for stray in strays(text, [*texts, *dates, question], ordinary))


def _words(text: str) -> str:
    """Write the words of a text without marks, case and punctuation, between single spaces."""
    found: Iterable[str] = re.findall(r"[^\W_]+", folded(re.sub(r"\[[\d\s,;–-]+\]", " ", text)))
    return f" {' '.join(found)} "
