"""A page as pdfium reads it -> glyphs with their places, by the direction in which they read."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as raw

from ingest.pdf.words import Glyph, Style

if TYPE_CHECKING:
    from ingest.pdf.view import View

BOLD = re.compile(r"bold|black|heavy|demi(?!light)|cmb|sfbx|-bd\b|ecbx", re.IGNORECASE)
MONO = re.compile(r"mono|courier|consol|cmtt|sftt|ectt|menlo|typewriter", re.IGNORECASE)
FIXED_PITCH, FORCE_BOLD = 0x1, 0x40000
"""Flags of a font's descriptor (ISO 32000-1, table 123)."""
BOLD_WEIGHT = 650
MOST_ASLANT = math.radians(5)
LONGEST_NAME = 256


class Drawn(NamedTuple):
    """Hold what all glyphs of one text object share."""

    style: Style
    quarters: int | None
    """Quarter turns clockwise after which it reads from left to right; None for text that stands aslant."""
    is_hidden: bool = False
    """Whether it is painted with no ink at all."""


@dataclass(slots=True)
class Glyphs:
    """Hold a page's glyphs in the order they were painted."""

    turned: dict[int, list[Glyph]] = field(default_factory=dict)
    """By quarter turns of the page, each placed in the page so turned."""
    aslant: list[str] = field(default_factory=list)


def glyphs(text_page: raw.FPDF_TEXTPAGE, view: View, is_picture: bool = False) -> Glyphs:
    """Read every glyph that lies on the page; what is painted without ink only on a picture, as its text by OCR."""
    found = Glyphs()
    views = [view.turned(quarters) for quarters in range(4)]
    sizes = [(one.width, one.height) for one in views[:2]]
    rectangle, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    drawn, painted = Drawn(Style(1.0), view.quarters), 0
    fonts: dict[int, tuple[bool, bool]] = {}
    for index in range(raw.FPDFText_CountChars(text_page)):
        text = chr(raw.FPDFText_GetUnicode(text_page, index))
        pointer = raw.FPDFText_GetTextObject(text_page, index)
        address = ctypes.cast(pointer, ctypes.c_void_p).value or 0
        if address and address != painted:
            drawn, painted = _drawn(text_page, index, pointer, fonts), address
        if drawn.is_hidden and not is_picture:
            continue
        if drawn.quarters is None:
            found.aslant.append(text)
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, rectangle)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        turned = views[drawn.quarters]
        place = turned.edges(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        baseline = turned.point(x.value, y.value)[1]
        width, height = sizes[drawn.quarters % 2]
        if not address or (place[2] > 0 and place[3] > 0 and place[0] < width and place[1] < height):
            glyph = Glyph(text, *place, baseline, drawn.style, not address)
            found.turned.setdefault(drawn.quarters, []).append(glyph)
    return found


def _drawn(text_page: raw.FPDF_TEXTPAGE, index: int, pointer: object, fonts: dict[int, tuple[bool, bool]]) -> Drawn:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a)
    quarters = round(angle / (math.pi / 2))
    aslant = abs(angle - quarters * math.pi / 2) > MOST_ASLANT
    font = raw.FPDFTextObj_GetFont(pointer)
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in fonts:
        fonts[key] = _font(font)
    is_hidden = raw.FPDFTextObj_GetTextRenderMode(pointer) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    return Drawn(Style(round(size, 1), *fonts[key]), None if aslant else quarters % 4, is_hidden)


def _font(font: object) -> tuple[bool, bool]:
    """Tell a bold font and one whose letters are all of one width."""
    buffer = ctypes.create_string_buffer(LONGEST_NAME)
    raw.FPDFFont_GetBaseFontName(font, buffer, LONGEST_NAME)
    name = buffer.value.decode("utf-8", "replace")
    flags = raw.FPDFFont_GetFlags(font)
    flags = flags if flags > 0 else 0
    bold = bool(BOLD.search(name) or flags & FORCE_BOLD or raw.FPDFFont_GetWeight(font) > BOLD_WEIGHT)
    return bold, bool(MONO.search(name) or flags & FIXED_PITCH)
