"""How strongly a sentence carries the answer to a question: what is measured, and the weights fitted to it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.text.names import find_names
from rag.text.sentences import Span, split_sentences
from rag.text.values import find_values, value_parts
from rag.text.words import STOPWORDS, fold, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Source
    from rag.models.embedder import Embedder
    from rag.question import Question

MOST_EMBEDDED = 24
"""Sentences whose nearness is measured by embedding: the best by words; each costs about a millisecond."""


@dataclass(frozen=True, slots=True)
class Features:
    """Hold what is measured of a sentence, each between 0 and 1 (similarity: -1 and 1)."""

    similarity: float
    """Cosine of question and sentence."""
    coverage: float
    """Share of the question's content words that the sentence has, rare ones weighing more."""
    context: float
    """The same, with its paragraph, heading and title."""
    names: float
    """Share of the question's names that title, heading, paragraph or the paragraphs beside have; 1 without names."""
    values: float
    """Share of the question's dates and numbers that they have; 1 without any."""
    kind: float
    """1 where the sentence has a thing of the kind that is asked for, which the question does not already have."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold a sentence of a source with the probability that it answers."""

    source: Source
    span: Span
    text: str
    features: Features
    probability: float

    @property
    def answers(self) -> bool:
        """Tell whether it is enough to answer with: probable, and about what the question names."""
        return self.probability >= THRESHOLD and self.features.names >= LEAST_NAMES


@dataclass(frozen=True, slots=True)
class _Candidate:
    source: Source
    span: Span
    text: str
    stems: frozenset[str]
    around: frozenset[str]
    """Stems of paragraph, heading and title."""
    around_text: str


BIAS = -8.93
WEIGHTS = Features(similarity=4.65, coverage=2.96, context=1.25, names=0.60, values=0.60, kind=1.31)
"""Logistic regression on the sentences of SQuAD 2.0 dev questions, half of them asked of a library that has the article
and half of one that may not (`python -m eval.benchmarks evidence --data DIR`, 2026-11-22)."""
THRESHOLD = 0.10
"""The least probability that is shown as an answer; tuned with the weights."""
LEAST_NAMES = 0.5
"""The least share of the question's names that an answer's surroundings carry; costs one answerable question in a
hundred on the same data, and keeps "Who headed the Ruritanian side?" from being answered by who headed another."""


def weigh(question: Question, sources: Sequence[Source], embedder: Embedder) -> list[Evidence]:
    """Measure every sentence of the sources; most probable first, ties in the order of the sources."""
    candidates = [candidate for source in sources for candidate in _sentences(source)]
    question = _with_names(question, sources)
    rarity = _rarity(question, candidates)
    candidates.sort(key=lambda c: -_by_words(question, c, rarity))
    near = candidates[:MOST_EMBEDDED]
    if not near:
        return []
    vectors = embedder.embed([question.text, *(candidate.text for candidate in near)])
    similarities = vectors[1:] @ vectors[0]
    weighed = []
    for candidate, similarity in zip(near, similarities, strict=True):
        features = measure(question, candidate, float(similarity), rarity)
        weighed.append(Evidence(candidate.source, candidate.span, candidate.text, features, probability(features)))
    return sorted(weighed, key=lambda evidence: (-evidence.probability, evidence.source.number, evidence.span.start))


def probability(features: Features) -> float:
    """Give the probability that the sentence answers (logistic regression)."""
    total = BIAS + sum(getattr(WEIGHTS, name) * getattr(features, name) for name in Features.__slots__)
    return 1 / (1 + math.exp(-total))


def measure(question: Question, candidate: _Candidate, similarity: float, rarity: dict[str, float]) -> Features:
    """Measure one sentence."""
    around = candidate.around | candidate.stems
    beside = frozenset() if question.names <= around else _beside(candidate)
    carried = value_parts(candidate.around_text) if question.values else frozenset()
    return Features(
        similarity=similarity,
        coverage=_covered(question.content, candidate.stems, rarity),
        context=_covered(question.content, around, rarity),
        names=_share(question.names, around | beside),
        values=_share(question.values, carried),
        kind=float(_has_kind(question, candidate.text)),
    )


def _beside(candidate: _Candidate) -> frozenset[str]:
    """Give the stems of the paragraph and those before and after it: a news paragraph is one sentence long."""
    number, paragraphs = candidate.source.paragraph.number, candidate.source.document.paragraphs
    return stems("\n".join(paragraph.text for paragraph in paragraphs[max(0, number - 2) : number + 1]))


def _sentences(source: Source) -> list[_Candidate]:
    paragraph, document = source.paragraph, source.document
    around_text = f"{document.title}\n{paragraph.heading}\n{paragraph.text}"
    around = stems(around_text)
    found = []
    for span in split_sentences(paragraph.text):
        text = span.cut(paragraph.text)
        found.append(_Candidate(source, span, text, stems(text), around, around_text))
    return found


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
    paragraphs = {(c.source.document.id, c.source.paragraph.number): c.around for c in candidates}
    return {
        word: math.log(1 + (len(paragraphs) + 1) / (1 + sum(word in around for around in paragraphs.values())))
        for word in question.content
    }


def _by_words(question: Question, candidate: _Candidate, rarity: dict[str, float]) -> float:
    return (
        2 * _covered(question.content, candidate.stems, rarity)
        + _covered(question.content, candidate.around, rarity)
        + candidate.source.score
    )


def _covered(wanted: frozenset[str], carried: frozenset[str], rarity: dict[str, float]) -> float:
    total = sum(rarity[word] for word in wanted)
    return sum(rarity[word] for word in wanted & carried) / total if total else 0.0


def _share(wanted: frozenset[str], carried: frozenset[str]) -> float:
    return len(wanted & carried) / len(wanted) if wanted else 1.0


def _has_kind(question: Question, text: str) -> bool:
    if question.kind == "when":
        return any(value.kind == "date" and not value.normal <= question.values for value in find_values(text))
    if question.kind == "number":
        return any(not value.normal <= question.values for value in find_values(text))
    if question.kind in ("who", "where"):
        return any(_is_new(name.text, question) for name in find_names(text))
    return True


def _is_new(name: str, question: Question) -> bool:
    words = {stem(word) for word in tokens(name) if word not in STOPWORDS}
    return bool(words - question.content)
