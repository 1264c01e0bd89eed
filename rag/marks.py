"""Read a language model's text as it streams: the words, and the [n] marks among them.

A mark may come cut across pieces, as [1, 2], [1-3], [1][2], in full-width brackets, or with "source" in it. Inside code
it is code. A Markdown image is dropped and of a link the words are kept: nothing that a model writes is ever fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_BRACKETS = 200
"""Characters held back to see whether brackets are a mark; longer ones are text."""
LONGEST_TARGET = 2_000
"""The same for where a link points to."""
MOST_IN_RANGE = 50
"""Numbers that [1-50] stands for at most; a wider range is no mark of a careful writer, and is dropped."""

_OPEN, _CLOSE = "[［【", "]］】"
_NUMBER = r"\d{1,4}"
_PART = rf"\^?{_NUMBER}(?:\s*(?:-|–|—|to)\s*\^?{_NUMBER})?"
_MARK = re.compile(
    rf"\s*(?:(?:sources?|refs?|docs?|documents?|citations?)\b[\s:.#]*)?(?P<parts>{_PART}(?:(?:\s*[,;，、]\s*|\s+and\s+|\s*&\s*){_PART})*)"
    r"\s*(?:†[^\]】］]*)?",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\^?({_NUMBER})(?:\s*(?:-|–|—|to)\s*\^?({_NUMBER}))?")


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold the numbers of one pair of brackets, in the order written; empty where they can point at nothing."""

    numbers: tuple[int, ...]


def read_mark(inside: str) -> Mark | None:
    """Read what stands between brackets; None where it is no mark.

    >>> read_mark("1, 3-4"), read_mark("see below")
    (Mark(numbers=(1, 3, 4)), None)
    """
    match = _MARK.fullmatch(inside)
    if match is None:
        return None
    numbers: list[int] = []
    for first, last in _RANGE.findall(match["parts"]):
        low, high = int(first), int(last or first)
        numbers += range(low, high + 1) if high - low < MOST_IN_RANGE else ()
    return Mark(tuple(dict.fromkeys(numbers)))


class MarkReader:
    """Part words from marks, piece by piece; what may still become a mark is held back."""

    def __init__(self) -> None:
        """Begin outside of code."""
        self._held = ""
        self._code = ""
        """The run of backticks that will close the code that is open."""

    def read(self, pieces: Iterable[str]) -> Iterator[str | Mark]:
        """Yield words as soon as they are sure to be words, and marks."""
        for piece in pieces:
            self._held += piece
            yield from self._sure(last=False)
        yield from self._sure(last=True)

    def _sure(self, last: bool) -> Iterator[str | Mark]:
        while self._held:
            taken = self._in_code(last) if self._code else self._outside(last)
            if taken is None:
                return
            part, length = taken
            self._held = self._held[length:]
            if part:
                yield part

    def _in_code(self, last: bool) -> tuple[str, int] | None:
        """Take code up to its end: the same run of backticks, or the end of the line where it began inside one."""
        end = re.compile(rf"(?<!`){self._code}(?!`)" + ("" if len(self._code) > 2 else r"|\n")).search(self._held)
        if end is None or (end.end() == len(self._held) and end.group() != "\n" and not last):
            sure = len(self._held) if last else len(self._held.rstrip("`"))
            return (self._held[:sure], sure) if sure else None
        self._code = ""
        return self._held[: end.end()], end.end()

    def _outside(self, last: bool) -> tuple[str | Mark, int] | None:
        special = re.search(rf"`+|!?[{re.escape(_OPEN)}]|!$", self._held)
        if special is None:
            return self._held, len(self._held)
        if special.start():
            before = self._held[: special.start()]
            return before, len(before)
        if self._held[0] == "`":
            if special.end() == len(self._held) and not last:
                return None
            self._code = special.group()
            return special.group(), special.end()
        if special.group() == "!":
            return ("!", 1) if last else None
        return self._brackets(special.end(), last)

    def _brackets(self, start: int, last: bool) -> tuple[str | Mark, int] | None:
        """Take a mark, a link, an image, or an opening bracket that is none of them."""
        close = re.compile(rf"[{re.escape(_OPEN + _CLOSE)}\n]").search(self._held, start)
        if close is None and len(self._held) - start < LONGEST_BRACKETS and not last:
            return None
        if close is None or close.group() not in _CLOSE or close.start() - start > LONGEST_BRACKETS:
            return self._held[:start], start
        if close.end() == len(self._held) and not last:
            return None  # what follows tells a link from a mark
        inside, image = self._held[start : close.start()], self._held[0] == "!"
        end = close.end()
        if self._held.startswith("(", end):
            target = self._held.find(")", end)
            if target < 0 and len(self._held) - end < LONGEST_TARGET and not last:
                return None
            if target >= 0 or image:
                return self._link(inside, image), target + 1 if target >= 0 else len(self._held)
        mark = read_mark(inside)
        return (mark, end) if mark else (self._held[:end], end)

    def _link(self, label: str, image: bool) -> str | Mark:
        return "" if image else read_mark(label) or label
