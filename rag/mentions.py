"""What a text mentions that can be meant again, and how far its names are used as a person's."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.text.named import Token, tokenize
from rag.text.names import find_names
from rag.text.nouns import AUXILIARIES, PEOPLE, QUANTIFIERS, VAGUE, WORKS
from rag.text.phrases import IN_PLACE, OWNS, Phrase, find_phrases, is_verb, name_kind
from rag.text.sentences import Span
from rag.text.values import find_values
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LEADING = re.compile(r"^(?:the|this|that|these|those|a|an)\s+", re.IGNORECASE)
_PLACED = re.compile(rf"\b(?:{'|'.join(sorted(IN_PLACE))})\s+(?:the\s+)?$", re.IGNORECASE)
_OF_SPEAKERS = ("his ", "her ", "its ", "their ", "my ", "your ")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Hold a phrase that can be meant again."""

    phrase: Phrase
    inner: bool = False
    """A name inside a longer phrase: "it" would mean the whole, "the Doha agreement"."""
    pair: bool = False
    """Two names with "and" between them: together they are "they"."""


def key_of(phrase: Phrase) -> str:
    """Give what tells that two phrases are of one thing: a name's last word, another's words without "the"."""
    return phrase.head if phrase.named else _LEADING.sub("", fold(phrase.text))


def find_mentions(text: str) -> list[Mentioned]:
    """Find what a text mentions; "any boats", "his mother", times and words that say nothing are left out."""
    phrases = find_phrases(text)
    found = [Mentioned(pair, inner=True, pair=True) for pair in _pairs(text, phrases)]
    for phrase in phrases:
        if _says_nothing(phrase):
            continue
        if phrase.named and phrase.text[0] not in '"“':
            bare = _LEADING.sub("", phrase.text).rstrip("0123456789 ")
            names = (_as_place(name) for name in _names_inside(text, phrase))
            found += [Mentioned(name, inner=True) for name in names if len(_LEADING.sub("", name.text)) < len(bare)]
        if not fold(phrase.text).startswith(_OF_SPEAKERS):
            found.append(Mentioned(_as_place(phrase)))
            found += [Mentioned(part, inner=True) for part in _parts(phrase)]
    return found


def _says_nothing(phrase: Phrase) -> bool:
    time = phrase.kind == "time" and not phrase.named
    dull = time or phrase.determiner in QUANTIFIERS or phrase.head in VAGUE or (phrase.weak and " " not in phrase.text)
    return dull or any(value.text == phrase.text for value in find_values(phrase.text))


def _pairs(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    named = [phrase for phrase in phrases if phrase.named and phrase.text[0] not in '"“']
    spans = [
        (one, two, Span(one.span.start, two.span.end))
        for one, two in pairwise(named)
        if text[one.span.end : two.span.start] == " and "
    ]
    return [
        Phrase(span.cut(text), span, f"{one.head} {two.head}", one.kind, named=True, plural=True)
        for one, two, span in spans
    ]


def _parts(phrase: Phrase) -> list[Phrase]:
    """Give the plural behind an "of": "them" can be the talks of "the second round of the talks"."""
    behind = find_phrases(phrase.text.partition(" of ")[2])
    start = phrase.span.end - len(phrase.text.partition(" of ")[2])
    return [replace(part, span=Span(start + part.span.start, start + part.span.end)) for part in behind if part.plural]


def _names_inside(text: str, phrase: Phrase) -> list[Phrase]:
    found = []
    for name in find_names(phrase.text):
        span = Span(phrase.span.start + name.span.start, phrase.span.start + name.span.end)
        the = "the" if text[: span.start].endswith(("the ", "The ")) else ""
        kind, female = name_kind(text, Token(name.text, span, name=True), the)
        said, last = f"{the} {name.text}".strip(), name.words[-1]
        placed = _PLACED.search(text[max(0, span.start - 12) : span.start]) is not None
        plural = bool(the) and last.endswith("s")
        found.append(Phrase(said, span, last, kind, female, named=True, plural=plural, determiner=the, placed=placed))
    return found


def _as_place(phrase: Phrase) -> Phrase:
    """Take a name behind "in", "at" or "from" for a place's: one is born in Florence."""
    open_ = phrase.kind == "unknown" or (phrase.kind == "person" and " " not in phrase.text)
    return replace(phrase, kind="place", female=None) if phrase.placed and phrase.named and open_ else phrase


def find_subject(text: str, mentions: Sequence[Mentioned]) -> Phrase | None:
    """Find the phrase behind a question's first auxiliary, else its first."""
    whole = [mention.phrase for mention in mentions if not mention.inner]
    auxiliary = next((token.span.end for token in tokenize(text) if token.word in AUXILIARIES), 0)
    return next((phrase for phrase in whole if phrase.span.start >= auxiliary), next(iter(whole), None))


def weigh_names(texts: Iterable[str]) -> Mapping[str, float]:
    """Tell, by a name's last word, how far it is used as a person's.

    Who does and owns is a person; what stands behind "in", "the" or "film" hardly.
    """
    acts: defaultdict[str, float] = defaultdict(float)
    for tokens in map(tokenize, texts):
        for place, token in enumerate(tokens):
            if token.name and not token.quoted:
                before = tokens[place - 1].word if place else ""
                after = tokens[place + 1].word if place + 1 < len(tokens) else ""
                acts[fold(re.split(r"[\s-]+", token.word)[-1])] += _weight_after(after) + _weight_before(before)
    return acts


def _weight_after(word: str) -> float:
    if word in ("was", "is", "had", "has"):
        return 0.3
    if word in ("who", "whose") or (word and is_verb(word)):
        return 1.0
    return 0.7 if word in OWNS else 0.0


def _weight_before(word: str) -> float:
    if word in IN_PLACE or word in WORKS:
        return -1.5
    if word in ("the", "of", "on"):
        return -0.7
    if word in PEOPLE:
        return 1.0
    return 0.2 if word in ("by", "with", "and") else 0.0
