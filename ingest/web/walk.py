"""A page's tree, from its first element to its last -> blocks as a reader sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from ingest.block import Block, BlockKind
from ingest.web.elements import BLOCKS, HEADINGS, furniture_element, inner_text, is_hidden
from ingest.web.table import is_data_table, table_rows, visible_text
from rag.errors import LoadError

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST_NESTING = 1000
"""Elements inside each other; a deeper page is no page, and some parsers of it would crash."""
KINDS: dict[str, BlockKind] = {"li": "item", "dt": "item", "dd": "item", "blockquote": "quote", "pre": "code"}
WITHIN_SECTION = frozenset("ul ol dl li dd blockquote table tbody tr td figure".split())
INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\ufeff\u2060"))
MOST_OF_PAGE = 0.5
"""Share of the page's text from which an element is no furniture whatever its name: some sites wrap all in one form."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a block with what its place in the page says of it."""

    block: Block
    section: _Element
    """The element around the one that holds the block, lists and quotes not counted: siblings share it."""
    linked: float
    """Share of its characters that are links."""


def parse(text: str) -> _Element:
    """Parse a page, however broken; nothing is fetched and no entity is read from outside.

    Raises:
        LoadError: its elements are nested too deeply.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root: _Element = document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise LoadError("is empty: the page holds no text") from error
    too_deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    if too_deep or depth(root) > DEEPEST_NESTING:
        raise LoadError(f"is nested too deeply: more than {DEEPEST_NESTING} elements inside each other")
    return root


def depth(root: _Element) -> int:
    """Count the levels of a tree without recursion."""
    deepest = level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def fragment_blocks(text: str) -> list[Block]:
    """Read the blocks of a piece of HTML inside another format; none where it shows nothing."""
    try:
        return [found.block for found in walk(parse(text))]
    except LoadError:
        return []


def walk(root: _Element) -> list[Found]:
    """Read a page's blocks in order; hidden parts are left out, furniture elements carry their reason."""
    walker = _Walker(whole=len(inner_text(root)))
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "end":
            walker.leave(element)
        elif is_hidden(element):
            steps.skip_subtree()
            walker.skipped.add(element)
        elif element.tag == "table" and is_data_table(element):
            walker.table(element)
            steps.skip_subtree()
            walker.skipped.add(element)
        else:
            walker.enter(element)
    walker.flush()
    return walker.found


@dataclass
class _Walker:
    """Collect the text between block boundaries."""

    whole: int
    found: list[Found] = field(default_factory=list)
    skipped: set[_Element] = field(default_factory=set)
    _text: list[str] = field(default_factory=list)
    _linked: int = 0
    _links: int = 0
    _breaks: int = 0
    _open: list[_Element] = field(default_factory=list)
    _reasons: list[tuple[_Element, str]] = field(default_factory=list)

    def enter(self, element: _Element) -> None:
        """Take an element's own text; a block element ends the line before it."""
        if element.tag in BLOCKS:
            self.flush()
            self._open.append(element)
            reason = furniture_element(element)
            if reason and len(inner_text(element)) <= MOST_OF_PAGE * self.whole:
                self._reasons.append((element, reason))
        elif element.tag == "a":
            self._links += 1
        elif element.tag == "br":
            self._break()
        self._take(element.text)

    def leave(self, element: _Element) -> None:
        """Close an element and take the text after it."""
        if element in self.skipped:
            self.skipped.discard(element)
        elif element.tag in BLOCKS:
            self.flush()
            self._open.pop()
            if self._reasons and self._reasons[-1][0] is element:
                self._reasons.pop()
        elif element.tag == "a":
            self._links -= 1
        self._take(element.tail)

    def table(self, element: _Element) -> None:
        """Take a table of data row by row."""
        self.flush()
        for caption in element.iter("caption"):
            self._add(Block(visible_text(caption)), element)
        for row in table_rows(element):
            self._add(Block(row, "row"), element)

    def flush(self) -> None:
        """End the line: what was collected becomes a block."""
        raw, self._text = "".join(self._text), []
        linked, self._linked, self._breaks = self._linked, 0, 0
        holder = self._open[-1] if self._open else None
        kind = self._kind()
        text = raw.strip("\n").rstrip() if kind == "code" else " ".join(raw.split())
        if not text.strip() or holder is None:
            return
        level = HEADINGS.get(str(holder.tag), 0)
        self._add(Block(text, "heading" if level else kind, level), holder, linked / max(1, len(text)))

    def _add(self, block: Block, holder: _Element, linked: float = 0.0) -> None:
        if self._reasons:
            block = Block(block.text, block.kind, block.level, self._reasons[0][1])
        if not block.text:
            return
        section = next((above for above in holder.iterancestors() if above.tag not in WITHIN_SECTION), holder)
        self.found.append(Found(block, section, linked))

    def _kind(self) -> BlockKind:
        return next((KINDS[str(one.tag)] for one in reversed(self._open) if one.tag in KINDS), "text")

    def _break(self) -> None:
        """Read one <br> as a line end, two as the end of a paragraph."""
        self._breaks += 1
        if self._breaks > 1 and self._kind() != "code":
            self.flush()
        else:
            self._text.append("\n")

    def _take(self, text: str | None) -> None:
        if not text:
            return
        text = text.translate(INVISIBLE)
        if text.strip():
            self._breaks = 0
        self._text.append(text)
        if self._links:
            self._linked += len(text)
