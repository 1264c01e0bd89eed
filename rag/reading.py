"""Weigh what the reader found: the sentence around its words, with what shows that they are about the question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.coverage import Coverage, prepared, with_names
from rag.evidence import Evidence, logistic, offered_paragraphs
from rag.kinds import has_kind
from rag.subject import is_about, surroundings
from rag.text.language import is_english
from rag.text.sentences import Span
from rag.text.words import stems, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer import Reading, Source
    from rag.document import Paragraph
    from rag.evidence import Judge
    from rag.prepared import Prepared
    from rag.question import Question

MOST_LOG_ODDS = 8.0
LIKELY = 8
"""Sources that are likely enough to be judged by nearness where they cannot be read."""
UNIT_WIDTH = 25
"""Characters behind a number in which its unit stands."""


@dataclass(frozen=True, slots=True)
class ReadFeatures:
    """Hold what is measured of the words that the reader found, each between 0 and 1, log odds apart."""

    log_odds: float
    """The reader's, cut at MOST_LOG_ODDS both ways."""
    rank: float
    """Score of the paragraph's hit after reranking, between 0 and 1."""
    coverage: float
    """Share of the question's content words that the sentence around has, rare ones weighing more."""
    context: float
    """The same, with its paragraph, heading and title."""
    names: float
    """Share of the question's names that title, heading, paragraph or those around it have; 1 without names."""
    values: float
    """Share of the question's dates and numbers that they have; 1 without any."""
    kind: float
    """1 where the words are of the kind that is asked for, half where they may be."""
    agreement: float
    """Share, up to 1 for three, of other paragraphs in which the reader found the same words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold the words that the reader found in a source, and the sentence around them."""

    source: Source
    reading: Reading
    sentence: Span
    paragraph: Prepared

    @property
    def words(self) -> str:
        """Cut the words out of the paragraph."""
        return self.source.paragraph.text[self.reading.start : self.reading.end]

    @property
    def text(self) -> str:
        """Cut the sentence out of the paragraph."""
        return self.sentence.cut(self.source.paragraph.text)

    @property
    def with_unit(self) -> str:
        """Give the words with a few more behind them."""
        return self.source.paragraph.text[self.reading.start : self.reading.end + UNIT_WIDTH]


BIAS = -14.0
WEIGHTS = ReadFeatures(
    log_odds=1.0, rank=9.5, coverage=3.0, context=0.0, names=0.5, values=1.0, kind=0.5, agreement=0.0
)
THRESHOLD = 0.1


class ByReading:
    """Judge by what the reader found; where it cannot read, judge as another does."""

    def __init__(self, other: Judge) -> None:
        """Leave to `other` what is not in the reader's language."""
        self._other = other

    def weigh(self, question: Question, sources: Sequence[Source]) -> list[Evidence]:
        """Measure what was read; most probable first, ties in the order of the sources.

        Where nothing that was read answers, the other judge has its say on what could not be read.
        """
        named = with_names(question, sources)
        offered = offered_paragraphs(sources)
        weighed = [_evidence(named, *measured, offered) for measured in measure(named, sources)]
        weighed.sort(key=lambda evidence: (-evidence.probability, evidence.source.number))
        foreign = [] if any(evidence.answers for evidence in weighed) else unreadable(question.text, sources)
        return self._other.weigh(question, foreign) or weighed if foreign else weighed


def unreadable(question: str, sources: Sequence[Source]) -> list[Source]:
    """Give the sources that an English reader cannot judge: all for a question in another language."""
    if not is_english(question):
        return list(sources)
    return [source for source in sources[:LIKELY] if not is_english(source.paragraph.text)]


def _evidence(
    question: Question, candidate: Candidate, features: ReadFeatures, offered: Mapping[tuple[str, int], Paragraph]
) -> Evidence:
    chance = logistic(BIAS, WEIGHTS, features)
    about = is_fit(question, candidate, features, offered)
    words = Span(candidate.reading.start, candidate.reading.end)
    answers = about and chance >= THRESHOLD
    return Evidence(candidate.source, candidate.sentence, candidate.text, chance, answers, features.kind, words)


def is_fit(
    question: Question, candidate: Candidate, features: ReadFeatures, offered: Mapping[tuple[str, int], Paragraph]
) -> bool:
    """Tell whether the sentence is about what the question names, and has a date or a number where one is asked for."""
    of_kind = features.kind or question.kind not in ("when", "number") or has_kind(question, candidate.text)
    return bool(of_kind) and is_about(question, candidate.source, candidate.text, offered)


def measure(question: Question, sources: Sequence[Source]) -> list[tuple[Candidate, ReadFeatures]]:
    """Measure what the reader found in each source that it read."""
    coverage, offered = Coverage(question, sources), offered_paragraphs(sources)
    candidates = [
        Candidate(source, source.reading, paragraph.sentence_at(source.reading.start, source.reading.end), paragraph)
        for source in sources
        if source.reading is not None
        for paragraph in [prepared(source)]
    ]
    found = Counter(_normal(candidate.words) for candidate in candidates)
    return [
        (
            candidate,
            ReadFeatures(
                log_odds=max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, candidate.reading.log_odds)),
                rank=candidate.source.score,
                coverage=coverage.of(stems(candidate.text)),
                context=coverage.of(candidate.paragraph.around),
                names=coverage.of_names(surroundings(candidate.source, offered)),
                values=coverage.of_values(candidate.paragraph),
                kind=has_kind(question, candidate.with_unit if question.kind == "number" else candidate.words),
                agreement=min(1.0, (found[_normal(candidate.words)] - 1) / 3),
            ),
        )
        for candidate in candidates
    ]


def _normal(words: str) -> tuple[str, ...]:
    return tuple(tokens(words))
