"""What a person says of an answer becomes a fact in the library's facts.jsonl, which `citeback eval --mine` checks.

- right: the same short answer again, citing the same paragraphs; where there was no short answer, an answer at all
  that cites them. A refusal that is right: a refusal again.
- wrong: this answer must not be given again (its short answer, or its whole text); refusing is no fault then, since
  nobody has said that the documents answer. A refusal that is wrong: no refusal again.
- this is the right paragraph: an answer that cites it, and no other paragraph.

The same question judged again changes its fact. A follow-up is the same question only after the same conversation,
and a question asked of some documents only if it was asked of the same.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from eval.facts import Fact, FactSet, ParagraphReference
from eval.fields import TEXT_LIMIT
from eval.judged import facts_path, paragraph_digest, read_judged, write_judged
from rag.answer import Turn
from rag.errors import FactsError, LinkError
from rag.links import parse_link
from rag.text.words import fold
from ui.evidence import every_citation
from ui.kept.standing import Standings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rag.answer import Answer
    from rag.library.library import Library

Verdict = Literal["right", "wrong", "paragraph"]
_VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "paragraph")


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold an answer with what it was asked with: what a verdict is about."""

    answer: Answer
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()
    """Ids of the documents that it was asked of; empty: all."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold what a verdict wrote, and what it wrote over, so that it can be undone."""

    fact: Fact
    before: Fact | None


class Feedback:
    """Write verdicts of one library; each is on the disk when the method returns. Safe from many threads."""

    def __init__(self, library: Library) -> None:
        """Write beside this library's catalog; the file is made by the first verdict."""
        self._library = library
        self._path = facts_path(library.path)
        self._write = threading.RLock()

    def right(self, asked: Asked) -> Judged:
        """Keep that an answer, or a refusal, is right.

        Raises:
            FactsError: nothing of what it cites is in the library any more, or its question is no text.
        """
        answer = asked.answer
        if answer.refused:
            return self._keep(asked, "right", unanswerable=True)
        links = [citation.link for citation in every_citation(answer)]
        paragraphs = self._references(links)
        if not paragraphs:
            msg = "this answer cannot be kept as a fact: the library no longer has what it cites; ask again"
            raise FactsError(msg)
        answers = _texts([answer.short_answer or ""])
        return self._keep(asked, "right", answers=answers, answerable=not answers, paragraphs=paragraphs)

    def wrong(self, asked: Asked) -> Judged:
        """Keep that an answer, or a refusal, is wrong.

        Raises:
            FactsError: its question is no text, or it says nothing that could be given again.
        """
        answer = asked.answer
        if answer.refused:
            return self._keep(asked, "wrong", answerable=True)
        said = _texts([answer.short_answer or " ".join(sentence.text for sentence in answer.kept)])
        if not said:
            msg = "this answer cannot be kept as a fact: nothing in it is carried by the documents; ask again"
            raise FactsError(msg)
        came_from = self._references([citation.link for citation in every_citation(answer)])
        return self._keep(asked, "wrong", wrong=said, paragraphs=came_from)

    def right_paragraph(self, asked: Asked, link: str) -> Judged:
        """Keep that the paragraph of a link answers the question; a second one joins the first.

        Raises:
            LinkError: the link opens nothing in this library.
            FactsError: the question is no text.
        """
        reference = self._reference(link)
        with self._write:
            before = self._find(read_judged(self._path), asked)
            others = before.paragraphs if before is not None and before.tags == ("paragraph",) else ()
            joined = (*(other for other in others if not _same_place(other, reference)), reference)
            return self._keep(asked, "paragraph", answerable=True, paragraphs=joined)

    def verdict(self, asked: Asked) -> Verdict | None:
        """Give what was said of this question; None where nothing was."""
        fact = self._find(read_judged(self._path), asked)
        return next((each for each in _VERDICTS if fact is not None and each in fact.tags), None)

    def undo(self, judged: Judged) -> None:
        """Put back what was there before a verdict; a later verdict on the same question stays."""

        def restored(fact: Fact) -> list[Fact]:
            if fact != judged.fact:
                return [fact]
            return [] if judged.before is None else [judged.before]

        self._change(restored)

    def forget(self, purged: Collection[tuple[str, str]]) -> int:
        """Drop the facts about these versions (id and version of a document): their words were purged; count them."""
        return self._change(lambda fact: [] if _about(fact, purged) else [fact])

    def forget_purged(self) -> int:
        """Drop the facts about what the library itself says was purged; once more does nothing."""
        standings = Standings(self._library)
        found = {(p.document, p.version) for fact in read_judged(self._path).facts for p in fact.paragraphs}
        gone = {each for each in found if standings.version(*each).kind == "purged"}
        return self.forget(gone) if gone else 0

    def _keep(
        self,
        asked: Asked,
        verdict: Verdict,
        answers: tuple[str, ...] = (),
        wrong: tuple[str, ...] = (),
        paragraphs: tuple[ParagraphReference, ...] = (),
        *,
        unanswerable: bool = False,
        answerable: bool = False,
    ) -> Judged:
        fact = replace(
            _question(asked),
            answers=answers,
            wrong=wrong,
            paragraphs=paragraphs,
            unanswerable=unanswerable,
            answerable=answerable,
            tags=(verdict,),
        )
        with self._write:
            facts = read_judged(self._path)
            before = self._find(facts, asked)
            if before is None:
                kept = (*facts.facts, fact)
            else:
                kept = tuple(fact if each is before else each for each in facts.facts)
            write_judged(replace(facts, facts=kept))
        return Judged(fact, before)

    def _change(self, change: Callable[[Fact], list[Fact]]) -> int:
        """Change facts one by one; count those that are gone."""
        with self._write:
            facts = read_judged(self._path)
            kept = tuple(after for fact in facts.facts for after in change(fact))
            if kept != facts.facts:
                write_judged(replace(facts, facts=kept))
            return len(facts.facts) - len(kept)

    def _find(self, facts: FactSet, asked: Asked) -> Fact | None:
        wanted = _identity(_question(asked))
        return next((fact for fact in facts.facts if _identity(fact) == wanted), None)

    def _references(self, links: Sequence[str]) -> tuple[ParagraphReference, ...]:
        """Name the paragraphs of links, each once; those that are gone are left out."""
        found: dict[tuple[str, int], ParagraphReference] = {}
        for link in links:
            try:
                reference = self._reference(link)
            except LinkError:
                continue
            found[reference.document, reference.number] = reference
        return tuple(found.values())

    def _reference(self, link: str) -> ParagraphReference:
        named = parse_link(link)
        text = self._library.open_link(link).paragraph.text
        return ParagraphReference(named.document, named.paragraph, version=named.version, digest=paragraph_digest(text))


def _question(asked: Asked) -> Fact:
    """Write what was asked, as the file can hold it.

    Raises:
        FactsError: it cannot.
    """
    question = _texts([asked.answer.question])
    if not question or len(asked.answer.question) > TEXT_LIMIT:
        msg = f"this question cannot be kept as a fact: expected text of at most {TEXT_LIMIT:,} characters"
        raise FactsError(msg)
    stood_alone = asked.answer.query == asked.answer.question
    said = [_texts([turn.question, turn.answer]) for turn in asked.history]
    history = () if stood_alone else tuple(Turn(*texts) for texts in said if len(texts) == 2)
    return Fact(question[0], history=history, documents=tuple(sorted(set(asked.documents))))


def _texts(texts: Sequence[str]) -> tuple[str, ...]:
    """Leave out what a facts file does not take: text without a letter or a digit, half characters, overlong text."""
    whole = [text.encode("utf-8", "replace").decode()[:TEXT_LIMIT].strip() for text in texts]
    return tuple(text for text in whole if any(character.isalnum() for character in text))


def _identity(fact: Fact) -> tuple[str, tuple[Turn, ...], tuple[str, ...]]:
    return " ".join(fold(fact.question).split()), fact.history, fact.documents


def _same_place(one: ParagraphReference, other: ParagraphReference) -> bool:
    return (one.document, one.number, one.version) == (other.document, other.number, other.version)


def _about(fact: Fact, purged: Collection[tuple[str, str]]) -> bool:
    return any((reference.document, reference.version) in purged for reference in fact.paragraphs)
