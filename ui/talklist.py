"""The list of conversations as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.escaping import clip, count, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kept.conversation import Found, Summary

LONGEST_LIST = 300


def talks_html(summaries: Sequence[Summary], current: str = "") -> str:
    """Write the list of conversations, the one asked last first."""
    if not summaries:
        return '<p class="none">No conversations yet. What you ask is kept here, with its citations.</p>'
    shown = "".join(_item(summary, current) for summary in summaries[:LONGEST_LIST])
    rest = len(summaries) - LONGEST_LIST
    more = f'<p class="none">and {rest:,} more: search for them</p>' if rest > 0 else ""
    return f'<ul class="talk-list">{shown}</ul>{more}'


def found_html(found: Sequence[Found], current: str = "") -> str:
    """Write the conversations that a search found, each with the line that was found."""
    if not found:
        return '<p class="none">No conversation has these words.</p>'
    items = "".join(_item(one.conversation, current, one.excerpt) for one in found[:LONGEST_LIST])
    return f'<ul class="talk-list">{items}</ul>'


def _item(summary: Summary, current: str, excerpt: str = "") -> str:
    named, title = escape(summary.id), escape(clip(summary.title, 120))
    here = ' aria-current="true"' if summary.id == current else ""
    line = f'<span class="excerpt" dir="auto">{escape(clip(excerpt, 160))}</span>' if excerpt else ""
    day = escape(summary.changed_at[:10])
    return (
        f'<li><button type="button" class="open" data-talk="{named}"{here}><bdi>{title}</bdi></button>'
        f'<span class="acts"><button type="button" class="quiet edit" data-rename="{named}" '
        f'aria-label="Rename {title}" title="Rename"></button>'
        f'<button type="button" class="quiet remove" data-delete="{named}" aria-label="Delete {title}" '
        f'title="Delete"></button></span>'
        f'<span class="file"><time>{day}</time> · {count(summary.turns, "question")}</span>{line}</li>'
    )
