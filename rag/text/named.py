"""Cut a text into words and signs, its names and quoted titles kept whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.text.names import find_names
from rag.text.nouns import ENDS, OPENERS
from rag.text.sentences import Span
from rag.text.words import fold

_SHORTENED = r"(?:s|re|ll|ve|d)\b"
_TOKEN = re.compile(rf"[^\W_]+(?:[.&-][^\W_]+)*(?:[’'](?!{_SHORTENED})[^\W_]+)?|[’']{_SHORTENED}|[’']|[^\w\s]")
_WHOLE = re.compile(r'"[^"\n]{2,60}"|“[^”\n]{2,60}”|\b(?:[A-Z]\.){2,}')
"""Titles in quotation marks, and "U.S."."""
_NUMBERED = re.compile(r" (?!(?:1[5-9]|20)\d\d\b)\d{1,4}\b(?![.,]\d)")
"""What belongs to a name before it: "Tarn 6"; a year does not."""


@dataclass(frozen=True, slots=True)
class Token:
    """Hold a folded word or a sign; a name or a quoted title as it is written."""

    word: str
    span: Span
    name: bool = False

    @property
    def quoted(self) -> bool:
        """Tell whether it is a title in quotation marks."""
        return self.word[0] in '"“'


@lru_cache(maxsize=256)
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a text into words, signs and names, in order.

    >>> [token.word for token in tokenize("Who drives Tarn 6?")]
    ['who', 'drives', 'Tarn 6', '?']
    """
    whole = _wholes(text)
    tokens: list[Token] = []
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() < position:
            continue
        end = whole.get(match.start())
        span = Span(match.start(), end or match.end())
        tokens.append(Token(span.cut(text) if end else fold(match.group()), span, name=end is not None))
        position = span.end
    return tuple(tokens)


def _wholes(text: str) -> dict[int, int]:
    """Map where each name or quoted title begins to where it ends."""
    whole = {match.start(): match.end() for match in _WHOLE.finditer(text)}
    taken = list(whole.items())
    for name in find_names(text):
        start, end = _without_openers(name.text, name.span.start), name.span.end
        if start >= end or any(first < end and start < last for first, last in taken):
            continue
        numbered = _NUMBERED.match(text, end)
        whole[start] = numbered.end() if numbered else end
    return whole


def _without_openers(name: str, start: int) -> int:
    """Give where a name begins once words that only open its sentence are taken off ("Since Kelly", "What's Kelly")."""
    for word in re.finditer(r"\S+", name):
        folded = fold(word.group())
        if ENDS.isdisjoint((folded, re.split(r"['’]", folded)[0])) and folded not in OPENERS:
            return start + word.start()
    return start + len(name)
