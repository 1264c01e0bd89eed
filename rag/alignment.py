"""Which words of a passage carry the words of a sentence, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.text.light import LIGHT
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
RARER = 0.25
"""How much less a word counts that stands in many clauses."""
NAME = 0.5
"""What a word of a name counts for finding the place: a name may stand anywhere around."""
VALUE = 1.2
"""The same of a date or number."""
SAID = 0.5
"""The same of a word that says little."""
NEARLY = 0.9
"""Share of the best place's score from which on another may be the one."""
MOST_SENTENCES = 60
"""Sentences of the passages that are compared."""


@dataclass(frozen=True, slots=True)
class Match:
    """Hold where a word of the sentence stands in the passages, or a synonym of it."""

    word: Word
    how: How
    places: frozenset[Place]
    """Clauses that have the word itself or a synonym."""
    exact: frozenset[Place] = frozenset()
    """Those that have the word itself."""

    def at(self, place: Place) -> float:
        """Give what the match counts in one clause."""
        known = VALUE if self.word.value else NAME if self.word.name else SAID if self.word.root in LIGHT else 1.0
        return known * (1.0 if place in self.exact else SYNONYM if place in self.places else 0.0)

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
        matches.append(Match(word, how, frozenset(same | similar), frozenset(same)))
    return matches


def best_places(matches: Sequence[Match]) -> list[list[Place]]:
    """Give the clauses that carry most of the words: the best first, then others that carry about as much.

    To each are added those clauses of its sentence that carry what it lacks.
    """
    scores: dict[Place, float] = {}
    for match in matches:
        for place in match.places:
            scores[place] = scores.get(place, 0.0) + match.at(place) / len(match.places) ** RARER
    if not scores:
        return []
    ranked = sorted(scores, key=lambda place: (-round(scores[place], 6), place))
    best = [place for place in ranked if scores[place] >= NEARLY * scores[ranked[0]]]
    return [_with_others(place, matches, scores) for place in best]


def _with_others(best: Place, matches: Sequence[Match], scores: dict[Place, float]) -> list[Place]:
    chosen = [best]
    missing = [match for match in matches if match.places and best not in match.places]
    for place in sorted((one for one in scores if one[0] == best[0] and one != best), key=lambda one: -scores[one]):
        here = [match for match in missing if place in match.places]
        if here:
            chosen.append(place)
            missing = [match for match in missing if place not in match.places]
    return chosen
