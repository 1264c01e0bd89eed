"""A page of a PDF as a picture with a paragraph's box on it, drawn only from the very bytes that were cited."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ingest.pdf import pdfium
from rag.errors import LoadError
from ui.png import png

if TYPE_CHECKING:
    from rag.document import Document, Paragraph

DOTS_PER_INCH = 120
PATIENCE = 1.5
"""Seconds to wait while another PDF is read: pdfium serves one at a time."""
MARGIN = 3.0
"""Points around the paragraph."""
KEPT = 16
"""Pages drawn lately."""
READ_AT_ONCE = 1 << 20


class Frame(NamedTuple):
    """Place a box on the picture, in shares of its sides."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Hold a drawn page, or why there is none."""

    number: int
    address: str = ""
    """A data: address of the picture; empty when it could not be drawn."""
    width: int = 0
    height: int = 0
    frame: Frame | None = None
    problem: str = ""
    """Why it could not be drawn, in words fit to show."""


class _Drawn(NamedTuple):
    address: str
    width: int
    height: int
    scale: float


def page_picture(document: Document, paragraph: Paragraph) -> PagePicture | None:
    """Draw the page that a paragraph stands on; None where the document has no pages to draw."""
    return None if paragraph.page is None else _picture(document, paragraph.page, paragraph)


def first_page(document: Document) -> PagePicture | None:
    """Draw the first page of a document; None where it has no pages to draw."""
    return _picture(document, 1)


def _picture(document: Document, page: int, framed: Paragraph | None = None) -> PagePicture | None:
    path = Path(document.path)
    if path.suffix.lower() != ".pdf":
        return None
    try:
        drawn = _drawn(path, document.digest, page)
    except LoadError as error:
        return PagePicture(page, problem=f"The page cannot be drawn: the file {error}.")
    except OSError:
        return PagePicture(page, problem="The page cannot be drawn: the file is not there any more.")
    if isinstance(drawn, str):
        return PagePicture(page, problem=drawn)
    frame = None if framed is None else _frame(framed, drawn)
    return PagePicture(page, drawn.address, drawn.width, drawn.height, frame)


def _drawn(path: Path, digest: str, page: int) -> _Drawn | str:
    """Draw a page, or say why not: its file must be the cited one before and after."""
    before = _state(path)
    if _digest(path, before) != digest:
        return "The page cannot be drawn: the file has changed since it was read. The text below is as it was cited."
    if not pdfium.LOCK.acquire(timeout=PATIENCE):
        return "The page cannot be drawn just now: a PDF is being read. Open it again in a moment."
    try:
        drawn = _draw(path, digest, page)
    finally:
        pdfium.LOCK.release()
    if _state(path) != before:
        return "The page cannot be drawn: the file is changing. The text below is as it was cited."
    return drawn


@lru_cache(maxsize=KEPT)
def _draw(path: Path, _digest_of_it: str, page: int) -> _Drawn:
    """Draw a page; the digest keeps pictures of two versions apart."""
    picture = pdfium.draw(path, page, DOTS_PER_INCH)
    head, _, shades = picture.data.partition(b"\n")
    width, height = (int(side) for side in head.split()[1:3])
    data = base64.b64encode(png(width, height, shades)).decode("ascii")
    return _Drawn(f"data:image/png;base64,{data}", width, height, picture.scale)


def _frame(paragraph: Paragraph, drawn: _Drawn) -> Frame | None:
    box = paragraph.box
    if box is None:
        return None
    across, down = drawn.scale / drawn.width, drawn.scale / drawn.height
    left, top = max(0.0, (box.left - MARGIN) * across), max(0.0, (box.top - MARGIN) * down)
    right, bottom = min(1.0, (box.right + MARGIN) * across), min(1.0, (box.bottom + MARGIN) * down)
    return Frame(left, top, right - left, bottom - top) if left < right and top < bottom else None


class _State(NamedTuple):
    """Tell a file's bytes from other bytes without reading them."""

    changed: int
    size: int
    inode: int


def _state(path: Path) -> _State:
    status = path.stat()
    return _State(status.st_mtime_ns, status.st_size, status.st_ino)


@lru_cache(maxsize=KEPT)
def _digest(path: Path, state: _State) -> str:
    """Hash a file; `state` keeps an earlier content's hash from being taken for it."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(READ_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
