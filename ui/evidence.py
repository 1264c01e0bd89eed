"""What every face shows of an answer: all that it points at, and for a refusal what came nearest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer import Citation

if TYPE_CHECKING:
    from rag.answer import Answer, Hit
    from rag.document import Paragraph

_WORD = re.compile(r"\w+")


def every_citation(answer: Answer) -> tuple[Citation, ...]:
    """Give the citations of the sentences and of the alternatives, each once, in order of number."""
    others = (citation for alternative in answer.alternatives for citation in alternative.citations)
    return tuple(sorted(dict.fromkeys((*answer.citations, *others)), key=lambda c: (c.number, c.start)))


def closest_paragraph(hit: Hit, query: str) -> Paragraph:
    """Pick the paragraph of a hit that shares most words with the question; the first of equals."""
    asked = set(_WORD.findall(query.casefold()))
    return max(hit.paragraphs, key=lambda paragraph: len(asked & set(_WORD.findall(paragraph.text.casefold()))))


def whole(hit: Hit, paragraph: Paragraph) -> Citation:
    """Point at a whole paragraph of a hit."""
    return Citation(0, hit.document, paragraph, 0, len(paragraph.text))
