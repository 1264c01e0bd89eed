"""Ask of one thing what was asked of another: Istanbul for Doha, 2023 for 2022, the second for the first."""

from __future__ import annotations

import re

from rag.text.named import tokenize
from rag.text.nouns import PREPOSITIONS
from rag.text.phrases import Kind, Phrase, find_phrases, noun_kind
from rag.text.sentences import Span
from rag.text.values import find_values
from rag.text.words import fold, stem, tokens

LONGEST_ITEM = 6
"""Words of one thing in an answer that lists several."""
MANY = frozenset("people men women children police".split())
"""Plurals without an "s"."""
_ONE = re.compile(r"\b(?P<which>[\w-]+)\s+ones?$", re.IGNORECASE)
_ORDINALS = "first second third fourth fifth sixth last".split()
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_ORDERED = re.compile(rf"^(?:the\s+)?(?P<which>{'|'.join(_ORDINALS)})(?:\s+(?P<noun>[\w-]+))?$", re.IGNORECASE)


def put(said: str, question: str, answer: str) -> str:
    """Put what is said in the place of the question's words for the same kind of thing; behind it where it has none.

    >>> put("in Istanbul", "Who mediated the talks in Doha", "Qatar")
    'Who mediated the talks in Istanbul'
    """
    one = _ONE.search(said)
    ordered = _ORDERED.match(said)
    if ordered and _counts(ordered["noun"], question):
        other = _other_ordinal(fold(ordered["which"]), question, answer)
        if other:
            return other
    slot = _slot(said, question, chosen=one is not None)
    if slot is None:
        return f"{question}, {said}"
    new = f"the {one['which']} {_noun(slot.cut(question))}" if one else said
    if question[: slot.start].endswith(" the ") and fold(new).startswith("the "):
        new = new[len("the ") :]
    return f"{question[: slot.start]}{new}{question[slot.end :]}"


def _counts(noun: str | None, question: str) -> bool:
    """Tell whether "the second" or "the second one" can be of what a question asks; "the second boat" if of boats."""
    return noun is None or fold(noun) in ("one", "ones") or stem(fold(noun)) in map(stem, tokens(question))


def _noun(phrase: str) -> str:
    """Give a phrase without what says which: "tower of Lenham" of "the older tower of Lenham"."""
    said, of, rest = phrase.partition(" of ")
    return f"{said.split()[-1]}{of}{rest}"


def _other_ordinal(which: str, question: str, answer: str) -> str:
    """Ask of the second what was asked of the first, or of the second thing that the answer lists."""
    stated = _ORDINAL.search(question)
    if stated:
        return f"{question[: stated.start()]}{which}{question[stated.end() :]}"
    items = [item.strip(" .") for item in re.split(r",\s*(?:and\s+)?|\s+and\s+", answer)]
    place = len(items) - 1 if which == "last" else _ORDINALS.index(which)
    listed = len(items) > 1 and all(0 < len(item.split()) <= LONGEST_ITEM for item in items)
    return f"{question} ({items[place]})" if listed and place < len(items) else ""


def _slot(said: str, question: str, chosen: bool) -> Span | None:
    first = next(iter(tokens(said)), "")
    if _MONTH.search(said) and not find_values(said):
        months = [Span(*match.span()) for match in _MONTH.finditer(question)]
        return _with_preposition(question, months[-1], first) if months else None
    if any(value.kind == "date" for value in find_values(said)):
        dates = [value.span for value in find_values(question) if value.kind == "date"]
        return _with_preposition(question, dates[-1], first) if dates else None
    phrases = [phrase for phrase in find_phrases(question) if not phrase.weak]
    if first in PREPOSITIONS:
        whole = find_phrases(question)  # weak ones too: "in summer"
        behind = [p.span for p in whole if fold(question[: p.span.start]).rstrip().endswith(f" {first}")]
        return _with_preposition(question, behind[-1], first) if behind else None
    if chosen:
        return next((p.span for p in phrases if p.named), None) or next((p.span for p in phrases if p.determiner), None)
    return _of_same_kind(said, question, phrases)


def _with_preposition(question: str, span: Span, first: str) -> Span:
    """Take the preposition before a slot in, where what comes in its place brings its own."""
    if first not in PREPOSITIONS:
        return span
    return Span(question[: span.start].rstrip().rfind(" ") + 1, span.end)


def _of_same_kind(said: str, question: str, phrases: list[Phrase]) -> Span | None:
    new = next(iter(find_phrases(said)), None)
    same = [phrase.span for phrase in phrases if new and not new.named and stem(phrase.head) == stem(new.head)]
    names = [token.span for token in tokenize(question) if token.name]
    if names and not same and (new is None or new.named):
        return names[0]
    others = [phrase for phrase in phrases if phrase.determiner or phrase.plural]
    head = fold(new.head if new else said.split()[-1])
    alike = (noun_kind(head), head.endswith("s") or head in MANY, bool(new and new.determiner))
    likest = max(others, key=lambda phrase: _likeness(phrase, *alike), default=None)
    return next(iter(same), None) or (likest.span if likest else None)


def _likeness(phrase: Phrase, kind: Kind, plural: bool, determined: bool) -> tuple[bool, ...]:
    """Say how alike in kind and number: children come in the place of adults, not of the ticket."""
    same = phrase.kind == kind and kind != "thing"
    return same, phrase.plural == plural, bool(phrase.determiner) == determined
