"""Which blocks of a page are its main text: trafilatura's verdict, traced back to the blocks."""

from __future__ import annotations

import logging
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.web.elements import inner_text
from ingest.web.walk import depth

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from lxml.etree import _Element

    from ingest.block import Block
    from ingest.web.walk import Found

OUTSIDE = "outside the page's main text"
LEAST_MAIN_TEXT = 200
"""Letters and digits; below, trafilatura guesses, and the whole body counts as the page's text."""
DEEPEST_FOR_VERDICT = 200
"""Levels; trafilatura copies trees by recursion."""
TELLING_LENGTH = 25
"""Letters and digits from which a block's text is found wherever it stands, not only as the next in line."""
MOSTLY_LINKS = 0.5


def mark_outside(root: _Element, found: Sequence[Found]) -> list[Block]:
    """Give every block outside the page's main text its reason, in the order of the page.

    Trafilatura passes over short lists and lines; they stay where a reader would read them on. Where its verdict is too
    short to trust, everything stays except what its element says is furniture.
    """
    main = _letters(_main_text(root))
    if len(main) < LEAST_MAIN_TEXT:
        return [one.block for one in found]
    inside = _traced(found, main)
    return _with_headings([one.block for one in found], _kept(found, inside))


def _kept(found: Sequence[Found], inside: Sequence[bool]) -> list[bool]:
    """Add to the main text what stands between or beside its blocks and is no list of links.

    A table of data stays also where it stands beside what holds the main text: what surrounds a page has none.
    """
    sections = {one.section for one, is_inside in zip(found, inside, strict=True) if is_inside}
    around = {above for section in sections for above in section.iterancestors()}
    places = [index for index, is_inside in enumerate(inside) if is_inside] or [0]
    return [
        inside[index]
        or (
            not one.block.furniture
            and one.block.kind != "heading"
            and one.linked < MOSTLY_LINKS
            and (one.section in sections or places[0] < index < places[-1] or _is_data(one, around))
        )
        for index, one in enumerate(found)
    ]


def _is_data(one: Found, around: Container[_Element]) -> bool:
    return one.block.kind == "row" and one.section in around


def _main_text(root: _Element) -> str:
    """Ask trafilatura for the main text; empty where it has no verdict."""
    if depth(root) > DEEPEST_FOR_VERDICT:
        return ""
    import trafilatura  # here: it takes a third of a second to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    verdict = trafilatura.bare_extraction(deepcopy(root), include_comments=False, include_tables=True)
    body = getattr(verdict, "body", None)
    return "" if body is None else inner_text(body)


def _traced(found: Sequence[Found], main: str) -> list[bool]:
    """Follow the main text through the page's blocks: long ones anywhere ahead, short ones only as the next in line."""
    inside: list[bool] = []
    position = 0
    for one in found:
        letters = _letters(one.block.text)
        at = -1
        if letters and not one.block.furniture:
            at = main.find(letters, position) if len(letters) >= TELLING_LENGTH else position
            if at >= 0 and main.startswith(letters, at):
                position = at + len(letters)
            else:
                at = main.find(letters) if len(letters) >= TELLING_LENGTH else -1
        inside.append(at >= 0)
    return inside


def _with_headings(blocks: Sequence[Block], kept: Sequence[bool]) -> list[Block]:
    """Mark what is outside; a heading belongs to what follows it, and the page's main heading always stays."""
    marked: list[Block] = []
    following = False
    for block, is_kept in zip(reversed(blocks), reversed(kept), strict=True):
        if block.kind == "heading":
            stays = is_kept or following or block.level == 1
        else:
            stays = following = is_kept
        marked.append(block if stays or block.furniture else replace(block, furniture=OUTSIDE))
    return marked[::-1]


def _letters(text: str) -> str:
    """Keep letters and digits alone: spaces and marks are where two readings of one page differ."""
    return "".join(filter(str.isalnum, text))
