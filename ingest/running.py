"""Running heads and feet of a text that says where its pages end: a line at the same end of many pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ingest.shortlines import LONGEST, compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST_PAGES = 3
LEAST_SHARE = 0.3
"""Share of the pages that have the line; left and right pages may have heads of their own."""
OUTERMOST = 3
"""Lines with text that are looked at on either end of a page."""

_COUNTED = re.compile(
    r"(?P<before>^\s*|\s{2,}|\b(?:page|p\.|seite)\s*|[\[(|–—-]\s*)(?P<number>\d+)(?=\s{2,}|\s*[\])|–—-]|\s*$|\s+of\b)",
    re.IGNORECASE,
)
"""A number that may be the page's: it stands by itself, not behind another word as in "Rule 3"."""


class Within(NamedTuple):
    """Name the lines of a page between its running head and its running foot: page[first:last]."""

    first: int
    last: int


def without_running(pages: Sequence[Sequence[str]]) -> list[Within]:
    """Find what of each page is its own, a line after the other from the page's ends inwards.

    A text of nothing but such lines keeps them.
    """
    heads = [list(_outermost(page, number, range(len(page)))) for number, page in enumerate(pages, 1)]
    feet = [list(_outermost(page, number, range(len(page) - 1, -1, -1))) for number, page in enumerate(pages, 1)]
    least = max(LEAST_PAGES, LEAST_SHARE * sum(map(bool, heads)))
    running_heads, running_feet = _running(heads, least), _running(feet, least)
    found: list[Within] = []
    for page, head, foot in zip(pages, heads, feet, strict=True):
        first = _reach(head, running_heads, -1) + 1
        found.append(Within(first, max(first, _reach(foot, running_feet, len(page)))))
    own = any(line.strip() for page, within in zip(pages, found, strict=True) for line in page[slice(*within)])
    return found if own else [Within(0, len(page)) for page in pages]


def _outermost(page: Sequence[str], number: int, places: range) -> Iterator[tuple[int, str]]:
    """Give the first lines with text, as they are compared without their page's number, each with its place."""
    found = 0
    for place in places:
        if page[place].strip():
            yield place, _numberless(page[place], str(number)) if len(page[place]) <= LONGEST else ""
            found += 1
        if found == OUTERMOST:
            return


def _numberless(line: str, page: str) -> str:
    return compared(_COUNTED.sub(lambda one: f"{one['before']}#" if one["number"] == page else one[0], line))


def _running(ends: Sequence[Sequence[tuple[int, str]]], least: float) -> frozenset[str]:
    counts = Counter(line for end in ends for line in {line for _, line in end if line})
    return frozenset(line for line, pages in counts.items() if pages >= least)


def _reach(end: Sequence[tuple[int, str]], running: frozenset[str], outside: int) -> int:
    """Give the place of the innermost line that runs, with all lines beyond it; `outside` where none does."""
    reached = outside
    for place, line in end:
        if line not in running:
            break
        reached = place
    return reached
