"""Take what was quoted of purged text out of what else a library keeps: facts, and whoever hooks in."""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SHINGLE = 5
"""Words in a row that make a quote; a shorter text is one where all of it stands in a purged paragraph."""
_WORD = re.compile(r"\w+")
_NAMES = frozenset({"question", "tags", "document", "documents", "version", "digest"})
"""Fields of a fact that quote nothing: the person's own words, and names."""


@dataclass(frozen=True, slots=True)
class PurgedText:
    """Tell what quotes text that is purged and stands nowhere in the text that stays."""

    date: str
    """ISO 8601 (YYYY-MM-DD), UTC."""
    versions: frozenset[tuple[str, str]]
    """Ids of documents with the versions of them that are purged, as links name them."""
    _quotes: frozenset[tuple[str, ...]] = field(repr=False)
    _spoken: str = field(repr=False)
    _stays: Callable[[str], bool] = field(repr=False)

    @property
    def mark(self) -> str:
        """Give the words that take the place of a quote."""
        return f"purged on {self.date}"

    def quoted_in(self, text: str) -> bool:
        """Tell whether a text has five words in a row of what is purged, or is a shorter piece of it as a whole."""
        words = _words(text)
        if len(words) >= SHINGLE:
            return any(shingle in self._quotes for shingle in _shingles(words))
        return bool(words) and f" {' '.join(words)} " in self._spoken and not self._stays(text.strip())


class Redactor(Protocol):
    """Take quotes of purged text out of one place; done again, it changes nothing more."""

    def __call__(self, purged: PurgedText) -> int:
        """Put `purged.mark` in the place of each quote, on the disk too, and give how many there were."""


def gather_purged(
    date: str,
    versions: Iterable[tuple[str, str]],
    purged: Iterable[str],
    staying: Iterable[str],
    stays: Callable[[str], bool],
) -> PurgedText:
    """Collect the quotes that only purged texts can have been the source of.

    `stays` tells whether a short text stands in the text that stays.
    """
    spoken = [_words(text) for text in purged]
    quotes = {shingle for words in spoken for shingle in _shingles(words)}
    for text in staying:
        quotes.difference_update(_shingles(_words(text)))
    joined = "\n".join(f" {' '.join(words)} " for words in spoken)
    return PurgedText(date, frozenset(versions), frozenset(quotes), joined, stays)


def redact_facts(file: Path) -> Redactor:
    """Make the redactor of a facts file: one fact in JSON a line; a line that is none stays as it is."""

    def redact(purged: PurgedText) -> int:
        if not file.is_file():
            return 0
        lines = file.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
        redacted = [_line(line, purged) for line in lines]
        changed = sum(before != after for before, after in zip(lines, redacted, strict=True))
        if changed:
            beside = file.with_name(f"{file.name}.redacted")
            with beside.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as written:
                written.write("\n".join(redacted))
                written.flush()
                os.fsync(written.fileno())
            beside.replace(file)
        return changed

    return redact


def _line(line: str, purged: PurgedText) -> str:
    with contextlib.suppress(ValueError, RecursionError):
        fact = json.loads(line)
        redacted = _value(fact, purged)
        if redacted != fact:
            return json.dumps(redacted, ensure_ascii=False)
    return line


def _value(value: object, purged: PurgedText) -> object:
    """Put the mark in the place of every text in a fact that quotes."""
    if isinstance(value, str):
        return purged.mark if purged.quoted_in(value) else value
    if isinstance(value, list):
        return [_value(one, purged) for one in value]
    if isinstance(value, dict):
        return {name: one if name in _NAMES else _value(one, purged) for name, one in value.items()}
    return value


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shingles(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1))
