"""Letters as a page shows them: Arabic ones joined, and each line in the order in which it stands from left to right.

Base direction, numbers and brackets follow the main rules of the Unicode bidirectional algorithm (UAX 9); its explicit
marks are left out of every export, since they can hide what a text says.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

Form = Literal["isolated", "final", "initial", "medial"]
Direction = Literal["L", "R", "N", ""]
_FORMS: tuple[Form, ...] = ("isolated", "final", "initial", "medial")
_ARABIC = range(0x0600, 0x0700)
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def runs_right_to_left(text: str) -> bool:
    """Tell whether a paragraph begins at the right: by its first letter."""
    return next((_direction(c) == "R" for c in text if _direction(c) in ("L", "R")), False)


def joined(text: str) -> str:
    """Write Arabic letters in the forms that their neighbours give them; other text comes back as it is."""
    if not any(ord(character) in _ARABIC for character in text):
        return text
    letters = [(place, c) for place, c in enumerate(text) if not unicodedata.combining(c)]
    written = list(text)
    for index, (place, character) in enumerate(letters):
        before = letters[index - 1][1] if index else ""
        after = letters[index + 1][1] if index + 1 < len(letters) else ""
        reaches_back = _joins_on(before) and _forms(character).get("final") is not None
        reaches_on = _joins_on(character) and _forms(after).get("final") is not None
        form = _FORMS[reaches_back + 2 * reaches_on]
        written[place] = _forms(character).get(form, character)
    return "".join(written)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hold a letter with its marks, and where in the line it is read."""

    text: str
    offset: int


def visual(line: str, from_right: bool) -> list[Cluster]:
    """Put a line's letters into the order in which they stand from left to right; marks stay behind their letter."""
    clusters = _clusters(line)
    if line.isascii() and not from_right:
        return clusters
    levels = _levels([_direction(cluster.text[0]) for cluster in clusters], from_right)
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(clusters):
            end = start
            while end < len(clusters) and levels[end] >= level:
                end += 1
            clusters[start:end] = clusters[start:end][::-1]
            levels[start:end] = levels[start:end][::-1]
            start = max(end, start + 1)
    return [
        replace(cluster, text=cluster.text.translate(_MIRRORED)) if level % 2 else cluster
        for cluster, level in zip(clusters, levels, strict=True)
    ]


def _clusters(line: str) -> list[Cluster]:
    clusters: list[Cluster] = []
    for offset, character in enumerate(line):
        if clusters and unicodedata.combining(character):
            clusters[-1] = replace(clusters[-1], text=clusters[-1].text + character)
        else:
            clusters.append(Cluster(character, offset))
    return clusters


@lru_cache(maxsize=4_096)
def _direction(character: str) -> Direction:
    found = unicodedata.bidirectional(character)
    if found in ("R", "AL"):
        return "R"
    if found == "L":
        return "L"
    return "N" if found in ("EN", "AN") else ""


def _levels(directions: list[Direction], from_right: bool) -> list[int]:
    """Give each cluster its level: even ones run to the right."""
    base = 1 if from_right else 0
    levels: list[int] = []
    strong: Direction = "R" if from_right else "L"
    for place, direction in enumerate(directions):
        if direction in ("L", "R"):
            strong = direction
        if direction == "":
            follows = next((d for d in directions[place:] if d), "R" if from_right else "L")
            same = (strong == "R") == (follows in ("R", "N") and (follows == "R" or strong == "R"))
            levels.append((1 if strong == "R" else 2 * base) if same else base)
        elif direction == "R":
            levels.append(1)
        elif direction == "L":
            levels.append(2 * base)
        else:
            levels.append(2 if strong == "R" else 2 * base)
    return levels


def _joins_on(character: str) -> bool:
    """Tell whether a letter joins the one after it."""
    return character == "\u0640" or "initial" in _forms(character)


def _forms(character: str) -> dict[Form, str]:
    return _table().get(character, {})


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[Form, str]]:
    """List the forms of each Arabic letter, as Unicode's own decompositions of the presentation forms have them."""
    table: dict[str, dict[Form, str]] = {"\u0640": {form: "\u0640" for form in _FORMS}}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEF5)):
        form, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        named = next((each for each in _FORMS if form == f"<{each}>"), None)
        if named is not None and " " not in letter:
            table.setdefault(chr(int(letter, 16)), {})[named] = chr(code)
    return table
