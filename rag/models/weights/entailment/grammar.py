"""Verbs, told from nouns by how the training texts use them, and their forms."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.models.weights.entailment.words import BASE_OF_PAST, PARTICIPLE, PARTICIPLES, PAST

if TYPE_CHECKING:
    from collections.abc import Iterable


BE = frozenset("is are was were".split())
DO = frozenset("do does did".split())
MODAL = frozenset("can could will would shall should may might must".split())
HAVE = frozenset("has have had".split())
AUXILIARIES = BE | DO | MODAL | HAVE
PREPOSITIONS = frozenset(
    """in on at to from for with by of about into during under over after before near since until through between
    against as like around within without among towards toward upon off out up down""".split()
)
DETERMINERS = frozenset("the a an his her its their our my your this that these those some any each every".split())
PRONOUNS = frozenset("he she it they we you i there one everyone people".split())


class Grammar:
    """Know verbs by how often words stand where only a verb or only a noun can."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count words after "to", modals and "did not", and after articles."""
        verbs: Counter[str] = Counter()
        nouns: Counter[str] = Counter()
        for text in texts:
            words = re.findall(r"[a-z]+", text.lower())
            for left, right in pairwise(words):
                if left in MODAL or left in ("to", "not"):
                    verbs[right] += 1
                elif left in ("the", "a", "an", "of", "in", "his", "her", "its"):
                    nouns[right] += 1
        self._verbs = {word for word, count in verbs.items() if count >= 3 and count > 0.5 * nouns[word]}
        self._verbs -= DETERMINERS | PRONOUNS | PREPOSITIONS | AUXILIARIES - {"do", "have"} | {"not", "be"}
        self._verbs |= {"have", "do"} | (set(PAST) - {"be", "set", "cut", "cost", "split"})
        self._pasts = {self.past(base): base for base in sorted(self._verbs)} | BASE_OF_PAST
        self._thirds = {third(base): base for base in sorted(self._verbs)}

    def is_base(self, word: str) -> bool:
        """Tell whether a word is a verb's base form."""
        return word.lower() in self._verbs

    def is_finite(self, word: str) -> bool:
        """Tell whether a word is a past or third person form."""
        word = word.lower()
        return word in self._pasts or word in self._thirds or (word.endswith("ed") and len(word) > 4)

    def base(self, word: str) -> str | None:
        """Give the base of a past or third person form."""
        return self._pasts.get(word.lower()) or self._thirds.get(word.lower())

    def is_past(self, word: str) -> bool:
        """Tell whether a word is a past form."""
        return word.lower() in self._pasts

    def is_participle(self, word: str) -> bool:
        """Tell whether a word can follow "was"."""
        word = word.lower()
        return word in PARTICIPLES or (word.endswith("ed") and len(word) > 4) or word == "born"

    def past(self, base: str) -> str:
        """Inflect."""
        return PAST.get(base) or regular(base)

    def participle(self, base: str) -> str:
        """Inflect."""
        return PARTICIPLE.get(base) or regular(base)

    def with_do(self, auxiliary: str, base: str) -> str:
        """Melt "did lead" into "led"."""
        if auxiliary == "did":
            return self.past(base)
        return third(base) if auxiliary == "does" else base


def regular(base: str) -> str:
    """Give the regular past form."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", base) or base in ("commit", "admit", "permit", "occur", "refer"):
        return base + base[-1] + "ed"
    return base + "ed"


def third(base: str) -> str:
    """Give the third person form."""
    if base in ("have", "do", "go", "be"):
        return {"have": "has", "do": "does", "go": "goes", "be": "is"}[base]
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"
