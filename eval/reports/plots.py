"""Plots as SVG to stand inside a page: its style sheet colours them, in light and in dark.

Each is drawn 360 units wide, so that its letters keep their size on a phone, and says in words what it shows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from eval.reports.shown import share, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.record import Calibration, Figure, Group

WIDTH = 360
HEIGHT = 250
LEFT, RIGHT, TOP, BOTTOM = 42, 20, 30, 40
ROW = 38
"""Height of a bar with its label above it."""
MOST_BARS = 16
LARGEST = 11
"""Radius of the dot of the bin with most questions."""


Tick = tuple[float, str]
"""A place from 0 to 1, and what stands there."""


class Drawing:
    """Draw shapes in the units of the picture; `title` and `description` are for those who hear it."""

    def __init__(self, title: str, description: str, height: float = HEIGHT) -> None:
        self.height = height
        self.root = ElementTree.Element("svg", {"viewBox": f"0 0 {WIDTH} {height:g}", "role": "img", "class": "plot"})
        self.add("title", text=title)
        self.add("desc", text=description)

    def add(self, tag: str, text: str = "", kind: str = "", **attributes: float | str) -> None:
        """Add one element; numbers are rounded, an underscore stands for a hyphen."""
        plain = {name.replace("_", "-"): _written(value) for name, value in attributes.items()}
        if kind:
            plain["class"] = kind
        ElementTree.SubElement(self.root, tag, plain).text = shown(text) or None

    def axes(
        self, across: Sequence[tuple[float, str]], up: Sequence[tuple[float, str]], names: tuple[str, str]
    ) -> None:
        """Draw a frame with ticks, places from 0 to 1, and name what runs across and up."""
        for place, label in up:
            self.add("line", kind="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=self.y(place), y2=self.y(place))
            self.add("text", label, "end", x=LEFT - 6, y=self.y(place) + 4)
        for place, label in across:
            self.add("text", label, "middle", x=self.x(place), y=self.height - BOTTOM + 16)
        self.add("text", names[0], "middle", x=(LEFT + WIDTH - RIGHT) / 2, y=self.height - 6)
        self.add("text", names[1], x=0, y=12)

    def path(self, points: Sequence[tuple[float, float]], kind: str) -> None:
        """Join points, given from 0 to 1, in their order."""
        steps = "L".join(f"{self.x(across):.1f} {self.y(up):.1f}" for across, up in points)
        self.add("path", kind=kind, d=f"M{steps}")

    def dot(self, across: float, up: float, radius: float, kind: str = "dot") -> None:
        """Mark a point, given from 0 to 1."""
        self.add("circle", kind=kind, cx=self.x(across), cy=self.y(up), r=radius)

    def x(self, place: float) -> float:
        """Turn 0 to 1 into a place across."""
        return LEFT + place * (WIDTH - LEFT - RIGHT)

    def y(self, place: float) -> float:
        """Turn 0 to 1 into a place up."""
        return self.height - BOTTOM - place * (self.height - TOP - BOTTOM)

    def __str__(self) -> str:
        return ElementTree.tostring(self.root, encoding="unicode")


QUARTERS = tuple((part / 4, f"{25 * part} %") for part in range(5))


def draw_groups(bars: Sequence[tuple[Group, Figure]], name: str) -> str:
    """Draw one bar a group, with the interval that its true value lies in."""
    held = bars[:MOST_BARS]
    said = "; ".join(f"{group.name}: {share(figure.value)} of {figure.count}" for group, figure in held)
    drawing = Drawing(f"{name}, by tag", said, len(held) * ROW + 6)
    for row, (group, figure) in enumerate(held):
        top, value = row * ROW, figure.value or 0.0
        drawing.add("text", _clipped(f"{group.name} ({figure.count})"), x=0, y=top + 14)
        drawing.add("text", share(figure.value), "end strong", x=WIDTH, y=top + 14)
        drawing.add("rect", kind="track", x=0, y=top + 20, width=WIDTH, height=10, rx=3)
        drawing.add("rect", kind="bar", x=0, y=top + 20, width=max(WIDTH * value, 1), height=10, rx=3)
        if figure.low is not None and figure.high is not None:
            low, high = WIDTH * figure.low, WIDTH * figure.high
            drawing.add(
                "path",
                kind="whisker",
                d=f"M{low:.1f} {top + 25}H{high:.1f}M{low:.1f} {top + 21}v8M{high:.1f} {top + 21}v8",
            )
    return str(drawing)


def draw_calibration(calibration: Calibration) -> str:
    """Draw one dot a bin: how sure the answers were, and how many were right; on the diagonal both are one."""
    most = max((each.count for each in calibration.bins), default=1)
    said = "; ".join(
        f"{share(each.confidence)} sure: {share(each.right)} right of {each.count}" for each in calibration.bins
    )
    drawing = Drawing("Calibration: how many were right, by how sure the answer was", said)
    drawing.axes(QUARTERS, QUARTERS, ("how sure the answer was", "how many were right"))
    drawing.path(((0, 0), (1, 1)), "guide")
    for each in calibration.bins:
        drawing.dot(each.confidence, each.right, 3 + (LARGEST - 3) * (each.count / most) ** 0.5)
    return str(drawing)


def draw_tradeoff(curve: Sequence[tuple[float, float]], now: tuple[float, float]) -> str:
    """Draw (share wrongly refused, share wrongly answered) as the bar for answering is raised, and where it stands."""
    said = f"As it stands {share(now[0])} are wrongly refused and {share(now[1])} wrongly answered."
    drawing = Drawing("Refusal trade-off: what a stricter or a laxer bar would cost", said)
    drawing.axes(QUARTERS, QUARTERS, ("answerable, but refused", "not answerable, but answered"))
    drawing.path(curve, "curve")
    drawing.dot(*now, 6)
    return str(drawing)


def draw_latency(seconds: Sequence[float], median: float, p95: float) -> str:
    """Draw how many answers were there after so many milliseconds."""
    ordered = [1000 * each for each in sorted(seconds)]
    said = (
        f"Half were there after {1000 * median:.0f} ms, 95 % after {1000 * p95:.0f} ms, all after {ordered[-1]:.0f} ms."
    )
    drawing = Drawing("Latency: how many answers were there after so many milliseconds", said)
    step = _step(ordered[-1])
    end = step * max(1, math.ceil(ordered[-1] / step))
    across = tuple((tick * step / end, f"{tick * step:,.10g}") for tick in range(round(end / step) + 1))
    drawing.axes(across, QUARTERS, ("milliseconds", "answers that were there"))
    points = [(0.0, 0.0)]
    for number, each in enumerate(ordered, start=1):
        points += [(each / end, points[-1][1]), (each / end, number / len(ordered))]
    drawing.path([*points, (1.0, 1.0)], "curve")
    for place, label in ((1000 * median / end, "half"), (1000 * p95 / end, "95 %")):
        drawing.path(((place, 0), (place, 1)), "guide")
        drawing.add("text", label, "middle", x=drawing.x(place), y=TOP - 4)
    return str(drawing)


def _step(longest: float) -> float:
    """Give a round number that goes at most five times into what is to be drawn."""
    size = 10.0 ** math.floor(math.log10(max(longest, 1e-3) / 5))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if longest / (size * factor) <= 5)


def draw_depth(found: Sequence[float]) -> str:
    """Draw for each depth, from 1, the share of questions whose proof is among so many paragraphs found."""
    said = "; ".join(f"among the first {depth}: {share(each)}" for depth, each in enumerate(found, start=1))
    drawing = Drawing("Retrieval depth: how often the proof is among the first paragraphs found", said)
    places = [(depth - 0.5) / len(found) for depth in range(1, len(found) + 1)]
    across = [(place, str(depth)) for depth, place in enumerate(places, start=1)]
    drawing.axes(across, QUARTERS, ("paragraphs looked at", "proof is among them"))
    drawing.path(list(zip(places, found, strict=True)), "curve")
    for place, each in zip(places, found, strict=True):
        drawing.dot(place, each, 3.5)
    return str(drawing)


def _clipped(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
