"""Draw the reader's calibration as an SVG: what it says against what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDE = 360
EDGE = 48
LARGEST = 11
"""Radius, in pixels, of the dot of the bin with most questions."""


def draw_calibration(bins: Sequence[tuple[float, float, int]]) -> str:
    """Draw one dot a bin, (mean probability, share that answers, count); on the diagonal it is calibrated."""
    most = max((count for _, _, count in bins), default=1)
    dots = [
        f'<circle cx="{_x(said):.1f}" cy="{_y(share):.1f}" r="{2 + (LARGEST - 2) * (count / most) ** 0.5:.1f}"/>'
        f'<text x="{_x(said):.1f}" y="{_y(share) - LARGEST - 3:.1f}" class="small">{count}</text>'
        for said, share, count in bins
    ]
    ticks = [
        f'<text x="{_x(tick / 4):.0f}" y="{SIDE - EDGE + 16}">{tick / 4:g}</text>'
        f'<text x="{EDGE - 14}" y="{_y(tick / 4) + 4:.0f}">{tick / 4:g}</text>'
        for tick in range(5)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">',
            "<title>Calibration of the reader: share of paragraphs that answer, by the probability it gave</title>",
            "<style>text{font:11px sans-serif;text-anchor:middle;fill:#555}",
            "text.small{font-size:8px}circle{fill:#2563eb;opacity:.8}</style>",
            f'<rect width="{SIDE}" height="{SIDE}" fill="#fff"/>',
            f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#999"/>',
            f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4"/>',
            *ticks,
            *dots,
            f'<text x="{SIDE / 2}" y="{SIDE - 12}">probability that the reader gives</text>',
            f'<text x="14" y="{SIDE / 2}" transform="rotate(-90 14 {SIDE / 2})">share that answers</text>',
            "</svg>\n",
        ]
    )


def _x(share: float) -> float:
    return EDGE + share * (SIDE - EDGE - 20)


def _y(share: float) -> float:
    return SIDE - EDGE - share * (SIDE - EDGE - 20)
