"""An answer or a cited place -> JSON text, for scripts; what it holds is what the Python API gives."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ui.evidence import every_citation, whole

if TYPE_CHECKING:
    from rag.answer import Alternative, Answer, Citation, Hit, Sentence
    from rag.document import Document, Paragraph
    from rag.library.matches import LinkedPassage

_MOVES_A_TERMINAL = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold as it is but a terminal would obey: written as \\uXXXX, which reads back the same."""


def answer_json(answer: Answer) -> str:
    """Write a whole answer."""
    return _dump(
        {
            "question": answer.question,
            "query": answer.query,
            "text": answer.text,
            "refused": answer.refused,
            "reason": answer.reason,
            "short_answer": answer.short_answer,
            "degraded": answer.degraded,
            "coverage": answer.coverage,
            "difference": answer.difference,
            "sentences": [_sentence(sentence) for sentence in answer.sentences],
            "citations": [_citation(citation) for citation in every_citation(answer)],
            "alternatives": [_alternative(alternative) for alternative in answer.alternatives],
            "nearest": [_hit(hit) for hit in answer.nearest],
        }
    )


def passage_json(passage: LinkedPassage) -> str:
    """Write the place that a link names; "current" is false when the document has changed since."""
    return _dump(
        {
            "document": _document(passage.document),
            "paragraph": passage.paragraph.number,
            "place": passage.paragraph.place,
            "heading": passage.paragraph.heading,
            "text": passage.paragraph.text,
            "start": passage.start,
            "end": passage.end,
            "quote": passage.paragraph.text[passage.start : passage.end],
            "current": passage.current,
        }
    )


def _dump(value: dict[str, object]) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _MOVES_A_TERMINAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _document(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "path": document.path,
        "version": document.version,
        "date": document.date,
    }


def _sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "support": sentence.support,
        "reason": sentence.reason,
        "citations": _numbers(sentence.citations),
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "document": _document(citation.document),
        "paragraph": citation.paragraph.number,
        "place": citation.paragraph.place,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "link": citation.link,
    }


def _alternative(alternative: Alternative) -> dict[str, object]:
    return {"text": alternative.text, "citations": _numbers(alternative.citations)}


def _numbers(citations: tuple[Citation, ...]) -> list[int]:
    return list(dict.fromkeys(citation.number for citation in citations))


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "document": _document(hit.document),
        "score": hit.score,
        "paragraphs": [_nearby(hit, paragraph) for paragraph in hit.paragraphs],
    }


def _nearby(hit: Hit, paragraph: Paragraph) -> dict[str, object]:
    link = whole(hit, paragraph).link
    return {"number": paragraph.number, "place": paragraph.place, "text": paragraph.text, "link": link}
