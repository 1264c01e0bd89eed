"""Does a sentence decide a yes/no question? By its words; whether it says yes or no is for its reader to see.

It must have what is asked of the subject, or what denies that ("open", "closed"); the subject may stand around it. A
rule for the very case ("Where the delay is caused by a strike, ...") decides without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.prepared import prepare
from rag.question import OF_THE_ASKER
from rag.subject import surroundings, unnamed
from rag.text.clauses import INDEFINITE, is_adverb, read_clause
from rag.text.names import HONORIFICS, find_names
from rag.text.opposites import meets
from rag.text.values import value_parts
from rag.text.words import stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.answer import Source
    from rag.document import Paragraph
    from rag.question import Question
    from rag.text.clauses import Clause

THRESHOLD = 0.65
"""From here on a sentence decides. Tuned on 122 questions to documents written for it and to the sample library, 63 of
which a sentence decides: 53 are decided by it, none by another, and 1 of the other 59 is answered. On 42 that were kept
apart 16 of 22 and, before the rule about named subjects that they showed to be needed, 2 of 20 (2026-11-22)."""
RULE = 0.8
"""What a rule for the case that is asked about counts at least."""
RULE_SHARE = 0.6
"""Share of the words behind "when" or "if" that such a rule has."""
NEAR = 0.75
"""What a word counts that stands in the paragraph, its heading or title, where one in the sentence counts 1."""
AROUND = 0.5
"""The same for the paragraphs before and behind."""
SUBJECT = 2
"""How much more the words of the subject weigh."""

_FREE = OF_THE_ASKER | {
    stem(word)
    for word in (
        *HONORIFICS,
        *INDEFINITE,
        *"visitor person people guest user customer use take make get need may might shall must would will".split(),
    )
}
"""Stems that a sentence need not have."""

_REFERS_BACK = re.compile(
    r"\W*(?:he|she|it|they|his|her|its|their|there|both|neither|none|nobody|this|that)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold the stems of a sentence and of what stands around it."""

    own: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]

    def share(self, word: str) -> float:
        """Give what a word of the question counts here."""
        if meets(word, self.own):
            return 1.0
        if meets(word, self.near):
            return NEAR
        return AROUND if meets(word, self.around) else 0.0


def decides(question: Question, source: Source, text: str, offered: Mapping[tuple[str, int], Paragraph]) -> float:
    """Give how far a sentence of a source decides a yes/no question, between 0 and 1.

    `offered` holds the paragraphs of all sources by document and number, as rag.subject takes them.
    """
    clause = read_clause(question.text, question.names)
    free = _FREE | {stem(word) for word in tokens(question.text) if is_adverb(word)}
    place = _place(source, text, offered)
    score = _carried(question, clause, place, free - question.names)
    if not _has_subject(clause.subject - free, question.names, place, text):
        return 0.0
    asked = clause.verb - free or clause.verb
    if _is_rule(question, clause, place):
        score = max(score, RULE)
    elif asked and not any(meets(word, place.own) for word in asked):
        return 0.0
    return score if _is_of_names_and_values(question, source, text, place, offered) else 0.0


def _has_subject(subject: frozenset[str], names: frozenset[str], place: _Place, text: str) -> bool:
    """Tell whether a sentence may be about the subject: its name is in it, or is what its "he" may be."""
    named = subject & names
    if named and not any(meets(word, place.own) for word in named) and not _REFERS_BACK.match(text):
        return False
    return all(place.share(word) for word in subject - names)


def _place(source: Source, text: str, offered: Mapping[tuple[str, int], Paragraph]) -> _Place:
    document, paragraph = source.document, source.paragraph
    near = prepare(document.title, paragraph.heading, paragraph.text).around
    beside = [offered.get((document.id, paragraph.number + step)) for step in (-1, 1)]
    around = near.union(*(prepare(document.title, one.heading, one.text).around for one in beside if one))
    return _Place(stems(text), near, around)


def _carried(question: Question, clause: Clause, place: _Place, free: frozenset[str]) -> float:
    """Give the share of the question's units here; less where one is missing altogether, but for names further off."""
    total = found = missing = 0.0
    for unit in (unit - free for unit in question.units):
        if not unit:
            continue
        weight = SUBJECT if unit & clause.subject else 1
        shares = [max(place.share(word), AROUND if word in question.names else 0.0) for word in unit]
        total += weight
        found += weight * sum(shares) / len(unit)
        missing += weight * (not any(shares))
    return found / total * (1 - missing / total) if total else 0.0


def _is_rule(question: Question, clause: Clause, place: _Place) -> bool:
    case = clause.condition & question.content
    return bool(case) and sum(meets(word, place.own) for word in case) >= RULE_SHARE * len(case)


def _is_of_names_and_values(
    question: Question, source: Source, text: str, place: _Place, offered: Mapping[tuple[str, int], Paragraph]
) -> bool:
    """Tell whether names, dates and numbers are the question's; a name may stand further off if no other is here."""
    paragraph = prepare(source.document.title, source.paragraph.heading, source.paragraph.text)
    if not question.values <= value_parts(paragraph.around_text) or unnamed(
        question.names, surroundings(source, offered)
    ):
        return False
    if all(meets(name, place.near) for name in question.names):
        return True
    return all({stem(word) for word in name.words} <= question.content for name in find_names(text))
