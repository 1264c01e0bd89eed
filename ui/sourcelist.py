"""The documents of a library, and what became of files, as HTML."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ui.escaping import clip, count, escape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rag.document import Document
    from ui.intake import FileState

LONGEST_LIST = 300
"""Documents listed on the page; `citeback sources` lists them all."""
LONGEST_REASON = 400
SIZES = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


def list_html(
    documents: Sequence[Document], ticked: Collection[str] = (), wanted: str = "", total: int | None = None
) -> str:
    """Write the list of documents, newest addition first; those that have every wanted word only.

    `total`: how many there are, where these are the newest of them.
    """
    if not documents:
        return '<p class="none">No documents yet.</p>'
    words = wanted.casefold().split()
    found = [document for document in reversed(documents) if _has(document, words)]
    if not found:
        return f'<p class="none">No document is called so. {count(len(documents), "document")} in all.</p>'
    shown = "".join(_item(document, document.id in ticked) for document in found[:LONGEST_LIST])
    rest = (len(found) if total is None else total) - LONGEST_LIST
    more = f'<p class="none">and {rest:,} more; <code>citeback sources</code> lists them all</p>' if rest > 0 else ""
    return f'<ul class="documents">{shown}</ul>{more}'


def unread_html(unread: Mapping[str, str]) -> str:
    """Write which files could not be read and why; nothing where all could."""
    if not unread:
        return ""
    items = "".join(
        f"<li><bdi>{escape(clip(name, 120))}</bdi>: {escape(clip(reason, LONGEST_REASON))}</li>"
        for name, reason in list(unread.items())[:LONGEST_LIST]
    )
    return (
        f'<details class="unread"><summary>{count(len(unread), "file")} could not be read</summary>'
        f"<ul>{items}</ul></details>"
    )


def states_html(states: Sequence[FileState]) -> str:
    """Write how far each file that was sent is, those with trouble first."""
    ordered = sorted(states[:LONGEST_LIST], key=lambda state: state.kind not in ("failed", "incomplete"))
    items = "".join(_state(state) for state in ordered)
    return f'<ul class="report" role="status">{items}</ul>' if items else ""


def notice_html(message: str, bad: bool = False, undo: str = "") -> str:
    """Write one line about what was done; `undo` names what a click brings back."""
    kind = "failed" if bad else "done"
    button = f' <button type="button" class="undo" data-undo="{escape(undo)}">Undo</button>' if undo else ""
    return f'<ul class="report" role="status"><li class="{kind}">{escape(message)}{button}</li></ul>'


def _has(document: Document, words: Sequence[str]) -> bool:
    text = (
        f"{document.title} {PurePath(document.path).name} {document.author} {document.url or ''} {document.date or ''}"
    )
    folded = text.casefold()
    return all(word in folded for word in words)


def _item(document: Document, is_ticked: bool) -> str:
    title = escape(clip(document.title, 120))
    name = f"<bdi>{escape(clip(PurePath(document.path).name, 80))}</bdi>"
    dated = f"<time>{escape(document.date)}</time>" if document.date else ""
    facts = " · ".join(fact for fact in (name, dated, _size(document)) if fact)
    gaps = escape(clip("; ".join(document.gaps), LONGEST_REASON))
    gap = f'<span class="gap">read in part: {gaps}</span>' if gaps else ""
    named = escape(document.id)
    return (
        f'<li><input type="checkbox" class="tick" data-tick="{named}" aria-label="Ask only: {title}"'
        f"{' checked' if is_ticked else ''}>"
        f'<button type="button" class="open" data-document="{named}"><bdi>{title}</bdi></button>'
        f'<button type="button" class="quiet remove" data-remove="{named}" aria-label="Remove {title}" title="Remove">'
        f'</button><span class="file">{facts}</span>{gap}</li>'
    )


def _size(document: Document) -> str:
    try:
        size = Path(document.path).stat().st_size
    except (OSError, ValueError):
        return ""
    for unit, name in SIZES:
        if size >= unit:
            return f"{size / unit:.1f}\u00a0{name}" if size < 10 * unit else f"{size / unit:,.0f}\u00a0{name}"
    return f"{size}\u00a0bytes"


def _state(state: FileState) -> str:
    name = f"<bdi>{escape(clip(state.name, 120))}</bdi>"
    note = f": {escape(clip(state.note, LONGEST_REASON))}" if state.note else ""
    bar = (
        f'<progress max="100" value="{round(100 * state.share)}" '
        f'aria-label="{escape(clip(state.name, 60))}"></progress>'
        if state.is_moving
        else ""
    )
    return f'<li class="{state.kind.replace(" ", "-")}"><b>{state.said}</b> {name}{note}{bar}</li>'
