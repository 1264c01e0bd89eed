"""Tell whether a rewritten question still asks what was asked, and brings in nothing that was not said."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rag.followup import is_open
from rag.pronouns import find_pronouns
from rag.text.names import find_names
from rag.text.nouns import ADVERBS, AUXILIARIES, DETERMINERS, OPENERS, PERSONAL, PREPOSITIONS, VAGUE, WH
from rag.text.sentences import split_sentences
from rag.text.values import value_parts, weekdays
from rag.text.words import all_stems, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 300
"""Characters of a rewriting."""
MOST_WORDS = 45
GROWTH = 30
"""Words by which a rewriting may be longer than the question."""
MOST_NEW = 2
"""Words that carry meaning and that nobody said: "the draft of" is a way to say in full, a clause is not."""
LEAST_KEPT = 0.6
"""Share of the question's own telling words that must be left: a plural may become another word, not the matter."""
FEW = 2
"""Telling words of a question that must all be left."""

_MARKUP = re.compile(r"[<>\[\]{}|`\\\n\r\t]|https?:|www\.", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_CORRECTED = re.compile(
    r"^\W*(?:(?:no|nope|sorry|actually|and|but|so|or|ok|okay|well|yes|then|not (?:that|this)(?: one)?)\b[\s,.!–-]*)*",
    re.IGNORECASE,
)
_ONE = re.compile(r"\bones?\b", re.IGNORECASE)
_NAMING = re.compile(r"^(?:what|how) about\b|^i (?:mean|meant|was asking about|was talking about)\b", re.IGNORECASE)
_DULL = frozenset(stem(word) for word in ADVERBS | PERSONAL | PREPOSITIONS | OPENERS | DETERMINERS | VAGUE) | {"mean"}
_OPENING = WH | AUXILIARIES | PREPOSITIONS | DETERMINERS | OPENERS | frozenset("name list describe explain say".split())
"""Words that open a question and are no name for their capital."""


def is_faithful(said: str, question: str, history: Sequence[str]) -> bool:
    """Tell whether a rewriting may stand in a question's place; `history`: all that was said before it."""
    if tokens(said) in map(tokens, history):
        return False  # a question of before, asked again
    return _is_question(said, question) and _adds_nothing(said, question, history) and _keeps(said, question)


def _is_question(said: str, question: str) -> bool:
    """Tell whether it is one question of sane length that needs no history; one that is left as it was does."""
    words = tokens(said)
    if not 2 <= len(words) <= min(MOST_WORDS, len(tokens(question)) + GROWTH) or len(said) > LONGEST:
        return False
    if _MARKUP.search(said) or not said.isprintable() or len(split_sentences(said)) > 1:
        return False
    if is_open(said) or not _says_in_full(said, question):
        return False
    return words != tokens(question) and (said.endswith("?") or (words[0] in OPENERS and not question.endswith("?")))


def _says_in_full(said: str, question: str) -> bool:
    """Tell whether each kind of pronoun that the question leaves open stands there less often: "how did he like it"."""
    open_ = Counter(pronoun.kind for pronoun in find_pronouns(question) if not pronoun.inside)
    asked = Counter(pronoun.kind for pronoun in find_pronouns(question))
    left = Counter(pronoun.kind for pronoun in find_pronouns(said))
    return all(left[kind] < asked[kind] for kind in open_)


def _adds_nothing(said: str, question: str, history: Sequence[str]) -> bool:
    """Tell whether every name, number and date was said before, and all but a few of the other words."""
    known_text = "\n".join((*history, question))
    known = all_stems(known_text)
    named = {stem(word) for name in find_names(said) for word in tokens(name.text)}
    opening = {stem(word) for word in tokens(said)[:1] if word in _OPENING}
    if not named - opening <= known or not weekdays(said) <= weekdays(known_text):
        return False
    if not _values(said) <= _values(known_text):
        return False
    return len(stems(said) - known - _DULL) <= MOST_NEW


def _keeps(said: str, question: str) -> bool:
    """Tell whether what the question itself says is still there: names, values, its question word, its other words."""
    own = _CORRECTED.sub("", question)
    naming = _NAMING.match(own)
    own = own[naming.end() :] if naming else own
    here = all_stems(said)
    named = {stem(word) for name in find_names(own) for word in tokens(name.text) if word not in _OPENING}
    asking = [stem(word) for word in tokens(own) if word in WH][:1]
    if not named <= here or not _values(own) <= _values(said):
        return False
    if not here.issuperset(asking) or bool(_NEGATED.search(own)) != bool(_NEGATED.search(said)):
        return False
    telling = stems(own) - _DULL
    kept = len(telling & here)
    return kept == len(telling) if len(telling) <= FEW else kept >= LEAST_KEPT * len(telling)


def _values(text: str) -> frozenset[str]:
    """Give the parts of all dates and numbers; "one" counts nothing in "the second one"."""
    return value_parts(_ONE.sub(" ", text))
