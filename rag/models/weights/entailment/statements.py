"""A question and its answer turned into the sentence that they state, by rule.

"Who led Baku?" and "Asif" give "Asif led Baku." The wording of the question was a person's, so that the sentence is a
paraphrase of what the paragraph says. Questions that no rule turns well are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.models.weights.entailment.grammar import AUXILIARIES, BE, DETERMINERS, DO, MODAL, PREPOSITIONS, PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.models.weights.entailment.grammar import Grammar


WH = frozenset("who whom what which when where why how whose".split())
MEASURES = frozenset("long old far much often tall big large high deep fast many wide heavy".split())
PLACE_LIKE = frozenset(
    """country city town state continent year month day date century decade person man woman team company word
    building place name band school university river king film movie book color colour brand percentage type kind sort
    religion language nation region province organization group park sport event award religion section part""".split()
)
VAGUE = re.compile(r"\b(something|someone|somebody|some one|anything|thing|things|somewhere|sombody)\b", re.IGNORECASE)
ENDS_IN_SITU = re.compile(
    r"\b(?:what|which|how many|whom|who)(?: (?:type|kind|sort) of)?(?: [\w'-]+){0,2}$", re.IGNORECASE
)
FEWEST_WORDS, MOST_WORDS = 3, 22
MOST_ANSWER_WORDS = 9


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold a sentence with a gap where an answer goes, and the answer."""

    before: str
    answer: str
    after: str
    verb: str = ""
    """The finite verb that follows the answer, where it is the subject and the verb takes an object directly."""

    @property
    def text(self) -> str:
        """Give the sentence, its first letter as it stands."""
        return sentence(f"{self.before} {self.answer} {self.after}")

    def filled(self, answer: str) -> Statement:
        """Put another answer into the gap."""
        return replace(self, answer=answer)


def sentence(text: str) -> str:
    """Tidy the blanks, begin with a capital, end with a full stop."""
    text = re.sub(r"\s+([,.;])", r"\1", " ".join(text.split())).strip(" ,;")
    return (text[:1].upper() + text[1:]).rstrip(".") + "." if text else ""


@dataclass(frozen=True, slots=True)
class _Asked:
    word: str
    """who, what, when ... or "how many"; lower case."""
    noun: list[str]
    """Of "which country", "how many ships"."""
    preposition: str
    rest: list[str]


def state(grammar: Grammar, question: str, answer: str, preceding: str) -> Statement | None:
    """Turn a question into a statement; `preceding`: the words before the answer in its paragraph."""
    question = " ".join(question.split()).rstrip(" ?.!")
    words = question.split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or VAGUE.search(question) or question.isupper():
        return None
    answer = answer.strip(" .,;:")
    if not answer or len(answer.split()) > MOST_ANSWER_WORDS:
        return None
    article = preceding.split()[-1].lower() if preceding.split() else ""
    if article in ("the", "a", "an", "his", "her", "its", "their"):
        preceding = preceding.rstrip()[: -len(article)]
        answer = f"{article} {answer}"
    match = ENDS_IN_SITU.search(question)
    if match and words[0].lower() not in WH and match.start() > 0:
        if words[0].lower() in AUXILIARIES or any(word.lower() in WH for word in question[: match.start()].split()):
            return None
        return Statement(question[: match.start()], answer, "")
    asked = _read(grammar, words)
    return _stated(grammar, asked, answer, preceding) if asked else None


def _read(grammar: Grammar, words: list[str]) -> _Asked | None:
    preposition = ""
    if words[0].lower() in PREPOSITIONS and len(words) > 1 and words[1].lower() in WH:
        preposition, words = words[0].lower(), words[1:]
    word = words[0].lower()
    if word not in WH or word == "whose":
        return None
    rest = words[1:]
    if word == "how" and rest[0].lower() in MEASURES:
        word, rest = f"how {rest[0].lower()}", rest[1:]
    noun: list[str] = []
    if word in ("what", "which", "how many", "how much"):
        while rest and not _is_verb(grammar, rest, noun):
            noun.append(rest[0])
            rest = rest[1:]
            if len(noun) > 5:
                return None
    return _Asked(word, noun, preposition, rest) if rest else None


def _is_verb(grammar: Grammar, rest: list[str], noun: list[str]) -> bool:
    word = rest[0].lower()
    if word in AUXILIARIES:
        return True
    return grammar.is_finite(word) and len(rest) > 1 and not (noun and noun[-1].lower() in DETERMINERS)


def _stated(grammar: Grammar, asked: _Asked, answer: str, preceding: str) -> Statement | None:
    filled = _with_noun(asked, answer)
    first = asked.rest[0].lower()
    adverbial = asked.word in ("when", "where", "why", "how", "how long", "how often") or bool(asked.preposition)
    adverbial = adverbial or bool(asked.noun and asked.noun[-1].lower() in ("year", "month", "day", "date", "century"))
    if first in DO:
        return _with_do(grammar, asked, filled, preceding, adverbial)
    if first in AUXILIARIES:
        subject = not adverbial and _is_predicate(grammar, asked)
        if subject:
            return Statement("", filled, " ".join(asked.rest))
        return _inverted(grammar, asked, filled, preceding, adverbial)
    if adverbial or not grammar.is_finite(first):
        return None
    direct = len(asked.rest) > 1 and asked.rest[1].lower() not in PREPOSITIONS | {"that", "not", "to"}
    return Statement("", filled, " ".join(asked.rest), first if direct else "")


def _with_noun(asked: _Asked, answer: str) -> str:
    """Say "four ships" for "how many ships" and "four"."""
    noun = asked.noun
    if not noun or noun[0].lower() in ("kind", "type", "sort", "else"):
        return answer
    head = noun[-1].lower().rstrip("s")
    if head in answer.lower() or head in PLACE_LIKE or asked.word == "how much":
        return answer
    if asked.word == "how many":
        return f"{answer} {' '.join(noun)}" if len(answer.split()) <= 3 else answer
    if "of" in noun or answer[:1].isupper() or answer[:1].isdigit() or len(answer.split()) > 2:
        return answer
    return f"the {answer.removeprefix('the ')} {' '.join(noun)}"


def _is_predicate(grammar: Grammar, asked: _Asked) -> bool:
    """Tell whether what follows the auxiliary is a predicate, so that the answer is the subject."""
    rest = asked.rest
    if len(rest) < 2:
        return False
    second = rest[1].lower()
    if second in DETERMINERS or second in PRONOUNS or rest[1][:1].isupper() or second[:1].isdigit():
        return False
    if rest[0].lower() in MODAL:
        return grammar.is_base(second) or second in ("be", "have")
    if second in ("been", "not", "being", "also") or second in PREPOSITIONS or second.endswith("ing"):
        return True
    return bool(asked.noun) or grammar.is_participle(second) or second.endswith("ly")


def _with_do(grammar: Grammar, asked: _Asked, answer: str, preceding: str, adverbial: bool) -> Statement | None:
    auxiliary, rest = asked.rest[0].lower(), asked.rest[1:]
    place = _find(rest, lambda word: grammar.is_base(word))
    if place is None or "not" in rest[:place] or rest[place:] == ["do"]:
        return None
    subject, base, after = rest[:place], rest[place].lower(), rest[place + 1 :]
    if after and after[0].lower() in BE:
        return None
    before = [*subject, grammar.with_do(auxiliary, base)]
    if adverbial:
        return Statement(" ".join([*before, *after]), _placed(asked, answer, preceding), "")
    if not after or after[0].lower() not in PREPOSITIONS or len(after) == 1:
        return Statement(" ".join([*before, *after]), answer, "")
    if after[-1].lower() in PREPOSITIONS:
        return Statement(" ".join([*before, *after]), answer, "")
    return Statement(" ".join(before), answer, " ".join(after))


def _inverted(grammar: Grammar, asked: _Asked, answer: str, preceding: str, adverbial: bool) -> Statement | None:
    auxiliary, rest = asked.rest[0], asked.rest[1:]
    if not rest:
        return None
    kind = auxiliary.lower()

    def is_predicate(word: str) -> bool:
        if kind in MODAL:
            return grammar.is_base(word) or word == "be"
        return grammar.is_participle(word) or word == "been" or (kind in BE and word.lower().endswith("ing"))

    place = _find(rest, is_predicate)
    if rest[0].lower() == "there":
        return Statement(f"there {auxiliary}", answer, " ".join(rest[1:]))
    if place is None:
        if kind not in BE:
            return None
        placed = _placed(asked, answer, preceding) if adverbial else answer
        return Statement(f"{' '.join(rest)} {auxiliary}", placed, "")
    subject, after = rest[:place], rest[place:]
    placed = _placed(asked, answer, preceding) if adverbial else answer
    return Statement(" ".join([*subject, auxiliary, *after]), placed, "")


def _find(words: list[str], fits: Callable[[str], bool]) -> int | None:
    """Find the first word that fits and can end a subject before it."""
    for place in range(1, len(words)):
        before = words[place - 1].lower()
        if before in DETERMINERS or before in PREPOSITIONS - {"up", "down", "off", "out"} or before.endswith("'s"):
            continue
        if fits(words[place].lower()):
            return place
    return None


def _placed(asked: _Asked, answer: str, preceding: str) -> str:
    """Put the preposition before a time or a place, as the paragraph has it where it can."""
    first = answer.split()[0].lower()
    if asked.preposition:
        return answer if first == asked.preposition else f"{asked.preposition} {answer}"
    if asked.word in ("how long", "how often", "how") or first in PREPOSITIONS or first in ("because", "when", "if"):
        return answer
    last = preceding.split()[-1].lower() if preceding.split() else ""
    if asked.word == "why":
        return answer if first in ("to", "so") else f"because of {answer}"
    if last in PREPOSITIONS - {"of", "as", "like", "with", "about", "for"}:
        return f"{last} {answer}"
    if asked.word == "where":
        return f"in {answer}"
    return f"in {answer}" if re.fullmatch(r"(?:the )?(?:\w+ )?\d{4}s?|\w+", answer) else f"on {answer}"
