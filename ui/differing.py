"""Values on which documents differ, side by side, each with its sources and their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.chips import chips
from ui.escaping import clip, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.answer import Answer, Citation


def differing(answer: Answer) -> str:
    """Write the answer's value beside the others; nothing where there are no others."""
    if not answer.alternatives:
        return ""
    sides: list[tuple[str, tuple[Citation, ...]]] = [(_value(answer), _given_by(answer))]
    sides += [(alternative.text, alternative.citations) for alternative in answer.alternatives]
    newest = max((_newest(citations) for _, citations in sides), default="")
    only = sum(_newest(citations) == newest for _, citations in sides) == 1
    cards = "".join(_side(value, cited, bool(newest) and only and _newest(cited) == newest) for value, cited in sides)
    return f'<div class="alternatives"><h4>The documents differ</h4><ul>{cards}</ul></div>'


def _value(answer: Answer) -> str:
    return answer.short_answer or (answer.kept[0].text if answer.kept else "")


def _given_by(answer: Answer) -> tuple[Citation, ...]:
    """Take the citations that give the answer's own value: those with its words, else those of the first sentence."""
    others = {citation for alternative in answer.alternatives for citation in alternative.citations}
    own = tuple(citation for citation in answer.citations if citation not in others)
    short = (answer.short_answer or "").casefold()
    saying = tuple(citation for citation in own if short and short in citation.quote.casefold())
    return saying or (answer.kept[0].citations if answer.kept else own)


def _newest(citations: Iterable[Citation]) -> str:
    return max((citation.document.date or "" for citation in citations), default="")


def _side(value: str, citations: tuple[Citation, ...], is_newest: bool) -> str:
    said = "".join(f"<li>{line}</li>" for line in dict.fromkeys(_dated(citation) for citation in citations))
    newest = ' <span class="newest">newest</span>' if is_newest else ""
    return (
        f'<li class="side"><p class="value"><bdi>{escape(clip(value, 160))}</bdi>'
        f'<span class="marks">{chips(citations)}</span>{newest}</p><ul class="dated">{said}</ul></li>'
    )


def _dated(citation: Citation) -> str:
    date = citation.document.date
    when = f"<time>{escape(date)}</time>" if date else "undated"
    return f"{when} · <bdi>{escape(clip(citation.document.title, 80))}</bdi>"
