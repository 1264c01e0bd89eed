"""Weigh sentences as answers to a question in another language than English: neither reader nor embedder knows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.evidence import Evidence
from rag.text.language import is_english
from rag.wording import measure, read_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Source
    from rag.evidence import Judge
    from rag.question import Question
    from rag.wording import Worded

LEAST_AROUND = 0.41
"""Share of the question's units that a paragraph with its heading and title must have to answer. Of the 124 questions
of tests/rag/languages, in thirteen languages, the best paragraph for 112 has it; of the 49 that the documents do not
answer, and the 78 whose document was taken away, for none (2026-11-22)."""
LEAST_SENTENCE = 0.2
"""The same of the sentence that is quoted."""
SHARED = 0.15
"""Share of the units in what is judged by meaning where words do not suffice: the embedder is English, but makes out
some other languages by what they share with it. On the same questions, those in Latin letters."""
FEWEST_WORDS = 3
"""A shorter question in Latin letters is in the language of its sources: by itself it cannot be told from English."""
_LATIN = re.compile(r"[^\W\d_]*[a-z]", re.IGNORECASE)


class ByWords:
    """Judge questions in other languages by their words, in front of another judge."""

    def __init__(self, other: Judge, knows_english_only: bool = True) -> None:
        """Leave every English question to `other`, and those that words do not answer where it may know better."""
        self._other = other
        self._knows_english_only = knows_english_only

    def weigh(self, question: Question, sources: Sequence[Source]) -> list[Evidence]:
        """Measure every sentence of the sources; most probable first, ties in the order of the sources."""
        if not sources or not in_another_language(question.text, sources):
            return self._other.weigh(question, sources)
        wording = read_question(question.text, [source.paragraph.text for source in sources])
        measured = measure(wording, [(source.document.title, source.paragraph) for source in sources])
        weighed = [
            evidence for source, worded in zip(sources, measured, strict=True) for evidence in _evidence(source, worded)
        ]
        weighed.sort(key=lambda one: (-one.probability, one.source.number, one.span.start))
        if any(evidence.answers for evidence in weighed):
            return weighed
        return self._by_the_other(question, sources, measured) or weighed

    def _by_the_other(
        self, question: Question, sources: Sequence[Source], measured: Sequence[Worded]
    ) -> list[Evidence]:
        """Ask the other judge where words do not suffice.

        One that knows English only is asked about Latin letters alone, and sources that share some words.
        """
        least = SHARED if self._knows_english_only else 0.0
        sharing = [source for source, worded in zip(sources, measured, strict=True) if worded.around >= least]
        if not sharing or (self._knows_english_only and not _LATIN.search(question.text)):
            return []
        found = self._other.weigh(question, sharing)
        return found if any(evidence.answers for evidence in found) else []


def in_another_language(question: str, sources: Sequence[Source]) -> bool:
    """Tell whether a question is in another language; of one or two words, whether most of the sources are."""
    if not is_english(question):
        return True
    if len(question.split()) >= FEWEST_WORDS:
        return False
    return 2 * sum(not is_english(source.paragraph.text) for source in sources) > len(sources)


def _evidence(source: Source, worded: Worded) -> list[Evidence]:
    weighed = []
    for (span, share), kind in zip(worded.sentences, worded.kinds, strict=True):
        chance = (share + worded.around + kind / 4) / 2.25
        good = worded.around >= LEAST_AROUND and share >= LEAST_SENTENCE and worded.has_numbers
        weighed.append(Evidence(source, span, span.cut(source.paragraph.text), chance, good, 1.0))
    return weighed
