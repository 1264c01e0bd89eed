"""Draft facts from a library's own text: questions with the answers that its sentences give, and some that none gives.

The answers come from the grammar of the sentences, not from what Citeback would answer, or every draft would be right.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from eval.asking import ask_any, ask_row
from eval.fact import Fact
from eval.nearmisses import NearMisses
from eval.proposing import Proposal, in_turn, of_paragraph
from eval.proving import Prover
from eval.quotes import Place, words_of
from eval.references import Finder
from rag.errors import FactsError
from rag.text.numerals import SMALL, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eval.fact import FactSet
    from rag.document import Document

UNANSWERABLE_EACH = 5
"""One draft in so many has no answer in the documents."""
_ONE_THING = re.compile(r"|[a-z]{3,}")
"""What may follow a number that is accepted in words and in digits."""
_STEP = 7
"""Paragraphs are taken seven apart, so that a long document is not drafted from its beginning alone."""


@dataclass(frozen=True, slots=True)
class FactDraft:
    """Hold a fact that nobody has confirmed yet."""

    fact: Fact
    place: Place | None
    """Where its answer stands; None where it has none."""


class Drafter:
    """Draft facts that a file does not have yet."""

    def __init__(self, documents: Sequence[Document], so_far: FactSet) -> None:
        """Draft from these documents, beside these facts."""
        self._documents = documents
        self._prover = Prover(documents)
        self._asked = {_folded(fact.question) for fact in so_far.facts}
        self._told = set(_told(so_far, documents))
        self._skipped: set[str] = set()
        self._near_misses = NearMisses(documents)

    def skip(self, document: Document) -> None:
        """Draft no more from this document."""
        self._skipped.add(document.id)

    def drafts(self) -> Iterator[FactDraft]:
        """Draft, one document after the other in turn; none twice."""
        since: list[Proposal] = []
        for proposal in in_turn([_of_document(document) for document in self._documents]):
            if self._is_wanted(proposal):
                since.append(proposal)
                yield self._answered(proposal)
            if len(since) >= UNANSWERABLE_EACH - 1:
                yield from islice(self._unanswerable(since), 1)
                since = []
        yield from islice(self._unanswerable(since), 1)

    def _is_wanted(self, proposal: Proposal) -> bool:
        """Tell whether a proposal is of a document that was not skipped, and new; and remember it."""
        told = (proposal.document.id, proposal.paragraph.number, _folded(proposal.answer))
        if proposal.document.id in self._skipped or told in self._told:
            return False
        self._told.add(told)
        return self._is_new(proposal.question)

    def _answered(self, proposal: Proposal) -> FactDraft:
        reference = self._prover.reference(proposal.document, proposal.paragraph, proposal.answer)
        fact = Fact(proposal.question, answers=wordings(proposal.answer), paragraphs=(reference,))
        return FactDraft(fact, Place(proposal.document, proposal.paragraph))

    def _unanswerable(self, proposals: Iterable[Proposal]) -> Iterator[FactDraft]:
        for proposal in proposals:
            question = self._near_misses.about(proposal)
            if question and self._is_new(question):
                yield FactDraft(Fact(question, unanswerable=True), None)

    def _is_new(self, question: str) -> bool:
        """Tell whether a question was not asked before, and remember it."""
        folded = _folded(question)
        is_new = folded not in self._asked
        self._asked.add(folded)
        return is_new


def wordings(answer: str) -> tuple[str, ...]:
    """Give an answer as it is accepted: a small number in words in digits too, and the other way round."""
    first, space, rest = answer.partition(" ")
    if not _ONE_THING.fullmatch(rest):
        return (answer,)
    if first.casefold() in WORDS:
        return (answer, f"{WORDS[first.casefold()]:g}{space}{rest}")
    if first.isascii() and first.isdecimal() and int(first) < len(SMALL):
        return (answer, f"{SMALL[int(first)]}{space}{rest}")
    return (answer,)


def _of_document(document: Document) -> Iterator[Proposal]:
    """Propose one question of each paragraph, then the further ones of each."""
    paragraphs = document.paragraphs
    spread = [paragraph for start in range(_STEP) for paragraph in paragraphs[start::_STEP]]
    again: deque[Iterator[Proposal]] = deque()
    for paragraph in spread:
        if paragraph.kind == "row":
            is_fit = not paragraph.furniture and document.language in ("", "en")
            asked = list(ask_row(paragraph)) if is_fit else []
            turn = paragraph.number % len(asked) if asked else 0
            posed = asked[turn:] + asked[:turn]
            proposals = iter([Proposal(each.question, each.answer, document, paragraph) for each in posed])
        else:
            proposals = of_paragraph(document, paragraph, ask_any)
        yield from islice(proposals, 1)
        again.append(proposals)
    yield from _rest(again)


def _rest(again: Iterable[Iterator[Proposal]]) -> Iterator[Proposal]:
    return (each for each in chain.from_iterable(zip_longest(*again)) if each is not None)


def _told(so_far: FactSet, documents: Sequence[Document]) -> Iterator[tuple[str, int, str]]:
    """Give what the facts tell already: paragraph and answer."""
    finder = Finder(so_far.path, documents)
    for fact in so_far.facts:
        for reference in fact.paragraphs:
            try:
                key = finder.find(reference)
            except FactsError:
                continue  # it names a paragraph of another library, which no draft can repeat
            yield from ((key.document_id, key.number, _folded(answer)) for answer in fact.answers)


def _folded(text: str) -> str:
    return " ".join(words_of(text))
