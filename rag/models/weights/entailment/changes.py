"""Changes to a sentence that change what it says. Each gives None where it finds nothing to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.models.weights.entailment.grammar import AUXILIARIES, BE, DETERMINERS, HAVE, MODAL, PREPOSITIONS, PRONOUNS
from rag.models.weights.entailment.rewording import SYNONYM, replaced
from rag.models.weights.entailment.statements import sentence
from rag.models.weights.entailment.words import ADJECTIVES, ADVERBS, MONTHS, NUMBERS, OPPOSITES

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from rag.models.weights.entailment.grammar import Grammar


NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+(?:of|the|de|von)\s+[A-Z][\w'’-]+|\s+[A-Z][\w'’-]+)*")
NUMBER = re.compile(rf"\b(?:\d[\d,.]*\d|\d|{'|'.join(NUMBERS)})\b", re.IGNORECASE)
WORD = re.compile(r"\b[a-z]{4,}\b")
FUNCTION_WORDS = AUXILIARIES | PREPOSITIONS | PRONOUNS
NEGATION = re.compile(r"\s+(?:not|never)\b|n't\b", re.IGNORECASE)
SYMMETRIC = re.compile(r"\b(?:met|married|and|or|with|between|near|like|versus|vs|equals?|resembles?)\b")
QUANTIFIERS = {
    "some": "all", "many": "all", "most": "all", "several": "all", "few": "most", "often": "always",
    "sometimes": "always", "usually": "always", "generally": "always", "occasionally": "always", "rarely": "often",
    "partly": "entirely", "mostly": "only", "mainly": "only", "partially": "completely", "nearly": "fully",
    "almost": "exactly", "can": "must", "may": "must", "might": "will", "could": "did", "probably": "certainly",
    "one of the": "the only one of the", "at least": "exactly", "up to": "at least", "more than": "exactly",
    "about": "exactly", "less than": "more than", "among the": "the", "half": "all", "part of": "all of",
}  # fmt: skip
WEAKER = {
    "all": "some", "every": "some", "always": "often", "must": "can", "only": "mainly",
}  # fmt: skip
UNCERTAIN = (
    ("was", "may have been"), ("were", "may have been"), ("is", "might be"), ("are", "could be"), ("was", "was to be"),
    ("will", "may"), ("has", "may have"), ("have", "might have"), ("had", "might have"), ("is", "is expected to be"),
    ("are", "are said to be"), ("was", "was rumoured to be"), ("can", "may one day be able to"),
)  # fmt: skip
_opposites = [pair.split("/") for pair in OPPOSITES]
OPPOSITE = {right: left for left, right in reversed(_opposites)} | {left: right for left, right in reversed(_opposites)}
BEFORE_VERB = (
    "planned to", "may have", "is said to have", "hoped to", "was expected to", "tried to", "might", "threatened to",
    "refused to", "is alleged to have", "was unable to", "considered whether to",
)  # fmt: skip


def negated(text: str, rng: random.Random, grammar: Grammar) -> str | None:
    """Deny the first verb, or affirm it where it is denied."""
    match = NEGATION.search(text)
    if match:
        return text[: match.start()] + text[match.end() :]
    words = text.split()
    for place in range(1, min(len(words), 14)):
        word = words[place].lower()
        if word in AUXILIARIES and words[place - 1].lower() not in ("who", "which", "that"):
            denial = rng.choice(("not", "not", "never", "n't"))
            if denial == "n't" and word not in ("may", "might", "am", "will", "can", "shall"):
                return " ".join([*words[:place], word + "n't", *words[place + 1 :]])
            return " ".join([*words[: place + 1], "never" if denial == "never" else "not", *words[place + 1 :]])
        base = grammar.base(word)
        if base and not _is_nominal(words, place):
            if rng.random() < 0.25:
                return " ".join([*words[:place], "never", *words[place:]])
            helper = "did" if grammar.is_past(word) else "does"
            form = rng.choice((f"{helper} not", f"{helper}n't", f"{helper} not"))
            return " ".join([*words[:place], form, base, *words[place + 1 :]])
    return None


def _is_nominal(words: list[str], place: int) -> bool:
    before = words[place - 1].lower()
    if before in DETERMINERS or before in PREPOSITIONS or before in ("and", "or", "who", "which", "that", "most"):
        return True
    return place + 1 < len(words) and words[place + 1].lower() in ("by",)


def opposed(text: str, rng: random.Random) -> str | None:
    """Put the opposite of one word."""
    found = [match for match in re.finditer(r"[A-Za-z]+", text) if match.group() in OPPOSITE]
    if not found:
        return None
    match = rng.choice(found)
    return replaced(text, match, OPPOSITE[match.group()])


def qualified(text: str, rng: random.Random, grammar: Grammar) -> str | None:
    """Add an adverb before the verb or an adjective before a noun; the draw decides which."""
    words = text.rstrip(".").split()
    if rng.random() < 0.45:
        adverb = rng.choice(ADVERBS)
        for place in range(1, min(len(words), 14)):
            word = words[place].lower()
            if word in BE | HAVE | MODAL and place + 1 < len(words) and grammar.is_participle(words[place + 1]):
                return sentence(" ".join([*words[: place + 1], adverb, *words[place + 1 :]]))
            if grammar.base(word) and word not in AUXILIARIES and not _is_nominal(words, place):
                return sentence(" ".join([*words[:place], adverb, *words[place:]]))
        return None
    places = [
        place + 1
        for place in range(len(words) - 1)
        if words[place].lower() in ("the", "a", "an", "his", "her", "its", "their") and words[place + 1].islower()
    ]
    if not places:
        return None
    place = rng.choice(places)
    adjective = rng.choice(ADJECTIVES)
    if words[place - 1].lower() in ("a", "an"):
        words[place - 1] = "an" if adjective[0].lower() in "aeiou" else "a"
    return sentence(" ".join([*words[:place], adjective, *words[place:]]))


def quantified(text: str, rng: random.Random, table: dict[str, str]) -> str | None:
    """Say more, or less, than a quantifier does."""
    found = list(re.finditer(r"\b(?:" + "|".join(table) + r")\b", text))
    if not found:
        return None
    match = rng.choice(found)
    return replaced(text, match, table[match.group()])


def uncertain(text: str, rng: random.Random, grammar: Grammar) -> str | None:
    """Say that it may be so, or is planned, or rumoured."""
    words = text.split()
    for place in range(1, min(len(words), 14)):
        word = words[place].lower()
        forms = [right for left, right in UNCERTAIN if left == word]
        if forms:
            return " ".join([*words[:place], rng.choice(forms), *words[place + 1 :]])
        base = grammar.base(word)
        if base and word not in AUXILIARIES and not _is_nominal(words, place):
            form = rng.choice(BEFORE_VERB)
            verb = grammar.participle(base) if form.endswith("have") else base
            return " ".join([*words[:place], form, verb, *words[place + 1 :]])
    return None


def names_of(text: str) -> list[re.Match[str]]:
    """Find names; the first word counts where it stands inside the text too, or has a second capital."""
    return [match for match in NAME.finditer(text) if match.start() > 0 or " " in match.group()]


def swapped(text: str, rng: random.Random) -> tuple[str, bool] | None:
    """Exchange two names or two numbers; True: what it says stays the same."""
    finders: list[Callable[[str], list[re.Match[str]]]] = [names_of, lambda one: list(NUMBER.finditer(one))]
    for finder in rng.sample(finders, 2):
        found = finder(text)
        if len(found) < 2:
            continue
        first, second = sorted(rng.sample(found, 2), key=lambda match: match.start())
        between = text[first.end() : second.start()]
        if first.group().lower() == second.group().lower() or len(between.split()) > 12:
            continue
        made = text[: first.start()] + second.group() + between + first.group() + text[second.end() :]
        if re.fullmatch(r"\s*(?:,|and|or|, and)\s*", between):
            return made, True
        if SYMMETRIC.search(between):
            continue
        return made, False
    return None


def other_name(text: str, rng: random.Random, passage: str, names: list[str]) -> str | None:
    """Put another name of the passage, or any name."""
    found = names_of(text)
    if not found:
        return None
    match = rng.choice(found)
    near = [one.group() for one in names_of(passage) if one.group() not in text and match.group() not in one.group()]
    other = rng.choice(near) if near and rng.random() < 0.8 else rng.choice(names)
    return None if other.lower() in text.lower() else replaced(text, match, other)


def other_number(text: str, rng: random.Random, passage: str) -> str | None:
    """Put another number of the passage, or a changed one, or another month."""
    months = [match for match in re.finditer(r"\b[A-Z][a-z]+\b", text) if match.group() in MONTHS]
    if months and rng.random() < 0.4:
        return replaced(text, rng.choice(months), rng.choice(MONTHS))
    found = list(NUMBER.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    number = match.group()
    near = [one for one in NUMBER.findall(passage) if one not in text and one[0].isdigit() == number[0].isdigit()]
    if near and rng.random() < 0.5:
        return replaced(text, match, rng.choice(near))
    if number.lower() in NUMBERS:
        return replaced(text, match, rng.choice([one for one in NUMBERS if one != number.lower()]))
    place = rng.choice([place for place, digit in enumerate(number) if digit.isdigit()])
    digit = rng.choice("123456789".replace(number[place], ""))
    return replaced(text, match, number[:place] + digit + number[place + 1 :])


def other_word(text: str, rng: random.Random, passage: str) -> str | None:
    """Put another word of the passage, of the same ending."""
    found = [match for match in WORD.finditer(text) if match.group() not in FUNCTION_WORDS]
    found = [match for match in found if match.group()[:5] in passage]
    if not found:
        return None
    match = rng.choice(found)
    word = match.group()
    near = [
        one
        for one in WORD.findall(passage)
        if one[-2:] == word[-2:] and one[:4] != word[:4] and one not in text and one not in SYNONYM.get(word, ())
    ]
    return replaced(text, match, rng.choice(near)) if near else None
