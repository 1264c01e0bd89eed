"""A stack of lines -> its paragraphs: by the space between lines, indents, marks of lists, and lines that end early."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from ingest.pdf.scripts import is_right_to_left, joins_without_space
from rag.document import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.lines import Line
    from ingest.pdf.words import Style

SENTENCE_END = re.compile(r"[.!?…。！？:؟۔][\"'”’»)\]⁰¹²³⁴⁵⁶⁷⁸⁹†‡*]*$")
BULLET_SIGN = re.compile(r"[-*+•◦▪‣·–—●○■□➢❖✓\uf0b7\uf0a7]$")
NOTE_SIGN = "*"
ITEM_NUMBER = re.compile(r"(\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\[\d{1,3}\])$")
LEADER = re.compile(r"(\s*\.){4,}\s*(\d{1,4}|[ivxlc]{1,6})\s*$|(\s\.){4,}|\.{6,}")
"""Dots up to a page's number, as in a table of contents."""
INDENT = 0.75
"""Shares of the size: the least indent, the space that wider leading must exceed, the slack of a full line."""
MORE_LEADING = 0.22
SLACK = 0.4
VERY_EARLY = 0.55
"""Share of the column's width that a line leaves free only where it ends on purpose."""
SAME_SIZE = 0.07

PartKind = Literal["text", "item", "code", "row", "heading"]


@dataclass(slots=True)
class Part:
    """Hold a paragraph as it stands in one column of one page."""

    lines: list[Line]
    kind: PartKind = "text"
    page: int = 0
    is_full: bool = False
    """Whether its last line runs to the column's edge: the text may go on elsewhere."""
    is_indented: bool = False

    @property
    def style(self) -> Style:
        """Give the style of most of its letters."""
        letters: dict[Style, int] = {}
        for line in self.lines:
            letters[line.style] = letters.get(line.style, 0) + len(line.text)
        return max(letters, key=lambda style: letters[style])

    @property
    def box(self) -> Box:
        """Give the smallest box around its lines."""
        return Box(
            min(line.left for line in self.lines),
            min(line.top for line in self.lines),
            max(line.right for line in self.lines),
            max(line.bottom for line in self.lines),
        )


def parts(lines: Sequence[Line], page: int, widest: float = 0.0) -> list[Part]:
    """Part a stack of lines into paragraphs; `widest` is the right edge of the column where it is known."""
    column = _Column(lines)
    found: list[Part] = []
    for index, line in enumerate(lines):
        if found and not column.begins(index, found[-1]):
            found[-1].lines.append(line)
        else:
            found.append(Part([line], column.kind(index), page))
    for part, before in zip(found, [None, *found], strict=False):
        part.is_indented = column.is_indented(part, before)
        part.is_full = not column.ends_early(part.lines[-1], "a")
    return found


class _Column:
    """Hold what the lines of a column have in common."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.left = min(line.left for line in lines)
        self.right = max(line.right for line in lines)
        self.from_right = is_right_to_left(" ".join(line.text for line in lines[:20]))
        steps = [
            (below.baseline - line.baseline) / line.size
            for line, below in pairwise(lines)
            if _same_size(line, below) and below.baseline - line.baseline < 2.5 * line.size
        ]
        self.hangs = self._is_hanging()
        self.leading = min(steps, default=1.2) if len(steps) < 3 else sorted(steps)[len(steps) // 3]

    def start(self, line: Line) -> float:
        """Measure how far a line begins from the edge where lines begin."""
        return self.right - line.right if self.from_right else line.left - self.left

    def room(self, line: Line) -> float:
        """Measure the free space behind a line."""
        return line.left - self.left if self.from_right else self.right - line.right

    def is_indented(self, part: Part, before: Part | None) -> bool:
        """Tell a paragraph whose first line is indented against its second, or else against the lines before it."""
        line = part.lines[0]
        others = part.lines[1:2] or (before.lines[-1:] if before is not None else [])
        return any(self.start(line) - self.start(other) > INDENT * line.size for other in others)

    def kind(self, index: int) -> PartKind:
        line = self.lines[index]
        if line.style.mono and self._is_code(index):
            return "code"
        return "item" if self._is_item(index) else "text"

    def _is_code(self, index: int) -> bool:
        near = self.lines[max(0, index - 1) : index + 2]
        return sum(all(word.style.mono for word in line.words) for line in near) >= 2

    def _is_item(self, index: int) -> bool:
        """Tell a line that a list's mark opens; a number only where another mark or an indent confirms it."""
        mark, text = marker(self.lines[index])
        if not mark or not text:
            return False
        if BULLET_SIGN.fullmatch(mark):
            return mark != NOTE_SIGN or not self._is_note(index)
        return any(other != index and _follows(marker(line)[0], mark) for other, line in enumerate(self.lines))

    def _is_note(self, index: int) -> bool:
        """Tell a note that a star calls from a list's item: it stands alone, and smaller than most of its column."""
        size = self.lines[index].size
        larger = sum(line.size > (1 + SAME_SIZE) * size for line in self.lines)
        starred = sum(marker(line)[0] == NOTE_SIGN for line in self.lines)
        return starred == 1 and 2 * larger > len(self.lines)

    def begins(self, index: int, part: Part) -> bool:
        """Tell whether a line begins a paragraph of its own."""
        line, before = self.lines[index], self.lines[index - 1]
        if part.kind == "code":
            return not all(word.style.mono for word in line.words)
        if self._looks_change(line, before) or self._is_item(index) or LEADER.search(before.text):
            return True
        step = (line.baseline - before.baseline) / before.size
        if step > self.leading + MORE_LEADING or step < 0:
            return True
        if self.kind(index) == "code":
            return True
        return self._shape_breaks(index, part)

    def _looks_change(self, line: Line, before: Line) -> bool:
        if not _same_size(line, before):
            return True
        bold = (_all_bold(before), _all_bold(line))
        return bold[0] != bold[1] and (
            self.ends_early(before, line.words[0].text) or (bold[0] and not bold[1] and _fresh(line))
        )

    def _shape_breaks(self, index: int, part: Part) -> bool:
        """Judge indents and lines that end before the column does."""
        line, before = self.lines[index], self.lines[index - 1]
        deeper = self.start(line) - self.start(before)
        unit = line.size
        early = self.room_for(before, line)
        ends = SENTENCE_END.search(before.text) is not None
        if self._is_centred(line) and self._is_centred(before):
            return False
        if deeper > INDENT * unit:
            if part.kind == "item" and len(part.lines) == 1:
                return False
            return (ends or early) and not self._hangs(index)
        if (
            deeper < -INDENT * unit
            and len(part.lines) > 1
            and self.start(part.lines[0]) < self.start(before) - INDENT * unit
        ):
            return True
        if self.room(before) > VERY_EARLY * (self.right - self.left):
            return True
        return early and (ends or _fresh(line) or part.kind == "item")

    def _is_hanging(self) -> bool:
        """Tell a column of entries whose later lines are indented: full lines stand above the indented ones."""
        above = [
            (before, line)
            for before, line in pairwise(self.lines)
            if self.start(line) - self.start(before) > INDENT * line.size
        ]
        return len(above) > 1 and not any(self.room_for(before, line) for before, line in above)

    def _hangs(self, index: int) -> bool:
        """Tell the second line of an entry: where only one is indented, by its small letter."""
        if self.hangs:
            return True
        return not _fresh(self.lines[index]) and not SENTENCE_END.search(self.lines[index - 1].text)

    def _is_centred(self, line: Line) -> bool:
        before, behind = self.start(line), self.room(line)
        return before > line.size and behind > line.size and abs(before - behind) < 0.6 * line.size

    def ends_early(self, line: Line, following: str) -> bool:
        """Tell whether another word would have fitted behind a line."""
        width = max(len(following), 1) * 0.5 * line.size
        return self.room(line) > width + SLACK * line.size

    def room_for(self, before: Line, line: Line) -> bool:
        """Tell whether the first word of a line would still have fitted behind the line before."""
        first = line.words[0]
        if joins_without_space(before.text, line.text):
            return self.room(before) > 2.2 * line.size
        space = 0.25 * line.size
        return self.room(before) > (first.right - first.left) + space + SLACK * line.size


def marker(line: Line) -> tuple[str, str]:
    """Part the mark of a list item from its text; empty where there is none."""
    first, rest = line.words[0], line.words[1:]
    if rest and (BULLET_SIGN.fullmatch(first.text) or ITEM_NUMBER.fullmatch(first.text)):
        return first.text, " ".join(word.text for word in rest)
    return "", line.text


def _follows(mark: str, other: str) -> bool:
    """Tell whether two numbers of items are neighbours of one list."""
    if (
        not mark
        or BULLET_SIGN.fullmatch(mark)
        or mark.strip("0123456789abcdefghijklmnopqrstuvwxyz") != other.strip("0123456789abcdefghijklmnopqrstuvwxyz")
    ):
        return False
    one, two = mark.strip("().[]"), other.strip("().[]")
    if one.isdigit() and two.isdigit():
        return abs(int(one) - int(two)) == 1
    if len(one) == len(two) == 1:
        return abs(ord(one) - ord(two)) == 1
    return one.isalpha() and two.isalpha() and one != two


def _same_size(line: Line, other: Line) -> bool:
    """Tell lines of one size; one with many words of another (a name in typewriter letters) still has some of it."""
    sizes = [{word.style.size for word in one.words if len(word.text) > 1} or {one.size} for one in (line, other)]
    return any(abs(one - two) <= SAME_SIZE * max(one, two) for one in sizes[0] for two in sizes[1])


def _all_bold(line: Line) -> bool:
    return all(word.style.bold for word in line.words if any(map(str.isalnum, word.text)))


def _fresh(line: Line) -> bool:
    """Tell a line that could open a sentence: not with a small letter."""
    letter = next((letter for letter in line.text if letter.isalnum()), "")
    return bool(letter) and not letter.islower()
