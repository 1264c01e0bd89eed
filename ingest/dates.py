"""A date that a document states of itself -> YYYY-MM-DD."""

from __future__ import annotations

import re
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
PATTERNS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?{_MONTH},? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
)


def stated_date(text: str) -> str | None:
    """Read the date that a text begins with; None where it is no date or could be two (3/4/2025)."""
    for pattern in PATTERNS:
        found = pattern.match(text.strip())
        if found:
            return _iso(found["year"], found["month"], found["day"])
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else next(n for n, m in enumerate(MONTHS, 1) if m[:3] == month[:3].lower())
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
