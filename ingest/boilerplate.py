"""What is page furniture, and why: kept for display, never counted, retrieved or cited.

Precision before recall: a rule takes a whole line or nothing, and the doubtful ones only stand at the page's head or
tail, outside its body. A sentence about cookies or sharing inside the body stays what it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ingest.dates import without_date
from ingest.furniture import BYLINE, READING_TIME, SHARE_TARGET, reason_for

if TYPE_CHECKING:
    from ingest.block import Block
    from ingest.furniture import Where

Place = Literal["head", "body", "tail"]

LONGEST_LINE = 320
"""Characters; a longer block is never furniture by its words alone."""
LEAST_BODY = 80
"""Characters of a block from which it can only be body, furniture lines aside."""
DECORATION = " -–—*•·|=~_#>»«"
PARTS_OF_HEAD = re.compile(r"\s+[–—-]\s+|\s*[|·•]\s*")


def furniture_reason(line: str, place: Place = "body") -> str:
    """Say why a line that stands there is page furniture; empty for what the page says."""
    if len(line) > LONGEST_LINE:
        return ""
    text = " ".join(line.split())
    where: Where = "anywhere" if place == "body" else "edges"
    bare = text.strip(DECORATION)
    found = reason_for(text, where) or (reason_for(bare, where) if bare != text else "")
    return found or (_head_reason(bare) if place == "head" else "")


def mark(blocks: list[Block]) -> list[Block]:
    """Give each block of furniture its reason; the others come back as they are, in the same order."""
    first, last = _body_span(blocks)
    marked: list[Block] = []
    for index, block in enumerate(blocks):
        place: Place = "head" if 0 < index < first else "tail" if index > last else "body"
        after_furniture = bool(marked and marked[-1].furniture)
        reason = block.furniture or _reason(block, place, after_furniture)
        marked.append(replace(block, furniture=reason) if reason != block.furniture else block)
    return marked


def _reason(block: Block, place: Place, after_furniture: bool) -> str:
    """Judge one block: a heading by the surest rules alone, the page's title and its data never."""
    if block.kind in ("row", "code") or (block.kind == "heading" and block.level == 1):
        return ""
    if after_furniture and block.kind == "text" and SHARE_TARGET.fullmatch(block.text):
        return "share line"
    return furniture_reason(block.text, "body" if block.kind == "heading" else place)


def _head_reason(line: str) -> str:
    """Judge what stands between title and text: who wrote it, when, and how long it takes, in one line or several."""
    reasons: list[str] = []
    for part in PARTS_OF_HEAD.split(line):
        rest = part.strip()
        while rest:
            reason, rest = _head_part(rest)
            if not reason:
                return ""
            reasons.append(reason)
    return next((reason for reason in ("byline", "date line", "reading time") if reason in reasons), "")


def _head_part(text: str) -> tuple[str, str]:
    """Take one item of a head line off its beginning, with the reason; no reason where the text is something else."""
    undated = without_date(text)
    if undated != text:
        return "date line", undated.strip(" ,;")
    for reason, pattern in (("reading time", READING_TIME), ("byline", BYLINE)):
        found = pattern.match(text)
        if found:
            return reason, text[found.end() :].strip(" ,;")
    return "", text


def _body_span(blocks: list[Block]) -> tuple[int, int]:
    """Find the first and the last block that are body whatever stands around them; without any, all is body."""
    body = [index for index, block in enumerate(blocks) if _is_body(block)]
    return (body[0], body[-1]) if body else (0, len(blocks))


def _is_body(block: Block) -> bool:
    if block.furniture or block.kind == "heading":
        return False
    return block.kind in ("row", "code") or (len(block.text) >= LEAST_BODY and not furniture_reason(block.text, "head"))
