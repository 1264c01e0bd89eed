"""The pages of a document -> its paragraphs in reading order, joined where a column or a page breaks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.block import Block
from ingest.pdf.aligned import aligned
from ingest.pdf.columns import Stack, in_order, stacks
from ingest.pdf.furniture import furniture, is_leader
from ingest.pdf.headings import body_style, levels
from ingest.pdf.joining import Words, join_two, joined
from ingest.pdf.paragraphs import SENTENCE_END, Part, marker, parts
from ingest.pdf.scripts import is_right_to_left
from ingest.pdf.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.pdf.lines import Line
    from ingest.pdf.sheet import Sheet, Side
    from ingest.pdf.view import View
    from ingest.pdf.words import Style
    from rag.document import Box

MOST_BETWEEN = 12
"""Parts (notes, captions, a table) that may stand between the two halves of a paragraph."""
SAME_SIZE = 0.05
FITS = 0.65
"""Share of the size: the space and the slack that a word needs behind a line, besides its own width."""


@dataclass(slots=True)
class Piece:
    """Hold one paragraph, row or line of furniture on its way to a block."""

    text: str
    page: int
    box: Box
    part: Part | None = None
    """None for rows and furniture."""
    furniture: str = ""
    room: float = 0.0
    """Free space behind the last line, up to the column's edge, in points."""
    ends_column: bool = False
    begins_column: bool = False


@dataclass(slots=True)
class _Reader:
    """Go through the pages once, with what was learnt of all of them."""

    reasons: dict[int, str]
    known: Words
    pieces: list[Piece] = field(default_factory=list)

    def page(self, sheet: Sheet) -> None:
        for side in sheet.sides:
            self._side(sheet, side)
        if sheet.aslant:
            whole = sheet.view.box(sheet.view.left, sheet.view.bottom, sheet.view.right, sheet.view.top)
            self.pieces.append(Piece(sheet.aslant, sheet.number, whole, furniture="runs aslant over the page, as a watermark or stamp does"))

    def _side(self, sheet: Sheet, side: Side) -> None:
        heads = [line for line in side.lines if self._is_furniture(line, side, head=True)]
        feet = [line for line in side.lines if self._is_furniture(line, side, head=False)]
        body = [line for line in side.lines if id(line) not in self.reasons]
        tables, rest = aligned(body)
        tables = [*side.tables, *tables]
        piles = stacks(rest, tables)
        from_right = is_right_to_left(" ".join(line.text for line in rest[:200]))
        self._aside(heads, sheet, side.view)
        for thing in in_order([*piles, *tables], from_right):
            if isinstance(thing, Stack):
                self._stack(thing, piles, sheet, side.view)
            elif isinstance(thing, Table):
                self.pieces += [Piece(text, sheet.number, side.view.seen_from(box, sheet.view)) for text, box in thing.named()]
        self._aside(feet, sheet, side.view)

    def _is_furniture(self, line: Line, side: Side, head: bool) -> bool:
        return id(line) in self.reasons and (line.bottom < side.view.height / 2) == head

    def _aside(self, lines: Sequence[Line], sheet: Sheet, view: View) -> None:
        for line in lines:
            box = view.seen_from(Part([line]).box, sheet.view)
            self.pieces.append(Piece(line.text, sheet.number, box, furniture=self.reasons[id(line)]))

    def _stack(self, stack: Stack, piles: Sequence[Stack], sheet: Sheet, view: View) -> None:
        """Read one column's lines; its edge is that of the piles that begin where it does."""
        size = stack.lines[0].size
        beside = [pile for pile in piles if abs(pile.left - stack.left) < size and pile.right < stack.right * 1.5]
        edge = max(pile.right for pile in beside)
        found = parts(stack.lines, sheet.number)
        for part in found:
            last = part.lines[-1]
            room = last.left - stack.left if is_right_to_left(last.text) else edge - last.right
            box = view.seen_from(part.box, sheet.view)
            text = _text(part, self.known)
            reason = "line of a table of contents" if is_leader(text) else ""
            one = Piece(text, sheet.number, box, part, reason, room, part is found[-1], part is found[0])
            self.pieces.append(one)


def blocks(sheets: Sequence[Sheet]) -> list[Block]:
    """Read all pages; a paragraph that goes on elsewhere has the page and the box of its first part."""
    mains = [(sheet.sides[0].lines, sheet.sides[0].view.height) if sheet.sides else ([], 1.0) for sheet in sheets]
    known = Words(line.text for sheet in sheets for side in sheet.sides for line in side.lines)
    reader = _Reader(furniture(mains), known)
    for sheet in sheets:
        reader.page(sheet)
    pieces = [piece for piece in reader.pieces if piece.text]
    body = body_style(piece.part for piece in pieces if piece.part is not None and not piece.furniture)
    heads = _levels(pieces, body)
    return list(_blocks(_joined(pieces, heads, body, known), heads))


def _levels(pieces: Sequence[Piece], body: Style | None) -> dict[int, int]:
    """Give the level of the pieces that are headings, by id."""
    if body is None:
        return {}
    candidates = [piece for piece in pieces if piece.part is not None and not piece.furniture]
    found = levels([piece.part for piece in candidates if piece.part], [piece.text for piece in candidates], body)
    return {id(candidates[index]): level for index, level in found.items()}


def _joined(pieces: Sequence[Piece], heads: dict[int, int], body: Style | None, known: Words) -> Iterator[Piece]:
    """Join what a break of column or page parted."""
    gone: set[int] = set()
    for index, piece in enumerate(pieces):
        if id(piece) in gone:
            continue
        part = piece.part
        while part is not None and body is not None and (following := _continuation(piece, index, pieces, heads, body, gone)):
            piece.text = join_two(piece.text, following.text, known)
            piece.room, piece.ends_column = following.room, following.ends_column
            gone.add(id(following))
            index = next(place for place, one in enumerate(pieces[index:], index) if one is following)
        yield piece


def _continuation(piece: Piece, index: int, pieces: Sequence[Piece], heads: dict[int, int], body: Style, gone: set[int]) -> Piece | None:
    """Find where a paragraph at the end of a column goes on."""
    if not piece.ends_column or piece.furniture or id(piece) in heads or not _is_running(piece, body):
        return None
    between = 0
    for other in pieces[index + 1 :]:
        if other.furniture or id(other) in gone:
            continue
        if id(other) in heads or between > MOST_BETWEEN:
            return None
        if _is_running(other, body) and other.begins_column:
            return other if _goes_on(piece, other) else None
        if _is_running(other, body):
            return None
        between += 1
    return None


def _is_running(piece: Piece, body: Style) -> bool:
    part = piece.part
    return part is not None and part.kind in ("text", "item") and abs(part.style.size - body.size) <= SAME_SIZE * body.size


def _goes_on(piece: Piece, other: Piece) -> bool:
    part = other.part
    if part is None or part.kind != "text" or part.is_indented:
        return False
    first = part.lines[0].words[0]
    would_fit = piece.room > first.right - first.left + FITS * part.lines[0].size
    opening = next((letter for letter in other.text if letter.isalnum()), "")
    if opening.islower():
        return not would_fit or not SENTENCE_END.search(piece.text)
    return not would_fit and not SENTENCE_END.search(piece.text)


def _text(part: Part, known: Words) -> str:
    if part.kind == "code":
        return _code(part)
    lines = [line.text for line in part.lines]
    if part.kind == "item":
        mark, rest = marker(part.lines[0])
        if not any(map(str.isalnum, mark)):
            lines[0] = rest
    return joined(lines, known)


def _code(part: Part) -> str:
    """Write lines of one letter width as they stand, indented as they are and empty ones kept."""
    left = min(line.left for line in part.lines)
    written: list[str] = []
    for index, line in enumerate(part.lines):
        unit = max((line.right - line.left) / max(len(line.text), 1), 1.0)
        if index and line.baseline - part.lines[index - 1].baseline > 1.8 * line.size:
            written.append("")
        written.append(" " * round((line.left - left) / unit) + line.text)
    return "\n".join(written)


def _blocks(pieces: Iterator[Piece], heads: dict[int, int]) -> Iterator[Block]:
    for piece in pieces:
        level = heads.get(id(piece), 0)
        if piece.furniture:
            yield Block(piece.text, furniture=piece.furniture, page=piece.page, box=piece.box)
        elif level:
            yield Block(piece.text, "heading", level, page=piece.page, box=piece.box)
        else:
            kind = piece.part.kind if piece.part is not None else "row"
            yield Block(piece.text, kind, page=piece.page, box=piece.box)
