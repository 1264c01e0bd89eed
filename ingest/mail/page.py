"""A message written as a page -> blocks: what mail programs mark as quoted or signed carries its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from ingest.mail.reply import COPIED_FROM, COPIED_SUBJECT, FORWARDED, QUOTED_REPLY, SIGNATURE
from ingest.web.elements import BLOCKS, inner_text
from ingest.web.walk import parse, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ingest.block import Block

QUOTE_NAMES = frozenset(
    "gmail_quote gmail_attr yahoo_quoted moz-cite-prefix protonmail_quote tutanota_quote zmail_extra".split()
)
SIGNATURE_NAMES = frozenset("gmail_signature moz-signature protonmail_signature_block-user".split())
REPLIED_TO = frozenset({"divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION"})
"""Ids that Outlook gives to what stands above the message that is replied to, and to that message."""
LONGEST_HEADERS = 1000
"""Characters of what stands from "From:" to "Subject:" above a message that is replied to."""
PLACE = re.compile("\ue000(\\d{1,9})\ue000")
"""Stands in the page where something quoted was taken out; a letter that no text has."""


def page_blocks(text: str, is_forward: bool) -> list[Block]:
    """Read a message's page; one that is passed on keeps what it passes on as its own.

    Raises:
        LoadError: its elements are nested too deeply, or it shows nothing.
    """
    root = parse(PLACE.sub("", text))
    asides: list[list[Block]] = []
    for element, reason in _told_apart(root, is_forward):
        if element.tag not in BLOCKS:
            element.tag = "div"  # read alone, an inline element would have no line to stand on
        asides.append([replace(found.block, furniture=reason) for found in walk(element)])
        _put_place(element, len(asides) - 1)
    return list(_put_back([found.block for found in walk(root)], asides))


def _told_apart(root: _Element, forward: bool) -> list[tuple[_Element, str]]:
    """Find the outermost elements that quote or sign, in the order of the page."""
    found: list[tuple[_Element, str]] = []
    steps = etree.iterwalk(root, events=("start",))
    taken = set() if forward else _below_copied(root)
    for _, element in steps:
        reason = SIGNATURE if _names(element) & SIGNATURE_NAMES else ""
        if not forward and (element in taken or _quotes(element)):
            reason = QUOTED_REPLY
            if element.get("id", "") in REPLIED_TO and element not in taken:
                taken.update(one for one in element.itersiblings() if isinstance(one.tag, str))
        if reason and element.getparent() is not None and element.tag != "body":
            found.append((element, reason))
            steps.skip_subtree()
    return found


def _below_copied(root: _Element) -> set[_Element]:
    """Find copied headers that no name marks, and all that stands below them, where the writer's own text is above."""
    for element in root.iter("p"):
        text = " ".join(inner_text(element).split())[:LONGEST_HEADERS]
        if COPIED_FROM.match(text) and COPIED_SUBJECT.search(text):
            below = {element}
            for one in (element, *element.iterancestors()):
                below.update(other for other in one.itersiblings() if isinstance(other.tag, str))
            return below if _has_text_above(element) else set()
    return set()


def _has_text_above(element: _Element) -> bool:
    above = (other for one in (element, *element.iterancestors()) for other in one.itersiblings(preceding=True))
    return any(other.tag not in ("head", "hr") and inner_text(other).strip() for other in above)


def _quotes(element: _Element) -> bool:
    is_cited = element.tag == "blockquote" and element.get("type", "").lower() == "cite"
    if not is_cited and not _names(element) & QUOTE_NAMES and element.get("id", "") not in REPLIED_TO:
        return False
    return FORWARDED.match(inner_text(element).strip()[:200]) is None


def _names(element: _Element) -> set[str]:
    return set(element.get("class", "").split())


def _put_place(element: _Element, index: int) -> None:
    place = etree.Element("p")
    place.text, place.tail = f"\ue000{index}\ue000", element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, place)


def _put_back(blocks: list[Block], asides: list[list[Block]]) -> Iterator[Block]:
    for block in blocks:
        own = " ".join(PLACE.sub(" ", block.text).split()) if PLACE.search(block.text) else block.text
        if own:
            yield replace(block, text=own)
        for found in PLACE.finditer(block.text):
            yield from asides[int(found[1])]
