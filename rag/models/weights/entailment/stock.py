"""What training pairs are drawn from: sentences that a paragraph carries, each beside a window of the paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.models.weights.entailment import changes
from rag.models.weights.entailment.rewording import reworded, shortened
from rag.models.weights.entailment.statements import sentence

if TYPE_CHECKING:
    import random

    from rag.models.weights.entailment.grammar import Grammar
    from rag.models.weights.entailment.sources import Asked, Paragraph

MOST_PASSAGE_WORDS = 90
MORE_SENTENCES = (0, 0, 0, 1, 1, 1, 2, 4)
"""How many sentences a passage has besides the one that carries it, each as likely."""
REWORDED_SHARE = 0.4
FEWEST_WORDS, MOST_WORDS = 6, 45
"""Of a sentence of a paragraph that is taken as it is, or shortened."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold one training pair."""

    sentence: str
    passage: str
    carried: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Seed:
    """Hold a sentence that a paragraph carries, and where."""

    paragraph: Paragraph
    text: str
    place: int
    asked: Asked | None = None

    @property
    def said(self) -> str:
        """Give the sentence of the paragraph that carries it."""
        return self.paragraph.sentences[self.place]


class Stock:
    """Draw seeds and make pairs of them."""

    def __init__(self, paragraphs: list[Paragraph], grammar: Grammar) -> None:
        """Group the paragraphs by document and collect names."""
        self.grammar = grammar
        self._documents: dict[str, list[Paragraph]] = {}
        for one in paragraphs:
            self._documents.setdefault(one.document, []).append(one)
        self._asked = [(one, asked) for one in paragraphs for asked in one.asked if asked.place < len(one.sentences)]
        self.paragraphs = [one for one in paragraphs if len(one.text.split()) > 12]
        self.unanswered = [one for one in paragraphs if one.unanswered]
        self.elsewhere = [one for one in paragraphs if one.elsewhere]
        names = sorted({match.group() for one in paragraphs[::5] for match in changes.names_of(one.text)})
        self.names = [one for one in names if len(one.split()) < 4]

    def beside(self, paragraph: Paragraph) -> list[Paragraph]:
        """Give the paragraphs of its document, itself included."""
        return self._documents[paragraph.document]

    def asked(self, rng: random.Random) -> tuple[Seed, Asked]:
        """Draw a sentence made of a question and its answer."""
        paragraph, asked = rng.choice(self._asked)
        return Seed(paragraph, asked.statement.text, asked.place, asked), asked

    def seed(self, rng: random.Random, asked_share: float = 0.6) -> Seed:
        """Draw a sentence that a paragraph carries: made of a question or, else, shortened."""
        if rng.random() < asked_share:
            return self.asked(rng)[0]
        while True:
            paragraph = rng.choice(self.paragraphs)
            place = rng.randrange(len(paragraph.sentences))
            text = paragraph.sentences[place]
            whole = text.endswith((".", '."')) and text[:1].isalnum()
            if whole and FEWEST_WORDS <= len(text.split()) <= MOST_WORDS:
                return Seed(paragraph, shortened(text, rng), place)

    @staticmethod
    def pair(
        rng: random.Random, seed: Seed, text: str | None, carried: bool, kind: str, evidence: str | None = None
    ) -> Pair | None:
        """Put a sentence beside a window of the seed's paragraph; `evidence` stands in for the one that carries it."""
        if text is None:
            return None
        if rng.random() < REWORDED_SHARE:
            text = reworded(text, rng, 3)
        return Pair(sentence(text), window(rng, seed.paragraph.sentences, seed.place, evidence), carried, kind)


def window(rng: random.Random, sentences: list[str], place: int, evidence: str | None) -> str:
    """Take a few sentences around a place, within MOST_PASSAGE_WORDS."""
    sentences = list(sentences)
    if evidence is not None:
        sentences[place] = evidence
    first = last = place
    count = len(sentences[place].split())
    for _ in range(rng.choice(MORE_SENTENCES)):
        sides = [side for side in (first - 1, last + 1) if 0 <= side < len(sentences)]
        if not sides:
            break
        side = rng.choice(sides)
        count += len(sentences[side].split())
        if count > MOST_PASSAGE_WORDS:
            break
        first, last = min(first, side), max(last, side)
    return " ".join(sentences[first : last + 1])


def tailed(text: str, tail: str) -> str:
    """Add a tail to a sentence."""
    return sentence(f"{text.rstrip('. ')}{'' if tail.startswith(',') else ' '}{tail}")


def nearest(text: str, sentences: list[str]) -> int:
    """Find the sentence that shares most words with a text."""
    words = {word.lower() for word in re.findall(r"\w{4,}", text)}
    shared = [len(words & set(re.findall(r"\w{4,}", one.lower()))) for one in sentences]
    return shared.index(max(shared))
