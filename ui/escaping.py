"""Text of documents, questions and models -> text of HTML; nothing of it is trusted."""

from __future__ import annotations

import html
import re

LONGEST_QUOTE = 280
"""Characters of a quote in the list of sources; the viewer shows it all."""

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escape(text: str) -> str:
    """Make text fit for HTML, inside an element or a quoted attribute; what would reorder or hide letters shows."""
    return html.escape(_UNSHOWABLE.sub("\ufffd", text), quote=True)


def clip(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Put text on one line and shorten it, not yet escaped."""
    line = " ".join(text[: longest * 4].split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()} …"


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 file", "2 files"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
