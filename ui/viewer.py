"""The source beside the chat: a document around one paragraph, the exact cited words marked by their offsets."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from rag.document import Paragraph
from rag.errors import CitebackError
from ui.render import clip, escape
from ui.window import Excerpt, Window, excerpt, window

if TYPE_CHECKING:
    from rag.document import Aside, Document
    from rag.library.library import Library
    from rag.library.matches import LinkedPassage

REACH = 25
"""Paragraphs shown at first on either side."""
MAX_REACH = 2_000
"""Paragraphs shown at most on either side: a browser has to lay them out."""
LONGEST_ASIDE = 300
"""Characters of a heading or a line of furniture."""

HINT = (
    '<div class="hint"><p>Click a number such as <b>[1]</b> in an answer: '
    "its document opens here with the cited words marked.</p></div>"
)


def open_citation(library: Library, link: str, reach: int = REACH) -> str:
    """Write the document of a link around its paragraph; a link that opens nothing gives one line that says why."""
    try:
        passage = library.open_link(link)
    except CitebackError as error:
        return _problem(str(error))
    changed = "" if passage.current else _CHANGED
    shown = window(passage.document.layout, passage.paragraph.number, _bounded(reach))
    body = "".join(_block(block, passage) for block in shown.blocks)
    return _head(passage.document, f", {passage.paragraph.place}") + changed + _framed(body, shown, "link", link, reach)


def open_document(library: Library, document_id: str, reach: int = REACH) -> str:
    """Write a document from its beginning."""
    try:
        document = library.document(document_id)
    except CitebackError as error:
        return _problem(str(error))
    shown = window(document.layout, 1, 2 * _bounded(reach))
    body = "".join(_block(block, None) for block in shown.blocks)
    return _head(document, "") + _framed(body, shown, "document", document_id, reach)


_CHANGED = (
    '<p class="changed" role="note">This document has changed since: '
    "what you see is the text as it was when it was cited.</p>"
)


def _bounded(reach: int) -> int:
    return max(1, min(reach, MAX_REACH))


def _problem(message: str) -> str:
    return f'<p class="problem" role="alert">{escape(message)}</p>'


def _head(document: Document, place: str) -> str:
    dated = f" · <time>{escape(document.date)}</time>" if document.date else ""
    name = escape(PurePath(document.path).name)
    return (
        '<header class="document"><h2 tabindex="-1" dir="auto">'
        f"{escape(clip(document.title, 200))}</h2>"
        f'<p><bdi title="{escape(document.path)}">{name}</bdi>{dated}{place}</p>'
        '<button type="button" class="back" data-back="1">Back to the answer</button></header>'
    )


def _framed(body: str, shown: Window, kind: str, name: str, reach: int) -> str:
    more = f'<button type="button" class="more" data-{kind}="{escape(name)}" data-reach="{4 * _bounded(reach)}">'
    can_grow = reach < MAX_REACH
    head = f"{more}Show earlier text ({_count(shown.earlier)})</button>" if shown.earlier and can_grow else ""
    tail = f"{more}Show later text ({_count(shown.later)})</button>" if shown.later and can_grow else ""
    return f'<div class="page">{head}{body}{tail}</div>'


def _count(paragraphs: int) -> str:
    return "1 paragraph" if paragraphs == 1 else f"{paragraphs:,} paragraphs"


def _block(block: Paragraph | Aside, passage: LinkedPassage | None) -> str:
    if not isinstance(block, Paragraph):
        return _aside(block)
    left_out = _reason(block.furniture)
    kind = f"{block.kind} left-out" if left_out else block.kind
    if passage is not None and block.number == passage.paragraph.number:
        text = _marked(excerpt(block.text, passage.start, passage.end))
        return _numbered(block, f"{kind} cited", text + left_out)
    return _numbered(block, kind, _marked(excerpt(block.text)) + left_out)


def _numbered(paragraph: Paragraph, kind: str, text: str) -> str:
    return (
        f'<div class="paragraph {kind}"><span class="number" aria-label="paragraph {paragraph.number}">'
        f'{paragraph.number}</span><div class="words" dir="auto">{text}</div></div>'
    )


def _marked(shown: Excerpt) -> str:
    head = '<span class="cut">…</span>' if shown.cut_before else ""
    tail = '<span class="cut">…</span>' if shown.cut_after else ""
    marked = f"<mark>{escape(shown.marked)}</mark>" if shown.marked else ""
    return f"{head}{escape(shown.before)}{marked}{escape(shown.after)}{tail}"


def _aside(aside: Aside) -> str:
    text = escape(clip(aside.text, LONGEST_ASIDE))
    if aside.kind == "heading":
        return f'<h3 class="heading level{aside.level}" dir="auto">{text}</h3>'
    return f'<p class="furniture" dir="auto">{text}{_reason(aside.reason)}</p>'


def _reason(reason: str) -> str:
    """Say why a line is left out; nothing where it is not."""
    return f' <span class="reason">not cited: {escape(reason)}</span>' if reason else ""
