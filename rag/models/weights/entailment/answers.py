"""Pairs whose sentence was made of a question: another answer, the roles exchanged, an answer where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.models.weights.entailment import changes
from rag.models.weights.entailment.statements import sentence, state
from rag.models.weights.entailment.stock import Seed

if TYPE_CHECKING:
    import random

    from rag.models.weights.entailment.sources import Asked, Paragraph
    from rag.models.weights.entailment.stock import Pair, Stock

VERB_OBJECT = re.compile(r"(\w+) ((?:(?:the|a|an|his|her|its|their|[A-Z][\w'-]+)\s?)+[\w'-]*(?: [a-z]+s)?)(?= |$)(.*)")
SAID_SHARE = 0.3
"""How often the passage says it in the very words of the question."""


def other_answer(stock: Stock, rng: random.Random) -> Pair | None:
    """Put another answer of the paragraph where the right one stood."""
    seed, asked = stock.asked(rng)
    other = confused(rng, seed.paragraph, asked)
    if other is None:
        return None
    return stock.pair(rng, seed, asked.statement.filled(other).text, False, "other answer")


def roles(stock: Stock, rng: random.Random) -> Pair | None:
    """Say who did what to whom the right or the wrong way round, active or passive."""
    seed, asked = stock.asked(rng)
    statement = asked.statement
    match = VERB_OBJECT.match(statement.after)
    base = stock.grammar.base(statement.verb) if statement.verb else None
    if not match or not base or base in ("be", "have", "become", "mean"):
        return None
    left, right = statement.answer, match[2].strip()
    carried = rng.random() < 0.5
    if not carried:
        left, right = right, left
    text = f"{left} {match[1]} {right} {match[3]}"
    if rng.random() < 0.5:
        helper = "was" if stock.grammar.is_past(statement.verb) else "is"
        text = f"{right} {helper} {stock.grammar.participle(base)} by {left} {match[3]}"
    evidence = sentence(statement.text) if rng.random() < SAID_SHARE else None
    return stock.pair(rng, seed, text, carried, "roles", evidence)


def no_answer(stock: Stock, rng: random.Random) -> Pair | None:
    """Answer a question that a paragraph does not answer by what looks like an answer."""
    if not stock.unanswered:
        return None
    paragraph = rng.choice(stock.unanswered)
    question = rng.choice(paragraph.unanswered)
    matches = [*changes.names_of(paragraph.text), *changes.NUMBER.finditer(paragraph.text)]
    spans = [match.group() for match in matches] + [asked.statement.answer for asked in paragraph.asked]
    spans = [one for one in spans if one.lower() not in question.lower()]
    if not spans:
        return None
    number = question.lower().startswith(("when", "how many", "how much", "in what year", "what year"))
    answer = rng.choice([one for one in spans if any(map(str.isdigit, one)) == number] or spans)
    made = state(stock.grammar, question, answer, "")
    if made is None:
        return None
    place = next((place for place, one in enumerate(paragraph.sentences) if answer in one), 0)
    return stock.pair(rng, Seed(paragraph, made.text, place), made.text, False, "no answer")


def confused(rng: random.Random, paragraph: Paragraph, asked: Asked) -> str | None:
    """Find an answer of the same shape that is not the right one and not listed beside it."""
    answer = asked.statement.answer
    shape = _shape(answer, asked.word)
    texts = [(one.statement.answer, one.word) for one in paragraph.asked]
    if shape == "name":
        texts += [(match.group(), "who") for match in changes.names_of(paragraph.text)]
    if shape == "number":
        texts += [(match.group(), "") for match in changes.NUMBER.finditer(paragraph.text)]
    statement = f"{asked.statement.before} {asked.statement.after}".lower()
    fitting = []
    for text, word in texts:
        small = text.lower().removeprefix("the ")
        if _shape(text, word) != shape or (shape == "words" and word != asked.word):
            continue
        if small in statement or _overlaps(small, (*asked.golds, answer.lower())):
            continue
        if not _listed(paragraph.text, answer, text):
            fitting.append(text)
    return rng.choice(fitting) if fitting else None


def _shape(answer: str, word: str) -> str:
    if any(map(str.isdigit, answer)):
        return "number"
    return "name" if answer[:1].isupper() or word == "who" else "words"


def _overlaps(text: str, others: tuple[str, ...]) -> bool:
    """Tell whether a text shares a word that says something with one of the others."""
    words = {word for word in re.findall(r"\w+", text) if len(word) > 3 or word.isdigit()} or {text}
    return any(word in other for other in others for word in words)


def _listed(passage: str, one: str, two: str) -> bool:
    """Tell whether two answers stand beside one another in a list: then each may be right."""
    left, right = (re.escape(re.sub(r"^(?:the|a|an|in|on|at) ", "", text)) for text in (one, two))
    between = r"(?:[\w'.-]+ ?){0,4}(?:,|and|or|&|/|\()(?: ?[\w'.-]+){0,3} ?(?:, ?|and |or ){0,2}"
    return bool(re.search(f"{left} ?{between}{right}|{right} ?{between}{left}", passage, re.IGNORECASE))
