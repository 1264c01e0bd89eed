"""Glyphs -> words: what stands together on one line, small raised and lowered figures as the signs they are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAME_LINE = 0.3
"""Shares of the size: how far baselines may lie apart on a line, and gaps inside and between words."""
NO_GAP = 0.08
WORD_GAP = 0.18
SMALLER = 0.86
"""A raised or lowered figure is at most this share of its word's size."""
FARTHEST_SHIFT = 0.75
SUPERSCRIPTS = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
HYPHENS_OF_PDFIUM = "\x02\ufffe"


class Style(NamedTuple):
    """Hold how a glyph looks."""

    size: float
    bold: bool = False
    mono: bool = False


class Glyph(NamedTuple):
    """Hold one character and its place in a view of the page, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    style: Style
    generated: bool = False
    """A space or line end that no one painted: pdfium saw it between two glyphs."""
    word: int = 0
    """Names the word that it belongs to on its line, where the order of reading is not that of the places."""


@dataclass(slots=True)
class Word:
    """Hold a word and its place."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    style: Style


def words(glyphs: Iterable[Glyph]) -> Iterator[Word]:
    """Join glyphs that stand together, in the order they come."""
    word: Word | None = None
    last: Glyph | None = None
    space: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            space = glyph if space is None or space.generated else space
            continue
        if word is not None and last is not None and _belongs(glyph, last, word, space):
            _add(word, glyph)
        else:
            if word is not None:
                yield word
            word = Word(_clean(glyph.text), *glyph[1:6], glyph.style)
        last, space = glyph, None
    if word is not None:
        yield word


def distance(one: Glyph | Word, other: Glyph | Word) -> float:
    """Measure the free space between two things side by side, whichever comes first; negative where they overlap."""
    return max(one.left - other.right, other.left - one.right)


def _belongs(glyph: Glyph, last: Glyph, word: Word, space: Glyph | None) -> bool:
    size = max(word.style.size, glyph.style.size, 0.1)
    if glyph.word and last.word and space is None:
        return glyph.word == last.word and abs(glyph.baseline - word.baseline) <= SAME_LINE * size
    gap = distance(glyph, last) / size
    if space is not None and not (space.generated and gap < NO_GAP):
        return False
    if gap > WORD_GAP or -gap > 4:
        return False
    return abs(glyph.baseline - word.baseline) <= SAME_LINE * size or bool(_shift(glyph, word))


def _shift(glyph: Glyph, word: Word) -> int:
    """Tell a raised (1) and a lowered (-1) small glyph behind its word; 0 for one on the line."""
    rise = (word.baseline - glyph.baseline) / max(word.style.size, 0.1)
    if glyph.style.size > SMALLER * word.style.size or not 0.08 < abs(rise) < FARTHEST_SHIFT:
        return 0
    return 1 if rise > 0 else -1


def _add(word: Word, glyph: Glyph) -> None:
    text = _clean(glyph.text)
    shift = _shift(glyph, word)
    if shift and not word.text[-1:].isspace():
        text = text.translate(SUPERSCRIPTS if shift > 0 else SUBSCRIPTS)
    word.text += text
    word.left, word.right = min(word.left, glyph.left), max(word.right, glyph.right)
    if not shift:
        word.top, word.bottom = min(word.top, glyph.top), max(word.bottom, glyph.bottom)
        if glyph.style.size > word.style.size * 1.2 and len(word.text) <= 3:
            word.text = word.text[: -len(text)].translate(SUPERSCRIPTS) + text
            word.style, word.baseline = glyph.style, glyph.baseline


def _clean(text: str) -> str:
    """Write ligatures and Arabic presentation forms as the letters they stand for."""
    if text in HYPHENS_OF_PDFIUM:
        return "-"
    if "\ufb00" <= text <= "\ufdff" or "\ufe70" <= text <= "\ufefc":
        return unicodedata.normalize("NFKC", text)
    return "" if unicodedata.category(text[0]) == "Cc" else text
