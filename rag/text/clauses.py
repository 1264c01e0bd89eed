"""What a yes/no question is about and what it asks of that, told by the places of its words: no parser is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.text.forms import STOPWORDS
from rag.text.words import fold, stem, stems, tokens
from rag.text.yesno import after_auxiliary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INDEFINITE = frozenset(
    "there it he she they you i we anyone anybody someone somebody anything something everyone everybody one".split()
)
"""Subjects that name nothing."""

_CONDITION = re.compile(
    r",|\b(?:when|if|where|because|unless|while|once|in case|whenever|after|before)\b", re.IGNORECASE
)
_WORD = re.compile(r"[\w’'-]+")
_DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their any some all both each every no another".split()
)
_PREPOSITIONS = frozenset(
    """of in on at by to from for with about against between into through during before after under over since until
    than as and or along without within near across behind beside upon among out""".split()
)
_FORMS_OF_BE = frozenset("be been being".split())
_LIGHT = frozenset("use used take taken make made get have do need put".split())
"""Verbs that say little: whether one may "take photographs" is asked of photographs."""
_SHORTEST_ADVERB = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """Hold the stems of a yes/no question by what they do in it."""

    subject: frozenset[str]
    verb: frozenset[str]
    """What is asked of the subject; several where the places of the words leave a doubt."""
    condition: frozenset[str]
    """What stands behind "when" or "if"."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Hold words that stand together."""

    words: tuple[str, ...]
    names: int
    """How many of the first are of a name."""
    opener: str
    """What stands before: "the", "of", "been", or nothing."""


@lru_cache(maxsize=256)
def read_clause(text: str, names: frozenset[str] = frozenset()) -> Clause:
    """Tell what a yes/no question is about from what it asks; `names`: stems that are names though written small."""
    text = after_auxiliary(text)
    found = _CONDITION.search(text)
    main, condition = (text[: found.start()], text[found.end() :]) if found else (text, "")
    words = _WORD.findall(main)
    indefinite = bool(words) and fold(words[0]) in INDEFINITE
    runs = list(_runs(words, names))
    passive = next((i for i, run in enumerate(runs) if run.opener in _FORMS_OF_BE), None)
    if passive is not None:  # all that stands before "be left", "been repaired" is the subject
        before = [word for run in runs[:passive] for word in run.words]
        return Clause(_stems(before), _stems(_said(runs[passive].words)), stems(condition))
    subject: list[str] = []
    verb: Sequence[str] = ()
    for run in runs:
        head, verb = ((), _said(run.words)) if indefinite else _cut(run, bool(subject))
        subject += head
        if verb:
            break
    return Clause(_stems(subject), _stems(verb), stems(condition))


def is_adverb(word: str) -> bool:
    """Tell whether a folded word looks like an adverb, which decides nothing: "automatically"."""
    return word.endswith("ly") and len(word) >= _SHORTEST_ADVERB


def _runs(words: Sequence[str], names: frozenset[str]) -> Iterator[_Run]:
    """Cut words at articles, prepositions and forms of "be"; what says nothing of itself is left out."""
    current: list[str] = []
    opener = ""
    for word in words:
        folded = fold(word)
        if folded in _PREPOSITIONS | _DETERMINERS | _FORMS_OF_BE:
            if current:
                yield _run(current, names, opener)
            if current or opener not in _PREPOSITIONS:
                opener = folded
            current = []
        elif folded not in STOPWORDS | INDEFINITE and not is_adverb(folded):
            current.append(word)
    if current:
        yield _run(current, names, opener)


def _run(words: Sequence[str], names: frozenset[str], opener: str) -> _Run:
    first_other = (i for i, word in enumerate(words) if not word[0].isupper() and not _stems([word]) & names)
    return _Run(tuple(words), next(first_other, len(words)), opener)


def _cut(run: _Run, has_subject: bool) -> tuple[Sequence[str], Sequence[str]]:
    """Cut a run into what it is about and what may be the verb."""
    words, names = run.words, run.names
    if has_subject and run.opener not in _PREPOSITIONS:
        return (), words
    if names and run.opener not in _DETERMINERS:  # "Asif resign", "of Brakevik accept"
        return words[:names], _said(words[names:])
    head = names + _head(words[names:], bool(names))
    sure = head > names and _plural(words[head - 1])
    return words[:head], _said(words[head:]) if sure else words[head:]


def _head(words: Sequence[str], named: bool) -> int:
    """Count the words that belong to the subject: a plural ends it ("the drivers accept"), else it is one word."""
    if len(words) < 2:
        return 0 if named else len(words)
    return 2 if len(words) > 2 and not _plural(words[0]) and _plural(words[1]) else 1


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _said(words: Sequence[str]) -> Sequence[str]:
    """Give the verb of words that begin with it; all of them where it says little."""
    return words[:1] if words and fold(words[0]) not in _LIGHT else words


def _stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(token) for word in words for token in tokens(word) if token not in STOPWORDS)
