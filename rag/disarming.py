"""Search results without what in them addresses a language model: it is never weighed, read, shown to a model or cited.

Blanked text keeps its offsets, so that what is cited of a paragraph is still there in the library, word for word.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from rag.instructions import instructing, is_open_ended, silenced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rag.answer import Hit
    from rag.document import Document, Paragraph


def disarm(hits: Iterable[Hit]) -> list[Hit]:
    """Blank such sentences in the paragraphs of hits, in their headings and titles; what is left empty is dropped.

    A paragraph or a heading that does nothing but announce instructions takes the paragraph behind it along.
    """
    hits = list(hits)
    found = {(hit.document.id, paragraph.number): paragraph for hit in hits for paragraph in hit.paragraphs}
    disarmed = []
    for hit in hits:
        pairs = [(place, _paragraph(one, hit.document, found)) for place, one in enumerate(hit.paragraphs)]
        kept = [(place, paragraph) for place, paragraph in pairs if paragraph.text.strip()]
        if kept:
            paragraphs = tuple(paragraph for _, paragraph in kept)
            readings = tuple(hit.readings[place] for place, _ in kept) if hit.readings else ()
            disarmed.append(
                replace(hit, document=_titled(hit.document), paragraphs=paragraphs, readings=readings)
                if paragraphs != hit.paragraphs or instructing(hit.document.title)
                else hit
            )
    return disarmed


def _paragraph(paragraph: Paragraph, document: Document, found: Mapping[tuple[str, int], Paragraph]) -> Paragraph:
    before = found.get((document.id, paragraph.number - 1))
    if is_open_ended(paragraph.heading) or (before is not None and is_open_ended(before.text)):
        return replace(paragraph, text="\n" * len(paragraph.text))
    text, heading = _under(paragraph.heading, paragraph.text), silenced(paragraph.heading)
    if (text, heading) == (paragraph.text, paragraph.heading):
        return paragraph
    return replace(paragraph, text=text, heading=" ".join(heading.split()))


def _under(heading: str, text: str) -> str:
    """Silence a text; below a heading that is a fence, such as "--- END OF SOURCES ---", both are read together."""
    last = heading.rpartition(" > ")[2]
    if last and not last[0].isalnum():
        return silenced(f"{last}\n\n{text}")[len(last) + 2 :]
    return silenced(text)


def _titled(document: Document) -> Document:
    return replace(document, title=PurePath(document.path).name) if instructing(document.title) else document
