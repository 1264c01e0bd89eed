"""What somebody typed on every slide by hand: a firm's name, a date, "confidential"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.shortlines import compared, is_short, states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.block import Block

LEAST_SLIDES = 3
LEAST_SHARE = 0.5
"""Share of the slides with text that have the line."""
OUTERMOST = 3
"""Blocks of a slide looked at on either end."""


def mark_repeated(slides: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Mark short lines at the head or foot of most slides as furniture; each slide comes without its notes."""
    edges = [_edges(blocks) for blocks in slides]
    counts = Counter(line for edge in edges for line in set(edge.values()))
    least = max(LEAST_SLIDES, LEAST_SHARE * sum(1 for blocks in slides if blocks))
    return [
        [_marked(block, counts[edge[at]], least) if at in edge else block for at, block in enumerate(blocks)]
        for blocks, edge in zip(slides, edges, strict=True)
    ]


def _edges(blocks: Sequence[Block]) -> dict[int, str]:
    """Find the outermost lines that no placeholder owns, as they are compared, by their place among the blocks."""
    places = [at for at, block in enumerate(blocks) if block.kind != "heading" and not block.furniture]
    outermost = {*places[:OUTERMOST], *places[-OUTERMOST:]}
    return {
        at: compared(blocks[at].text)
        for at in sorted(outermost)
        if blocks[at].kind == "text" and is_short(blocks[at].text) and not states(blocks[at].text)
    }


def _marked(block: Block, slides: int, least: float) -> Block:
    return replace(block, furniture=f"it repeats on {slides} slides") if slides >= least else block
