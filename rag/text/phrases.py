"""Noun phrases of a text, found by word tables: what they are of, how many, and how definite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rag.text.forms import IRREGULAR
from rag.text.named import Token, tokenize
from rag.text.names import HONORIFICS
from rag.text.nouns import (
    AUXILIARIES,
    DETERMINERS,
    ENDS,
    FEMALE_NAMES,
    GROUPS,
    MALE_NAMES,
    MEN,
    PEOPLE,
    PERSONAL,
    PLACES,
    TIMES,
    VERBS,
    WH,
    WOMEN,
    WORKS,
)
from rag.text.sentences import Span
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["person", "group", "place", "thing", "time", "unknown"]

POINTING = frozenset("the this that these those".split())
IN_PLACE = frozenset("in at near from across into".split())
"""Prepositions that a place stands behind."""
OWNS = frozenset(("'s", "’s", "'", "’"))
_OWNERS = frozenset("his her its their my your our whose".split())
_COMPLEMENTS = frozenset("of in for to about between against behind from with on".split())
"""What follows a noun to say which one: "the opposition to sports"."""
_DOES = frozenset("do does did don't doesn't didn't".split())
_LONGEST_TITLE = 20


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold one noun phrase."""

    text: str
    span: Span
    head: str
    """Its last word before an "of", folded: "the draft of the truce" is a draft."""
    kind: Kind = "unknown"
    female: bool | None = None
    named: bool = False
    """It is or holds a name."""
    plural: bool = False
    determiner: str = ""
    owned: bool = False
    bare: bool = False
    """It says "the" and nothing that tells which: "the album", not "the album of 1999"."""
    weak: bool = False
    """A singular without a determiner: it may be no noun at all."""
    placed: bool = False
    """It stands behind "in", "at" or "from"."""
    asked: bool = False
    """It is asked for: "which songs", "how many boats"."""

    @property
    def points(self) -> bool:
        """Tell whether it points at one: "this agreement"."""
        return self.determiner in POINTING - {"the"}


def is_verb(word: str) -> bool:
    """Tell whether a word is a verb's form: a common base form, an irregular past, or one in "-ed"."""
    return word in VERBS or word in IRREGULAR or word == "used" or (word.endswith("ed") and len(word) > 4)


def ends_phrase(word: str) -> bool:
    """Tell whether a noun phrase ends before this word or sign."""
    return not word[:1].isalnum() or word in ENDS or word in DETERMINERS


@lru_cache(maxsize=256)
def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Find the noun phrases of a text, in order; "of" joins two into one.

    >>> [phrase.text for phrase in find_phrases("Who signed the draft of the truce in Doha?")]
    ['the draft of the truce', 'Doha']
    """
    tokens = tokenize(text)
    found: list[Phrase] = []
    at = 0
    while at < len(tokens):
        end = _extent(tokens, at)
        if end > at:
            found.append(_phrase(text, tokens, at, end))
        at = max(end, at + 1)
    return tuple(found)


def _extent(tokens: Sequence[Token], at: int) -> int:
    """Give where the phrase that opens here ends; `at` itself where none does."""
    start, first = at, _after_determiners(tokens, at)
    at = _core(tokens, start, first)
    while at > first and at + 1 < len(tokens) and tokens[at].word == "of":
        further = _core(tokens, at + 1, _after_determiners(tokens, at + 1))
        if further <= _after_determiners(tokens, at + 1):
            break
        at = further
    return at if at > first else start


def _core(tokens: Sequence[Token], start: int, first: int) -> int:
    """Give where the nouns that begin at `first` end; what they own belongs to them."""
    determined = first > start
    before = tokens[start - 1].word if start else ""
    at = first
    while at < len(tokens) and _is_noun(tokens[at], determined and at == first, before in _DOES):
        if before in AUXILIARIES and not determined and at > first and tokens[at - 1].name and not tokens[at].name:
            break  # "did Alfred Wallace accomplish"
        at += 1
        if at + 1 < len(tokens) and tokens[at].word in OWNS and _is_noun(tokens[at + 1], opens=True):
            determined, at = True, at + 2
    return at - 1 if start and _ends_with_verb(tokens, start, first, at) else at


def _ends_with_verb(tokens: Sequence[Token], start: int, first: int, end: int) -> bool:
    """Tell whether the last word is what the subject does: "does the ferry sail" has no other verb."""
    if tokens[start - 1].word not in _DOES or end - first < 2 or tokens[end - 1].name or tokens[end - 2].word in OWNS:
        return False
    return not any(is_verb(token.word) for token in tokens[end : end + 2])


def _after_determiners(tokens: Sequence[Token], at: int) -> int:
    if at and at < len(tokens) and tokens[at].word == "that" and not ends_phrase(tokens[at - 1].word):
        return at  # "the laws that deal with it": no determiner
    while at < len(tokens) and tokens[at].word in DETERMINERS and not tokens[at].name:
        at += 1
    return at


def _is_noun(token: Token, opens: bool, done: bool = False) -> bool:
    """Tell whether a word goes on a phrase; behind "does" no past form is a verb: "does the bank shot work"."""
    if token.name:
        return True
    word = token.word
    if ends_phrase(word):
        return False
    if done and word not in VERBS and word in IRREGULAR:
        return True
    return opens or not (is_verb(word) or word.isdigit() or (word.endswith("ly") and len(word) > 4))


def _phrase(text: str, tokens: Sequence[Token], start: int, end: int) -> Phrase:
    inside = tokens[start:end]
    of = next((place for place, token in enumerate(inside) if token.word == "of" and place), len(inside))
    content = [token for token in inside[:of] if token.name or token.word not in DETERMINERS | OWNS]
    last = (content or inside)[-1]
    head = _head(last)
    before = tokens[start - 1].word if start else ""
    follows = tokens[end].word if end < len(tokens) else ""
    determiner = inside[0].word if inside[0].word in DETERMINERS and not inside[0].name else ""
    named = any(token.name for token in inside)
    owned = any(token.word in OWNS or token.word in _OWNERS for token in inside[:of])
    plural = (determiner == "the" and head.endswith("s")) if last.name else _is_plural(head)
    kind, female = name_kind(text, last, determiner) if last.name else (noun_kind(head), _is_female(head))
    alone = determiner in POINTING and not named and len(content) == 1 and of == len(inside)
    described = follows.endswith(("ed", "ing")) and before not in AUXILIARIES
    told = described or follows in _COMPLEMENTS or follows in PERSONAL
    span = Span(inside[0].span.start, inside[-1].span.end)
    return Phrase(
        *(span.cut(text), span, head, kind, female, named, plural, determiner, owned),
        bare=alone and not told,
        weak=not (determiner or owned or named or plural),
        placed=before in IN_PLACE,
        asked=before in WH or before in ("many", "much"),
    )


def _head(last: Token) -> str:
    head = fold(re.split(r"[\s-]+", last.word.strip('"“” '))[-1])
    return fold(last.word) if last.name and head.isdigit() else head


def _is_plural(head: str) -> bool:
    if head in ("people", "men", "women", "children", "police"):
        return True
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "ics")) and len(head) > 3


def _is_female(head: str) -> bool | None:
    return True if head in WOMEN else False if head in MEN else None


def noun_kind(head: str) -> Kind:
    """Tell what kind of thing a noun, in singular or plural, names."""
    kinds: tuple[tuple[frozenset[str], Kind], ...] = (
        (PEOPLE, "person"),
        (GROUPS, "group"),
        (PLACES, "place"),
        (TIMES, "time"),
    )
    forms = {head, head.removesuffix("s"), head.removesuffix("es")}
    return next((kind for words, kind in kinds if not words.isdisjoint(forms)), "thing")


def name_kind(text: str, token: Token, determiner: str) -> tuple[Kind, bool | None]:
    """Tell what a name names, and whether a woman, by its own words and the title before it."""
    before = fold(text[max(0, token.span.start - _LONGEST_TITLE) : token.span.start]).split()
    title = before[-1].rstrip(".") if before else ""
    if token.quoted:
        return "thing", None
    if title in HONORIFICS | WOMEN | MEN:
        return "person", _is_female(title)
    words = fold(token.word).split()
    kinds: tuple[tuple[frozenset[str], Kind], ...] = ((GROUPS, "group"), (WORKS, "thing"), (PLACES, "place"))
    kind = next((kind for table, kind in kinds if words[-1] in table), None)
    if kind is None and determiner:
        kind = "group" if words[-1].endswith("s") else "thing"
    if kind is None and words[0] in FEMALE_NAMES | MALE_NAMES:
        return "person", words[0] in FEMALE_NAMES
    shouted = token.word.isupper() and len(token.word) > 2
    return kind or ("thing" if shouted else "unknown"), None
