"""What a conversation is about, turn by turn, and which of it a pronoun means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rag.mentions import find_mentions, find_subject, key_of, weigh_names
from rag.pronouns import KINDS, find_pronouns, fit
from rag.text.nouns import AUXILIARIES, PREPOSITIONS
from rag.text.phrases import find_phrases, noun_kind
from rag.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.pronouns import Pronoun, PronounKind
    from rag.text.phrases import Kind, Phrase

Role = Literal["short answer", "opens the answer", "subject", "object", "question", "answer"]

ROLES: dict[Role, float] = {
    "short answer": 4.5,
    "opens the answer": 3.5,
    "subject": 3.0,
    "object": 2.6,
    "question": 2.0,
    "answer": 1.0,
}
"""How much it counts where something was mentioned. These and the weights below: chosen on CANARD, development set, by
the share of pronouns whose words in the person's rewrite we find (`python -m eval.benchmarks followups`, 2026-11-22);
none moves it much alone."""
CHAIN = 2.5
"""What the same pronoun meant before."""
FIT = 2.0
NAMED = 2.0
ACTS = 1.0
"""A name that acts like a person's; against it where a thing is meant, by half more."""
AGE = 1.2
"""Taken off for each turn in between."""
OFTEN = 0.4
"""For each further mention, at most four."""
LEAST = 5.0
"""Below this nothing is put in a pronoun's place: left open is better than wrong."""
SHORT_ANSWER = 6
"""Words of an answer that is itself what was asked for."""
MENTIONS = 16
"""Mentions of an answer that are looked at."""


_SHORTENED = re.compile(r"['’](s|re|d|ll|ve)\b")
_SHORTENED_FROM = {"s": " is", "re": " are", "d": " would", "ll": " will", "ve": " have"}
"""What stands behind a pronoun and not behind a name: "it's", "they've"."""


@dataclass(frozen=True, slots=True)
class _Mention:
    phrase: Phrase
    turn: int
    role: Role
    inner: bool
    beside: bool = False
    """It stands behind the preposition that opens an answer: it says of what was asked about where or how."""


class Conversation:
    """Know what was talked about; turns are added in order."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Begin with all that was said, for what it tells about each name."""
        self._mentions: list[_Mention] = []
        self._chains: dict[PronounKind, tuple[Phrase, int]] = {}
        self._people: dict[str, bool] = {}
        """Whether a name that "he" or "she" stood for is a woman's."""
        self._turn = 0
        self._asked_with: frozenset[PronounKind] = frozenset()
        self._asks_subject = False
        self._acts = weigh_names(texts)

    def add(self, asked: str, question: str, answer: str) -> None:
        """Take in a turn: its question as asked and as it stands alone, and its answer."""
        self._turn += 1
        self._add_question(question)
        words = tokens(asked)
        self._asked_with = frozenset(pronoun.kind for pronoun in find_pronouns(asked))
        self._asks_subject = words[:1] in (["who"], ["which"], ["what"]) and not AUXILIARIES.intersection(words[1:2])
        self._add_answer(answer, words)

    def _add_question(self, question: str) -> None:
        mentions = find_mentions(question)
        subject = find_subject(question, mentions)
        last = next((m.phrase for m in reversed(mentions) if m.phrase.determiner and not m.inner), None)
        for mention in mentions:
            phrase = mention.phrase
            role: Role = "subject" if phrase is subject else "object" if phrase is last else "question"
            self._mentions.append(_Mention(phrase, self._turn, role, mention.inner))

    def _add_answer(self, answer: str, asked: Sequence[str]) -> None:
        short = len(tokens(answer)) <= SHORT_ANSWER
        beside = not PREPOSITIONS.isdisjoint(tokens(answer[:20])[:1])
        for place, mention in enumerate(find_mentions(answer)[:MENTIONS]):
            phrase = mention.phrase
            opens = place == 0 and (short or phrase.span.start <= 4)
            if opens and short and phrase.kind == "unknown":
                phrase = replace(phrase, kind=_kind_asked_for(asked))
            role: Role = "answer" if not opens else "short answer" if short else "opens the answer"
            if opens or not mention.pair:
                self._mentions.append(_Mention(phrase, self._turn, role, mention.inner, beside))
        opening = KINDS.get(next(iter(tokens(answer[:20])), ""))
        if opening in self._chains:
            self._chains[opening] = self._chains[opening][0], self._turn

    def resolve(self, question: str) -> tuple[str, bool]:
        """Put what they mean in the place of a question's pronouns, where that is sure.

        Also tells whether a name came in.
        """
        own = frozenset(key_of(phrase) for phrase in find_phrases(question))
        meant: dict[PronounKind, Phrase | None] = {}
        pieces: list[str] = []
        position = 0
        for pronoun in find_pronouns(question):
            if pronoun.inside or pronoun.kind in meant:
                continue
            phrase = meant[pronoun.kind] = self._antecedent(pronoun.kind, own)
            if phrase:
                own |= {key_of(phrase)}  # "How did they react to that?": not to themselves
                self._remember(pronoun.kind, phrase)
                pieces += [question[position : pronoun.token.span.start], self._say(pronoun, phrase)]
                position = pronoun.token.span.end
                short = _SHORTENED.match(question, position)
                if short:
                    pieces.append(_SHORTENED_FROM[short[1]])
                    position = short.end()
        return "".join(pieces) + question[position:], any(phrase and phrase.named for phrase in meant.values())

    def _remember(self, kind: PronounKind, phrase: Phrase) -> None:
        if kind in ("he", "she", "it", "they"):
            self._chains[kind] = phrase, self._turn + 1
        if phrase.named and kind in ("he", "she"):
            self._people[phrase.head] = kind == "she"

    def _say(self, pronoun: Pronoun, phrase: Phrase) -> str:
        said = re.sub(r"^(?:[Tt]hese|[Tt]hose|[Tt]his|[Tt]hat|The)\b", "the", self._in_full(phrase))
        said = re.sub(r"^A(n?) ", r"a\1 ", said)
        if pronoun.owns:
            return said + ("'" if said.endswith("s") else "'s")
        return f"in {said}" if pronoun.kind == "there" else said

    def _in_full(self, phrase: Phrase) -> str:
        """Give the longer form of a surname that the conversation has."""
        if not phrase.named or " " in phrase.text:
            return phrase.text
        said = (m.phrase.text for m in self._mentions if m.phrase.text.endswith(f" {phrase.text}"))
        longer = Counter(text for text in said if text[0].isupper() and len(text.split()) <= 4 and " and " not in text)
        return longer.most_common(1)[0][0] if longer else phrase.text

    def _antecedent(self, kind: PronounKind, own: frozenset[str]) -> Phrase | None:
        often = Counter(key_of(mention.phrase) for mention in self._mentions)
        best, best_score = None, LEAST
        for mention in self._mentions:
            score = self._score(mention, kind, often[key_of(mention.phrase)])
            if score > best_score and key_of(mention.phrase) not in own:
                best, best_score = mention.phrase, score
        if kind not in self._chains:
            return best
        before, turn = self._chains[kind]
        score = 2 * FIT + CHAIN + NAMED * before.named - AGE * (self._turn - turn)
        score += OFTEN * min(often[key_of(before)], 4)
        return before if score >= best_score and key_of(before) not in own else best

    def _score(self, mention: _Mention, kind: PronounKind, times: int) -> float:
        phrase, role = mention.phrase, mention.role
        if phrase.named and phrase.kind in ("unknown", "person") and phrase.head in self._people:
            phrase = replace(phrase, kind="person", female=self._people[phrase.head])
        fits = fit(phrase, kind)
        if not fits or (mention.inner and kind in ("it", "this")):
            return 0.0
        if role == "short answer" and kind in self._asked_with and not self._asks_subject:
            role = "answer"  # "Who was his father?" goes on about him
        if role == "short answer" and mention.beside and (kind == "they" or not phrase.placed):
            role = "answer"  # "As a solvent.", "In damp forests.": what it is used for, where they live
        named = phrase.named and not phrase.owned
        score = FIT * fits + NAMED * named + ROLES[role] - AGE * (self._turn - mention.turn)
        score += OFTEN * min(times - 1, 4)
        acts = max(-3.0, min(self._acts.get(phrase.head, 0.0), 3.0)) if phrase.named else -1.0
        if kind in ("he", "she"):
            return score + ACTS * acts
        return score - (1.5 * ACTS * max(0.0, acts) if phrase.kind == "unknown" else 0.0)


def _kind_asked_for(words: Sequence[str]) -> Kind:
    """Tell what kind of thing a question asks for: "which vehicle" asks for a thing."""
    kinds: dict[str, Kind] = {"who": "person", "whom": "person", "where": "place"}
    if len(words) > 1 and words[0] in ("what", "which") and words[1] not in AUXILIARIES:
        return noun_kind(words[1])
    return kinds.get(words[0] if words else "", "unknown")
