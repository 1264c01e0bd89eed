"""Citations as HTML: small numbered chips behind a sentence, and the list of what was cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.escaping import clip, escape
from ui.evidence import closest_paragraph, whole
from ui.kept.conversation import KeptCitation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.answer import Citation, Hit

LONGEST_CARD = 420
"""Characters of the quote that shows when a chip is pointed at."""


def chips(citations: Iterable[Citation]) -> str:
    """Write one chip for each number; it says its source, and carries the quote for who points at it."""
    first = {citation.number: citation for citation in reversed(tuple(citations))}
    return "".join(_chip(first[number]) for number in sorted(first))


def cited_item(citation: Citation) -> str:
    """Write an item of the list of what was cited; a click opens it."""
    number = f'<span class="number">{citation.number}</span>'
    return _item(citation, number, citation.quote)


def near_item(hit: Hit, query: str) -> str:
    """Write the paragraph of a hit that comes closest to a question; a click opens it."""
    paragraph = closest_paragraph(hit, query)
    return _item(whole(hit, paragraph), "", paragraph.text)


def _chip(citation: Citation) -> str:
    title = clip(citation.document.title, 80)
    place = citation.paragraph.place
    return (
        f'<button type="button" class="mark" data-link="{escape(citation.link)}" '
        f'data-title="{escape(title)}" data-place="{escape(place)}" data-date="{escape(citation.document.date or "")}" '
        f'data-quote="{escape(clip(citation.quote, LONGEST_CARD))}" '
        f'data-note="{escape(_standing(citation))}" '
        f'aria-label="{escape(f"Source {citation.number}: {title}, {place}")}">{citation.number}</button>'
    )


def _item(citation: Citation, number: str, quote: str) -> str:
    document = citation.document
    dated = f'<time class="when">{escape(document.date)}</time>' if document.date else ""
    return (
        f'<li><button type="button" class="open" data-link="{escape(citation.link)}">{number}'
        f'<span class="title"><bdi>{escape(clip(document.title, 120))}</bdi></span>'
        f'<span class="place">{escape(citation.paragraph.place)}{dated}</span>'
        f'<q dir="auto">{escape(clip(quote))}</q>{_noted(citation)}</button></li>'
    )


def _noted(citation: Citation) -> str:
    note = _standing(citation)
    return f'<span class="standing">{escape(note)}</span>' if note else ""


def _standing(citation: Citation) -> str:
    """Say what became of the source since, of a citation that was kept."""
    return citation.standing.note if isinstance(citation, KeptCitation) else ""
