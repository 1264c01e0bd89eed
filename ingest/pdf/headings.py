"""Which paragraphs are headings, and of which level: by size and weight against the body's."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ingest.pdf.paragraphs import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.pdf.paragraphs import Part
    from ingest.pdf.words import Style

LARGER = 1.12
"""Share of the body's size from which a line is larger."""
LONGEST = 200
LONGEST_BOLD = 110
MOST_LINES = 5
NUMBERED = re.compile(r"(\d{1,2}(\.\d{1,2}){0,4}\.?|[A-Z]\.|[IVX]{1,5}\.|§ ?\d+)\s+\S")
DEEPEST = 6


def body_style(parts: Iterable[Part]) -> Style | None:
    """Give the style in which most of a document is set."""
    letters: Counter[Style] = Counter()
    for part in parts:
        if part.kind != "code":
            for line in part.lines:
                letters[line.style] += len(line.text)
    return letters.most_common(1)[0][0] if letters else None


def levels(parts: Sequence[Part], texts: Sequence[str], body: Style) -> dict[int, int]:
    """Give the level (1 to 6) of each part that is a heading, by its index."""
    found: dict[int, tuple[float, bool]] = {}
    for index, part in enumerate(parts):
        if part.kind in ("row", "code", "heading") or not _is_heading(part, texts[index], body):
            continue
        if index + 1 < len(parts) or part.style.size > LARGER * body.size:
            size = part.style.size
            found[index] = (round(size * 2) / 2 if size > LARGER * body.size else 0.0, part.style.bold)
    order = {look: level for level, look in enumerate(sorted(set(found.values()), reverse=True), start=1)}
    return {index: min(order[look], DEEPEST) for index, look in found.items()}


def _is_heading(part: Part, text: str, body: Style) -> bool:
    if len(part.lines) > MOST_LINES or not any(map(str.isalpha, text)):
        return False
    if part.style.size > LARGER * body.size:
        return len(text) <= LONGEST and not (SENTENCE_END.search(text) and len(part.lines) > 2)
    if part.style.size < 0.93 * body.size or body.bold or not part.style.bold or part.style.mono:
        return False
    all_bold = all(word.style.bold for line in part.lines for word in line.words if any(map(str.isalnum, word.text)))
    short = len(text) <= LONGEST_BOLD and len(part.lines) <= 2
    ends = SENTENCE_END.search(text) and not text.endswith((":", "?"))
    is_item = part.kind == "item" and not NUMBERED.match(text)
    return all_bold and short and not ends and not is_item
