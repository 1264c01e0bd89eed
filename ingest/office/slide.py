"""A slide's shapes -> blocks in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from ingest.block import Block
from ingest.headers import named_rows
from ingest.office.folding import fold
from ingest.office.markup import attribute, child, children, local, whole_number
from ingest.office.order import Placed, reading_order
from ingest.tables import repeated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from ingest.block import BlockKind

TITLES = ("title", "ctrTitle")
FURNITURE = {"ftr": "slide footer", "hdr": "slide header", "dt": "slide date", "sldNum": "slide number"}
LISTS = ("body", "obj", "")
"""Placeholders whose paragraphs are items of a list unless they say otherwise."""
SHAPES = frozenset("sp grpSp graphicFrame cxnSp pic".split())
DEEPEST_GROUP = 50


class Rectangle(NamedTuple):
    """Place a shape, in the units of what it lies on."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Layouts:
    """Hold where the layout and the master of a slide put their placeholders, by index and by type."""

    by_index: Mapping[str, Rectangle] = field(default_factory=dict)
    by_type: Mapping[str, Rectangle] = field(default_factory=dict)

    @classmethod
    def read(cls, layout: _Element | None, master: _Element | None) -> Layouts:
        """Read the places that a slide's own shapes fall back on."""
        by_index: dict[str, Rectangle] = {}
        by_type: dict[str, Rectangle] = {}
        for root in (master, layout):
            for shape in children(child(root, "cSld", "spTree"), "sp"):
                place, holder = _own_place(shape), placeholder(shape)
                if place is not None and holder is not None:
                    by_type[_type(holder)] = place
                    if root is layout:
                        by_index[attribute(holder, "idx")] = place
        return cls(by_index, by_type)

    def find(self, holder: _Element | None) -> Rectangle | None:
        """Look a placeholder's place up."""
        if holder is None:
            return None
        index = attribute(holder, "idx")
        return (self.by_index.get(index) if index else None) or self.by_type.get(_type(holder))


def slide_blocks(root: _Element, layouts: Layouts, diagrams: dict[str, _Element]) -> Iterator[Block]:
    """Read a slide: its title first, then its shapes in reading order, its footer last."""
    tree = child(root, "cSld", "spTree")
    shapes = [] if tree is None else _in_order(tree, layouts, 0)
    shapes.sort(key=_rank)
    for shape in shapes:
        yield from _shape(shape, diagrams)


def placeholder(shape: _Element) -> _Element | None:
    """Find what makes a shape a placeholder: it is the second thing that its properties say."""
    properties = next((one for one in shape if local(one).startswith("nv")), None)
    return child(properties, "nvPr", "ph")


def text_blocks(body: _Element | None, kind: BlockKind = "text") -> Iterator[Block]:
    """Read the paragraphs of a text body; a bullet or a number makes one an item, a stated lack of it makes it text."""
    for paragraph in children(body, "p"):
        text = paragraph_text(paragraph)
        properties = child(paragraph, "pPr")
        bulleted = any(child(properties, name) is not None for name in ("buChar", "buAutoNum", "buBlip"))
        if text:
            plain = child(properties, "buNone") is not None
            yield Block(text, "item" if bulleted else "text" if plain else kind)


def paragraph_text(paragraph: _Element) -> str:
    """Join a paragraph's runs, fields and breaks, whitespace folded."""
    parts: list[str] = []
    for one in paragraph:
        if local(one) in ("r", "fld"):
            parts += [text.text or "" for text in children(one, "t")]
        elif local(one) == "br":
            parts.append(" ")
        elif local(one) in ("m", "AlternateContent"):
            parts += [text.text or "" for text in one.iter("{*}t")]
    return fold(parts)


def _type(holder: _Element) -> str:
    kind = attribute(holder, "type")
    return {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}.get(kind, kind)


def _rank(shape: _Element) -> int:
    holder = placeholder(shape)
    kind = attribute(holder, "type") if holder is not None else ""
    return 0 if kind in TITLES else 2 if kind in FURNITURE else 1


def _in_order(holder: _Element, layouts: Layouts, depth: int) -> list[_Element]:
    """Give the shapes that hold text, groups as one where they stand and ordered inside."""
    shapes = [one for one in _shapes(holder) if not _is_hidden(one)]
    placed: list[Placed[_Element]] = []
    for shape in shapes:
        place = _own_place(shape) or layouts.find(placeholder(shape))
        if place is None:
            break
        placed.append(Placed(shape, *place))
    ordered = reading_order(placed) if len(placed) == len(shapes) else shapes
    found: list[_Element] = []
    for shape in ordered:
        if local(shape) == "grpSp" and depth < DEEPEST_GROUP:
            found += _in_order(shape, layouts, depth + 1)
        else:
            found.append(shape)
    return found


def _shapes(holder: _Element) -> Iterator[_Element]:
    for one in holder:
        if local(one) in SHAPES:
            yield one
        elif local(one) == "AlternateContent":
            choice = child(one, "Choice")
            yield from _shapes(choice if choice is not None else one)


def _is_hidden(shape: _Element) -> bool:
    properties = next((one for one in shape if local(one).startswith("nv")), None)
    return attribute(child(properties, "cNvPr"), "hidden") in ("1", "true")


def _own_place(shape: _Element) -> Rectangle | None:
    outline = child(shape, "xfrm")
    for name in ("spPr", "grpSpPr"):
        outline = outline if outline is not None else child(shape, name, "xfrm")
    start, size = child(outline, "off"), child(outline, "ext")
    if start is None or size is None:
        return None
    left, top = whole_number(attribute(start, "x")), whole_number(attribute(start, "y"))
    return Rectangle(left, top, left + whole_number(attribute(size, "cx")), top + whole_number(attribute(size, "cy")))


def _shape(shape: _Element, diagrams: dict[str, _Element]) -> Iterator[Block]:
    if local(shape) == "graphicFrame":
        data = child(shape, "graphic", "graphicData")
        for table in children(data, "tbl"):
            yield from _table(table)
        yield from _diagram(child(data, "relIds"), diagrams)
        return
    holder = placeholder(shape)
    kind = attribute(holder, "type") if holder is not None else None
    body = child(shape, "txBody")
    if kind in TITLES:
        text = " ".join(block.text for block in text_blocks(body))
        if text:
            yield Block(text, "heading", 1)
    elif kind in FURNITURE:
        yield from (replace(block, furniture=FURNITURE[kind]) for block in text_blocks(body))
    else:
        yield from text_blocks(body, "item" if kind in LISTS else "text")


def _diagram(related: _Element | None, diagrams: dict[str, _Element]) -> Iterator[Block]:
    """Read the texts of a diagram (SmartArt), each an item; a diagram is read once."""
    root = diagrams.pop(attribute(related, "dm"), None) if related is not None else None
    for point in children(child(root, "ptLst"), "pt"):
        text = " ".join(filter(None, map(paragraph_text, children(child(point, "t"), "p"))))
        if text:
            yield Block(text, "item")


def _table(table: _Element) -> Iterator[Block]:
    """Write a table's rows; its first row names the columns where the table says that it has such a row."""
    above: dict[int, str] = {}
    rows = [_row(row, above) for row in children(table, "tr")]
    named = attribute(child(table, "tblPr"), "firstRow") in ("1", "true") and len(rows) > 1
    yield from (Block(text, "row") for text in named_rows(rows, marked=int(named)) if text)


def _row(row: _Element, above: dict[int, str]) -> list[str]:
    """Read a row's cells; a cell that is merged with the one before or above it has that one's text."""
    values: list[str] = []
    for cell in children(row, "tc"):
        if attribute(cell, "hMerge") in ("1", "true") and values:
            text = repeated(values[-1])
        elif attribute(cell, "vMerge") in ("1", "true"):
            text = repeated(above.get(len(values), ""))
        else:
            text = " ".join(filter(None, map(paragraph_text, children(child(cell, "txBody"), "p"))))
        above[len(values)] = text
        values.append(text)
    return values
