"""An answer or a cited place -> JSON text, for scripts; a kept conversation -> a file for people."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ui.evidence import every_citation, whole

if TYPE_CHECKING:
    from rag.answer import Alternative, Answer, Citation, Hit, Sentence
    from rag.document import Document, Paragraph
    from rag.library.matches import LinkedPassage
    from ui.kept.conversation import Conversation

Format = Literal["markdown", "html", "pdf"]
FORMATS: tuple[Format, ...] = ("markdown", "html", "pdf")

_MOVES_A_TERMINAL = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold as it is but a terminal would obey: written as \\uXXXX, which reads back the same."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Hold a file that is ready to be handed over."""

    name: str
    """Fit for every system, with its ending; no path."""
    media_type: str
    content: bytes
    shortfall: str = ""
    """What this format cannot show of the conversation; empty where it shows all."""


def export_conversation(conversation: Conversation, kind: Format) -> Exported:
    """Write a conversation with all its citations, their words and links, as one file that needs nothing else."""
    from ui.exports.names import file_name
    from ui.exports.outline import outline

    outlined = outline(conversation)
    if kind == "markdown":
        from ui.exports.markdown import markdown

        return Exported(file_name(outlined.title, "md"), "text/markdown; charset=utf-8", markdown(outlined).encode())
    if kind == "html":
        from ui.exports.page import page

        return Exported(file_name(outlined.title, "html"), "text/html; charset=utf-8", page(outlined).encode())
    from ui.exports.pdf import missing_notice, pdf

    return Exported(file_name(outlined.title, "pdf"), "application/pdf", pdf(outlined), missing_notice(outlined))


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
