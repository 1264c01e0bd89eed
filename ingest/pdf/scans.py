"""The pages of a document that have no text: read by OCR where it is installed, else named in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.pdf.ocr import is_installed, read_scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ingest.block import Block

NO_OCR = "no OCR is installed to read them"
INSTALL = "install Tesseract (on Debian and Ubuntu: apt install tesseract-ocr) and ingest it again"


@dataclass(slots=True)
class Scans:
    """Hold what was read of the scanned pages, and what is missing."""

    blocks: list[Block] = field(default_factory=list)
    missing: str = ""
    """One sentence without its full stop; empty where nothing is missing."""


def read_scans(path: Path, numbers: Sequence[int]) -> Scans:
    """Read the pages of those numbers, counted from 1."""
    if not numbers:
        return Scans()
    if not is_installed():
        return Scans(missing=f"{have_no_text(numbers)}, and {NO_OCR}: {INSTALL}")
    found = {number: read_scan(path, number) for number in numbers}
    failed = [number for number in numbers if found[number] is None]
    blocks = [block for number in numbers for block in found[number] or ()]
    if failed:
        return Scans(blocks, f"{have_no_text(failed)}, and OCR failed or took too long")
    return Scans(blocks)


def can_come_out_whole(missing: Iterable[str]) -> bool:
    """Tell whether what was missing of a file for want of OCR could be read now; where OCR failed it fails again."""
    return any(NO_OCR in one for one in missing) and is_installed()


def have_no_text(numbers: Iterable[int]) -> str:
    """Write "pages 3 to 7 and 9 have no text: they are scans or pictures"."""
    runs = [
        [number for _, number in run] for _, run in groupby(enumerate(sorted(numbers)), lambda one: one[1] - one[0])
    ]
    names = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    if len(runs) == 1 and len(runs[0]) == 1:
        return f"page {names[0]} has no text: it is a scan or a picture"
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"pages {listed} have no text: they are scans or pictures"
