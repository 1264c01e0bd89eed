"""How much of what a question says do a paragraph and its sentences carry?"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.leaning import sentence_before
from rag.prepared import prepare
from rag.question import OF_THE_ASKER
from rag.subject import unnamed
from rag.text.values import value_parts
from rag.text.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Source
    from rag.prepared import Prepared
    from rag.question import Question


def prepared(source: Source) -> Prepared:
    """Read the paragraph of a source, under its title and heading and the sentence that it goes on from."""
    document, paragraph = source.document, source.paragraph
    return prepare(document.title, paragraph.heading, paragraph.text, sentence_before(document, paragraph) or "")


def with_names(question: Question, sources: Sequence[Source]) -> Question:
    """Find the names of a question typed without capitals: words that the sources only ever write with one."""
    if question.text.lower() != question.text:
        return question
    words = [word for source in sources for word in re.findall(r"[^\W\d_]+", source.paragraph.text)]
    capital = {stem(fold(word)) for word in words if word[0].isupper()}
    small = {stem(fold(word)) for word in words if word[0].islower()}
    return replace(question, names=question.content & (capital - small))


class Coverage:
    """Measure texts against one question; a word weighs more the fewer of the sources have it."""

    def __init__(self, question: Question, sources: Sequence[Source]) -> None:
        """Weigh the question's words over these sources."""
        self._question = question
        paragraphs = [prepared(source).around for source in sources]
        found = {word: sum(word in around for around in paragraphs) for word in question.content}
        self._weights = {
            word: 0.0 if word in OF_THE_ASKER and not count else math.log(1 + (len(paragraphs) + 1) / (1 + count))
            for word, count in found.items()
        }

    def of(self, carried: frozenset[str]) -> float:
        """Give the share of the question's units that a text's stems hold; a name's words share one unit's weight."""
        total = found = 0.0
        for unit in self._question.units:
            weight = max(self._weights[word] for word in unit)
            total += weight
            found += weight * len(unit & carried) / len(unit)
        return found / total if total else 0.0

    def of_names(self, carried: frozenset[str]) -> float:
        """Give the share of the question's names that a text's stems hold; 1 without names."""
        names = self._question.names
        return 1 - len(unnamed(names, carried)) / max(1, len(names))


def share_of_values(question: Question, paragraph: Prepared) -> float:
    """Give the share of the question's dates and numbers that title, heading or paragraph have; 1 without any."""
    wanted = question.values
    return len(wanted & value_parts(paragraph.around_text)) / len(wanted) if wanted else 1.0
