"""Look over facts before they are run: how many of what kind, and what is likely a slip."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from eval.metrics import contains
from eval.person import plain
from eval.quotes import words_of
from eval.references import Finder, path_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.fact import FactSet
    from rag.document import Document, Paragraph

EXCERPT = 100
"""Characters of a paragraph in a note."""
_SEVERAL = re.compile(r"[,;/|] | or |[;|]")
"""Between answers that a person wrote as one."""


def doubts(facts: FactSet, documents: Sequence[Document]) -> Iterator[str]:
    """Name what may be a slip in facts that fit the library, each on one line: FILE:LINE: ..."""
    finder = Finder(facts.path, documents)
    by_id = {document.id: document for document in documents}
    lines: dict[tuple[str, ...], int] = {}
    for fact in facts.facts:
        first = lines.setdefault((*words_of(fact.question), *(turn.question for turn in fact.history)), fact.line)
        if first != fact.line:
            yield f"{facts.path}:{fact.line}: the same question as on line {first}"
        keys = [finder.find(reference) for reference in fact.paragraphs]
        places = [(by_id[key.document_id], by_id[key.document_id].paragraphs[key.number - 1]) for key in keys]
        if places and fact.answers and not any(_says(paragraph.text, fact.answers) for _, paragraph in places):
            yield f"{facts.path}:{fact.line}: {_unproven(fact.answers, *places[0])}"


def summary(facts: FactSet, documents: int) -> str:
    """Say in one or two lines what the facts are."""
    listed = facts.facts
    unanswerable = sum(fact.unanswerable for fact in listed)
    proven = sum(bool(fact.paragraphs) for fact in listed)
    tags = Counter(tag for fact in listed for tag in fact.tags)
    tagged = f"\ntags: {', '.join(f'{tag} ({count})' for tag, count in tags.most_common())}" if tags else ""
    facts_fit = "1 fact fits" if len(listed) == 1 else f"{len(listed)} facts fit"
    return (
        f"{facts_fit} the library of {documents} documents: "
        f"{proven} with paragraphs, whose citations are graded; {unanswerable} unanswerable{tagged}"
    )


def _unproven(answers: Sequence[str], document: Document, paragraph: Paragraph) -> str:
    """Show what the first paragraph says instead; several answers written as one are named."""
    name, said = path_parts(document.path)[-1], plain(paragraph.text)
    shown = said if len(said) <= EXCERPT else f"{said[:EXCERPT].rstrip()}..."
    told = f'none of its answers stands in {plain(name)} ¶{paragraph.number}: "{shown}"'
    for answer in answers:
        parts = [part for part in _SEVERAL.split(answer) if words_of(part)]
        if len(parts) > 1 and _says(paragraph.text, parts):
            listed = json.dumps([plain(part) for part in parts], ensure_ascii=False)
            return f"{told}; several answers are a list: answers: {listed}"
    return f"{told}; another paragraph, or other words?"


def _says(text: str, answers: Sequence[str]) -> bool:
    return any(contains(text, answer) for answer in answers)
