"""A date that a document states of itself -> YYYY-MM-DD."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.block import Block

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
_WEEKDAY = r"((mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
PATTERNS = tuple(
    re.compile(_WEEKDAY + pattern + r"(?!\d)", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<day>\d{{1,2}})(st|nd|rd|th)?\.? (of )?{_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d{{1,2}})(st|nd|rd|th)?,? (?P<year>\d{{4}})",
    )
)
PUBLISHED = re.compile(
    r"((first |originally )?(published|posted|updated)|last (updated|modified|edited|changed))( on| at|:)*\s+", re.I
)
DATED = re.compile(r"(date|dated)(:| on)?\s+", re.I)
TIME_OF_DAY = re.compile(
    r"[,;]?( at| \||T)?\s*\d{1,2}[:.]\d{2}(:\d{2})?\s*([ap]\.?m\.?)?\s*(\(?[A-Z]{2,4}\)?|[+-]\d{2}:?\d{2})?", re.I
)
HEAD_BLOCKS = 6
"""Blocks of a document's beginning in which it states its date."""


def stated_date(text: str) -> str | None:
    """Read the date that a text begins with; None where it is no date or could be two (3/4/2025)."""
    return _read(text)[0]


def without_date(line: str) -> str:
    """Leave out the date of publication and the time that a line begins with; the line itself where it has none."""
    labelled = PUBLISHED.match(line)
    rest = line[labelled.end() :] if labelled else line
    stated, after = _read(rest)
    if stated is None:
        return line
    time = TIME_OF_DAY.match(after)
    return after[time.end() :] if time else after


def head_date(blocks: Iterable[Block]) -> str | None:
    """Find the line among a document's first blocks that is nothing but its date."""
    for block, _ in zip(blocks, range(HEAD_BLOCKS), strict=False):
        labelled = DATED.match(block.text)
        line = block.text[labelled.end() :] if labelled else block.text
        if line and not without_date(line):
            return _read(line[found.end() :] if (found := PUBLISHED.match(line)) else line)[0]
    return None


def _read(text: str) -> tuple[str | None, str]:
    """Read the date at the beginning and give it with the text behind it."""
    text = text.strip()
    for pattern in PATTERNS:
        found = pattern.match(text)
        if found:
            return _iso(found["year"], found["month"], found["day"]), text[found.end() :]
    return None, text


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
