"""Pronouns: which words of a question mean something said before, and how well a phrase fits each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.text.named import tokenize
from rag.text.nouns import AUXILIARIES, PREPOSITIONS, WH
from rag.text.phrases import ends_phrase, find_phrases, is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.text.named import Token
    from rag.text.phrases import Phrase

PronounKind = Literal["he", "she", "it", "they", "there", "this"]

KINDS: dict[str, PronounKind] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "these", "those"), "they"),
    **dict.fromkeys(("this", "that"), "this"),
    "there": "there",
}
_EXISTS = AUXILIARIES | frozenset("'s any anything anyone anybody ever another other some a an no more exist".split())
"""What stands beside a "there" that means no place: "is there any ...?"."""
_FORMAL = frozenset("possible true important necessary likely said known common easy hard take takes took rain".split())
"""What stands behind an "it" that means nothing: "is it possible"."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """Hold a pronoun of a question that means something said before it."""

    token: Token
    kind: PronounKind
    owns: bool
    """It stands before what it owns: "his mother"."""
    inside: bool
    """The question itself says what it means: "Did the band change its name?"."""


def find_pronouns(question: str) -> list[Pronoun]:
    """Find the pronouns of a question, in order; "there is", "it is true that" and "this agreement" are none."""
    tokens = tokenize(question)
    phrases = [phrase for phrase in find_phrases(question) if not phrase.asked]
    found: list[Pronoun] = []
    for place, token in enumerate(tokens):
        kind = None if token.name else KINDS.get(token.word)
        if kind and _refers(tokens, place):
            before = (phrase for phrase in phrases if phrase.span.end <= token.span.start)
            inside = any(_is_meant(phrase, kind) for phrase in before)
            found.append(Pronoun(token, kind, _owns(tokens, place), inside))
    return found


def _refers(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].word
    before = tokens[place - 1].word if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    follows = after.word if after else ""
    if word == "there":
        return before not in _EXISTS and follows not in _EXISTS
    if word in ("this", "that", "these", "those"):
        if after and (after.name or not (ends_phrase(follows) or is_verb(follows))):
            return False  # "this agreement" is a phrase of its own
        return word != "that" or before in AUXILIARIES | PREPOSITIONS | WH | {"", "and", "but"}
    return word not in ("it") or follows not in _FORMAL


def _owns(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].word
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if word == "her":
        return after is not None and (after.name or not ends_phrase(after.word))
    return word in ("his", "its", "their")


def _is_meant(phrase: Phrase, kind: PronounKind) -> bool:
    """Tell whether a phrase that stands before a pronoun in the same question is what it means."""
    if kind == "they":
        return phrase.plural or phrase.kind == "group" or (phrase.kind == "person" and phrase.named)
    if kind == "there":
        return phrase.named and phrase.placed
    if phrase.bare:
        return False
    if kind == "it":
        return not phrase.plural and (phrase.named or phrase.determiner != "")
    return kind != "this" and (fit(phrase, kind) >= 1 or (phrase.named and phrase.owned))


def fit(phrase: Phrase, kind: PronounKind) -> float:
    """Say how well a phrase fits a pronoun in number, gender and kind: 0 not at all, 2 surely."""
    if phrase.kind == "time":
        return 0.0
    if kind in ("he", "she"):
        return _fit_person(phrase, female=kind == "she")
    if kind == "they":
        return _fit_many(phrase)
    if phrase.kind == "person" or (phrase.plural and kind != "this"):
        return 0.0
    unknown = phrase.kind == "unknown"
    if kind == "there":
        return 2.0 if phrase.kind == "place" else 0.7 if unknown and phrase.named else 0.0
    return (0.8 if unknown else 1.5) if kind == "it" else (0.5 if unknown else 1.2)


def _fit_person(phrase: Phrase, female: bool) -> float:
    if phrase.plural or phrase.kind in ("thing", "group", "place"):
        return 0.0
    if phrase.female is not None and phrase.female != female:
        return 0.0
    sure = 2.0 if phrase.female is not None else 1.5 if phrase.kind == "person" else 1.0
    return sure if phrase.named else sure / 2


def _fit_many(phrase: Phrase) -> float:
    if phrase.kind == "group" or (phrase.named and phrase.plural):
        return 2.0
    if phrase.plural:
        return 1.5
    return 0.8 if phrase.named and phrase.kind == "unknown" else 0.0
