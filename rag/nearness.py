"""Weigh sentences without a reader: by nearness of meaning and by the words that they share with the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.coverage import Coverage, prepared, share_of_values, with_names
from rag.evidence import Evidence, fits, logistic, offered_paragraphs
from rag.kinds import has_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Source
    from rag.models.embedder import Embedder
    from rag.prepared import Prepared, PreparedSentence
    from rag.question import Question

MOST_EMBEDDED = 16
"""Sentences whose nearness is measured by embedding: the best by words; this is most of an answer's time."""


@dataclass(frozen=True, slots=True)
class NearFeatures:
    """Hold what is measured of a sentence, each between 0 and 1 (similarity: -1 and 1)."""

    similarity: float
    """Cosine of the question and the sentence with its document's title before it."""
    coverage: float
    """Share of the question's content words that the sentence has, rare ones weighing more."""
    context: float
    """The same, with its paragraph, heading and title."""
    names: float
    """Share of the question's names that title, heading or paragraph have; 1 without names."""
    values: float
    """Share of the question's dates and numbers that they have; 1 without any."""
    kind: float
    """1 where the sentence has a thing of the kind that is asked for, which the question does not already have; half
    where it has a name that may be of it."""


BIAS = -8.37
WEIGHTS = NearFeatures(similarity=4.02, coverage=3.33, context=0.53, names=0.65, values=1.16, kind=0.80)
"""Logistic regression, two sets together: SQuAD 2.0 dev and the wider Wikipedia set of which 700 questions lost their
article (`python -m eval.benchmarks evidence --data DIR --set open_wiki --set squad2 --limit 700`, 2026-11-22)."""
THRESHOLD = 0.08
"""The least probability that is shown as an answer. By the same command: of the wider set's answerable questions 11 %
are refused, of those whose article is gone 92 %; of SQuAD 2.0's near misses only 28 %: telling those takes a reader."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    source: Source
    sentence: PreparedSentence
    paragraph: Prepared

    @property
    def embedded(self) -> str:
        """Set the title before the sentence: what it is about often stands only there."""
        title = self.source.document.title
        return f"{title}. {self.sentence.text}" if title else self.sentence.text


class Nearness:
    """Judge sentences with the embedder."""

    def __init__(self, embedder: Embedder) -> None:
        """Judge nearness with this embedder."""
        self._embedder = embedder

    def weigh(self, question: Question, sources: Sequence[Source]) -> list[Evidence]:
        """Measure every sentence of the sources; most probable first, ties in the order of the sources."""
        question = with_names(question, sources)
        offered = offered_paragraphs(sources)
        weighed = []
        for candidate, features in self.measure(question, sources):
            source, sentence = candidate.source, candidate.sentence
            chance = logistic(BIAS, WEIGHTS, features)
            good = chance >= THRESHOLD and fits(
                question, source, sentence.text, candidate.paragraph, features.kind, offered
            )
            weighed.append(Evidence(source, sentence.span, sentence.text, chance, good, features.kind))
        return sorted(
            weighed, key=lambda evidence: (-evidence.probability, evidence.source.number, evidence.span.start)
        )

    def measure(self, question: Question, sources: Sequence[Source]) -> list[tuple[_Candidate, NearFeatures]]:
        """Measure the sentences that are best by words."""
        coverage = Coverage(question, sources)
        candidates = [
            _Candidate(source, sentence, paragraph)
            for source in sources
            for paragraph in [prepared(source)]
            for sentence in paragraph.sentences
        ]
        near = sorted(candidates, key=lambda c: -_by_words(coverage, c))[:MOST_EMBEDDED]
        if not near:
            return []
        vectors = self._embedder.embed([question.text, *(candidate.embedded for candidate in near)])
        return [
            (
                candidate,
                NearFeatures(
                    similarity=float(similarity),
                    coverage=coverage.of(candidate.sentence.stems),
                    context=coverage.of(candidate.paragraph.around),
                    names=coverage.of_names(candidate.paragraph.around),
                    values=share_of_values(question, candidate.paragraph),
                    kind=has_kind(question, candidate.sentence.text),
                ),
            )
            for candidate, similarity in zip(near, vectors[1:] @ vectors[0], strict=True)
        ]


def _by_words(coverage: Coverage, candidate: _Candidate) -> float:
    return 2 * coverage.of(candidate.sentence.stems) + coverage.of(candidate.paragraph.around) + candidate.source.score
