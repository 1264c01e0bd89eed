"""The tool `read_source`: a link or a document -> a paragraph in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.document import Paragraph
from rag.errors import ArgumentError
from ui.toolkit.arguments import ReadArguments
from ui.toolkit.naming import choose, named
from ui.toolkit.results import SourceResult, ToldParagraph
from ui.toolkit.room import LONGEST_TEXT, Room
from ui.toolkit.telling import paragraph_told
from ui.toolkit.tool import UNTRUSTED, Tool
from ui.window import window

if TYPE_CHECKING:
    from rag.document import Document
    from rag.library.matches import LinkedPassage
    from ui.toolkit.tool import Answering, Watch

MARGIN = 2_000
"""Characters shown of a long paragraph before the words that a link names."""

DESCRIPTION = (
    "Read a source in its place: the paragraph that a citation link names, with the paragraphs around it, so that a "
    "quote can be checked in its context; or a document from any paragraph on (go on with the number after the last of "
    "`after` while `later` is above 0). `changed_since` tells that the document has changed since it was cited; the "
    f"text is then the one that was cited. {UNTRUSTED}"
)


def _run(page: Answering, taken: ReadArguments, watch: Watch) -> SourceResult:
    watch.step("")
    source = taken.source.strip()
    if source.startswith("citeback:"):
        if taken.paragraph is not None:
            msg = (
                f"paragraph: a link names its own, got {taken.paragraph}: leave it out, or name the document as source"
            )
            raise ArgumentError(msg)
        return _linked(page.library.open_link(source), taken.around)
    document = choose(page.library.documents(), "source", source)
    total = len(document.paragraphs)
    number = taken.paragraph or 1
    if number > total:
        msg = f"paragraph: {named(document).name!a} has {total:,} paragraphs, got {number}"
        raise ArgumentError(msg)
    return _placed(document, document.paragraphs[number - 1], taken.around)


def _linked(passage: LinkedPassage, around: int) -> SourceResult:
    placed = _placed(passage.document, passage.paragraph, around, passage.start)
    quote = passage.paragraph.text[passage.start : passage.end][:LONGEST_TEXT]
    return replace(placed, quote=quote, start=passage.start, end=passage.end, changed_since=not passage.current)


def _placed(document: Document, paragraph: Paragraph, around: int, start: int = 0) -> SourceResult:
    room = Room()
    shown = window(document.layout, paragraph.number, around)
    text_start = max(0, start - MARGIN) if len(paragraph.text) > LONGEST_TEXT else 0
    told = paragraph_told(document, paragraph, room)
    if text_start:
        told = replace(told, text=paragraph.text[text_start : text_start + LONGEST_TEXT], cut=True)

    def neighbours(before: bool) -> tuple[ToldParagraph, ...]:
        found = [
            block
            for block in shown.blocks
            if isinstance(block, Paragraph)
            and block.number != paragraph.number
            and (block.number < paragraph.number) == before
        ]
        return room.fit_all(found, lambda block: paragraph_told(document, block, room))

    return SourceResult(
        document=named(document),
        paragraph=told,
        text_start=text_start,
        quote=None,
        start=None,
        end=None,
        changed_since=False,
        before=neighbours(before=True),
        after=neighbours(before=False),
        earlier=shown.earlier,
        later=shown.later,
        cut=room.cut,
    )


READ_SOURCE = Tool("read_source", "Read a source", DESCRIPTION, ReadArguments, SourceResult, _run)
