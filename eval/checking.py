"""Look over facts before they are run: how many of what kind, and what is likely a slip."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eval.metrics import contains
from eval.quotes import words_of
from eval.references import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.fact import Fact, FactSet
    from rag.document import Document


def doubts(facts: FactSet, documents: Sequence[Document]) -> Iterator[str]:
    """Name what may be a slip in facts that fit the library, each on one line: FILE:LINE: ..."""
    finder = Finder(facts.path, documents)
    texts = {document.id: document.paragraphs for document in documents}
    lines: dict[tuple[str, ...], int] = {}
    for fact in facts.facts:
        first = lines.setdefault((*words_of(fact.question), *(turn.question for turn in fact.history)), fact.line)
        if first != fact.line:
            yield f"{facts.path}:{fact.line}: the same question as on line {first}"
        keys = [finder.find(reference) for reference in fact.paragraphs]
        said = [texts[key.document_id][key.number - 1].text for key in keys]
        if said and fact.answers and not any(_says(text, fact) for text in said):
            yield f"{facts.path}:{fact.line}: none of its answers stands in its paragraphs; is one of them another?"


def summary(facts: FactSet, documents: int) -> str:
    """Say in one or two lines what the facts are."""
    listed = facts.facts
    unanswerable = sum(fact.unanswerable for fact in listed)
    proven = sum(bool(fact.paragraphs) for fact in listed)
    tags = Counter(tag for fact in listed for tag in fact.tags)
    tagged = f"\ntags: {', '.join(f'{tag} ({count})' for tag, count in tags.most_common())}" if tags else ""
    return (
        f"{len(listed)} facts fit the library of {documents} documents: "
        f"{proven} with paragraphs, whose citations are graded; {unanswerable} unanswerable{tagged}"
    )


def _says(text: str, fact: Fact) -> bool:
    return any(contains(text, answer) for answer in fact.answers)
