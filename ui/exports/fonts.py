"""Which font of a PDF has a letter; the one door to reportlab's fonts.

DejaVu Sans ships and is written into the PDF: Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian and more.
Chinese, Japanese and Korean are named by their letters in fonts that the reader's own program has or stands in for.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
PLAIN, BOLD = "CitebackSans", "CitebackSans-Bold"
MISSING = "\u25a1"
"""Drawn for a letter that no font has."""
_SHIPPED = {PLAIN: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}
_EAST_ASIAN = (
    ("gbk", "STSong-Light"),
    ("cp932", "HeiseiMin-W3"),
    ("cp949", "HYSMyeongJo-Medium"),
    ("big5hkscs", "MSung-Light"),
)
"""What a font has is what its country's encoding can write. The order matters for letters that several have."""
_KANA = re.compile("[\u3040-\u30ff]")
"""Where a text has these, the letters that it shares with Chinese are drawn as in Japan."""
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Run:
    """Hold letters that one font draws."""

    font: str
    text: str


def load() -> None:
    """Make the fonts known to reportlab, which has one list of them for the whole process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    with _loading:
        known = set(pdfmetrics.getRegisteredFontNames())
        for name, file in _SHIPPED.items():
            if name not in known:
                pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
        for _, name in _EAST_ASIAN:
            if name not in known:
                pdfmetrics.registerFont(UnicodeCIDFont(name))


def runs(text: str, bold: bool = False) -> list[Run]:
    """Part a text by the fonts that draw it; a letter that none has is MISSING."""
    found: list[Run] = []
    japanese = bool(_KANA.search(text))
    for character in text:
        font = font_of(character, bold, japanese)
        drawn = Run(font, character) if font else Run(BOLD if bold else PLAIN, MISSING)
        if found and found[-1].font == drawn.font:
            found[-1] = Run(drawn.font, found[-1].text + drawn.text)
        else:
            found.append(drawn)
    return found


def missing(texts: Iterable[str]) -> dict[str, int]:
    """Count the letters that no font has."""
    counts: dict[str, int] = {}
    for text in texts:
        for character in text:
            if character != "\n" and not font_of(character):
                counts[character] = counts.get(character, 0) + 1
    return counts


def borrows(texts: Iterable[str]) -> bool:
    """Tell whether any letter is in no font that is written into the PDF, but in one that programs for PDFs have."""
    return any(font_of(character) not in ("", *_SHIPPED) for text in texts for character in text)


@lru_cache(maxsize=16_384)
def font_of(character: str, bold: bool = False, japanese: bool = False) -> str:
    """Name the font for a letter; empty where there is none."""
    from reportlab.pdfbase import pdfmetrics

    for name in (BOLD, PLAIN) if bold else (PLAIN,):
        if ord(character) in pdfmetrics.getFont(name).face.charToGlyph:
            return name
    if unicodedata.east_asian_width(character) not in ("W", "F", "A") or ord(character) > 0xFFFF:
        return ""
    order = sorted(_EAST_ASIAN, key=lambda each: each[0] != "cp932") if japanese else _EAST_ASIAN
    return next((font for encoding, font in order if _writes(encoding, character)), "")


def _writes(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
