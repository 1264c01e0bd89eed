"""Answers and cited places as lines of a terminal; what documents hold is shown, never obeyed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.document import Paragraph
from ui.evidence import closest_paragraph, every_citation, whole
from ui.window import Excerpt, excerpt, window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer import Alternative, Answer, Citation, Hit, Sentence
    from rag.document import Aside
    from rag.library.matches import LinkedPassage

NEIGHBOURS = 2
"""Paragraphs shown on either side of a cited one."""
MARGIN = 600
"""Characters shown on either side of cited words."""
LONGEST_QUOTE = 400
"""Characters of a quote or a near paragraph in a list."""

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Replace what a terminal would obey (escapes, cursor moves, reversed writing) by a visible sign."""
    return _OBEYED.sub("\ufffd", text.replace("\r\n", "\n"))


def one_line(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Put a text on one line, clipped."""
    line = _SPACES.sub(" ", plain(text[: longest * 4])).strip()
    return line if len(line) <= longest else f"{line[:longest].rstrip()} …"


def _other(alternative: Alternative) -> str:
    marks = "".join(f" [{number}]" for number in dict.fromkeys(c.number for c in alternative.citations))
    return f"Another value: {one_line(alternative.text)}{marks}"


def after_answer(answer: Answer) -> Iterator[str]:
    """Give the lines below the answer's text: doubts, other values, sources, or what came nearest."""
    yield from (line for sentence in answer.sentences for line in _doubt(sentence))
    if answer.short_answer:
        yield f"In short: {one_line(answer.short_answer)}"
    if not answer.difference:
        yield from (_other(alternative) for alternative in answer.alternatives)
    if answer.query != answer.question:
        yield f"Searched for: {one_line(answer.query)}"
    if answer.degraded:
        yield f"Note: {one_line(answer.degraded)}"
    citations = every_citation(answer)
    if citations:
        yield ""
        yield "Sources"
        yield from (line for citation in citations for line in _source(citation, f"[{citation.number}]"))
    if answer.nearest:
        yield ""
        yield "Nearest paragraphs"
        yield from (line for hit in answer.nearest for line in _near(hit, answer.query))


def place(passage: LinkedPassage) -> Iterator[str]:
    """Give the lines of a cited paragraph in its place, the cited words between >> and <<."""
    document, paragraph = passage.document, passage.paragraph
    dated = f", {one_line(document.date)}" if document.date else ""
    yield f"{one_line(document.title)}{dated}"
    yield one_line(document.path)
    yield f"version {document.version}, {paragraph.place}" + (
        f", under: {one_line(paragraph.heading)}" if paragraph.heading else ""
    )
    if not passage.current:
        yield "The document has changed since: this is the text as it was when it was cited."
    yield ""
    for block in window(document.layout, paragraph.number, NEIGHBOURS).blocks:
        cited = isinstance(block, Paragraph) and block.number == paragraph.number
        yield _block(block, passage if cited else None)


def _doubt(sentence: Sentence) -> Iterator[str]:
    if sentence.support != "supported":
        level = "Partly supported" if sentence.support == "partly" else "Unsupported"
        yield f"{level}: {one_line(sentence.text, 80)} ({one_line(sentence.reason)})"


def _source(citation: Citation, mark: str) -> Iterator[str]:
    yield f"{mark} {one_line(citation.document.title)}, {citation.paragraph.place}"
    yield f"    “{one_line(citation.quote)}”"
    yield f"    {citation.link}"


def _near(hit: Hit, query: str) -> Iterator[str]:
    return _source(whole(hit, closest_paragraph(hit, query)), "-")


def _block(block: Paragraph | Aside, passage: LinkedPassage | None) -> str:
    if not isinstance(block, Paragraph):
        reason = f", not cited: {one_line(block.reason)}" if block.reason else ""
        return f"     # {one_line(block.text)}" if block.kind == "heading" else f"     ({one_line(block.text)}{reason})"
    if passage is None:
        reason = f"  (not cited: {one_line(block.furniture)})" if block.furniture else ""
        return f"  ¶{block.number}  {one_line(block.text)}{reason}"
    return f"> ¶{block.number}  {_marked(excerpt(block.text, passage.start, passage.end, MARGIN))}"


def _marked(shown: Excerpt) -> str:
    head = "… " if shown.cut_before else ""
    tail = " …" if shown.cut_after else ""
    return f"{head}{plain(shown.before)}>>{plain(shown.marked)}<<{plain(shown.after)}{tail}"
