"""Is a sentence about what the question names?"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.fullnames import meant_at_first
from rag.leaning import sentence_before
from rag.prepared import prepare
from rag.text.forms import STOPWORDS
from rag.text.words import fold, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.answer import Source
    from rag.document import Paragraph
    from rag.question import Question

SHORTEST_COUNTRY = 4
"""Letters that two names must share at their beginning to be of one country."""
SHORTEST_MISSPELT, MISSPELT = 5, 0.8
"""Letters, and share of them in order, from which two names of one first letter are one name: "Krugmen", "Krugman"."""
CONTRASTS = tuple(
    frozenset(words.split())
    for words in (
        "red green blue yellow white black orange purple pink brown grey gray violet",
        "north south east west northern southern eastern western",
        "upper lower",
        "spring summer autumn winter",
        "monday tuesday wednesday thursday friday saturday sunday",
        "male female",
    )
)
"""Words of which one is not another: what is said of the red light does not answer for the green one."""
SURROUNDINGS = 3
"""Paragraphs before and after a sentence's own where all that the question names must stand, or in title and heading:
a news paragraph is one sentence long, and names its subject once in three."""
_BETWEEN = re.compile(r"\bbetween ([A-Z][\w-]+) and ([A-Z][\w-]+)")
_NOW = re.compile(r"who(?: is|'s|’s)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:predecessors?|former|formerly|then|until)\b", re.IGNORECASE)
"""Of "Who is the minister?", and of what speaks of an earlier one."""
_WORDS = re.compile(r"([^\W_]+)(?:['’]s)?\b")


def is_about(question: Question, source: Source, text: str, offered: Mapping[tuple[str, int], Paragraph]) -> bool:
    """Tell whether a sentence may be about what the question names.

    All its names stand in title, heading or around the sentence, and none is said of another: "the Afghan delegation"
    is not answered by what "Pakistan's delegation" did, nor "Who is the minister?" by who was it before. `offered`
    holds the paragraphs of all sources by document and number: what the search did not find at all is not looked at.
    """
    if (
        _contrasts(question, source)
        or _between_others(question.text, text)
        or (question.title and _NOW.match(question.text) and _BEFORE.search(text))
    ):
        return False
    if not question.names:
        return True
    return not unnamed(question.names, surroundings(source, offered)) and not _said_of_another(question, text)


def _between_others(question: str, text: str) -> bool:
    """Tell whether the question is about what lies between two names, and the text between two of which one differs."""
    asked, here = _BETWEEN.search(question), _BETWEEN.search(text)
    if asked is None or here is None:
        return False
    return {stem(fold(name)) for name in asked.groups()} != {stem(fold(name)) for name in here.groups()}


def _contrasts(question: Question, source: Source) -> bool:
    """Tell whether the question has a colour (a direction, a weekday ...) that the paragraph has only another of."""
    asked = set(tokens(question.text))
    if all(asked.isdisjoint(words) for words in CONTRASTS):
        return False
    here = set(tokens(f"{source.document.title} {source.paragraph.heading} {source.paragraph.text}"))
    return any(asked & words and not asked & words & here and words & here for words in CONTRASTS)


def surroundings(source: Source, offered: Mapping[tuple[str, int], Paragraph]) -> frozenset[str]:
    """Give the stems of title, heading, the paragraphs around a source's own, and what its opening goes on from."""
    document, number = source.document, source.paragraph.number
    around = range(number - SURROUNDINGS, number + SURROUNDINGS + 1)
    meant = meant_at_first(document, source.paragraph) or ""
    before = sentence_before(document, source.paragraph) or ""
    carried = stems(f"{document.title} {source.paragraph.heading} {meant} {before}")
    for paragraph in filter(None, (offered.get((document.id, beside)) for beside in around)):
        carried |= prepare(document.title, paragraph.heading, paragraph.text).around
    return carried


def unnamed(names: frozenset[str], carried: frozenset[str]) -> frozenset[str]:
    """Give the names that are not carried.

    A country's name carries that of its people ("Afghan", "Afghanistan"), and a name one that is spelt nearly so.
    """
    return frozenset(name for name in names - carried if not any(_same(name, word) for word in carried))


def _same(name: str, word: str) -> bool:
    if len(word) >= SHORTEST_COUNTRY <= len(name) and (word.startswith(name) or name.startswith(word)):
        return True
    if min(len(name), len(word)) < SHORTEST_MISSPELT or name[0] != word[0] or abs(len(name) - len(word)) > 1:
        return False
    return SequenceMatcher(None, name, word).ratio() >= MISSPELT


def _said_of_another(question: Question, text: str) -> bool:
    """Find a name that qualifies a word in the question where the text has that word with another name instead."""
    asked = {(one, two) for one, two in _pairs(question.text) if stem(fold(one)) in question.names}
    here = stems(text)
    for name, word in asked:
        if stem(fold(name)) in here or stem(fold(word)) in question.names:
            continue
        others = [one for one, two in _pairs(text) if stem(fold(two)) == stem(fold(word))]
        names = [one for one in others if one[0].isupper() and fold(one) not in STOPWORDS]
        if any(stem(fold(one)) not in question.names for one in names):
            return True
    return False


def _pairs(text: str) -> list[tuple[str, str]]:
    words = _WORDS.findall(text)
    return list(pairwise(words))
