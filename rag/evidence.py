"""How strongly a sentence carries the answer to a question: what is measured, and the weights fitted to it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.kinds import has_kind
from rag.question import OF_THE_ASKER
from rag.text.sentences import Span, split_sentences
from rag.text.values import value_parts
from rag.text.words import fold, stem, stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer import Source
    from rag.document import Paragraph
    from rag.models.embedder import Embedder
    from rag.question import Question

_WORDS = re.compile(r"[^\W_]+")
MOST_EMBEDDED = 16
"""Sentences whose nearness is measured by embedding: the best by words; each costs about a millisecond."""


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
class _Sentence:
    span: Span
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Hold a paragraph read once: its sentences, and the stems of paragraph, heading and title."""

    sentences: tuple[_Sentence, ...]
    around: frozenset[str]
    around_text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    source: Source
    sentence: _Sentence
    paragraph: _Prepared

    @property
    def embedded(self) -> str:
        """Set the title before the sentence: what it is about often stands only there."""
        title = self.source.document.title
        return f"{title}. {self.sentence.text}" if title else self.sentence.text


BIAS = -8.35
WEIGHTS = Features(similarity=4.03, coverage=3.32, context=0.54, names=0.69, values=1.13, kind=0.77)
"""Logistic regression, two sets together: SQuAD 2.0 dev and the wider Wikipedia set of which 700 questions lost their
article (`python -m eval.benchmarks evidence --data DIR --set open_wiki --set squad2 --limit 700`, 2026-11-22)."""
THRESHOLD = 0.08
"""The least probability that is shown as an answer. By the same command: of the wider set's answerable questions 10 %
are refused, of those whose article is gone 91 %; of SQuAD 2.0's near misses only 29 %: telling those takes a reader."""
HOPELESS = 0.04
"""Below this probability a sentence is not looked at further: half of THRESHOLD."""
LEAST_KIND = 0.5
"""Below this a sentence has no date for a question that asks when, or no number of the right unit for one that asks how
many: it does not answer, however near it is."""
SHORTEST_COUNTRY = 4
"""Letters that two names must share at their beginning to be of one country."""
SURROUNDINGS = 3
"""Paragraphs before and after a sentence's own where all that the question names must stand, or in title and heading:
a news paragraph is one sentence long, and names its subject once in three."""


def weigh(question: Question, sources: Sequence[Source], embedder: Embedder) -> list[Evidence]:
    """Measure every sentence of the sources; most probable first, ties in the order of the sources."""
    question = _with_names(question, sources)
    candidates = [
        _Candidate(source, sentence, paragraph)
        for source in sources
        for paragraph in [_prepare(source.document.title, source.paragraph.heading, source.paragraph.text)]
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
        names=1 - len(_unnamed(question.names, paragraph.around)) / max(1, len(question.names)),
        values=_share(question.values, carried),
        kind=has_kind(question, sentence.text),
    )


def is_about(question: Question, source: Source, text: str, offered: Mapping[tuple[str, int], Paragraph]) -> bool:
    """Tell whether a sentence may be about what the question names.

    All its names stand in title, heading or around the sentence, and none is said of another: "the Afghan delegation"
    is not answered by what "Pakistan's delegation" did. `offered` holds the paragraphs of all sources by document and
    number: what the search did not find at all is not looked at.
    """
    if not question.names:
        return True
    document, number = source.document, source.paragraph.number
    around = range(number - SURROUNDINGS, number + SURROUNDINGS + 1)
    carried = stems(f"{document.title} {source.paragraph.heading}")
    for paragraph in filter(None, (offered.get((document.id, beside)) for beside in around)):
        carried |= _prepare(document.title, paragraph.heading, paragraph.text).around
    return not _unnamed(question.names, carried) and not _said_of_another(question, text)


def _unnamed(names: frozenset[str], carried: frozenset[str]) -> frozenset[str]:
    """Give the names that are not carried; a country's name carries that of its people: "Afghan", "Afghanistan"."""
    return frozenset(
        name
        for name in names - carried
        if not any(
            len(word) >= SHORTEST_COUNTRY <= len(name) and (word.startswith(name) or name.startswith(word))
            for word in carried
        )
    )


def _said_of_another(question: Question, text: str) -> bool:
    """Find a name that qualifies a word in the question where the text has that word with another name instead."""
    asked = {(one, two) for one, two in _pairs(question.text) if stem(fold(one)) in question.names}
    here = stems(text)
    for name, word in asked:
        if stem(fold(name)) in here or stem(fold(word)) in question.names:
            continue
        others = [one for one, two in _pairs(text) if stem(fold(two)) == stem(fold(word))]
        if any(one[0].isupper() and stem(fold(one)) not in question.names for one in others):
            return True
    return False


def _pairs(text: str) -> list[tuple[str, str]]:
    words = _WORDS.findall(text)
    return list(pairwise(words))


@lru_cache(maxsize=20_000)
def _prepare(title: str, heading: str, text: str) -> _Prepared:
    around_text = f"{title}\n{heading}\n{text}"
    cut = [(span, span.cut(text)) for span in split_sentences(text)]
    sentences = tuple(_Sentence(span, sentence, stems(sentence)) for span, sentence in cut)
    return _Prepared(sentences, stems(around_text), around_text)


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
