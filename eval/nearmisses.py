"""Questions that a library comes near to answering and does not: about what it speaks of, for what it never says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from eval.quotes import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.proposing import Proposal
    from rag.document import Document

LONGEST = 50
"""Characters of what is asked about."""


@dataclass(frozen=True, slots=True)
class _Missing:
    """Hold a question with the words of which at least one stands wherever it is answered."""

    question: str
    told_by: frozenset[str]


def _missing(question: str, told_by: str) -> _Missing:
    return _Missing(question, frozenset(told_by.split()))


_OF_THINGS = (
    _missing("Who proposed {}?", "propose proposes proposed proposal suggest suggested suggestion"),
    _missing("What is the reference number of {}?", "reference ref registration number no"),
    _missing("Who complained about {}?", "complain complained complaint complaints criticised criticized criticism"),
    _missing("What colour is {}?", "colour color coloured red blue green white black grey gray yellow brown silver"),
    _missing("How much does {} weigh?", "weigh weighs weighed weight heavy kg kilogram kilograms gram grams tonnes"),
    _missing("Who insures {}?", "insure insures insured insurance insurer policy"),
)
_OF_PEOPLE = (
    _missing("Where was {} born?", "born birth birthplace native grew hometown"),
    _missing("How old is {}?", "old age aged born birthday"),
    _missing("What did {} study?", "study studied studies degree university college graduated professor school"),
    _missing("Who is {} married to?", "married marry wife husband spouse partner widow widower"),
)
_THING = re.compile(r"the [a-z][\w'’ -]+")
_PERSON = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+")


class NearMisses:
    """Ask for something that none of some documents has a word of."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Look into these documents, every word of them, when the first question is wanted."""
        self._documents = documents
        self._asked = 0

    def about(self, proposal: Proposal) -> str | None:
        """Ask something else of what a proposal is about; None where that is no plain thing or person."""
        of_person = proposal.question.startswith("Who ")
        about = proposal.answer if of_person else proposal.about
        shape = _PERSON if of_person else _THING
        kinds = self._unsaid[of_person] if shape.fullmatch(about) and len(about) <= LONGEST else ()
        if not kinds:
            return None
        self._asked += 1
        return kinds[self._asked % len(kinds)].question.format(about)

    @cached_property
    def _unsaid(self) -> tuple[tuple[_Missing, ...], tuple[_Missing, ...]]:
        """Give what can be asked of things, and of people."""
        said = {word for document in self._documents for each in document.paragraphs for word in words_of(each.text)}
        return (
            tuple(missing for missing in _OF_THINGS if not missing.told_by & said),
            tuple(missing for missing in _OF_PEOPLE if not missing.told_by & said),
        )
