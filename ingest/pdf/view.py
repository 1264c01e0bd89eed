"""A page as it is looked at: turned by quarters, its origin at the top left."""

from __future__ import annotations

from dataclasses import dataclass

from rag.document import Box


@dataclass(frozen=True, slots=True)
class View:
    """Turn a page's own coordinates (origin at the bottom left) into those of a reader who looks at it."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0
    """Quarter turns clockwise."""

    @property
    def width(self) -> float:
        """Give the width in points, as turned."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Give the height in points, as turned."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def turned(self, quarters: int) -> View:
        """Look at the same page turned otherwise."""
        return View(self.left, self.bottom, self.right, self.top, quarters % 4)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Place a point of the page."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def edges(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Place a rectangle of the page: its left, upper, right and lower edge."""
        if self.quarters == 0 and left <= right and bottom <= top:  # nearly all there is
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        x, y = self.point(left, bottom)
        across, down = self.point(right, top)
        return min(x, across), min(y, down), max(x, across), max(y, down)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Place a rectangle of the page."""
        return Box(*self.edges(left, bottom, right, top))

    def seen_from(self, box: Box, other: View) -> Box:
        """Turn a box of this view into the same box of another view of the page, cut at the page's edges."""
        if self.quarters != other.quarters:
            corners = [self._page_point(box.left, box.top), self._page_point(box.right, box.bottom)]
            box = other.box(*corners[0], *corners[1])
        across, down = other.width, other.height
        left, right = (min(max(place, 0.0), across) for place in (box.left, box.right))
        top, bottom = (min(max(place, 0.0), down) for place in (box.top, box.bottom))
        return Box(left, top, right, bottom)

    def _page_point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarters == 0:
            return x + self.left, self.top - y
        if self.quarters == 1:
            return y + self.left, x + self.bottom
        if self.quarters == 2:
            return self.right - x, y + self.bottom
        return self.right - y, self.top - x
