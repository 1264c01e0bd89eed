"""Scanned pages -> paragraphs, where Tesseract is installed: a program given a drawn page and a time limit."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.block import Block
from ingest.pdf.joining import joined
from ingest.pdf.pdfium import draw
from rag.document import Box

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.pdf.pdfium import Picture

PROGRAM = "tesseract"
DOTS_PER_INCH = 300
"""What Tesseract's models were made for."""
SECONDS_A_PAGE = 60.0
MOST_LANGUAGES = 6
NO_LANGUAGES = ("osd", "equ", "snum")
LEAST_CONFIDENCE = 45.0
"""Tesseract's own, of 100, averaged over a paragraph; below it stand the specks and the edges of photographs."""


@dataclass(slots=True)
class _Paragraph:
    """Collect the words of one paragraph as Tesseract saw it."""

    lines: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    confidences: list[float] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def is_installed() -> bool:
    """Tell whether scans can be read on this machine."""
    return shutil.which(PROGRAM) is not None


def read_scan(path: Path, number: int) -> list[Block] | None:
    """Read one page, counted from 1; empty where it holds no text, None where OCR failed or took too long.

    Raises:
        LoadError: the page is broken.
        OSError: the file or the program cannot be opened.
    """
    picture = draw(path, number, DOTS_PER_INCH)
    command = [PROGRAM, "stdin", "stdout", "-l", "+".join(_languages()), "--dpi", str(DOTS_PER_INCH), "tsv"]
    try:
        done = subprocess.run(command, input=picture.data, capture_output=True, timeout=SECONDS_A_PAGE, check=True)
    except subprocess.SubprocessError:
        return None
    return list(_blocks(done.stdout.decode("utf-8", "replace"), picture, number))


def _languages() -> list[str]:
    """Ask which languages are installed; English first, and no more than a page can be tried in."""
    try:
        done = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, timeout=SECONDS_A_PAGE, check=True)
    except subprocess.SubprocessError:
        return ["eng"]
    names = [line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines()[1:]]
    usable = sorted((name for name in names if name and name not in NO_LANGUAGES), key=lambda name: name != "eng")
    return usable[:MOST_LANGUAGES] or ["eng"]


def _blocks(table: str, picture: Picture, number: int) -> Iterator[Block]:
    """Gather the words of Tesseract's table into paragraphs."""
    paragraphs: dict[tuple[str, ...], _Paragraph] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and (row["text"] or "").strip():
            one = paragraphs.setdefault((row["block_num"], row["par_num"]), _Paragraph())
            one.lines.setdefault((row["line_num"],), []).append(row["text"].strip())
            one.confidences.append(float(row["conf"]))
            left, top, width, height = (int(row[name]) / picture.scale for name in ("left", "top", "width", "height"))
            one.boxes.append(Box(left, top, left + width, top + height))
    for one in paragraphs.values():
        if sum(one.confidences) / len(one.confidences) >= LEAST_CONFIDENCE:
            text = joined(" ".join(words) for words in one.lines.values())
            yield Block(text, page=number, box=_around(one.boxes))


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
