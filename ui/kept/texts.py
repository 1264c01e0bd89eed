"""What lists and searches of conversations show and look through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.text.words import fold

if TYPE_CHECKING:
    from rag.answer import Answer

LONGEST_TITLE = 120
LONGEST_SEARCH = 400
"""Characters of a search; what is longer is left out."""
_AROUND = 60
"""Characters shown before and after a found word."""


def title_of(text: str) -> str:
    """Put text on one line of at most LONGEST_TITLE characters, without what a screen would obey; not escaped."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 8 * LONGEST_TITLE]).split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 2].rstrip()} …"


def searchable(answer: Answer) -> str:
    """Write what a search looks through: the question, the answer and the other values, folded."""
    said = [answer.question, answer.short_answer or "", answer.text, *(other.text for other in answer.alternatives)]
    return _storable(fold("\n".join(said)))


def search_words(typed: str) -> list[str]:
    """Give the words of a search, folded as `searchable` folds."""
    return _storable(fold(typed[:LONGEST_SEARCH])).split()


def excerpt_around(answer: Answer, words: list[str]) -> str:
    """Cut a line out of a turn around the first of these words that it has as it stands; else its head."""
    text = " ".join(f"{answer.question} {answer.text}".split())
    folded = fold(text)
    places = [place for word in words if len(folded) == len(text) and (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - _AROUND)
    shown = title_of(text[start : start + LONGEST_TITLE - 2])
    return f"… {shown}" if start else shown


def _storable(text: str) -> str:
    """Leave out what SQLite would not store or compare: half characters and NUL."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
