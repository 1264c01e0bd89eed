"""What a question asks for: its kind, its content words, the names, dates and numbers that an answer must be about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.text.forms import STOPWORDS
from rag.text.names import find_names
from rag.text.values import find_values
from rag.text.words import stem, stems, tokens
from rag.text.yesno import asks_yes_or_no

QuestionKind = Literal["who", "when", "where", "number", "other"]

MAX_CHARACTERS = 100_000
"""A longer question is refused with an error: no person typed it."""

OF_THE_ASKER = frozenset(
    stem(word)
    for word in (
        "next upcoming coming current currently latest now recent recently today ever exactly happen occur".split()
    )
)
"""Stems of words that point at the asker's own time: where no document has them, they ask for nothing."""

_COUNT = re.compile(r"\b(?:(?:which|what)\s+(?:two|three|four|five|six)|one|first)\b", re.IGNORECASE)
"""Numbers that a question has without asking about them: "which two countries", "at first"."""
_COMMON = frozenset("tv dvd cd pc pdf sms faq am pm".split())
"""Written in capitals, and no names."""
_LIGHT_VERB = re.compile(r"\b(?:take|takes|took|taken|taking) place\b", re.IGNORECASE)

_WH = r"(?:who|whom|whose|when|where|what|which|why|how)"
SHORTEST_STATEMENT = 4
"""Words; fewer are what one types to look something up."""
_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"how (?:many|much|long|old|far|tall|large|big|high|often|deep|wide|heavy)\b"
            r"|what (?:number|percentage|share)\b"
            r"|what (?:do|does|did|will|would) .*\bcosts?\b"
            r"|what (?:is|was|are|were) .*\b"
            r"(?:population|price|cost|length|duration|distance|height|depth|width|weight|age)\b"
        ),
    ),
    (
        "when",
        re.compile(
            r"when\b|what (?:is|was|are|were) the (?:exact )?dates?\b"
            r"|(?:what|which) (?:date|day|days|year|month|time)\b"
        ),
    ),
    ("where", re.compile(r"where\b|(?:what|which) (?:city|country|town|place|village|state|region)\b")),
    ("who", re.compile(r"who(?:m|se)?\b|(?:what|which) (?:person|people|man|woman|minister|official)\b")),
)
_YES_OR_NO = re.compile(r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must)\b")
_IDENTITY = re.compile(r"who (?:is|was|are|were|became) (?P<title>.+?)(?: of| in| at| for|$)", re.IGNORECASE)
_SPLIT = re.compile(rf"[,;]?\s+and\s+(?=(?:(?:in|on|at|with|by|from|to)\s+)?{_WH}\b)|[?]\s+(?=\w)", re.IGNORECASE)
_TWO_THINGS = re.compile(
    r"^(?P<head>.+?\b(?:do|did|are|were|have|had|of|for|in)) "
    r"(?P<one>the (?:[\w'’-]+ ){1,3}?(?P<thing>\w+)) and (?P<two>the (?:[\w'’-]+ ){1,3}?(?P=thing))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_ASKED = rf"{_WH}(?:\s+(?:many|much|long))?"
_TWO_WORDS = re.compile(rf"^(?P<one>{_ASKED})\s*(?:,|and|&)\s*(?P<two>{_ASKED})\s+(?P<rest>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one thing that is asked."""

    text: str
    kind: QuestionKind
    content: frozenset[str]
    """Stems of the words that carry meaning."""
    names: frozenset[str]
    """Stems of its names: what the question is about cannot be something else."""
    units: tuple[frozenset[str], ...]
    """The content words again, each name's together: "Kessel Highlands Front" is one thing."""
    title: frozenset[str]
    """Stems of the office in "Who is the prime minister of ...?": all of them must be there to answer."""
    values: frozenset[str]
    """Parts of its dates and numbers, as rag.text.values writes them."""
    yes_or_no: bool
    """Whether "yes" or "no" would answer: "Did it open?", "In 2024, was there a strike?"."""


def parse(text: str) -> Question:
    """Read one question."""
    folded = " ".join(tokens(text))
    asked = re.search(rf"\b{_WH}\b.*", folded)
    kind: QuestionKind = "other"
    if asked and not _YES_OR_NO.match(folded):
        kind = next((kind for kind, pattern in _KINDS if pattern.match(asked.group())), "other")
    text = _LIGHT_VERB.sub("happen", text)
    content = stems(text)
    return Question(
        text=text,
        kind=kind,
        content=content,
        units=_units(text, content),
        title=_title(text),
        names=_name_stems(text),
        values=frozenset(part for value in find_values(_COUNT.sub("", text)) for part in value.normal),
        yes_or_no=asks_yes_or_no(text),
    )


def is_statement(text: str) -> bool:
    """Tell whether a text says something, in four words or more, and asks nothing.

    >>> is_statement("Zinc shortens a cold in adults."), is_statement("zinc cold"), is_statement("who had a cold")
    (True, False, False)
    """
    words = tokens(text)
    asks = text.rstrip().endswith("?") or re.search(rf"\b{_WH}\b", " ".join(words)) or asks_yes_or_no(text)
    return len(words) >= SHORTEST_STATEMENT and not asks


def parts(text: str) -> list[Question]:
    """Cut a question that asks several things: "Where and when is it?" asks where it is, and when.

    So does one of two things of a kind: "How long are the first round and the second round?".

    A part that names nothing of its own ("... and when?") keeps the words of the part before it.
    """
    both = _TWO_WORDS.match(text.strip())
    if both:
        return [parse(f"{both['one']} {both['rest']}"), parse(f"{both['two']} {both['rest']}")]
    things = _TWO_THINGS.match(text.strip())
    if things:
        return [parse(f"{things['head']} {things[one]}{things['rest']}") for one in ("one", "two")]
    pieces = [piece.strip(" ?") for piece in _SPLIT.split(text) if piece.strip(" ?")]
    questions: list[Question] = []
    for piece in pieces:
        question = parse(piece)
        if questions and len(question.content) < 2:
            question = parse(f"{piece} {' '.join(_content_words(questions[-1].text))}")
        questions.append(question)
    return questions or [parse(text)]


def _content_words(text: str) -> list[str]:
    return [word for word in text.split() if word.lower().strip("?,.") not in STOPWORDS]


def _title(text: str) -> frozenset[str]:
    asked = _IDENTITY.match(text.strip(" ?.!"))
    return stems(asked["title"]) - _name_stems(text) - OF_THE_ASKER if asked else frozenset()


def _units(text: str, content: frozenset[str]) -> tuple[frozenset[str], ...]:
    named = [stems(name.text) & content for name in find_names(text)]
    alone = content.difference(*named)
    return tuple(dict.fromkeys(unit for unit in (*named, *(frozenset({word}) for word in sorted(alone))) if unit))


def _name_stems(text: str) -> frozenset[str]:
    """Stem the words of the names; the word that opens the question counts only inside a longer name."""
    words: set[str] = set()
    for name in find_names(text):
        if name.span.start == 0 and " " not in name.text and not name.text.isupper():
            continue
        words |= {stem(word) for word in tokens(name.text) if word not in STOPWORDS and word not in _COMMON}
    # What is left of "V&A" or "X.25" is no name.
    return frozenset(word for word in words if len(word) > 1)
