"""Paragraphs that go on from the one before: of whom "All 312 of them were free" is said, the sentence above tells."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rag.errors import DocumentNotFoundError
from rag.fullnames import in_full
from rag.instructions import silenced
from rag.pronouns import find_pronouns
from rag.text.phrases import find_phrases
from rag.text.sentences import split_sentences

if TYPE_CHECKING:
    from rag.document import Document, Paragraph

SHORT = 160
"""Characters of a paragraph that may go on; a longer one says itself what it is about."""
LONGEST = 240
"""Characters of a sentence that is read beside the paragraph behind it: the reader sees few words at once."""
NEAR_END = 400
"""Characters of a paragraph in which its last sentence is looked for."""
OPENING_WORDS = 4
"""A pronoun behind as many words opens a sentence no more: "At that time he"."""


@lru_cache(maxsize=4_096)
def sentence_before(document: Document, paragraph: Paragraph) -> str | None:
    """Give the sentence that a paragraph goes on from, its first short name said in full; None where it stands alone.

    A short paragraph goes on where it opens with "they", "this" or "at that time", for which it has nothing itself,
    under the heading of the one before. One whose document was removed meanwhile stands alone.
    """
    if paragraph.number < 2 or len(paragraph.text) > SHORT or not _goes_on(paragraph.text):
        return None
    try:
        before = document.paragraphs[paragraph.number - 2]
    except (DocumentNotFoundError, IndexError):
        return None
    start = max(0, len(before.text) - NEAR_END)
    last = next(iter(split_sentences(before.text[start:])[-1:]), None)
    if before.furniture or last is None or last.end - last.start > LONGEST or before.heading != paragraph.heading:
        return None
    sentence = silenced(last.cut(before.text[start:])).strip()
    return in_full(sentence, start + last.start, document, before).rstrip(".") or None


def _goes_on(text: str) -> bool:
    """Tell whether a text opens with what it does not say itself; what "it" is, or "he", title and names tell."""
    first = next(iter(split_sentences(text)), None)
    if first is None:
        return False
    sentence = first.cut(text)
    told = [
        one.token.span
        for one in find_pronouns(sentence)
        if one.kind in ("they", "this") and not (one.inside or one.owns)
    ]
    pointed = [phrase.span for phrase in find_phrases(sentence) if phrase.points and phrase.kind == "time"]
    return any(len(sentence[: span.start].split()) < OPENING_WORDS for span in (*told, *pointed))
