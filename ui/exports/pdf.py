"""An outline as a PDF; letters that no font has are counted on its first page, drawn as a box, and never dropped."""

from __future__ import annotations

import io
import threading
import unicodedata
from typing import TYPE_CHECKING

from ui.exports import fonts
from ui.exports.lines import Span, lay_out
from ui.exports.scripts import runs_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from ui.exports.outline import Cited, Line, Outline, Part

WIDTH, HEIGHT = 595.28, 841.89
"""A4, in points."""
MARGIN, FOOT = 56.0, 48.0
SOFT, DOUBT, QUOTED = "#5a6270", "#8a4b00", "#2b3038"
LEADING = 1.45
_NAMED = 5
"""Missing letters that the notice names."""
_BORROWED = "Chinese, Japanese and Korean letters are drawn with the fonts of the program that shows this PDF."
_drawing = threading.Lock()
"""The fonts note which of their letters a file uses, for all files of the process."""


def pdf(outlined: Outline) -> bytes:
    """Write a conversation as a PDF."""
    with _drawing:
        fonts.load()
        sheet = _Sheet(outlined.title)
        sheet.write([Span(outlined.title, bold=True)], 18, after=2)
        sheet.write([Span(f"{outlined.dates}, written by Citeback", color=SOFT)], 9, after=8)
        notice = missing_notice(outlined)
        if notice:
            sheet.write([Span(notice, color=DOUBT)], 9, after=8)
        for part in outlined.parts:
            _write_part(sheet, part)
        return sheet.finish()


def missing_notice(outlined: Outline) -> str:
    """Say which letters this PDF cannot show, or only where the reader's program can; empty where it shows all."""
    fonts.load()
    counts = fonts.missing(outlined.texts())
    missing = _missing(counts) if counts else ""
    return " ".join(said for said in (missing, _BORROWED if fonts.borrows(outlined.texts()) else "") if said)


def _missing(counts: Mapping[str, int]) -> str:
    most = sorted(counts, key=lambda character: (-counts[character], character))[:_NAMED]
    named = ", ".join(unicodedata.name(character, f"U+{ord(character):04X}").lower() for character in most)
    more = f" and {len(counts) - _NAMED} more" if len(counts) > _NAMED else ""
    total = sum(counts.values())
    letters = "1 letter of this conversation is" if total == 1 else f"{total:,} letters of this conversation are"
    return (
        f"{letters} in no font of this PDF and drawn as {fonts.MISSING} ({named}{more}): "
        "export it as HTML or Markdown, which have every letter."
    )


class _Sheet:
    """Write down a page, and go on to the next."""

    def __init__(self, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._file = io.BytesIO()
        self._canvas: Canvas = Canvas(self._file, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Citeback")
        self._y = HEIGHT - MARGIN
        self._page = 1

    def write(self, spans: Sequence[Span], size: float, indent: float = 0, after: float = 4, keep: int = 1) -> None:
        """Write a paragraph where `keep` lines have room, so that a heading is not left alone."""
        lines = lay_out(spans, size, WIDTH - 2 * MARGIN - indent)
        self._make_room(size * LEADING * keep)
        for line in lines:
            self._make_room(size * LEADING)
            self._y -= size * LEADING
            left = WIDTH - MARGIN - line.width if line.from_right else MARGIN + indent
            for piece in line.pieces:
                self._canvas.setFillColor(piece.look.color)
                self._canvas.setFont(piece.run.font, size)
                self._canvas.drawString(left + piece.left, self._y, piece.run.text)
                if piece.look.struck:
                    self._canvas.setStrokeColor(piece.look.color)
                    middle = self._y + size * 0.3
                    self._canvas.line(left + piece.left, middle, left + piece.left + piece.width, middle)
        self._y -= after

    def rule(self) -> None:
        """Draw a line across."""
        self._make_room(40)
        self._y -= 8
        self._canvas.setStrokeColor("#d5d9e0")
        self._canvas.line(MARGIN, self._y, WIDTH - MARGIN, self._y)
        self._y -= 4

    def finish(self) -> bytes:
        """End the last page and give the file."""
        self._number()
        self._canvas.save()
        return self._file.getvalue()

    def _make_room(self, height: float) -> None:
        if self._y - height < FOOT and self._y < HEIGHT - MARGIN:
            self._number()
            self._canvas.showPage()
            self._page += 1
            self._y = HEIGHT - MARGIN

    def _number(self) -> None:
        self._canvas.setFillColor(SOFT)
        self._canvas.setFont(fonts.PLAIN, 8)
        self._canvas.drawCentredString(WIDTH / 2, FOOT - 20, str(self._page))


def _write_part(sheet: _Sheet, part: Part) -> None:
    sheet.rule()
    sheet.write([Span(part.question, bold=True)], 13, keep=4, after=2)
    for note in (part.asked, *part.notes):
        sheet.write([Span(note, color=SOFT)], 8.5, after=1)
    if part.short:
        sheet.write([Span(part.short, bold=True)], 12)
    _write_lines(sheet, part)
    if part.difference:
        sheet.write([Span(part.difference)], 10.5)
    if part.others:
        sheet.write([Span("The documents differ; others say:")], 10.5, keep=2)
        _write_list(sheet, part.others)
    if part.verdict:
        sheet.write([Span(part.verdict, color=SOFT)], 9)
    _write_cited(sheet, "Sources", part.sources)
    _write_cited(sheet, "What came nearest", part.nearest)


def _write_lines(sheet: _Sheet, part: Part) -> None:
    if part.kind == "list":
        _write_list(sheet, part.lines)
    elif any(runs_right_to_left(line.text) for line in part.lines):
        for line in part.lines:  # each keeps its own direction
            sheet.write([*_spans(line)], 10.5)
    else:
        sheet.write([span for line in part.lines for span in (*_spans(line), Span(" "))], 10.5)


def _write_list(sheet: _Sheet, lines: Sequence[Line]) -> None:
    for line in lines:
        sheet.write([Span("• "), *_spans(line)], 10.5, indent=8, after=2)


def _write_cited(sheet: _Sheet, name: str, sources: Sequence[Cited]) -> None:
    if not sources:
        return
    sheet.write([Span(name, bold=True)], 10, keep=3, after=2)
    for cited in sources:
        number = f"[{cited.number}] " if cited.number else ""
        note = [Span(f" ({cited.note})", color=DOUBT)] if cited.note else []
        sheet.write([Span(number + cited.label, bold=True), *note], 9, indent=8, after=0, keep=2)
        sheet.write([Span(cited.quote, color=QUOTED)], 9.5, indent=20, after=0)
        sheet.write([Span(cited.link, color=SOFT)], 7, indent=20, after=5)


def _spans(line: Line) -> Iterator[Span]:
    yield Span(line.text, struck=line.struck, color=DOUBT if line.struck else "#1c1f24")
    if line.numbers:
        yield Span("".join(f" [{number}]" for number in line.numbers), bold=True)
    if line.doubt:
        yield Span(f" ({line.doubt})", color=DOUBT)
