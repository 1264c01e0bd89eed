"""The pages of a document -> its paragraphs in reading order, joined where a column or a page breaks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.block import Block
from ingest.pdf.aligned import aligned
from ingest.pdf.columns import Stack, in_order, stacks
from ingest.pdf.furniture import furniture
from ingest.pdf.headings import body_style, levels
from ingest.pdf.joining import Words, join_two, joined
from ingest.pdf.paragraphs import LEADER, SENTENCE_END, Part, marker, parts
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
MOST_PILES = 300
"""On a page of text; a drawing has more."""
MOST_RAGGED = 0.35
"""Share of the column that a line leaves free where its text goes on."""
MOST_JOINED = 10
"""Columns that a paragraph runs over."""
LONGEST_END = 20
SAME_SIZE = 0.05
SMALLER = 0.94
"""Share of a size: what notes and captions, which stand in the way of a text's halves, are set in at most."""
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
    is_aside: bool = False
    """Whether it reads in another direction than most of the page."""


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
            self.pieces.append(
                Piece(
                    sheet.aslant,
                    sheet.number,
                    whole,
                    furniture="runs aslant over the page, as a watermark or stamp does",
                )
            )

    def _side(self, sheet: Sheet, side: Side) -> None:
        heads = [line for line in side.lines if self._is_furniture(line, side, head=True)]
        feet = [line for line in side.lines if self._is_furniture(line, side, head=False)]
        body = [line for line in side.lines if id(line) not in self.reasons]
        tables, rest = aligned(body)
        tables = [*side.tables, *tables]
        piles = stacks(rest, tables)
        from_right = is_right_to_left(" ".join(line.text for line in rest[:200]))
        self._aside(heads, sheet, side.view)
        things: list[Stack | Table] = [*piles, *tables]
        for thing in in_order(things, from_right):
            if isinstance(thing, Stack):
                self._stack(thing, piles, sheet, side.view)
            else:
                self.pieces += [
                    Piece(text, sheet.number, side.view.seen_from(box, sheet.view)) for text, box in thing.named()
                ]
        self._aside(feet, sheet, side.view)

    def _is_furniture(self, line: Line, side: Side, head: bool) -> bool:
        return id(line) in self.reasons and (line.bottom < side.view.height / 2) == head

    def _aside(self, lines: Sequence[Line], sheet: Sheet, view: View) -> None:
        for line in lines:
            box = view.seen_from(Part([line]).box, sheet.view)
            self.pieces.append(Piece(line.text, sheet.number, box, furniture=self.reasons[id(line)]))

    def _stack(self, stack: Stack, piles: Sequence[Stack], sheet: Sheet, view: View) -> None:
        """Read one column's lines; its edge is that of the piles that begin where it does."""
        column = _beside(stack, piles)
        is_alone = len(column) == 1 and len(stack.lines) == 1
        edge = view.width if is_alone else max(pile.right for pile in column)
        found = parts(stack.lines, sheet.number)
        for index, part in enumerate(found):
            last = part.lines[-1]
            room = last.left - stack.left if is_right_to_left(last.text) else edge - last.right
            box = view.seen_from(part.box, sheet.view)
            text = _text(part, self.known)
            reason = "line of a table of contents" if LEADER.search(text) else ""
            one = Piece(text, sheet.number, box, part, reason, room, is_aside=view is not sheet.sides[0].view)
            beside = (found[index - 1] if index else None, found[index + 1] if index + 1 < len(found) else None)
            one.begins_column, one.ends_column = (
                other is None or other.style.size < SMALLER * part.style.size for other in beside
            )
            self.pieces.append(one)


def _beside(stack: Stack, piles: Sequence[Stack]) -> list[Stack]:
    """Find the piles of the same column."""
    size = stack.lines[0].size
    near = piles if len(piles) <= MOST_PILES else ()
    return [stack, *(pile for pile in near if abs(pile.left - stack.left) < size and pile.right < stack.right * 1.5)]


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
    if body is None:
        return list(_blocks(iter(pieces), heads))
    return list(_blocks(_Joiner(pieces, heads, body, known).joined(), heads))


def _levels(pieces: Sequence[Piece], body: Style | None) -> dict[int, int]:
    """Give the level of the pieces that are headings, by id."""
    if body is None:
        return {}
    candidates = [piece for piece in pieces if piece.part is not None and not (piece.furniture or piece.is_aside)]
    found = levels([piece.part for piece in candidates if piece.part], [piece.text for piece in candidates], body)
    return {id(candidates[index]): level for index, level in found.items()}


class _Joiner:
    """Join what a break of column or page parted."""

    def __init__(self, pieces: Sequence[Piece], heads: dict[int, int], body: Style, known: Words) -> None:
        self.pieces, self.heads, self.body, self.known = pieces, heads, body, known
        self.gone: set[int] = set()
        texts = [piece.part for piece in pieces if piece.part and piece.part.kind == "text" and self._is_running(piece)]
        self.indents = 2 * sum(part.is_indented for part in texts) > len(texts)

    def joined(self) -> Iterator[Piece]:
        """Give the pieces, each with what goes on elsewhere."""
        for index, piece in enumerate(self.pieces):
            if id(piece) in self.gone:
                continue
            place: int | None = index
            for _ in range(MOST_JOINED):
                if place is None:
                    break
                place = self._continuation(piece, place)
                if place is not None:
                    following = self.pieces[place]
                    piece.text = join_two(piece.text, following.text, self.known)
                    piece.room, piece.ends_column = following.room, following.ends_column
                    self.gone.add(id(following))
            yield piece

    def _continuation(self, piece: Piece, index: int) -> int | None:
        """Find where a paragraph at the end of a column goes on: notes, captions and tables may stand between."""
        if not piece.ends_column or piece.furniture or id(piece) in self.heads or not self._is_running(piece):
            return None
        between = 0
        for place in range(index + 1, len(self.pieces)):
            other = self.pieces[place]
            if other.furniture or id(other) in self.gone:
                continue
            if id(other) in self.heads or between > MOST_BETWEEN:
                return None
            if self._is_running(other):
                return place if other.begins_column and self._goes_on(piece, other) else None
            between += 1
        return None

    def _is_running(self, piece: Piece) -> bool:
        part = piece.part
        if part is None or part.kind not in ("text", "item") or piece.is_aside:
            return False
        return abs(part.style.size - self.body.size) <= SAME_SIZE * self.body.size

    def _goes_on(self, piece: Piece, other: Piece) -> bool:
        part = other.part
        if part is None or part.kind != "text" or part.is_indented:
            return False
        first = part.lines[0].words[0]
        is_full = piece.room <= first.right - first.left + FITS * part.lines[0].size
        opening = next((letter for letter in other.text if letter.isalnum()), "")
        ended = SENTENCE_END.search(piece.text[-LONGEST_END:]) is not None
        if ended:
            return is_full and (self.indents or opening.islower())
        last = piece.part.lines[-1] if piece.part is not None else part.lines[0]
        is_ragged = piece.room <= MOST_RAGGED * (last.right - last.left + piece.room)
        return is_full or (opening.islower() and is_ragged)


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
