"""Hold the facts that clicks wrote against the library of today: what is gone or has changed is said, not graded."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.facts import FactSet, ParagraphReference
from eval.judged import facts_path, paragraph_digest, read_judged
from eval.references import Names
from rag.errors import SettingsError

if TYPE_CHECKING:
    from eval.facts import Fact
    from rag.library.library import Library


_PURGED = re.compile(r"purged on \d{4}-\d{2}-\d{2}")
"""What a purge puts in the place of words that it has deleted."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Hold a fact that cannot be checked today."""

    fact: Fact
    reason: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Hold the facts that can be checked, their paragraphs named as they are today, and those that cannot."""

    facts: FactSet
    stale: tuple[Stale, ...]


def load_mine(library: Library) -> Mine:
    """Read the library's own facts.

    Raises:
        SettingsError: nothing was judged yet.
        FactsError: a person has written in the file: FILE:LINE: field: expected ...
    """
    facts = read_judged(facts_path(library.path))
    if not facts.facts:
        msg = f"no answer of the library {library.path} was judged yet: say on the chat page which are right or wrong"
        raise SettingsError(msg)
    names = Names(library.documents())
    checked: list[Fact] = []
    stale: list[Stale] = []
    for fact in facts.facts:
        current = _current(fact, names)
        if isinstance(current, str):
            stale.append(Stale(fact, current))
        else:
            checked.append(current)
    return Mine(FactSet(tuple(checked), facts.thresholds, facts.path), tuple(stale))


def _current(fact: Fact, names: Names) -> Fact | str:
    """Name a fact's paragraphs as they are today; or say why that cannot be done."""
    words = (*fact.answers, *fact.wrong, *(text for group in fact.all_of for text in group))
    purged = next((text for text in words if _PURGED.fullmatch(text)), "")
    if purged:
        return f"its words were {purged}"
    held = {document.id for document in names.documents}
    if not held.issuperset(fact.documents):
        return "a document that it was asked of is no longer in the library"
    if not fact.expects_answer:
        return replace(fact, paragraphs=())  # where a wrong answer came from proves nothing
    found = [_reference(reference, names) for reference in fact.paragraphs]
    reasons = [each for each in found if isinstance(each, str)]
    if reasons:
        return reasons[0]
    return replace(fact, paragraphs=tuple(each for each in found if isinstance(each, ParagraphReference)))


def _reference(reference: ParagraphReference, names: Names) -> ParagraphReference | str:
    """Find a paragraph in the version that answers today: by its text, where the version is another."""
    if not reference.version:
        return reference
    found = names.of(reference.document)
    if len(found) != 1:
        return f"its document {reference.document} is no longer in the library"
    document = found[0]
    if document.version == reference.version:
        return replace(reference, document=document.path)
    same = [each.number for each in document.paragraphs if paragraph_digest(each.text) == reference.digest]
    if not same:
        return f'its source "{document.title}" has changed since, ¶{reference.number} too: judge the answer again'
    nearest = min(same, key=lambda number: abs(number - reference.number))
    return replace(reference, document=document.path, number=nearest)
