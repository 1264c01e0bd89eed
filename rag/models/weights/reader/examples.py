"""What the reader is trained on: the released questions, and harder ones made from them as training goes.

`load` reads the training files; `Mixer(rows).epoch(number)` draws one epoch of examples. Most are taken as they are;
some are cut, packed, prefixed with a title or turned into a question that the paragraph does not answer. Every draw
depends on the seed and the epoch alone.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.models.weights.reader.tables import table_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NEAR_MISS_SHARE = 0.3
"""Share of the answerable questions that are turned into unanswerable ones."""
CUT_SHARE = 0.5
"""Share of the long paragraphs that are cut to SHORT_WORDS around the answer."""
SHORT_WORDS = 85
LONG_WORDS = 150
TITLE_SHARE = 0.4
PACKED_SHARE = 0.5
NO_MARK_SHARE = 0.15
TABLE_EXAMPLES = 1600
COPIES = {
    "squad2_dev_12_articles": 2.0,
    "qamr": 0.25,
    "squadshifts_reddit": 0.8,
    "squadshifts_amazon_reviews": 0.8,
    "squad_train_bm25neg": 0.8,
    "squadshifts_reddit_bm25neg": 0.4,
    "squadshifts_amazon_reviews_bm25neg": 0.4,
}
"""How often a source's examples occur in one epoch, where not once."""

ANTONYMS = """
first/last earliest/latest largest/smallest biggest/smallest highest/lowest most/least more/fewer best/worst
longest/shortest oldest/youngest older/younger larger/smaller higher/lower longer/shorter better/worse major/minor
before/after began/ended begin/end start/finish started/ended increase/decrease increased/decreased rise/fall
rose/fell won/lost win/lose gain/lose accepted/rejected accept/reject allowed/forbidden allow/forbid
support/oppose supported/opposed north/south northern/southern east/west eastern/western northeast/southwest
above/below over/under inside/outside internal/external male/female men/women man/woman husband/wife
father/mother brother/sister son/daughter king/queen public/private rich/poor hot/cold warm/cool wet/dry
light/dark strong/weak heavy/light fast/slow early/late early/modern ancient/modern old/new common/rare
positive/negative direct/indirect legal/illegal possible/impossible true/false same/different similar/different
include/exclude included/excluded present/absent remain/leave remained/left open/closed opened/closed
create/destroy created/destroyed founded/dissolved built/demolished bought/sold buy/sell like/dislike liked/disliked
love/hate loved/hated easy/difficult hard/easy good/bad maximum/minimum upper/lower summer/winter
urban/rural domestic/foreign permanent/temporary natural/artificial simple/complex active/passive
always/never with/without for/against majority/minority success/failure successful/unsuccessful
advantage/disadvantage enemy/ally attack/defend attacked/defended import/export arrived/departed
born/buried married/divorced appointed/dismissed employ/dismiss raise/lower raised/lowered
"""
NEGATED = re.compile(r"\b(did|does|do|was|were|is|are|can|could|has|have|had|will|would|should)\b", re.IGNORECASE)
NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+(?:of|the|de|von|and)\s+[A-Z][\w'’-]+|\s+[A-Z][\w'’-]+)*")
NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
WORD = re.compile(r"\b[a-z]{5,}\b")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[\"'“‘(]?[A-Z0-9])")
QUESTION_WORDS = frozenset(
    """about after against along among around because before being between could during every first following given
    known many might more most much name named often other people person place should since such than that their there
    these they thing things this those through time type under until used using were what when where which while whom
    whose will with within without would year years""".split()
)


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a question, the paragraph it is asked of, and where the answer stands."""

    source: str
    document: str
    question: str
    context: str
    start: int | None
    """Offset of the answer in the context in characters; None: the paragraph does not answer."""
    end: int | None
    prefix: str = ""
    """Title put before the context; never part of an answer."""


def load(folder: Path) -> list[Example]:
    """Read `reader.jsonl.gz` and `reader_negatives.jsonl.gz`; the shortest of several gold answers is kept."""
    examples = []
    for name in ("reader.jsonl.gz", "reader_negatives.jsonl.gz"):
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                answer = min(row["answers"], key=lambda one: len(one["text"]), default=None)
                start: int | None = answer["start"] if answer else None
                end = start + len(answer["text"]) if answer and start is not None else None
                examples.append(Example(row["source"], row["document"], row["question"], row["context"], start, end))
    return examples


class Mixer:
    """Draw epochs of examples."""

    def __init__(self, examples: list[Example], seed: int = 0) -> None:
        """Keep the examples and the names that occur in their contexts."""
        self._examples = examples
        self._seed = seed
        self._names = sorted({name for one in examples[::7] for name in NAME.findall(one.context)})
        self._sentences = [one for one in examples if one.source == "qamr"]
        pairs = [pair.split("/") for pair in ANTONYMS.split()]
        self._antonyms = {left: right for left, right in pairs} | {right: left for left, right in reversed(pairs)}

    def epoch(self, number: int) -> list[Example]:
        """Draw the examples of one epoch, in random order."""
        rng = random.Random(f"{self._seed}-{number}")
        drawn = [self._changed(one, rng) for one in self._copies(rng)]
        drawn += [Example("table", *one) for one in table_examples(rng, TABLE_EXAMPLES)]
        rng.shuffle(drawn)
        return drawn

    def _copies(self, rng: random.Random) -> Iterator[Example]:
        for one in self._examples:
            copies = COPIES.get(one.source, 1.0)
            for _ in range(int(copies) + (rng.random() < copies % 1)):
                yield one

    def _changed(self, one: Example, rng: random.Random) -> Example:
        if one.start is not None and rng.random() < NEAR_MISS_SHARE:
            one = self._near_miss(one, rng)
        if one.source == "qamr" and rng.random() < PACKED_SHARE:
            one = self._packed(one, rng)
        one = _cut(one, SHORT_WORDS if rng.random() < CUT_SHARE else LONG_WORDS, rng)
        title = _title(one)
        if title and rng.random() < TITLE_SHARE:
            one = replace(one, prefix=title)
        if rng.random() < NO_MARK_SHARE:
            one = replace(one, question=one.question.rstrip(" ?"))
        return one

    def _packed(self, one: Example, rng: random.Random) -> Example:
        """Put sentences of other documents before or after."""
        before = [rng.choice(self._sentences).context for _ in range(rng.choice((0, 1, 1, 2)))]
        after = [rng.choice(self._sentences).context for _ in range(rng.choice((0, 1, 1, 2)))]
        shift = sum(len(text) + 1 for text in before)
        start = None if one.start is None else one.start + shift
        end = None if one.end is None else one.end + shift
        return replace(one, context=" ".join([*before, one.context, *after]), start=start, end=end)

    def _near_miss(self, one: Example, rng: random.Random) -> Example:
        """Turn the question, or the paragraph, so that there is no answer; give back the same where nothing fits."""
        ways: list[tuple[Callable[[Example, random.Random], Example | None], float]] = [
            (self._other_name, 3.0),
            (_other_number, 3.0),
            (self._antonym, 3.0),
            (_negated, 1.0),
            (_other_word, 1.0),
            (_answer_removed, 2.5),
        ]
        # An exponential race: an order drawn by weight.
        for way, _ in sorted(ways, key=lambda pair: rng.expovariate(1.0) / pair[1]):
            made = way(one, rng)
            if made is not None:
                return made
        return one

    def _other_name(self, one: Example, rng: random.Random) -> Example | None:
        found = [match for match in NAME.finditer(one.question) if match.start() > 0]
        if not found:
            return None
        match = rng.choice(found)
        answer = one.context[one.start : one.end]
        near = [name for name in NAME.findall(one.context) if name not in one.question and name not in answer]
        pool = near if near and rng.random() < 0.7 else self._names
        other = rng.choice(pool)
        if other.lower() in one.question.lower() or match.group().lower() in other.lower():
            return None
        return _asks(one, _swap(one.question, match, other))

    def _antonym(self, one: Example, rng: random.Random) -> Example | None:
        found = [match for match in re.finditer(r"[a-z]+", one.question) if match.group() in self._antonyms]
        if not found:
            return None
        match = rng.choice(found)
        return _asks(one, _swap(one.question, match, self._antonyms[match.group()]))


def _asks(one: Example, question: str) -> Example:
    return replace(one, question=question, start=None, end=None)


def _swap(question: str, match: re.Match[str], other: str) -> str:
    return question[: match.start()] + other + question[match.end() :]


def _other_number(one: Example, rng: random.Random) -> Example | None:
    found = list(NUMBER.finditer(one.question))
    if not found:
        return None
    match = rng.choice(found)
    digits = match.group()
    near = [number for number in NUMBER.findall(one.context) if number != digits and len(number) == len(digits)]
    if near and rng.random() < 0.6:
        return _asks(one, _swap(one.question, match, rng.choice(near)))
    place = rng.randrange(len(digits))
    if not digits[place].isdigit():
        return None
    changed = digits[:place] + rng.choice("123456789".replace(digits[place], "")) + digits[place + 1 :]
    return _asks(one, _swap(one.question, match, changed))


def _negated(one: Example, rng: random.Random) -> Example | None:
    found = list(NEGATED.finditer(one.question))
    if not found or re.search(r"\bnot\b|n't\b", one.question):
        return None
    match = found[0]
    if match.start() == 0:
        return None
    negation = rng.choice((f"{match.group()} not", f"{match.group()} never"))
    return _asks(one, _swap(one.question, match, negation))


def _other_word(one: Example, rng: random.Random) -> Example | None:
    """Put another content word of the paragraph, of the same ending, into the question."""
    found = [match for match in WORD.finditer(one.question) if match.group() not in QUESTION_WORDS]
    found = [match for match in found if match.group()[:5] in one.context.lower()]
    if not found:
        return None
    match = rng.choice(found)
    near = [
        word
        for word in WORD.findall(one.context)
        if word[-2:] == match.group()[-2:]
        and word[:4] != match.group()[:4]
        and word not in QUESTION_WORDS
        and word not in one.question
    ]
    return _asks(one, _swap(one.question, match, rng.choice(near))) if near else None


def _answer_removed(one: Example, _rng: random.Random) -> Example | None:
    """Take the sentence of the answer out, where enough is left and the answer stands nowhere else."""
    assert one.start is not None and one.end is not None
    spans = sentence_spans(one.context)
    kept = [one.context[start:end] for start, end in spans if end <= one.start or start >= one.end]
    context = " ".join(kept)
    if len(kept) < 2 or one.context[one.start : one.end].lower() in context.lower():
        return None
    return replace(one, context=context, start=None, end=None)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Split at sentence ends, roughly; the spans do not hold the blanks between."""
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    return [*spans, (start, len(text))]


def _cut(one: Example, words: int, rng: random.Random) -> Example:
    """Keep whole sentences up to `words` words around the answer, or around a random sentence."""
    if len(one.context.split()) <= words:
        return one
    spans = sentence_spans(one.context)
    if one.start is None or one.end is None:
        first = last = rng.randrange(len(spans))
    else:
        first = next(place for place, (_, end) in enumerate(spans) if one.start < end)
        last = next((place for place, (_, end) in enumerate(spans) if one.end <= end), len(spans) - 1)
    count = sum(len(one.context[start:end].split()) for start, end in spans[first : last + 1])
    while True:
        sides = [place for place in (first - 1, last + 1) if 0 <= place < len(spans)]
        if not sides:
            break
        side = rng.choice(sides)
        count += len(one.context[slice(*spans[side])].split())
        if count > words:
            break
        first, last = min(first, side), max(last, side)
    left, right = spans[first][0], spans[last][1]
    if one.start is None or one.end is None:
        return replace(one, context=one.context[left:right])
    return replace(one, context=one.context[left:right], start=one.start - left, end=one.end - left)


def _title(one: Example) -> str:
    """Read a title out of the document's name where it is one."""
    if one.source.startswith(("squad_train", "squad2", "qed")) and not one.document.startswith("sq-"):
        return one.document.replace("_", " ")
    return ""
