"""How much an answer rests on, of how much there was: "4 paragraphs of 2 out of 31 documents"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.escaping import count
from ui.evidence import every_citation

if TYPE_CHECKING:
    from rag.answer import Answer
    from ui.chat import Extent


def extent_line(answer: Answer, extent: Extent | None) -> str:
    """Say what was cited of what there was, and what could not be read; not yet escaped."""
    gaps = _gaps(extent)
    if answer.refused:
        return "; ".join([f"Looked in {_all(extent)}", *gaps]) if extent else ""
    cited = every_citation(answer)
    if not cited:
        return ""
    documents = {citation.document.id for citation in cited}
    paragraphs = {(citation.document.id, citation.paragraph.number) for citation in cited}
    of = f"{len(documents):,} out of {_all(extent)}" if extent else count(len(documents), "document")
    return "; ".join([f"{count(len(paragraphs), 'paragraph')} of {of}", *gaps])


def _all(extent: Extent | None) -> str:
    if extent is None:
        return ""
    return count(extent.documents, "chosen document" if extent.scoped else "document")


def _gaps(extent: Extent | None) -> list[str]:
    if extent is None:
        return []
    unread = [f"{count(extent.unread, 'file')} could not be read"] if extent.unread else []
    return unread + ([f"{count(extent.incomplete, 'document')} only in part"] if extent.incomplete else [])
