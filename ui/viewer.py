"""The source beside the chat: a document around one paragraph, the exact cited words marked by their offsets."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from rag.document import Paragraph
from rag.errors import CitebackError
from rag.links import Link, format_link
from ui.escaping import clip, escape
from ui.pagepicture import first_page, page_picture
from ui.window import Excerpt, Window, excerpt, window

if TYPE_CHECKING:
    from rag.document import Aside, Document
    from rag.library.library import Library
    from rag.library.matches import LinkedPassage
    from ui.pagepicture import PagePicture

REACH = 25
"""Paragraphs shown at first on either side."""
MAX_REACH = 2_000
"""Paragraphs shown at most on either side: a browser has to lay them out."""
LONGEST_ASIDE = 300
"""Characters of a heading or a line of furniture."""

FOLDED_FROM = 3
"""Lines of furniture in a row."""

HINT = (
    '<div class="hint"><p>Click a number such as <span class="mark">1</span> in an answer: '
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
    body = _body(passage.document, shown, passage)
    picture = page_picture(passage.document, passage.paragraph)
    head = _head(passage.document, passage.paragraph.place, is_drawn=picture is not None and not picture.problem)
    note = _undrawn(picture) if picture is not None else ""
    drawn = _drawn(picture) if picture is not None else ""
    return head + changed + note + _framed(body, shown, "link", link, reach) + drawn


def open_document(library: Library, document_id: str, reach: int = REACH) -> str:
    """Write a document from its beginning; its first page as it is printed, where it has pages that can be drawn."""
    try:
        document = library.document(document_id)
    except CitebackError as error:
        return _problem(str(error))
    shown = window(document.layout, 1, 2 * _bounded(reach))
    body = _framed(_body(document, shown), shown, "document", document_id, reach)
    picture = first_page(document)
    if picture is None or picture.problem:
        return _head(document) + body
    return _head(document, is_drawn=True) + body + _drawn(picture)


_CHANGED = (
    '<p class="changed" role="note">This document has changed since: '
    "what you see is the text as it was when it was cited.</p>"
)


def _bounded(reach: int) -> int:
    return max(1, min(reach, MAX_REACH))


def _problem(message: str) -> str:
    return f'<p class="problem" role="alert">{escape(message)}</p>'


def _head(document: Document, place: str = "", *, is_drawn: bool = False) -> str:
    dated = f" · <time>{escape(document.date)}</time>" if document.date else ""
    name = escape(PurePath(document.path).name)
    where = f' · <span class="place">{escape(place)}</span>' if place else ""
    return (
        '<header class="document"><h2 tabindex="-1" dir="auto">'
        f"{escape(clip(document.title, 200))}</h2>"
        f'<p class="file"><bdi title="{escape(document.path)}">{name}</bdi>{dated}{where}</p>'
        f'<div class="tools">{_BACK}{_STEPS if place else ""}{_VIEWS if is_drawn else ""}</div></header>'
    )


_BACK = '<button type="button" class="back" data-back="1">Back to the answer</button>'
_STEPS = (
    '<div class="steps" role="group" aria-label="Citations of this answer">'
    '<button type="button" class="quiet before" data-step="-1" aria-label="Previous citation" '
    'title="Previous citation"></button><span class="nth"></span>'
    '<button type="button" class="quiet after" data-step="1" aria-label="Next citation" title="Next citation">'
    "</button></div>"
)
_VIEWS = (
    '<div class="views" role="group" aria-label="How the source is shown">'
    '<button type="button" data-view="page">Page</button><button type="button" data-view="text">Text</button></div>'
)


def _undrawn(picture: PagePicture) -> str:
    return f'<p class="undrawn" role="note">{escape(picture.problem)}</p>' if picture.problem else ""


def _drawn(picture: PagePicture) -> str:
    """Write a drawn page; the frame is placed in hundredths of it, whatever its size on the screen."""
    if picture.problem:
        return ""
    frame = picture.frame
    box = ""
    if frame is not None:
        sides = zip(("left", "top", "width", "height"), frame, strict=True)
        placed = ";".join(f"{side}:{100 * share:.3f}%" for side, share in sides)
        box = f'<div class="frame" style="{placed}"></div>'
    label = f"Page {picture.number} as it is printed" + (", the cited paragraph in a frame" if box else "")
    return (
        f'<figure class="drawn"><div class="sheet"><img src="{picture.address}" width="{picture.width}" '
        f'height="{picture.height}" alt="{label}">{box}</div><figcaption>Page {picture.number}</figcaption></figure>'
    )


def _framed(body: str, shown: Window, kind: str, name: str, reach: int) -> str:
    more = f'<button type="button" class="more" data-{kind}="{escape(name)}" data-reach="{4 * _bounded(reach)}">'
    can_grow = reach < MAX_REACH
    head = f"{more}Show earlier text ({_count(shown.earlier)})</button>" if shown.earlier and can_grow else ""
    tail = f"{more}Show later text ({_count(shown.later)})</button>" if shown.later and can_grow else ""
    return f'<div class="page">{head}{body}{tail}</div>'


def _count(paragraphs: int) -> str:
    return "1 paragraph" if paragraphs == 1 else f"{paragraphs:,} paragraphs"


def _body(document: Document, shown: Window, passage: LinkedPassage | None = None) -> str:
    """Write a stretch of a document; many lines of furniture in a row are folded into one."""
    parts: list[str] = []
    for is_furniture, run in groupby(shown.blocks, key=_is_furniture):
        lines = [_block(document, block, passage) for block in run]
        parts += [_folded(lines)] if is_furniture and len(lines) >= FOLDED_FROM else lines
    return "".join(parts)


def _is_furniture(block: Paragraph | Aside) -> bool:
    return not isinstance(block, Paragraph) and block.kind != "heading"


def _folded(lines: list[str]) -> str:
    return f'<details class="folded"><summary>{len(lines)} lines are not cited</summary>{"".join(lines)}</details>'


def _block(document: Document, block: Paragraph | Aside, passage: LinkedPassage | None) -> str:
    if not isinstance(block, Paragraph):
        return _aside(block)
    left_out = _reason(block.furniture)
    kind = f"{block.kind} left-out" if left_out else block.kind
    if passage is not None and block.number == passage.paragraph.number:
        text = _marked(excerpt(block.text, passage.start, passage.end))
        return _numbered(document, block, f"{kind} cited", text + left_out)
    return _numbered(document, block, kind, _marked(excerpt(block.text)) + left_out)


def _numbered(document: Document, paragraph: Paragraph, kind: str, text: str) -> str:
    link = format_link(Link(document.id, document.version, paragraph.number, 0, max(1, len(paragraph.text))))
    label = f"Paragraph {paragraph.number} is the right one"
    right = (
        f'<button type="button" class="quiet tick" data-right="{escape(link)}" aria-label="{label}" '
        'title="This is the right paragraph"></button>'
    )
    return (
        f'<div class="paragraph {kind}"><span class="number" aria-label="paragraph {paragraph.number}">'
        f'{paragraph.number}</span><div class="words" dir="auto">{text}</div>{right}</div>'
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
