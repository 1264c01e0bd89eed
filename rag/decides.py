"""Does a sentence decide a yes/no question? By its words; whether it says yes or no is for its reader to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.prepared import prepare
from rag.subject import SURROUNDINGS, is_about, unnamed
from rag.text.forms import IRREGULAR, STOPWORDS
from rag.text.opposites import meets
from rag.text.values import value_parts
from rag.text.words import fold, stem, stems, tokens
from rag.text.yesno import after_auxiliary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer import Source
    from rag.document import Paragraph
    from rag.question import Question

THRESHOLD = 0.7
AROUND = 0.5
"""What a word counts that stands around the sentence and not in it."""
NEIGHBOURS = 1

_CLAUSE = re.compile(r",|\b(?:when|if|where|because|unless|while|once|in case|whenever)\b", re.IGNORECASE)
_DETERMINER = frozenset(
    "a an the this that these those my your his her its our their any some all both each every no another".split()
)
_PREPOSITION = frozenset(
    """of in on at by to from for with about against between into through during before after under over since until
    than as and or along without within near across behind beside upon among""".split()
)
_SUBJECT = frozenset(
    "there it he she they you i we anyone anybody someone somebody anything something everyone everybody one".split()
)
_PASSED_OVER = frozenset("not ever also still already yet really actually even just now today currently n't".split())
_BE = frozenset("be been being is are was were am have has had having to".split())
_PARTICIPLE = frozenset(form for form in IRREGULAR)


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold the stems of a yes/no question by what they do in it."""

    subject: frozenset[str]
    verb: frozenset[str]
    """What is asked of the subject: one of them must stand in a sentence that decides."""
    condition: frozenset[str]
    """Behind "when", "if": a rule for this case decides without the verb."""


def shape(question: Question) -> Shape:
    """Tell subject, verb and condition of a yes/no question apart, by the places of its words."""
    main, condition = _clauses(after_auxiliary(question.text))
    words = re.findall(r"[\w’'-]+", main)
    existential = bool(words) and fold(words[0]) in _SUBJECT
    subject: list[str] = []
    verb: list[str] = []
    for run in _runs(words):
        if existential:
            verb = [w for w in run.words]
        else:
            head, verb = run.split(bool(subject))
            subject += head
        if verb:
            break
    return Shape(_stems(subject), _stems(verb), stems(condition) & question.content)


def _clauses(text: str) -> tuple[str, str]:
    found = _CLAUSE.search(text)
    if not found:
        return text, ""
    return text[: found.start()], text[found.end() :]


@dataclass(frozen=True, slots=True)
class _Run:
    words: list[str]
    determined: bool
    behind_preposition: bool
    behind_be: bool

    def split(self, has_subject: bool) -> tuple[list[str], list[str]]:
        """Cut a run of words into what it is about and what may be the verb."""
        if self.behind_be or (has_subject and self.determined and not self.behind_preposition):
            return [], self.words
        names = 0
        while names < len(self.words) and self.words[names][0].isupper():
            names += 1
        rest = self.words[names:]
        if names and not self.determined:
            return self.words[:names], rest
        if has_subject and not self.behind_preposition:
            return [], self.words
        if names and len(rest) == 1 and self.determined:
            return self.words[:names], rest
        if len(rest) < 2:
            return self.words, []
        cut = 2 if len(rest) > 2 and not _plural(rest[0]) and _plural(rest[1]) else 1
        return self.words[: names + cut], rest[cut:]


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _runs(words: Sequence[str]) -> list[_Run]:
    runs: list[_Run] = []
    current: list[str] = []
    determined = preposition = be = False

    def close() -> None:
        nonlocal current, determined, preposition, be
        if current:
            runs.append(_Run(current, determined, preposition, be))
            current, determined, preposition, be = [], False, False, False

    for word in words:
        low = fold(word)
        if low in _PREPOSITION and low != "to":
            close()
            preposition = True
        elif low in _DETERMINER:
            close()
            determined = True
        elif low in _BE:
            had = bool(current) or bool(runs)
            close()
            if low == "to":
                preposition = True
            else:
                be = had
        elif low in _SUBJECT or low in _PASSED_OVER or low in STOPWORDS:
            continue
        else:
            current.append(word)
    close()
    return runs


def _stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(token) for word in words for token in tokens(word) if token not in STOPWORDS)


def decides(question: Question, source: Source, text: str, offered: Mapping[tuple[str, int], Paragraph]) -> float:
    """Give how far a sentence of a source decides a yes/no question."""
    return measure(question, source, text, offered)[0]


def measure(question, source, text, offered):
    document, paragraph = source.document, source.paragraph
    own = stems(text)
    prepared = prepare(document.title, paragraph.heading, paragraph.text)
    around = prepared.around
    for number in range(paragraph.number - NEIGHBOURS, paragraph.number + NEIGHBOURS + 1):
        beside = offered.get((document.id, number))
        if beside:
            around |= prepare("", beside.heading, beside.text).around
    sh = shape(question)
    if not question.values <= value_parts(prepared.around_text):
        return 0.0, sh, "values"
    if not is_about(question, source, text, offered):
        return 0.0, sh, "names"
    total = got = 0.0
    for word in question.content:
        total += 1
        if meets(word, own):
            got += 1
        elif meets(word, around):
            got += AROUND
    score = got / total if total else 0.0
    if sh.verb and not any(meets(w, own) for w in sh.verb):
        if sh.condition and all(meets(w, own | around) for w in sh.condition) and sum(meets(w, own) for w in sh.condition) >= 2 and all(meets(w, own|around) for w in sh.subject):
            return max(score, .7), sh, "condition"
        return 0.0, sh, "verb"
    if sh.subject and not all(meets(w, own | around) for w in sh.subject):
        return 0.0, sh, "subject"
    return score, sh, ""
