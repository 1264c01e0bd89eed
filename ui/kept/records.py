"""Turns <-> JSON text: written and read side by side; what is read back shows as it was shown."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rag.answer import Alternative, Answer, Citation, Hit, Sentence
from rag.document import Box, Document, Layout, Paragraph
from rag.errors import LibraryError
from ui.chat import Extent
from ui.kept.conversation import UNCHANGED, KeptCitation, ScopedDocument, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_NEAREST = 4_000
"""Characters of a paragraph beside a refusal that are kept; a file can be one paragraph of 50 MB."""

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
"""What SQLite takes no text with; JSON has a way to write it."""
_PLAIN = ("question", "query", "refused", "reason", "short_answer", "difference", "degraded", "coverage")
_OF_DOCUMENT = ("id", "title", "path", "version", "date", "author", "url", "language")


@dataclass(frozen=True, slots=True)
class Record:
    """Hold what is written down of one turn."""

    answer: Answer
    scope: tuple[ScopedDocument, ...] | None = None
    extent: Extent | None = None


def write_record(record: Record) -> str:
    """Write a turn as JSON text, which has its characters as they are."""
    answer = record.answer
    listed = _Listed()
    written: dict[str, object] = {name: getattr(answer, name) for name in _PLAIN}
    written["shows_unsupported"] = answer.shows_unsupported
    written["sentences"] = [
        {"text": s.text, "support": s.support, "reason": s.reason, "citations": listed.citations(s.citations)}
        for s in answer.sentences
    ]
    written["alternatives"] = [
        {"text": other.text, "citations": listed.citations(other.citations)} for other in answer.alternatives
    ]
    written["nearest"] = [_hit(hit, listed) for hit in answer.nearest]
    written["citations"] = [_citation(citation, listed) for citation in listed.cited]
    written["documents"] = [_document(document) for document in listed.documents]
    if record.scope is not None:
        written["scope"] = [{"id": document.id, "title": document.title} for document in record.scope]
    if record.extent is not None:
        written["extent"] = asdict(record.extent)
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return _HALF_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def read_record(text: str) -> Record:
    """Read a turn; its citations stand as they did.

    Raises:
        LibraryError: the text was not written by `write_record`.
    """
    try:
        return _read(json.loads(text))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        msg = f"a kept conversation cannot be read ({error!r}); restore conversations.sqlite3 from a copy, or delete it"
        raise LibraryError(msg) from error


class _Listed:
    """Write each document and each citation once, and name it by its place in the list."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.cited: list[Citation] = []

    def document(self, document: Document) -> int:
        if document not in self.documents:
            self.documents.append(document)
        return self.documents.index(document)

    def citations(self, citations: Sequence[Citation]) -> list[int]:
        for citation in citations:
            if citation not in self.cited:
                self.cited.append(citation)
        return [self.cited.index(citation) for citation in citations]


def _document(document: Document) -> dict[str, object]:
    return {**{name: getattr(document, name) for name in _OF_DOCUMENT}, "gaps": list(document.gaps)}


def _citation(citation: Citation, listed: _Listed) -> dict[str, object]:
    return {
        "number": citation.number,
        "document": listed.document(citation.document),
        "paragraph": _place(citation.paragraph),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "purged": citation.standing.note if isinstance(citation, KeptCitation) and _is_purged(citation) else None,
    }


def _is_purged(citation: KeptCitation) -> bool:
    return citation.standing.kind == "purged"


def _place(paragraph: Paragraph) -> dict[str, object]:
    box = paragraph.box
    return {
        "number": paragraph.number,
        "kind": paragraph.kind,
        "heading": paragraph.heading,
        "page": paragraph.page,
        "box": [box.left, box.top, box.right, box.bottom] if box else None,
        "row": paragraph.row,
    }


def _hit(hit: Hit, listed: _Listed) -> dict[str, object]:
    return {
        "document": listed.document(hit.document),
        "score": hit.score,
        "paragraphs": [{**_place(p), "text": p.text[:LONGEST_NEAREST]} for p in hit.paragraphs],
    }


def _read(data: dict[str, Any]) -> Record:
    documents = [_read_document(each) for each in data["documents"]]
    cited = [_read_citation(each, documents) for each in data["citations"]]

    def citations(numbers: Sequence[int]) -> tuple[Citation, ...]:
        return tuple(cited[number] for number in numbers)

    sentences = [Sentence(s["text"], s["support"], s["reason"], citations(s["citations"])) for s in data["sentences"]]
    nearest = [
        Hit(documents[hit["document"]], tuple(_read_paragraph(p) for p in hit["paragraphs"]), hit["score"])
        for hit in data["nearest"]
    ]
    answer = Answer(
        **{name: data[name] for name in _PLAIN},
        shows_unsupported=data["shows_unsupported"],
        sentences=tuple(sentences),
        alternatives=tuple(Alternative(each["text"], citations(each["citations"])) for each in data["alternatives"]),
        nearest=tuple(nearest),
    )
    scope, extent = data.get("scope"), data.get("extent")
    return Record(
        answer,
        None if scope is None else tuple(ScopedDocument(**each) for each in scope),
        None if extent is None else Extent(**extent),
    )


def _read_document(data: dict[str, Any]) -> Document:
    named = {name: data[name] for name in _OF_DOCUMENT}
    return Document(**named, gaps=tuple(data["gaps"]), read_layout=lambda: Layout(()))


def _read_citation(data: dict[str, Any], documents: Sequence[Document]) -> KeptCitation:
    place = _read_paragraph(data["paragraph"])
    document = documents[data["document"]]
    standing = Standing("purged", data["purged"], opens=False) if data["purged"] else UNCHANGED
    return KeptCitation(data["number"], document, place, data["start"], data["end"], data["quote"], standing)


def _read_paragraph(data: dict[str, Any]) -> Paragraph:
    return Paragraph(
        data["number"],
        data.get("text", ""),
        kind=data["kind"],
        heading=data["heading"],
        page=data["page"],
        box=Box(*data["box"]) if data["box"] else None,
        row=data["row"],
    )
