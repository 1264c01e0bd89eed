"""Words that decide the same question, whichever way: what is closed is not open, what is refused is not granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

SHORTEST = 4
"""Letters behind a prefix that denies: "unsafe", "illegal"."""

_GROUPS = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "open close shut",
        "allow permit permission admit forbid forbidden ban prohibit consent",
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
        "safe unsafe dangerous danger",
        "possible impossible",
        "legal illegal",
        "borrow lend rent hire",
        "talk speak negotiate",
    )
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_OF_ONE_GROUP = {
    word: frozenset().union(*(group for group in _GROUPS if word in group)) for word in frozenset().union(*_GROUPS)
}


def meets(word: str, carried: AbstractSet[str]) -> bool:
    """Tell whether a stem, one that decides the same, or what denies it is among the stems.

    >>> meets("open", {stem("closed")}), meets("fair", {stem("unfair")}), meets("open", {"red"})
    (True, True, False)
    """
    if word in carried or not _OF_ONE_GROUP.get(word, frozenset()).isdisjoint(carried):
        return True
    bare = [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
    denied = [prefix + word for prefix in _PREFIXES if len(word) >= SHORTEST]
    return any(other in carried for other in (*denied, *(one for one in bare if len(one) >= SHORTEST)))
