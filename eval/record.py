"""The record of a run: all that any report shows, in plain values, so that it can be kept as JSON and read back.

Texts are as the documents and the model wrote them: whoever shows them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SCHEMA = 1
"""Raised by one whenever a reader of the older form would misread the newer."""

Better = Literal["more", "less"]


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one metric over many questions."""

    name: str
    title: str
    meaning: str
    """What it is, in one plain line."""
    better: Better
    unit: str
    """share: from 0 to 1; else what the value counts, such as ms."""
    value: float | None
    """None where there was nothing to grade."""
    low: float | None
    """With `high`, where the true value lies with 95 % confidence."""
    high: float | None
    count: int
    """Of how many it was drawn."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the figures of the questions with one tag, or of all."""

    name: str
    questions: int
    right: int
    """Questions at which nothing is wrong."""
    figures: tuple[Figure, ...]

    def figure(self, name: str) -> Figure | None:
        """Find a figure by the name of its metric."""
        return next((figure for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a paragraph that was cited or that proves a fact, cut to what is worth reading."""

    document: str
    """The file's name, without its folder."""
    title: str
    place: str
    """As a person would say it: "p. 12 ¶3"."""
    number: int
    before: str
    """The text before the quote; all of it where there is no quote."""
    quote: str = ""
    after: str = ""
    rank: int | None = None
    """Where retrieval found the paragraph, counted from 1; None where it was not among what is recorded."""
    proves: bool | None = None
    """Whether it is one of the fact's paragraphs; None where the fact lists none."""
    verbatim: bool = True
    """Whether the library still has the quote at its place."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Hold one earlier question of a conversation with its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Value:
    """Hold what one metric says of one question."""

    metric: str
    value: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one question with what was expected, what came back and what is wrong with it."""

    line: int
    """In the facts file."""
    question: str
    history: tuple[Exchange, ...]
    documents: tuple[str, ...]
    """The documents that alone were asked; empty: all."""
    tags: tuple[str, ...]
    answerable: bool | None
    """Whether an answer is expected, or a refusal; None where either is right."""
    expected: str
    """In plain words."""
    digest: str
    """Changes when what is expected changes."""
    answered: str
    others: tuple[str, ...]
    """The other values that were shown beside the answer."""
    refused: bool
    failures: tuple[str, ...]
    """Why it is not right; empty when it is."""
    cited: tuple[Passage, ...]
    wanted: tuple[Passage, ...]
    """The paragraphs that prove it."""
    values: tuple[Value, ...]
    seconds: float
    confidence: float | None

    def value(self, metric: str) -> float | None:
        """Find what a metric says of it; None where it does not grade it."""
        return next((each.value for each in self.values if each.metric == metric), None)

    @property
    def best_rank(self) -> int | None:
        """Give the place of the first proving paragraph that retrieval found."""
        return min((passage.rank for passage in self.wanted if passage.rank is not None), default=None)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Hold a fact that cannot be checked today, with the reason."""

    line: int
    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold a bound that was asked of a figure, and whether it is kept."""

    metric: str
    side: Literal["least", "most"]
    wanted: float
    value: float | None
    met: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Hold the questions whose confidence is alike: how sure the answers were, and how many were right."""

    confidence: float
    right: float
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hold how far confidence can be believed."""

    bins: tuple[Bin, ...]
    error: float
    """Expected calibration error: the mean distance of confidence from what was right."""


@dataclass(frozen=True, slots=True)
class Way:
    """Hold the figures of the same questions with a part of the search switched off."""

    name: str
    meaning: str
    """What is at work in it."""
    figures: tuple[Figure, ...]
    note: str = ""
    """Why it was not run; empty where it was."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Hold what a language model thought of all answers in one respect."""

    name: str
    title: str
    meaning: str
    good: int
    """Answers that passed."""
    count: int
    """Answers that it judged."""
    unread: int
    """Replies that could not be read as a judgement."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Hold one answer that a language model thinks little of."""

    line: int
    question: str
    respect: str
    reason: str
    """In the model's words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold the opinions of a language model, apart from all figures."""

    model: str
    opinions: tuple[Opinion, ...]
    doubts: tuple[Doubt, ...] = ()
    note: str = ""
    """What went wrong; empty where nothing did."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Hold what was asked, of what, and with what."""

    facts: str
    """The name of the facts file."""
    made: str
    """When, UTC, ISO 8601."""
    citeback: str
    """The release."""
    model: str
    """The language model that wrote the answers; empty: they are quotes."""
    documents: int
    paragraphs: int
    part: str = ""
    """Which of the facts were asked, where not all were."""


@dataclass(frozen=True, slots=True)
class Record:
    """Hold everything that a run found, in the facts' order."""

    schema: int
    setup: Setup
    groups: tuple[Group, ...]
    """All questions first, then by tag."""
    questions: tuple[Asked, ...]
    unchecked: tuple[Unchecked, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    calibration: Calibration | None = None
    ways: tuple[Way, ...] = ()
    judged: Judged | None = None

    @property
    def overall(self) -> Group:
        """Give the figures over all questions."""
        return self.groups[0]

    @property
    def failed(self) -> tuple[Asked, ...]:
        """Give the questions at which something is wrong."""
        return tuple(asked for asked in self.questions if asked.failures)

    @property
    def passed(self) -> bool:
        """Tell whether every bound is kept."""
        return all(verdict.met for verdict in self.verdicts)
