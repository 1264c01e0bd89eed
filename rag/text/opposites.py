"""Words that decide the same question, whichever way: what is closed is not open, what is refused is not granted."""

from __future__ import annotations

from collections.abc import Collection

from rag.text.words import stem

_GROUPS = (
    "open close shut",
    "allow permit permission admit forbid ban prohibit consent",
    "accept reject refuse decline approve deny grant agree",
    "rise increase grow fall decrease drop decline shrink",
    "raise lower increase reduce cut",
    "win lose beat defeat",
    "begin end stop continue",
    "include exclude part contain",
    "arrive leave depart come",
    "pay free cost charge fee price",
    "alive dead die live survive kill",
    "buy sell sale",
    "succeed fail work function operate service",
    "keep give donate return",
    "own property belong",
    "guarantee promise",
    "cancel terminate",
    "marry wife husband",
    "admission entrance entry",
    "safe dangerous danger",
    "borrow lend rent hire",
    "appoint elect resign retire dismiss",
    "meet refuse",
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
SHORTEST = 4
"""Letters behind a prefix that negates: "unsafe", "illegal"."""

_MEET: dict[str, set[str]] = {}
for _group in _GROUPS:
    _stems = {stem(word) for word in _group.split()}
    for _stem in _stems:
        _MEET.setdefault(_stem, set()).update(_stems)


def meets(word: str, carried: Collection[str]) -> bool:
    """Tell whether a stem, one of its group, or its negation is among the stems."""
    if word in carried or not _MEET.get(word, set()).isdisjoint(carried):
        return True
    for prefix in _PREFIXES:
        if len(word) >= SHORTEST and prefix + word in carried:
            return True
        if word.startswith(prefix) and len(word) >= SHORTEST + len(prefix) and word[len(prefix):] in carried:
            return True
    return False
