"""How strongly a sentence carries the answer to a question: what is measured, and the weights fitted to it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.kinds import has_kind
from rag.prepared import prepare
from rag.question import OF_THE_ASKER
from rag.subject import is_about, unnamed
from rag.text.values import value_parts
from rag.text.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer import Source
    from rag.models.embedder import Embedder
    from rag.prepared import Prepared, PreparedSentence
    from rag.question import Question
    from rag.text.sentences import Span

MOST_EMBEDDED = 16
"""Sentences whose nearness is measured by embedding: the best by words; this is most of an answer's time."""


@dataclass(frozen=True, slots=True)
class Features:
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold a sentence of a source with the probability that it answers."""

    source: Source
    span: Span
    text: str
    features: Features
    probability: float
    fits: bool
    """Whether it is about what the question names, and has the date or the number that is asked for."""

    @property
    def answers(self) -> bool:
        """Tell whether it is enough to answer with."""
        return self.fits and self.probability >= THRESHOLD


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


BIAS = -8.37
WEIGHTS = Features(similarity=4.02, coverage=3.33, context=0.53, names=0.65, values=1.16, kind=0.80)
"""Logistic regression, two sets together: SQuAD 2.0 dev and the wider Wikipedia set of which 700 questions lost their
article (`python -m eval.benchmarks evidence --data DIR --set open_wiki --set squad2 --limit 700`, 2026-11-22)."""
THRESHOLD = 0.08
"""The least probability that is shown as an answer. By the same command: of the wider set's answerable questions 11 %
are refused, of those whose article is gone 92 %; of SQuAD 2.0's near misses only 28 %: telling those takes a reader."""
HOPELESS = 0.04
"""Below this probability a sentence is not looked at further: half of THRESHOLD."""
LEAST_KIND = 0.5
"""Below this a sentence has no date for a question that asks when, or no number of the right unit for one that asks how
many: it does not answer, however near it is."""


def weigh(question: Question, sources: Sequence[Source], embedder: Embedder) -> list[Evidence]:
    """Measure every sentence of the sources; most probable first, ties in the order of the sources."""
    question = _with_names(question, sources)
    candidates = [
        _Candidate(source, sentence, paragraph)
        for source in sources
        for paragraph in [prepare(source.document.title, source.paragraph.heading, source.paragraph.text)]
        for sentence in paragraph.sentences
    ]
    offered = {(source.document.id, source.paragraph.number): source.paragraph for source in sources}
    rarity = _rarity(question, candidates)
    near = sorted(candidates, key=lambda c: -_by_words(question, c, rarity))[:MOST_EMBEDDED]
    if not near:
        return []
    vectors = embedder.embed([question.text, *(candidate.embedded for candidate in near)])
    weighed = []
    for candidate, similarity in zip(near, vectors[1:] @ vectors[0], strict=True):
        features = measure(question, candidate, float(similarity), rarity)
        chance, sentence = probability(features), candidate.sentence
        of_kind = features.kind >= LEAST_KIND or question.kind not in ("when", "number")
        of_kind = of_kind and question.title <= candidate.paragraph.around
        fits = chance >= HOPELESS and of_kind and is_about(question, candidate.source, sentence.text, offered)
        weighed.append(Evidence(candidate.source, sentence.span, sentence.text, features, chance, fits))
    return sorted(weighed, key=lambda evidence: (-evidence.probability, evidence.source.number, evidence.span.start))


def probability(features: Features) -> float:
    """Give the probability that the sentence answers (logistic regression)."""
    total = BIAS + sum(getattr(WEIGHTS, name) * getattr(features, name) for name in Features.__slots__)
    return 1 / (1 + math.exp(-total))


def measure(question: Question, candidate: _Candidate, similarity: float, rarity: Mapping[str, float]) -> Features:
    """Measure one sentence."""
    paragraph, sentence = candidate.paragraph, candidate.sentence
    carried = value_parts(paragraph.around_text) if question.values else frozenset()
    return Features(
        similarity=similarity,
        coverage=_covered(question, sentence.stems, rarity),
        context=_covered(question, paragraph.around, rarity),
        names=1 - len(unnamed(question.names, paragraph.around)) / max(1, len(question.names)),
        values=_share(question.values, carried),
        kind=has_kind(question, sentence.text),
    )


def _with_names(question: Question, sources: Sequence[Source]) -> Question:
    """Find the names of a question typed without capitals: words that the sources only ever write with one."""
    if question.text.lower() != question.text:
        return question
    words = [word for source in sources for word in re.findall(r"[^\W\d_]+", source.paragraph.text)]
    capital = {stem(fold(word)) for word in words if word[0].isupper()}
    small = {stem(fold(word)) for word in words if word[0].islower()}
    return replace(question, names=question.content & (capital - small))


def _rarity(question: Question, candidates: Sequence[_Candidate]) -> dict[str, float]:
    """Weigh each content word by how few of the candidates' paragraphs have it."""
    paragraphs = {(c.source.document.id, c.source.paragraph.number): c.paragraph.around for c in candidates}
    found = {word: sum(word in around for around in paragraphs.values()) for word in question.content}
    return {
        word: 0.0 if word in OF_THE_ASKER and not count else math.log(1 + (len(paragraphs) + 1) / (1 + count))
        for word, count in found.items()
    }


def _by_words(question: Question, candidate: _Candidate, rarity: Mapping[str, float]) -> float:
    return (
        2 * _covered(question, candidate.sentence.stems, rarity)
        + _covered(question, candidate.paragraph.around, rarity)
        + candidate.source.score
    )


def _covered(question: Question, carried: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Give the share of the question's units that a text has; a name's words share one unit's weight."""
    total = found = 0.0
    for unit in question.units:
        weight = max(rarity[word] for word in unit)
        total += weight
        found += weight * len(unit & carried) / len(unit)
    return found / total if total else 0.0


def _share(wanted: frozenset[str], carried: frozenset[str]) -> float:
    return len(wanted & carried) / len(wanted) if wanted else 1.0
