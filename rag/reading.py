"""Weigh what the reader found: the sentence around its words, with what shows that they are about the question."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.coverage import Coverage, prepared, share_of_values, with_names
from rag.evidence import LEAST_KIND, Evidence, logistic, offered_paragraphs
from rag.kinds import has_kind, has_shape
from rag.subject import is_about, surroundings
from rag.text.language import is_english
from rag.text.sentences import Span
from rag.text.values import find_values
from rag.text.words import fold, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer import Reading, Source
    from rag.document import Paragraph
    from rag.evidence import Judge
    from rag.prepared import Prepared
    from rag.question import Question

MOST_LOG_ODDS = 8.0
LEAST_BELIEVED = -0.5
"""Log odds from which the same words in another paragraph count as support."""
_OFFICE = re.compile(r"who(?: is|'s|’s| was| are| were) the\b", re.IGNORECASE)
_COUNTED = re.compile(r"\bhow many (?P<what>\w+)", re.IGNORECASE)
_DATE_ASKED = re.compile(r"\b(?:date|year|month|day)\b", re.IGNORECASE)
NEARLY = 0.9
"""Where the most probable words are about something else, others must be this share as probable: what is left is often
only what remains."""
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
    names: float
    """Share of the question's names that title, heading, paragraph or those around it have; 1 without names."""
    agreement: float
    """Share, up to 1 for three, of other paragraphs in which the reader found the same words and believes in them."""


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
    def believed(self) -> bool:
        """Tell whether the reader believes enough in the words that others may support them."""
        return self.reading.log_odds >= LEAST_BELIEVED

    @property
    def with_unit(self) -> str:
        """Give the words with a few more behind them."""
        return self.source.paragraph.text[self.reading.start : self.reading.end + UNIT_WIDTH]


BIAS = -7.62
WEIGHTS = ReadFeatures(log_odds=0.70, rank=7.57, coverage=0.63, names=0.96, agreement=2.96)
"""Logistic regression on 700 questions of the wider Wikipedia set and 400 of SQuAD 2.0 dev, 2026-11-22. The command
`python -m eval.benchmarks evidence --data DIR --set open_wiki --set squad2 --limit 350` fits them again, on fewer."""
THRESHOLD = 0.05
"""The least probability that is shown as an answer. By that command, on the half of the questions that the weights were
not fitted on: of the wider set's answerable questions 6 % are refused, of those whose article is gone 83 %; of SQuAD
2.0's near misses, asked of all eleven articles at once, 25 % (between its rows for 0.04 and 0.06)."""
LEAST_VALUES = 0.5
"""Share of the question's dates and numbers that the paragraph, its heading or its title must have."""


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
        weighed = _held_to_the_first(sorted(weighed, key=lambda one: (-one.probability, one.source.number)))
        foreign = [] if any(evidence.answers for evidence in weighed) else unreadable(question.text, sources)
        return self._other.weigh(question, foreign) or weighed if foreign else weighed


def _held_to_the_first(weighed: Sequence[Evidence]) -> list[Evidence]:
    least = 0.0 if not weighed or weighed[0].answers else NEARLY * weighed[0].probability
    return [evidence if evidence.probability >= least else replace(evidence, answers=False) for evidence in weighed]


def unreadable(question: str, sources: Sequence[Source]) -> list[Source]:
    """Give the sources that an English reader cannot judge: all for a question in another language."""
    if not is_english(question):
        return list(sources)
    return [source for source in sources[:LIKELY] if not is_english(source.paragraph.text)]


def _evidence(
    question: Question, candidate: Candidate, features: ReadFeatures, offered: Mapping[tuple[str, int], Paragraph]
) -> Evidence:
    chance = logistic(BIAS, WEIGHTS, features)
    about = is_fit(question, candidate, offered)
    words = Span(candidate.reading.start, candidate.reading.end)
    answers = about and chance >= THRESHOLD
    kind = _kind(question, candidate)
    return Evidence(candidate.source, candidate.sentence, candidate.text, chance, answers, kind, words)


def is_fit(question: Question, candidate: Candidate, offered: Mapping[tuple[str, int], Paragraph]) -> bool:
    """Tell whether the sentence is about what the question names, says more than it, and has the kind asked for."""
    if not _has_kind(question, candidate) or not has_shape(question, candidate.text):
        return False
    if stems(candidate.words) <= question.content:
        return False
    if share_of_values(question, candidate.paragraph) < LEAST_VALUES or not _has_office(question, candidate):
        return False
    return is_about(question, candidate.source, candidate.text, offered)


def _has_kind(question: Question, candidate: Candidate) -> bool:
    """Tell whether there is a date, or a number of the unit asked for.

    What "how many" counts may be called otherwise, where the reader believes so; a date counts nothing.
    """
    if question.kind not in ("when", "number"):
        return True
    kind = _kind(question, candidate)
    if question.kind == "when":
        return kind >= (1.0 if _DATE_ASKED.search(question.text) else LEAST_KIND)
    if _is_in_date(candidate):
        return False
    return kind >= LEAST_KIND or ("how many" in fold(question.text) and kind > 0 and candidate.reading.log_odds >= 0)


def _is_in_date(candidate: Candidate) -> bool:
    dates = [value.span for value in find_values(candidate.source.paragraph.text) if value.kind == "date"]
    words = candidate.reading
    return any(date.start <= words.start and words.end <= date.end for date in dates)


def _has_office(question: Question, candidate: Candidate) -> bool:
    """Tell whether most words of the office in "Who is the prime minister of ...?" stand around."""
    if not _OFFICE.match(question.text) or not question.title:
        return True
    return len(question.title & candidate.paragraph.around) > len(question.title) / 2


def _kind(question: Question, candidate: Candidate) -> float:
    words = candidate.with_unit if question.kind == "number" else candidate.words
    kind = max(has_kind(question, words), has_kind(question, candidate.text))
    return max(kind, LEAST_KIND) if kind and _counts_of_them(question, candidate) else kind


def _counts_of_them(question: Question, candidate: Candidate) -> bool:
    """Tell whether the words count "of them" what is asked for, which stands around: "All 312 of them"."""
    asked = _COUNTED.search(question.text)
    said = fold(candidate.with_unit)
    return asked is not None and "of them" in said and stem(fold(asked["what"])) in candidate.paragraph.around


def measure(question: Question, sources: Sequence[Source]) -> list[tuple[Candidate, ReadFeatures]]:
    """Measure what the reader found in each source that it read."""
    coverage, offered = Coverage(question, sources), offered_paragraphs(sources)
    candidates = [
        Candidate(source, source.reading, paragraph.sentence_at(source.reading.start, source.reading.end), paragraph)
        for source in sources
        if source.reading is not None
        for paragraph in [prepared(source)]
    ]
    found = Counter(_normal(candidate.words) for candidate in candidates if candidate.believed)
    return [
        (
            candidate,
            ReadFeatures(
                log_odds=max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, candidate.reading.log_odds)),
                rank=candidate.source.score,
                coverage=coverage.of(stems(candidate.text)),
                names=coverage.of_names(surroundings(candidate.source, offered)),
                agreement=min(1.0, max(0, found[_normal(candidate.words)] - 1) / 3) if candidate.believed else 0.0,
            ),
        )
        for candidate in candidates
    ]


def _normal(words: str) -> tuple[str, ...]:
    return tuple(tokens(words))
