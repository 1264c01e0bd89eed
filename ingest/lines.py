"""Where a paragraph ends when only line ends tell: wrapped text, one paragraph a line, verse, keys and values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST_WRAP = 120
"""Characters; longer lines were not broken by a person or an editor."""
NARROWEST_WRAP = 40
MOST_FULL = 0.6
"""Share of line ends without room for the next word, ends of paragraphs aside, from which a text is wrapped."""
MOST_SENTENCES = 0.5
"""Share of those line ends that also end a sentence: by chance one in five in a wrapped text, nearly all where a line
is a paragraph."""
WORD = re.compile(r"\w")
BULLET = re.compile(r"\s*(?:[-*+•◦▪‣·–—]\s+(?=\S)|(?=\(?(?:\d{1,3}[.)]|[a-z]\))\s+\S))")
"""A list item's mark: a sign, which is left out of its text, or a number, which stays: it may be the day of a date."""
LONGEST_LEAD = 60
"""Characters of a line without sentence end that stands above its section as a heading does."""
LEAST_SECTION = 60
SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]]*\s*$")
ENDS_PART = re.compile(r"[.!?…。！？:,;][\"'”’»)\]]*\s*$")
RUNS_ON = re.compile(r"[,;]\s*$")
KEY = re.compile(r"\s*[^\W\d_][\w ()/.’'-]{0,30}:\s+\S")
MEMO_KEY = re.compile(
    r"(date|dated|from|to|subject|re|cc|bcc|authors?|by|published|posted|updated|name|id|version|status|source|url|tel|"
    r"phone|e-?mail|address|file|page|note|tags?|keywords?|born|price)\s*:",
    re.IGNORECASE,
)
OPENING = re.compile(r"[\"'“‘«(\[¿¡]*(.)")


def starts_paragraph(line: str) -> bool:
    """Tell whether a line can open a sentence: not with a small letter."""
    found = OPENING.match(line.strip())
    return found is not None and not found[1].islower()


def opens_key(line: str) -> bool:
    """Tell whether a line is a key and its value ("Born: 10 December")."""
    return KEY.match(line) is not None


def opens_memo(line: str) -> bool:
    """Tell a line that states a document's data ("Subject: ...") from a title that has a colon."""
    return MEMO_KEY.match(line.strip()) is not None


@dataclass(frozen=True, slots=True)
class Wrapping:
    """Hold how a text uses its line ends."""

    width: int
    """Characters of the longest line that a wrap made; 0 where lines were not wrapped."""
    has_blank_lines: bool

    @classmethod
    def measure(cls, lines: Sequence[str]) -> Wrapping:
        """Look once at every line of a text."""
        lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
        has_blank_lines = any(not line.strip() for line in lines[_first(lines) : _last(lines)])
        width = lengths[int(0.98 * (len(lengths) - 1))] if lengths else 0
        if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
            return cls(0, has_blank_lines)
        running = full = sentences = 0
        for before, line in pairwise(lines):
            if WORD.search(before) and WORD.search(line) and not BULLET.match(line):
                is_full = not _has_room(before, line, width)
                is_sentence = SENTENCE_END.search(before) is not None and starts_paragraph(line)
                running += is_full or not is_sentence
                full += is_full
                sentences += is_full and is_sentence
        wrapped = full >= max(1, MOST_FULL * running) and sentences <= MOST_SENTENCES * full
        return cls(width if wrapped else 0, has_blank_lines)

    def separates(self, before: str, line: str) -> bool:
        """Tell whether the line end between two lines ends a paragraph."""
        ends = SENTENCE_END.search(before) is not None
        if _leads(before, line):
            return True
        if self.width:
            indented = _indent(line) > _indent(before) and _indent(line) >= 2 and ends
            return indented or (ends and starts_paragraph(line) and _has_room(before, line, self.width))
        if opens_key(before) and opens_key(line):
            return True
        if self.has_blank_lines:
            return max(len(before), len(line)) > WIDEST_WRAP and (ends or starts_paragraph(line))
        return len(before) > WIDEST_WRAP or ends or (starts_paragraph(line) and not RUNS_ON.search(before))


def _has_room(before: str, line: str, width: int) -> bool:
    """Tell whether the next line's first word would still have fitted: then the line was ended on purpose."""
    first_word = line.split(None, 1)[0]
    return len(before.rstrip()) + 1 + len(first_word) <= width


def _leads(before: str, line: str) -> bool:
    """Tell a heading from the first line of its section, when no empty line parts them."""
    much_shorter = len(before) <= min(LONGEST_LEAD, len(line) / 2) and len(line) >= LEAST_SECTION
    return much_shorter and starts_paragraph(before) and starts_paragraph(line) and not ENDS_PART.search(before)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _first(lines: Sequence[str]) -> int:
    return next((index for index, line in enumerate(lines) if line.strip()), 0)


def _last(lines: Sequence[str]) -> int:
    return len(lines) - _first(lines[::-1])
