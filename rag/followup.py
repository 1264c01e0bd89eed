"""Make a follow-up question stand alone, by rules: what it leaves out comes from the turns before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.answer import REFUSAL
from rag.ellipsis import complete
from rag.pronouns import find_pronouns
from rag.references import Conversation
from rag.text.forms import STOPWORDS
from rag.text.named import tokenize
from rag.text.nouns import AUXILIARIES, ENDS, OPENERS, TIMES, UNIQUE, VAGUE
from rag.text.phrases import find_phrases, is_verb
from rag.text.values import find_values
from rag.text.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.answer import Turn

TURNS = 8
"""Turns that are looked at, the last ones."""
QUESTION_CHARACTERS = 500
"""A longer question says what it is about; of an earlier one so much is read."""
ANSWER_CHARACTERS = 1_500
SHORT_ANSWER = 12
"""Words of an answer that is repeated whole; a longer one has its own paragraph, which would only be found again."""
CONTEXT_TURNS = 2
TERMS = 6
"""Words of context that are added at most: with 12 nothing more is found on Abg-CoQA ..."""
TERMS_NAMED = 4
"""... where a name took a pronoun's place ..."""
TERMS_LONG = 3
"""... where the answers are long: with 4 the first hit on INSCIT falls below the bare question's."""
READ_TERMS = 2
"""... and that are read with the question. Of 250 follow-ups of Abg-CoQA the answer cites the right paragraph for 37 %
with none, 44 % with two; with all of them 42 %, while more is refused and the sample's own facts suffer. Where a name
took a pronoun's place none is as good: of 140, reciprocal rank 0.758, with two 0.755."""
THIN, FURTHER, POINTING = 2, 3, 6
"""Telling words of a question that may lean on what was said: of any, of one that says "else", of one whose "the"
points back. With THIN 3 the first hit on INSCIT falls by 0.012, while recall on Abg-CoQA gains 0.006. These numbers
were chosen on the development sets of both (`python -m eval.benchmarks followups --data DIR`, 2026-11-22)."""
MORE_WHERE_SHORT = 2
"""Telling words more where the last answers are short, as on Abg-CoQA: there it gains 0.006 and costs nothing."""

_FURTHER = re.compile(
    r"\b(?:else|others?|another|next|also|too|instead|then|as well|afterwards?|(?:before|after|besides) that"
    r"|any ?more)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"\b(?:tell me|about|interested in|what (?:is|are) an?)\s", re.IGNORECASE)
_OF_A_MATTER = re.compile(r"\W*how (?:do|does|did) [^\W\d_]{5,} \w+\W*$", re.IGNORECASE)
"""Has a subject without an article: "How does photosynthesis work?"."""
_MARK = re.compile(r"\s*\[\d[\d,\s-]*\]")
_UNKNOWING = re.compile(rf"{re.escape(REFUSAL)}|I (?:don['’]t|do not) know\b|unknown\W*$", re.IGNORECASE)
_DULL = (STOPWORDS | VAGUE | OPENERS | ENDS) | frozenset(
    "find found useful specific able discover like see want learn told mention mentioned".split()
)
"""Words of a turn that tell nothing of what it was about."""
_SMALL_TALK = OPENERS | frozenset("you very much a lot so great good nice fine cool right bye that's it all".split())
_VAGUE_STEMS = frozenset(stem(word) for word in VAGUE | TIMES)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Hold a question as it stands alone."""

    question: str
    """What is asked, pronouns and left-out words said in full as far as they are sure."""
    context: tuple[str, ...] = ()
    """Words of the last turns that it lacks: they find the place, and are no part of what is asked."""
    leans: bool = field(default=False, compare=False)
    """As it was asked, it needs the turns before it to be understood."""

    @property
    def query(self) -> str:
        """Write what to search: "Why did it close (mill, 1880)?"."""
        return _in_brackets(self.question, self.context)

    @property
    def reading(self) -> str:
        """Write what a reader is asked: where no name does, a little of the context tells it whose story it reads."""
        named = any(phrase.named for phrase in find_phrases(self.question))
        return _in_brackets(self.question, self.context[: 0 if named else READ_TERMS])


def _in_brackets(question: str, words: Sequence[str]) -> str:
    bare = question.rstrip(" ?!.")
    return f"{bare} ({', '.join(words)}){question[len(bare) :].strip() or '?'}" if words else question


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Give the question that finds the same without its history; one that stands alone comes back as it is.

    Every word that comes in is of the history.
    """
    return follow(question, history).query


def follow(question: str, history: Sequence[Turn]) -> FollowUp:
    """Say a question in full from the turns before it, and add the words that it lacks to be found."""
    turns = [turn for turn in history[-TURNS:] if turn.question.strip()]
    if not turns or len(question) > QUESTION_CHARACTERS or _SMALL_TALK.issuperset(tokens(question)):
        return FollowUp(question)
    asked = [turn.question.strip()[:QUESTION_CHARACTERS] for turn in turns]
    answers = [_read(turn.answer) for turn in turns]
    conversation = Conversation([*asked, *answers, question])
    told: list[_Turn] = []
    for before, answer in zip(asked, answers, strict=True):
        full = _say(before, told, conversation)
        conversation.add(before, full.text, answer)
        told.append(_Turn(full.text, answer))
    full = _say(question, told, conversation)
    short = all(turn.short for turn in told[-CONTEXT_TURNS:])
    if full.text == question and not _leans(question, short):
        return FollowUp(question)
    terms = list(_context(full, told))
    if not terms and is_open(full.text):
        return FollowUp(full.text, _names_first(_new_words(told[-1].answer, full.text))[:TERMS_LONG], leans=True)
    return FollowUp(full.text, _chosen(terms, full.named, short), leans=True)


@dataclass(frozen=True, slots=True)
class _Turn:
    question: str
    """As it stands alone."""
    answer: str

    @property
    def short(self) -> bool:
        return len(tokens(self.answer)) <= SHORT_ANSWER


@dataclass(frozen=True, slots=True)
class _Full:
    text: str
    named: bool
    """A name took the place of a pronoun."""
    replaced: bool
    """It asks about something in the place of what the last question asked about."""


def _read(answer: str) -> str:
    """Take the marks off an answer; one that says nothing is empty."""
    text = _MARK.sub("", answer[:ANSWER_CHARACTERS]).strip()
    return "" if _UNKNOWING.match(text) else text


def _say(question: str, told: Sequence[_Turn], conversation: Conversation) -> _Full:
    completed = complete(question, told[-1].question, told[-1].answer) if told else None
    text, named = conversation.resolve(completed.text if completed else question)
    return _Full(text, named, completed is not None and completed.replaced)


def is_open(question: str) -> bool:
    """Tell whether a pronoun is left for which the question itself has nothing."""
    return any(not pronoun.inside for pronoun in find_pronouns(question))


def _leans(question: str, short: bool) -> bool:
    """Tell whether a question leans on what was said before it; `short`: in answers of few words."""
    phrases = find_phrases(question)
    if any(phrase.points and phrase.head not in VAGUE for phrase in phrases) or is_open(question):
        return True
    if any(phrase.named and phrase.span.start for phrase in phrases):
        return False
    more = MORE_WHERE_SHORT if short else 0
    telling = len({stem(word) for word in tokens(question) if word not in STOPWORDS} - _VAGUE_STEMS)
    if any(phrase.bare and phrase.head not in UNIQUE for phrase in phrases):
        return telling <= POINTING
    if _FURTHER.search(question):
        return telling <= FURTHER + more
    if _is_general(question):
        return telling == 0
    dated = any(value.kind == "date" for value in find_values(question))
    return telling <= THIN + (0 if dated else more)


def _is_general(question: str) -> bool:
    """Tell whether a question asks about a kind of thing, not about one that was named: "How are kettles made?"."""
    asks = any(token.word in AUXILIARIES or is_verb(token.word) for token in tokenize(question))
    kinds = (phrase for phrase in find_phrases(question) if not phrase.asked)
    general = any(phrase.determiner in ("a", "an") or (phrase.plural and not phrase.determiner) for phrase in kinds)
    return (asks and general) or _OF_A_MATTER.match(question) is not None or _DEFINES.search(question) is not None


def _chosen(terms: list[str], named: bool, short: bool) -> tuple[str, ...]:
    """Choose from the terms of context, the latest first; where few are taken, names before the others."""
    if short:
        return tuple(terms[: TERMS_NAMED if named else TERMS])
    return _names_first(terms)[: 0 if named else TERMS_LONG]


def _names_first(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(terms, key=lambda term: not term[0].isupper()))


def _context(full: _Full, told: Sequence[_Turn]) -> Iterator[str]:
    said = full.text
    anchored = full.replaced and any(phrase.named for phrase in find_phrases(full.text))
    for place, turn in enumerate(told[: -CONTEXT_TURNS - 1 : -1]):
        heard = f"{turn.question} {turn.answer}" if turn.short else turn.question
        if not (anchored and place == 0):  # "How far is Jalalabad?": the other place would lead back to itself
            yield from _new_words(heard, said)
        if not turn.short:
            return
        said = f"{said} {heard}"


def _new_words(text: str, said: str) -> Iterator[str]:
    """Give the telling words of a text whose stems were not all said yet, each once."""
    known = {stem(word) for word in tokens(said)}
    for word in _telling_words(text):
        stems = {stem(part) for part in tokens(word)}
        if not stems <= known:
            yield word
        known |= stems


def _telling_words(text: str) -> Iterator[str]:
    for word in text.split():
        parts = tokens(word)
        if parts and not _DULL.issuperset(parts):
            yield re.sub(r"['’]s$", "", word.strip("?,.!;:\"“”()'’"))
