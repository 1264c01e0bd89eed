"""The paragraphs of a search, best first: what the metrics of retrieval are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.metrics import ParagraphKey
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Hit

DEPTH = 10
"""Paragraphs that are looked at."""


def ranked_paragraphs(query: str, hits: Sequence[Hit]) -> tuple[ParagraphKey, ...]:
    """Give the first DEPTH paragraphs of hits, each once.

    A hit of several paragraphs puts those first that share most stems with the query, then keeps the document's order.
    """
    wanted = stems(query)
    ranked: dict[ParagraphKey, None] = {}
    for hit in hits:
        inside = sorted(hit.paragraphs, key=lambda one: (-len(wanted & stems(one.text)), one.number))
        ranked |= dict.fromkeys(ParagraphKey(hit.document.id, paragraph.number) for paragraph in inside)
        if len(ranked) >= DEPTH:
            break
    return tuple(ranked)[:DEPTH]
