"""The door to pdfium: one file open at a time, by one thread at a time, and everything closed behind it."""

from __future__ import annotations

import ctypes
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import SEEK_END
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as raw

from ingest.pdf.dots import dots
from ingest.pdf.glyphs import Glyphs, glyphs
from ingest.pdf.strokes import Stroke, strokes
from ingest.pdf.view import View
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.document import Box

MOST_PAGES = 20_000
MOST_GLYPHS = 300_000
"""Of one page; a book has 3,000."""
HEAD = 1024
"""Bytes within which "%PDF-" must stand; readers are that lenient."""
SHORTEST_TAIL, LONGEST_TAIL = 2048, 65_536
"""Bytes within which "%%EOF" must stand: mail and web servers add some behind it, and a first one may stand early."""
LARGEST_PAGE = 14_400.0
"""Points; what readers take, 200 inches."""
MOST_PIXELS = 5_000
"""Of either side of a drawn page."""
POINTS_PER_INCH = 72
FIRST_OBJECTS = 50
PICTURE_SHARE = 0.6
"""Of the page's area."""

LOCK = threading.RLock()
"""pdfium keeps its state for the whole process: two threads in it crash, whatever files they read."""


@dataclass(slots=True)
class Page:
    """Hold what is painted on one page."""

    view: View
    glyphs: Glyphs = field(default_factory=Glyphs)
    strokes: dict[int, list[Stroke]] = field(default_factory=dict)
    """By quarter turns, as the glyphs."""
    dots: dict[int, list[Box]] = field(default_factory=dict)
    is_painted: bool = False
    """Whether anything at all is on it."""
    is_picture: bool = False
    """Whether an image covers most of it, as in a scan."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a page drawn in shades of grey."""

    data: bytes
    """As a PGM file."""
    scale: float
    """Pixels of a point."""


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Open a file and hold pdfium until it is closed again.

    Raises:
        LoadError: it is no PDF, is broken, needs a password, or has no or too many pages.
        OSError: it cannot be read.
    """
    _check_ends(path)
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise LoadError(_reason(error)) from error
        try:
            if len(document) > MOST_PAGES:
                msg = f"says it has {len(document):,} pages; up to {MOST_PAGES:,} are read: split it"
                raise LoadError(msg)
            yield document
        finally:
            document.close()


def _check_ends(path: Path) -> None:
    """Look for the first and last words of a PDF: pdfium reads what is left of a file that was cut off as if whole."""
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(HEAD):
            raise LoadError("is not a PDF: its first bytes are none of a PDF's")
        size = file.seek(0, SEEK_END)
        file.seek(max(0, size - max(SHORTEST_TAIL, min(LONGEST_TAIL, size // 4))))
        if b"%%EOF" not in file.read():
            raise LoadError("is broken or cut off: a PDF's last words are missing; download it or save it anew")


def read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """Read one page, counted from 1.

    Raises:
        LoadError: the page is broken or holds more than a page can.
    """
    with _page(document, number) as page:
        view = _view(page)
        content = Page(view, is_painted=raw.FPDFPage_CountObjects(page) > 0, is_picture=_is_picture(page, view))
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            msg = f"is broken: the text of page {number} cannot be read"
            raise LoadError(msg)
        try:
            count = raw.FPDFText_CountChars(text_page)
            if count > MOST_GLYPHS:
                msg = f"has {count:,} characters on page {number}; up to {MOST_GLYPHS:,} on a page are read"
                raise LoadError(msg)
            content.glyphs = glyphs(text_page, view, content.is_picture)
        finally:
            raw.FPDFText_ClosePage(text_page)
        for turn in content.glyphs.turned:
            content.strokes[turn] = strokes(page, view.turned(turn))
            content.dots[turn] = dots(page, view.turned(turn))
        return content


def draw(path: Path, number: int, dots_per_inch: int) -> Picture:
    """Draw one page, counted from 1; a huge one with fewer dots.

    Raises:
        LoadError: the page is broken.
    """
    with opened(path) as document, _page(document, number) as page:
        view = _view(page)
        scale = min(dots_per_inch / POINTS_PER_INCH, MOST_PIXELS / max(view.width, view.height))
        width, height = max(1, int(view.width * scale)), max(1, int(view.height * scale))
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
        if not bitmap:
            msg = f"page {number} is too large to be drawn"
            raise LoadError(msg)
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
            stride = raw.FPDFBitmap_GetStride(bitmap)
            pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
    rows = b"".join(pixels[row * stride : row * stride + width] for row in range(height))
    return Picture(b"P5 %d %d 255\n" % (width, height) + rows, scale)


@contextmanager
def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[raw.FPDF_PAGE]:
    page = raw.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        msg = f"is broken: page {number} of {len(document)} cannot be read"
        raise LoadError(msg)
    try:
        yield page
    finally:
        raw.FPDF_ClosePage(page)


def _view(page: raw.FPDF_PAGE) -> View:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    width, height = min(box.right - box.left, LARGEST_PAGE), min(box.top - box.bottom, LARGEST_PAGE)
    if width < 1 or height < 1:
        raise LoadError("is broken: a page without a size")
    return View(box.left, box.top - height, box.left + width, box.top, raw.FPDFPage_GetRotation(page) % 4)


def _is_picture(page: raw.FPDF_PAGE, view: View) -> bool:
    """Tell whether one of the first objects of a page is an image that covers most of it."""
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page), FIRST_OBJECTS)):
        shape = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(shape, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if (right - left) * (top - bottom) > PICTURE_SHARE * view.width * view.height:
                return True
    return False


def _reason(error: pypdfium2.PdfiumError) -> str:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return "needs a password: save it without one, then ingest it again"
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return "is protected in a way that cannot be read: save it without protection, then ingest it again"
    if error.err_code == raw.FPDF_ERR_SUCCESS:
        return "has no pages"
    return "is broken or cut off: it is no whole PDF; open it in a reader and save it anew"
