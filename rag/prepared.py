"""A paragraph read once for all questions: its sentences, and the stems of all that stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.text.forms import STOPWORDS
from rag.text.names import find_names
from rag.text.sentences import Span, split_sentences
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HEAD = 3
"""Words of a sentence that is shown with the one behind it."""


@dataclass(frozen=True, slots=True)
class PreparedSentence:
    """Hold a sentence with the stems of its words."""

    span: Span
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Hold a paragraph read once: its sentences, and the stems of paragraph, heading and title."""

    sentences: tuple[PreparedSentence, ...]
    around: frozenset[str]
    around_text: str

    def sentence_at(self, start: int, end: int) -> Span:
        """Find the sentence, or the sentences, in which the words between two offsets stand."""
        touched = [one.span for one in self.sentences if one.span.start < end and one.span.end > start]
        return Span(touched[0].start, touched[-1].end) if touched else Span(start, max(end, start + 1))


@lru_cache(maxsize=20_000)
def prepare(title: str, heading: str, text: str, before: str = "") -> Prepared:
    """Read a paragraph under its document's title, its heading, and what it goes on from where it says "he" or "it"."""
    around_text = f"{title}\n{heading}\n{before}\n{text}"
    cut = [(span, span.cut(text)) for span in _joined(split_sentences(text), text)]
    sentences = tuple(PreparedSentence(span, sentence, stems(sentence)) for span, sentence in cut)
    return Prepared(sentences, stems(around_text) | _initials(around_text), around_text)


def _initials(text: str) -> frozenset[str]:
    """Give the initials of the longer names: who asks for the "UN" is answered by the "United Nations"."""
    names = [[word for word in name.words if word not in STOPWORDS] for name in find_names(text)]
    return frozenset("".join(word[0] for word in words) for words in names if len(words) > 1)


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Join a clause's heading ("Time of delivery.") to the sentence that it heads: alone it answers nothing."""
    joined: list[Span] = []
    start: int | None = None
    for span in spans:
        begin = span.start if start is None else start
        start = begin if len(span.cut(text).split()) <= LONGEST_HEAD and span is not spans[-1] else None
        if start is None:
            joined.append(Span(begin, span.end))
    return joined
