"""What a question in another language than English shares with texts: words by their stems, signs by their pairs."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.text.cutting import cut, normalise, pairs
from rag.text.language import language_among, language_of
from rag.text.sentences import split_foreign
from rag.text.stemming import forms_in, stem_in
from rag.text.wordlists import asks_for, without_asking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer import Hit
    from rag.document import Paragraph
    from rag.text.sentences import Span
    from rag.text.wordlists import Asked

COMPOUNDING = frozenset("da de et fi hu is nl no sv tr".split())
"""Languages that write a noun and what it is of as one word, or hang many endings on it."""
SHORTEST_PART, LONGEST_ENDING, PART, WHOLE = 4, 3, 0.6, 0.3
"""Letters of a word that may be a part of a longer one there, and of an ending that no stemmer took off; what it counts
beside the very word where the text has the longer one, and where the question has it."""
MISSING = 1.5
"""How much more than the rarest of a question's words one weighs that no paragraph has: of two both are wanted."""
MOST = 0.5
"""Share of a run's pairs of signs from which on they are that run; with fewer it is likely another."""
MOST_UNITS, LONGEST = 64, 2_000
"""Words, and characters, of a question that are compared: nobody asks for more, and a whole text would take minutes."""
LANGUAGE_SAMPLE = 12
"""Paragraphs, the first ones found, that tell in which language the sources are."""
SENTENCE, AROUND, FUSED, KIND = 0.26, 0.3, 0.37, 0.07
"""What counts for the order: the words of the best sentence, those of the paragraph with heading and title, the score
of the search, a number where one is asked for. Set on the German, French, Russian and Chinese documents of
tests/rag/languages; those in nine other languages were looked at afterwards (2026-11-22). Together 1."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_COUNTS = re.compile(r"[\d一二三四五六七八九十百千万億亿两〇]")
_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold one word of a question, or one run of signs without spaces."""

    forms: frozenset[str]
    whole: bool
    """Whether any of its forms is the word; else each is a piece of it."""

    def share(self, carried: frozenset[str], compounding: bool) -> float:
        """Give how much of it a text has."""
        if not self.whole:
            share = len(self.forms & carried) / len(self.forms)
            return share if share > MOST else share / 2
        if not self.forms.isdisjoint(carried):
            return 1.0
        return max((_part(form, word) for form in self.forms for word in carried), default=0.0) if compounding else 0.0


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold what a question says."""

    language: str
    units: tuple[Unit, ...]
    numbers: frozenset[str]
    """In digits; an answer is about the same."""
    asked: Asked

    def shares(self, carried: frozenset[str]) -> list[float]:
        """Give how much of each unit a text has."""
        return [unit.share(carried, self.language in COMPOUNDING) for unit in self.units]


@dataclass(frozen=True, slots=True)
class Worded:
    """Hold a paragraph measured against a question, each measure between 0 and 1."""

    around: float
    """Share of the question's units, rare ones weighing more, in the paragraph with its heading and title."""
    sentences: tuple[tuple[Span, float], ...]
    """The sentences, each with the share that it has itself."""
    has_numbers: bool
    """Whether all numbers of the question are here."""
    kinds: tuple[float, ...]
    """Of each sentence: 1 where it has a number for a question that asks for one, or no number is asked for."""

    @property
    def best(self) -> float:
        """Give what the best sentence has."""
        return max((share for _, share in self.sentences), default=0.0)

    @property
    def kind(self) -> float:
        """Give whether the paragraph has what is asked for."""
        return max(self.kinds, default=0.0)


def read_question(question: str, texts: Sequence[str]) -> Wording:
    """Read a question about these texts; it is in the language of some of them if it may be."""
    known = Counter(filter(None, (language_of(text) for text in texts[:LANGUAGE_SAMPLE])))
    text = normalise(question[:LONGEST])
    language = language_among(text, known) or next((code for code, _ in known.most_common(1)), "")
    parted = cut(without_asking(text, language))
    units = [Unit(frozenset(forms_in(word, language)), True) for word in parted.words]
    units += [Unit(frozenset(pairs(run)), False) for run in parted.runs]
    units = list(dict.fromkeys(units))[:MOST_UNITS]
    return Wording(language, tuple(units), _numbers(text), asks_for(text, language))


def measure(wording: Wording, places: Sequence[tuple[str, Paragraph]]) -> list[Worded]:
    """Measure paragraphs, each under the title of its document, against one question and each other."""
    heads = [carried_by(f"{title}\n{paragraph.heading}", wording.language) for title, paragraph in places]
    bodies = [carried_by(paragraph.text, wording.language) for _, paragraph in places]
    around = [wording.shares(head | body) for head, body in zip(heads, bodies, strict=True)]
    weights = _weights(around)
    measured = []
    for (title, paragraph), shares in zip(places, around, strict=True):
        spans = split_foreign(paragraph.text, wording.language)
        texts = [span.cut(paragraph.text) for span in spans]
        own = [_weighed(wording.shares(carried_by(text, wording.language)), weights) for text in texts]
        here = wording.numbers <= _numbers(f"{title}\n{paragraph.heading}\n{paragraph.text}")
        kinds = tuple(_kind(wording, text) for text in texts)
        measured.append(Worded(_weighed(shares, weights), tuple(zip(spans, own, strict=True)), here, kinds))
    return measured


def arrange(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Put every paragraph of the hits as a hit of its own, best by words first."""
    places: dict[tuple[str, int], tuple[Hit, Paragraph]] = {}
    for hit in hits:
        for paragraph in hit.paragraphs:
            places.setdefault((hit.document.id, paragraph.number), (hit, paragraph))
    wording = read_question(question, [paragraph.text for _, paragraph in places.values()])
    measured = measure(wording, [(hit.document.title, paragraph) for hit, paragraph in places.values()])
    alone = [
        replace(hit, paragraphs=(paragraph,), score=_score(hit, worded))
        for (hit, paragraph), worded in zip(places.values(), measured, strict=True)
    ]
    return sorted(alone, key=lambda hit: -hit.score)


@lru_cache(maxsize=20_000)
def carried_by(text: str, language: str) -> frozenset[str]:
    """Give the stems of a text's words in this language, and the pairs of signs of what has no spaces."""
    parted = cut(normalise(text))
    return frozenset(_all(parted.words, parted.runs, language))


def _all(words: Iterable[str], runs: Iterable[str], language: str) -> Iterable[str]:
    for word in words:
        yield stem_in(word, language)
    for run in runs:
        yield from pairs(run)
        yield from run


def _score(hit: Hit, worded: Worded) -> float:
    return SENTENCE * worded.best + AROUND * worded.around + FUSED * hit.score + KIND * worded.kind


def _weights(around: Sequence[Sequence[float]]) -> list[float]:
    """Weigh units by how few paragraphs have them; what none has weighs more than the rarest that one has."""
    found = [sum(shares) for shares in zip(*around, strict=True)]
    rare = [math.log(1 + (len(around) + 1) / (1 + count)) for count in found]
    rarest = max((weight for weight, count in zip(rare, found, strict=True) if count), default=1.0)
    return [weight if count else MISSING * rarest for weight, count in zip(rare, found, strict=True)]


def _weighed(shares: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(share * weight for share, weight in zip(shares, weights, strict=True)) / total if total else 0.0


def _kind(wording: Wording, text: str) -> float:
    if wording.asked == "other":
        return 1.0
    text = normalise(text)
    for number in wording.numbers:
        text = text.replace(number, " ")
    return 1.0 if _COUNTS.search(text) else 0.0


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_DIGITS.sub("", found) for found in _NUMBER.findall(normalise(text)))


def _part(asked: str, said: str) -> float:
    """Tell how far a word is another that begins or ends with it."""
    short, long = sorted((asked, said), key=len)
    if len(short) < SHORTEST_PART or not (long.startswith(short) or long.endswith(short)):
        return 0.0
    inflected = long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING
    return PART if short == asked or inflected else WHOLE
