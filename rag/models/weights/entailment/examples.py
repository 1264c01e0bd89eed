"""What the model is trained on: a sentence, a passage, and whether the passage carries it; drawn as training goes.

`Mixer(paragraphs, grammar).draw(rng)` draws one pair. Sentences come from questions with their answers and from the
paragraphs themselves, shortened and reworded. Each way of making a false pair has its true twins, made by the same
rules, so that the sentence alone gives nothing away: what is changed in the sentence only is false; what is changed in
the passage too is true.
"""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from rag.models.weights.entailment import changes
from rag.models.weights.entailment.answers import confused, no_answer, other_answer, roles
from rag.models.weights.entailment.facts import contrasted, read_lines, related
from rag.models.weights.entailment.rewording import shortened
from rag.models.weights.entailment.statements import sentence
from rag.models.weights.entailment.stock import Pair, Seed, Stock, nearest, tailed, window
from rag.models.weights.entailment.words import SURE, UNSURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.models.weights.entailment.grammar import Grammar
    from rag.models.weights.entailment.sources import Paragraph

    Way = Callable[[Stock, Random], Pair | None]

MOST_TRIES = 40
"""Draws for a way of making a pair before another way is taken, so that rare ones keep their share."""
TAILS = read_lines("tails.txt")
CLAUSE = re.compile(
    r"(?:, (?:which|who|where|but|and|making|leading|with)|\b(?:because|after|before|while|when|in order to|although|"
    r"to|with|by|for)) [^,.;()]{12,70}(?=\.)"
)
LONGEST_JOINED = 45


class Mixer:
    """Draw pairs."""

    def __init__(self, paragraphs: list[Paragraph], grammar: Grammar) -> None:
        """Draw from these paragraphs."""
        self._stock = Stock(paragraphs, grammar)

    def draw(self, rng: Random) -> Pair:
        """Draw one pair."""
        while True:
            way = rng.choices(list(WAYS), list(WAYS.values()))[0]
            for _ in range(MOST_TRIES):
                made = way(self._stock, rng)
                if made is not None and made.sentence and made.passage:
                    return made


def plain(stock: Stock, rng: Random) -> Pair | None:
    """Leave the sentence as it is."""
    seed = stock.seed(rng, 0.75)
    return stock.pair(rng, seed, seed.text, True, "asked" if seed.asked else "shortened")


def exchanged(stock: Stock, rng: Random) -> Pair | None:
    """Exchange two names or numbers."""
    seed = stock.seed(rng, 0.4)
    made = changes.swapped(seed.text, rng)
    return stock.pair(rng, seed, made[0], made[1], "exchanged") if made else None


def detail(stock: Stock, rng: Random) -> Pair | None:
    """Put another name, number or word, mostly one of the paragraph."""
    seed = stock.seed(rng, 0.5)
    passage = seed.paragraph.text
    ways: tuple[Callable[[], str | None], ...] = (
        lambda: changes.other_name(seed.text, rng, passage, stock.names),
        lambda: changes.other_number(seed.text, rng, passage),
        lambda: changes.other_word(seed.text, rng, passage),
        lambda: changes.other_word(seed.text, rng, rng.choice(stock.paragraphs).text + passage),
    )
    return stock.pair(rng, seed, rng.choice(ways)(), False, "detail")


def tail(stock: Stock, rng: Random) -> Pair | None:
    """Say more: true where the passage says it too."""
    seed = stock.seed(rng, 0.6)
    said, other = rng.sample(TAILS, 2)
    if rng.random() < 0.4:
        said = _clause(stock, rng, seed.paragraph) or said
    evidence = seed.said if rng.random() < 0.7 else seed.text
    draw = rng.random()
    if draw < 0.34:
        return stock.pair(rng, seed, tailed(seed.text, said), True, "tail, said", tailed(evidence, said))
    if draw < 0.42:
        return stock.pair(rng, seed, seed.text, True, "tail, left out", tailed(evidence, said))
    if draw < 0.72:
        kept = None if rng.random() < 0.7 else evidence
        return stock.pair(rng, seed, tailed(seed.text, said), False, "tail", kept)
    return stock.pair(rng, seed, tailed(seed.text, said), False, "tail, another", tailed(evidence, other))


def _clause(stock: Stock, rng: Random, paragraph: Paragraph) -> str | None:
    """Take the end of a sentence of another paragraph of the document, or of any."""
    near = stock.beside(paragraph)
    other = rng.choice(near) if len(near) > 1 and rng.random() < 0.7 else rng.choice(stock.paragraphs)
    if other is paragraph:
        return None
    found = [one for one in CLAUSE.findall(other.text) if one not in paragraph.text]
    return rng.choice(found) if found else None


def joined(stock: Stock, rng: Random) -> Pair | None:
    """Join two sentences; one of them may be false."""
    seed = stock.seed(rng, 0.7)
    place, second, false = _another(stock, rng, seed.paragraph)
    if abs(place - seed.place) > 1 or second.rstrip(".").lower() in seed.text.lower():
        return None
    carried = rng.random() <= 0.5
    if not carried:
        second = false or _another(stock, rng, rng.choice(stock.beside(seed.paragraph)))[1]
        if second in seed.paragraph.text:
            return None
    join = rng.choice((", and ", " and ", ", while ", "; ", ", but "))
    left, right = (seed.text, second) if rng.random() < 0.5 else (second, seed.text)
    text = left.rstrip(". ") + join + (right if changes.names_of(right[:12]) else right[:1].lower() + right[1:])
    if len(text.split()) > LONGEST_JOINED:
        return None
    return stock.pair(rng, seed, text, carried, "joined" if carried else "joined, half false")


def _another(stock: Stock, rng: Random, paragraph: Paragraph) -> tuple[int, str, str | None]:
    """Draw a sentence that a paragraph carries: its place, itself and, where there is one, a false variant of it."""
    if paragraph.asked:
        asked = rng.choice(paragraph.asked)
        other = confused(rng, paragraph, asked)
        return asked.place, asked.statement.text, asked.statement.filled(other).text if other else None
    place = rng.randrange(len(paragraph.sentences))
    text = shortened(paragraph.sentences[place], rng)
    return place, text, changes.other_name(text, rng, paragraph.text, stock.names)


def twins(stock: Stock, rng: Random) -> Pair | None:
    """Change the sentence, the passage, or both: negation, opposites, additions, what is only possible."""
    seed = stock.seed(rng, 0.5)
    said = seed.text if seed.asked else seed.said
    kind = rng.choice(("negated", "negated", "opposed", "qualified", "qualified", "uncertain"))
    one, two = str(rng.random()), str(rng.random())
    changed, told = _change(stock, kind, seed.text, one), _change(stock, kind, said, one)
    form = rng.random()
    if form < 0.30:
        evidence = changed if rng.random() < 0.6 else told
        return stock.pair(rng, seed, changed, True, f"{kind}, both", evidence) if evidence else None
    if form < 0.65:
        return stock.pair(rng, seed, seed.text, kind == "qualified", f"{kind}, passage", told) if told else None
    if kind == "uncertain":
        return stock.pair(rng, seed, seed.text, True, "uncertain, none", said)
    if form < 0.8 and kind == "qualified":
        other = _change(stock, kind, seed.text, two)
        return None if changed == other else stock.pair(rng, seed, changed, False, f"{kind}, another", other)
    return stock.pair(rng, seed, changed, False, f"{kind}, sentence", said if form > 0.85 else None)


def _change(stock: Stock, kind: str, text: str, draw: str) -> str | None:
    """Change a text; the same draw changes it the same way."""
    same = Random(draw)
    if kind == "opposed":
        return changes.opposed(text, same)
    way = {"negated": changes.negated, "qualified": changes.qualified, "uncertain": changes.uncertain}[kind]
    return way(text, same, stock.grammar)


def quantity(stock: Stock, rng: Random) -> Pair | None:
    """Say more than a quantifier does, or less, or the same."""
    seed = stock.seed(rng, 0.3)
    stronger = changes.quantified(seed.text, rng, changes.QUANTIFIERS)
    draw = rng.random()
    if stronger is None:
        weaker = changes.quantified(seed.text, rng, changes.WEAKER)
        if weaker is None:
            return None
        if draw < 0.5:
            return stock.pair(rng, seed, seed.text, False, "quantity", weaker)
        return stock.pair(rng, seed, weaker, True, "quantity, weaker")
    if draw < 0.5:
        return stock.pair(rng, seed, stronger, False, "quantity")
    if draw < 0.75:
        return stock.pair(rng, seed, stronger, True, "quantity, both", stronger)
    return stock.pair(rng, seed, seed.text, True, "quantity, none", seed.said)


def sure(stock: Stock, rng: Random) -> Pair | None:
    """Wrap what the passage says into words that keep or take away its being so."""
    seed = stock.seed(rng, 0.5)
    said = (seed.text if seed.asked else seed.said).rstrip(".")
    carried = rng.random() < 0.5
    evidence = sentence(rng.choice(SURE if carried else UNSURE).format(said[:1].lower() + said[1:]))
    return stock.pair(rng, seed, seed.text, carried, "sure" if carried else "unsure", evidence)


def far(stock: Stock, rng: Random) -> Pair | None:
    """Put a sentence beside another paragraph, of its document or one that looks like it."""
    if rng.random() < 0.5 and stock.elsewhere:
        paragraph = rng.choice(stock.elsewhere)
        text = rng.choice(paragraph.elsewhere).text
        return stock.pair(rng, Seed(paragraph, text, nearest(text, paragraph.sentences)), text, False, "elsewhere")
    seed = stock.seed(rng, 0.5)
    near = [one for one in stock.beside(seed.paragraph) if one is not seed.paragraph]
    if not near:
        return None
    other = rng.choice(near[:40])
    if other.text in seed.paragraph.text or seed.said in other.text:
        return None
    there = Seed(other, seed.text, nearest(seed.text, other.sentences))
    return stock.pair(rng, there, seed.text, False, "elsewhere")


def without(stock: Stock, rng: Random) -> Pair | None:
    """Take the sentence that carries it out of the passage."""
    seed = stock.seed(rng, 0.6)
    kept = [one for place, one in enumerate(seed.paragraph.sentences) if place != seed.place]
    if len(kept) < 2 or (seed.asked and seed.asked.statement.answer.lower() in " ".join(kept).lower()):
        return None
    place = max(0, min(seed.place - rng.randint(0, 1), len(kept) - 1))
    return Pair(sentence(seed.text), window(rng, kept, place, None), False, "taken out")


def relation(stock: Stock, rng: Random) -> Pair | None:
    """Say who did what to whom, made up, from either side."""
    text, said, carried = related(rng, stock.names)
    return _made_up(stock, rng, text, said, carried, "related" if carried else "related, swapped")


def contrast(stock: Stock, rng: Random) -> Pair | None:
    """Say a made-up fact in other words, or its opposite."""
    text, said, carried = contrasted(rng, stock.names)
    return _made_up(stock, rng, text, said, carried, "same fact" if carried else "opposite fact")


def _made_up(stock: Stock, rng: Random, text: str, said: str, carried: bool, kind: str) -> Pair | None:
    """Put what is said into a paragraph, alone or with more in the same sentence."""
    paragraph = rng.choice(stock.paragraphs)
    seed = Seed(paragraph, text, rng.randrange(len(paragraph.sentences)))
    draw = rng.random()
    if draw < 0.2:
        said = tailed(said, rng.choice(TAILS))
    elif draw < 0.4:
        _, more, _ = rng.choice((contrasted, related))(rng, stock.names)
        said = rng.choice(("{}, and {}", "{}, but {}", "{} while {}", "{}; {}")).format(*rng.sample((said, more), 2))
    return stock.pair(rng, seed, text, carried, kind, sentence(said))


WAYS: dict[Way, float] = {
    plain: 0.31,
    other_answer: 0.11,
    roles: 0.07,
    exchanged: 0.06,
    detail: 0.06,
    tail: 0.08,
    joined: 0.04,
    twins: 0.10,
    quantity: 0.03,
    sure: 0.02,
    far: 0.04,
    without: 0.02,
    no_answer: 0.02,
    relation: 0.13,
    contrast: 0.22,
}
"""How often each way is taken, in relation to the others."""
