"""What a chunk is found by: the words of its text, each in the form that its own language gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.cutting import cut, normalise, signs
from rag.text.language import is_english, language_among
from rag.text.stemming import LANGUAGES, forms_in, stem_in
from rag.text.wordlists import without_stop_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from rag.text.cutting import Cut

LONGEST_TERM = 60
"""Bytes of a word that is kept; a longer one is no word."""

MOST_WORDS = 1_000
"""Words of a question that are given the forms of other languages than English."""


@dataclass(frozen=True, slots=True)
class Form:
    """Hold one form of a word of a question."""

    term: str
    languages: tuple[str, ...] = ()
    """Of the chunks in which it stands for the word; empty: of all."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Cut texts into what is searched; English, and all that has no stemmer of its own, by another analyzer."""

    english: Callable[[str], list[str]]

    def of_chunk(self, text: str, language: str) -> list[str]:
        """Give the terms of a text in this language, each as often as it stands there."""
        parted = cut(normalise(text))
        return [*self._stemmed(parted, language), *_signs(parted)]

    def of_question(self, text: str, languages: Collection[str]) -> list[tuple[Form, ...]]:
        """Give the words of a question: each once, in the forms that it may have in an index of these languages.

        Stop words are left out of a question in another language than English.
        """
        text = normalise(text)
        if languages and not is_english(text):
            text = without_stop_words(text, language_among(text, languages))
        parted = cut(text)
        stemmed = sorted(LANGUAGES.intersection(languages))
        if stemmed:
            words = [self._forms(word, stemmed) for word in list(dict.fromkeys(parted.words))[:MOST_WORDS]]
        else:
            words = [(Form(term),) for term in self.english(parted.spaced)]
        return list(dict.fromkeys([*filter(None, words), *((Form(term),) for term in _signs(parted))]))

    def _stemmed(self, parted: Cut, language: str) -> Iterator[str]:
        if language not in LANGUAGES:
            yield from self.english(parted.spaced)
            return
        for word in parted.words:
            term = stem_in(word, language)
            if len(term.encode()) <= LONGEST_TERM:
                yield term

    def _forms(self, word: str, languages: Sequence[str]) -> tuple[Form, ...]:
        """Give the form that English gives a word, for all chunks, and those of other languages for theirs."""
        if len(word.encode()) > LONGEST_TERM:
            return ()
        everywhere = tuple(dict.fromkeys(self.english(word)))
        elsewhere: dict[str, list[str]] = {}
        for language in languages:
            for term in forms_in(word, language):
                elsewhere.setdefault(term, []).append(language)
        forms = (Form(term, tuple(its)) for term, its in elsewhere.items() if term not in everywhere)
        return (*map(Form, everywhere), *forms)


def _signs(parted: Cut) -> list[str]:
    return [term for run in parted.runs for term in signs(run)]
