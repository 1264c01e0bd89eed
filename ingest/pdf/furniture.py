"""Running heads and feet, and page numbers: what stands at the same place of several pages."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.lines import Line

MARGIN = 0.16
"""Share of the page's height, above and below, in which furniture stands."""
OUTERMOST = 4
"""Rows from the page's edge that are looked at."""
LEAST_PAGES = 3
LEAST_ALTERNATING = 2
LONGEST = 160
"""Characters of a line that may be furniture."""
SAME_PLACE = 8.0
"""Points."""
ROMAN = r"(?=[ivxlc])(c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3}))"
COUNTED = (
    r"(page|p\.|seite|page no\.?|pág(ina|\.)|стр(аница|\.)|صفحة|第)?\s*[-–—|\[(]?\s*(?P<number>\d{1,4}|"
    + ROMAN
    + r")\s*[-–—|\])]?"
    r"\s*(页|頁|ページ)?(\s*(of|/|von|de|sur|из|من|共)\s*\d{1,4}\s*(页|頁)?)?"
)
PAGE_NUMBER = re.compile(COUNTED, re.IGNORECASE)
SAID_PAGE = re.compile(
    r"(page|seite|página|страница|صفحة)\s*\d{1,4}|\d{1,4}\s*/\s*\d{1,4}|第?\s*\d+\s*(页|頁|ページ).*", re.IGNORECASE
)
DIGITS = re.compile(r"\d+")


def furniture(pages: Sequence[tuple[Sequence[Line], float]]) -> dict[int, str]:
    """Find the lines that are furniture, each with its reason, by the line's id.

    `pages` are the lines of each page in order with the page's height.
    """
    edges = [(_rows(lines, height, False), _rows(lines, height, True)) for lines, height in pages]
    repeated: defaultdict[tuple[bool, str], list[tuple[int, float]]] = defaultdict(list)
    for number, sides in enumerate(edges):
        for is_foot, rows in enumerate(sides):
            for row in rows:
                for line in row:
                    place = pages[number][1] - line.baseline if is_foot else line.baseline
                    repeated[bool(is_foot), _pattern(line, number)].append((number, place))
    reasons: dict[int, str] = {}
    for number, sides in enumerate(edges):
        for is_foot, rows in enumerate(sides):
            _mark(rows, bool(is_foot), number, pages[number][1], _Known(len(pages), repeated), reasons)
    return reasons


class _Known:
    """Hold which lines repeat, and where."""

    def __init__(self, pages: int, repeated: dict[tuple[bool, str], list[tuple[int, float]]]) -> None:
        self.pages, self.repeated = pages, repeated
        self._running = [
            (is_foot, place)
            for (is_foot, pattern), seen in repeated.items()
            for place in {round(at) for _, at in seen}
            if self.times(pattern, is_foot, place) >= LEAST_PAGES
        ]

    def times(self, pattern: str, is_foot: bool, place: float) -> int:
        """Count the pages that have the line at that place."""
        return len({page for page, at in self.repeated[is_foot, pattern] if abs(at - place) <= SAME_PLACE})

    def is_running(self, times: int) -> bool:
        """Tell whether so many pages are enough: three, or both of two."""
        return times >= min(LEAST_PAGES, max(2, self.pages))

    def alternates(self, times: int, is_foot: bool, place: float) -> bool:
        """Tell a line of every other page by what runs at the same place of the others."""
        near = (abs(at - place) <= SAME_PLACE for side, at in self._running if side == is_foot)
        return times >= LEAST_ALTERNATING and any(near)


def _mark(
    rows: list[list[Line]], is_foot: bool, number: int, height: float, known: _Known, reasons: dict[int, str]
) -> None:
    """Mark rows from the edge inwards, up to the first that is none."""
    for index, row in enumerate(rows):
        found = {id(line): _reason(line, is_foot, number, height, known, is_outermost=index == 0) for line in row}
        if any(found.values()) and all(found[id(line)] or (len(line.text) <= 60 and len(row) > 1) for line in row):
            where = "foot" if is_foot else "head"
            reasons.update(
                {key: reason or f"stands at the {where} of the page beside its number" for key, reason in found.items()}
            )
        else:
            return


def _reason(line: Line, is_foot: bool, number: int, height: float, known: _Known, is_outermost: bool) -> str:
    text = line.text
    if SAID_PAGE.fullmatch(text):
        return "page number"
    place = height - line.baseline if is_foot else line.baseline
    times = known.times(_pattern(line, number), is_foot, place)
    counted = PAGE_NUMBER.fullmatch(text)
    if counted and (
        known.is_running(times)
        or (is_outermost and counted["number"] in (str(number + 1), _roman(counted["number"], known.pages)))
    ):
        return "page number"
    if len(text) > LONGEST or not (known.is_running(times) or known.alternates(times, is_foot, place)):
        return ""
    return f"running {'foot' if is_foot else 'head'}: it repeats on {times} pages"


def _roman(number: str, pages: int) -> str:
    """Give back a small Roman number, as the first pages of a book have; nothing in a document too short for them."""
    return number if pages >= LEAST_PAGES and number.isalpha() and number.islower() else ""


def _rows(lines: Sequence[Line], height: float, is_foot: bool) -> list[list[Line]]:
    """Give the outermost rows of the upper or lower margin, from the edge inwards."""
    margin = MARGIN * height
    near = [line for line in lines if (line.bottom > height - margin if is_foot else line.top < margin)]
    found: list[list[Line]] = []
    for line in sorted(near, key=lambda one: one.baseline, reverse=is_foot):
        if found and abs(line.baseline - found[-1][0].baseline) <= 0.5 * line.size:
            found[-1].append(line)
        elif len(found) == OUTERMOST:
            break
        else:
            found.append([line])
    return found


def _pattern(line: Line, page: int) -> str:
    """Write a line so that its numbers make no difference; a number alone is told by how far it is from the page's."""
    text = " ".join(line.text.split()).lower()
    counted = PAGE_NUMBER.fullmatch(text)
    if counted is None:
        return DIGITS.sub("#", text)
    return f"#{int(counted['number']) - page}" if counted["number"].isdecimal() else "#"
