"""The lines of a paragraph -> its text, hyphens at line ends gone where they only parted a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.pdf.scripts import joins_without_space

if TYPE_CHECKING:
    from collections.abc import Iterable

SOFT_HYPHEN = "\u00ad"
PARTED = re.compile(r"[^\W\d_][-\u2010]$")
LAST_WORD = re.compile(r"[\w'’]+(?:[-\u2010][\w'’]+)*[-\u2010]$")
FIRST_WORD = re.compile(r"[\w'’]+(?:[-\u2010][\w'’]+)*")
LONGEST_WORD = 100
KEEPS_HYPHEN = frozenset(
    "well self ex half cross two three four five six seven eight nine ten twenty thirty forty fifty"
    " sixty seventy eighty ninety vice long short high low quasi all".split()
)

SMALL_WORDS = frozenset("a and as by for in of off on or out the to up".split())


def joined(lines: Iterable[str], known: Words | None = None) -> str:
    """Join the texts of lines; `known` are the words that the document writes elsewhere."""
    text = ""
    for line in lines:
        text = join_two(text, line.strip(), known)
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def join_two(text: str, line: str, known: Words | None = None) -> str:
    """Join two texts as they are read on."""
    if not text or not line:
        return text or line
    if text.endswith(SOFT_HYPHEN):
        return text[:-1] + line
    if PARTED.search(text[-2:]):
        return (text if _is_written(text, line, known) else text[:-1]) + line
    is_range = text[-1] in "-\u2010" and text[-2:-1].isdigit()
    if line[0].isalnum() and (is_range or text[-1] == "/"):
        return text + line
    return text + line if joins_without_space(text, line) else f"{text} {line}"


class Words:
    """Count the words that a document writes, to tell "well-known" from a word that a line end parted."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counted: dict[str, int] = {}
        for text in texts:
            found = [match.group().lower() for match in FIRST_WORD.finditer(text)]
            for word in found:
                self._counted[word] = self._counted.get(word, 0) + 1

    def writes(self, word: str) -> bool:
        """Tell whether a word stands in the document by itself."""
        return word in self._counted

    def prefers_hyphen(self, before: str, after: str) -> bool | None:
        """Tell which way the document writes it elsewhere; None where it writes neither or both as often."""
        whole, hyphened = (self._counted.get(f"{before}{mark}{after}".lower(), 0) for mark in ("", "-"))
        return None if whole == hyphened else hyphened > whole


def _is_written(text: str, line: str, known: Words | None) -> bool:
    """Tell whether a hyphen at a line end belongs to the word."""
    last, first = LAST_WORD.search(text[-LONGEST_WORD:]), FIRST_WORD.match(line)
    if last is None or first is None or not line[0].isalpha():
        return True
    before, after = last.group()[:-1], first.group()
    if not line[0].islower() and not before.isupper():
        return True
    answer = known.prefers_hyphen(before, after) if known is not None else None
    if answer is not None:
        return answer
    *earlier, part = before.lower().replace("\u2010", "-").split("-")
    if earlier and (part in SMALL_WORDS or (known is not None and known.writes(part))):
        return True
    return part in KEEPS_HYPHEN
