"""The comparison as one SVG: the reciprocal rank on each set, and the speeds."""

from __future__ import annotations

from html import escape
from statistics import fmean, median
from typing import TYPE_CHECKING

from eval.benchmarks.peers.summary import RECIPROCAL_RANK, set_names, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.benchmarks.peers.summary import Column

COLOURS = ("#b91c1c", "#f97316", "#2563eb", "#0891b2", "#15803d", "#65a30d", "#7c3aed", "#c026d3", "#525252")
LEFT = 130
WIDE = 420
ROW = 26
WIDTH = LEFT + WIDE + 70


def draw(table: Sequence[Column]) -> str:
    """Draw a dot a column on every set's line, and below a bar a column for each speed."""
    colours = {column.title: COLOURS[place % len(COLOURS)] for place, column in enumerate(table)}
    pieces: list[str] = []
    top = 30
    for part in (_legend, _dots, _ingest, _retrieval):
        drawn, height = part(table, colours, top)
        pieces += drawn
        top += height + 34
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}">'
    style = "<style>text{font:11px sans-serif;fill:#333}text.head{font-weight:bold}</style>"
    title = "<title>Citeback beside its peers: MRR@10 by set, words ingested a second, retrieval time</title>"
    return "\n".join([head, title, style, f'<rect width="{WIDTH}" height="{top}" fill="#fff"/>', *pieces, "</svg>\n"])


Drawn = tuple[list[str], int]


def _legend(table: Sequence[Column], colours: dict[str, str], top: int) -> Drawn:
    pieces = []
    for place, column in enumerate(table):
        x, y = 20 + 150 * (place % 4), top + 18 * (place // 4)
        pieces.append(f'<circle cx="{x}" cy="{y - 4}" r="5" fill="{colours[column.title]}"/>')
        pieces.append(_text(x + 10, y, column.title))
    return pieces, 18 * ((len(table) + 3) // 4)


def _dots(table: Sequence[Column], colours: dict[str, str], top: int) -> Drawn:
    names = set_names(table)
    values = {
        (name, column.title): number
        for name in names
        for column in table
        if (number := value(RECIPROCAL_RANK, column, name)) is not None
    }
    least = int(10 * min(values.values(), default=0.0)) / 10
    pieces = [_text(20, top, "MRR@10 by paragraph", "head")]
    for row, name in enumerate(names, start=1):
        y = top + ROW * row
        pieces.append(_text(20, y + 4, name))
        pieces.append(f'<path d="M{LEFT} {y}h{WIDE}" stroke="#ddd"/>')
        for column in reversed(table):  # ours is drawn last, over the others
            if (number := values.get((name, column.title))) is not None:
                x = LEFT + WIDE * (number - least) / ((1 - least) or 1)
                pieces.append(f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{colours[column.title]}" opacity="0.85"/>')
    bottom = top + ROW * (len(names) + 1)
    for tick in range(5):
        pieces.append(_text(LEFT + WIDE * tick / 4 - 8, bottom, f"{least + (1 - least) * tick / 4:.2f}"))
    return pieces, bottom - top


def _ingest(table: Sequence[Column], colours: dict[str, str], top: int) -> Drawn:
    one_a_system = [
        column for place, column in enumerate(table) if column.system not in {one.system for one in table[:place]}
    ]
    speeds = [(column.title, fmean(one.words_per_second for one, _ in column.results)) for column in one_a_system]
    return _bars("words ingested a second, mean of the sets", speeds, colours, top)


def _retrieval(table: Sequence[Column], colours: dict[str, str], top: int) -> Drawn:
    times = [
        (column.title, 1000 * median(second for _, way in column.results for second in way.seconds)) for column in table
    ]
    return _bars("retrieval, median milliseconds", times, colours, top)


def _bars(title: str, rows: Sequence[tuple[str, float]], colours: dict[str, str], top: int) -> Drawn:
    most = max((number for _, number in rows), default=1.0) or 1.0
    pieces = [_text(20, top, title, "head")]
    for row, (name, number) in enumerate(rows, start=1):
        y = top + 20 * row
        wide = WIDE * number / most
        pieces.append(_text(20, y + 4, name))
        pieces.append(f'<rect x="{LEFT}" y="{y - 7}" width="{wide:.1f}" height="14" fill="{colours[name]}"/>')
        pieces.append(_text(LEFT + wide + 6, y + 4, f"{number:,.0f}" if number >= 100 else f"{number:.1f}"))
    return pieces, 20 * len(rows)


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(text)}</text>'
