"""Which words of a passage carry the words of a sentence, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.text.antonyms import deny
from rag.text.sentences import split_sentences
from rag.text.statement import Statement, read_statement
from rag.text.synonyms import same_meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.text.statement import Word

Place = tuple[int, int]
"""A clause of the passages: the number of the sentence and of the clause in it."""
How = Literal["same", "synonym", "none"]
SYNONYM = 0.9
"""What a synonym counts where the word itself counts 1."""
NAME = 0.5
"""What a word of a name counts for finding the place: a name may stand anywhere around."""
MOST_SENTENCES = 60
"""Sentences of the passages that are compared."""


@dataclass(frozen=True, slots=True)
class Match:
    """Hold where a word of the sentence stands in the passages, or a synonym of it."""

    word: Word
    how: How
    places: frozenset[Place]

    @property
    def weight(self) -> float:
        """Give what the match counts."""
        if self.word.name:
            return NAME if self.how == "same" else 0.0
        return 1.0 if self.how == "same" else SYNONYM if self.how == "synonym" else 0.0


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold the sentences of all passages, cut."""

    sentences: tuple[Statement, ...]

    def clause_words(self, place: Place) -> list[Word]:
        """Give the words of a clause."""
        return [word for word in self.sentences[place[0]].words if word.clause == place[1]]


def read_passages(passages: Sequence[str]) -> Passage:
    """Cut passages into sentences and these into words; each sentence once."""
    texts = dict.fromkeys(span.cut(text) for text in passages for span in split_sentences(text))
    return Passage(tuple(read_statement(text) for text in list(texts)[:MOST_SENTENCES]))


def match_words(words: Iterable[Word], passage: Passage) -> list[Match]:
    """Find each word in the passages: itself if it is there, else its synonyms."""
    matches: list[Match] = []
    for word in words:
        same: set[Place] = set()
        similar: set[Place] = set()
        for number, sentence in enumerate(passage.sentences):
            for other in sentence.words:
                if other.root == word.root:
                    same.add((number, other.clause))
                elif other.content and word.content and same_meaning(word.root, other.root):
                    similar.add((number, other.clause))
        how: How = "same" if same else "synonym" if similar else "none"
        matches.append(Match(word, how, frozenset(same | similar)))
    return matches


def best_places(matches: Sequence[Match], passage: Passage) -> list[Place]:
    """Give the clauses that carry most of the words, the best first, then those of its sentence that carry what it lacks."""
    scores: dict[Place, float] = {}
    for match in matches:
        for place in match.places:
            scores[place] = scores.get(place, 0.0) + match.weight / len(match.places) ** 0.25
    if not scores:
        return []
    best = max(scores, key=lambda place: (round(scores[place], 6), -place[0], -place[1]))
    chosen = [best]
    missing = [match for match in matches if match.places and best not in match.places]
    for place in sorted((one for one in scores if one[0] == best[0] and one != best), key=lambda one: -scores[one]):
        here = [match for match in missing if place in match.places]
        if here:
            chosen.append(place)
            missing = [match for match in missing if place not in match.places]
    return chosen


def opposed(word: Word, words: Sequence[Word]) -> Word | None:
    """Give the word among others that denies this one, where none says the same."""
    if any(other.root == word.root or same_meaning(word.root, other.root) for other in words):
        return None
    return next((other for other in words if not other.name and deny(word.root, other.root)), None)
