"""RAGAS's data sets: the columns of 0.1 (question, ground_truth, contexts) and of 0.2 on (user_input, reference ...).

JSON lines as its to_jsonl writes them, JSON (a list of records, or columns as pandas and `datasets` write them), and
CSV, where a list is written as Python or JSON writes it. What a pipeline once answered is not a fact and is not read;
what it retrieved goes into the library, but proves nothing. https://docs.ragas.io/en/stable/concepts/components/eval_dataset/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eval.facts import Fact
from eval.importers.answers import FREE_WORDING, gradable
from eval.importers.contexts import Contexts, texts_of
from eval.importers.imported import Imported, amount
from eval.importers.naming import set_name
from eval.importers.ragasrows import records
from eval.importers.values import LONGEST_TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from eval.importers.values import Value

MADE_BY_GENERATOR = ("evolution_type", "episode_done", "metadata")
"""Columns of the test sets that RAGAS 0.1 generates: there `contexts` is what a question was made from."""
TAGS = ("synthesizer_name", "evolution_type", "query_style", "query_length", "persona_name")
NOT_IN_CONTEXT = re.compile(
    r"the answer to (the )?given question is not (present|available) in (the )?(given )?context.*", re.I
)
"""What RAGAS 0.1 writes where its contexts do not answer."""


def read(path: Path) -> Imported:
    """Read a file such as testset.jsonl; the suffixes .json and .csv say that it is no JSON lines.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    samples = _Samples(Contexts(set_name(path)))
    last = None
    for last in records(path):
        samples.take(last)
    if last is not None and not samples.facts:
        raise last.because("expected reference, ground_truth or reference_contexts in some sample, found none in any")
    return Imported(samples.contexts.documents, tuple(samples.facts), tuple(samples.notes()))


@dataclass
class _Samples:
    """Collect the samples of one file."""

    contexts: Contexts
    facts: list[Fact] = field(default_factory=list)
    _without: int = 0
    _unproven: int = 0

    def take(self, sample: Value) -> None:
        """Take one sample; one that says neither what is right nor where it stands is left out."""
        question = sample.field("user_input", "question").text()
        retrieved, proving = _contexts(sample)
        truths = _truths(sample)
        references = self.contexts.take(proving)
        self.contexts.take(retrieved)
        tags = tuple(dict.fromkeys(said.any_text() for name in TAGS if (said := sample.optional(name)) is not None))
        if truths and all(NOT_IN_CONTEXT.fullmatch(truth.any_text()) for truth in truths):
            self.facts.append(Fact(question, unanswerable=True, tags=tags))
        elif truths or references:
            answers = gradable(truths, proving or retrieved)
            self._unproven += not references
            self.facts.append(Fact(question, answers, answerable=not answers, paragraphs=references, tags=tags))
        else:
            self._without += 1

    def notes(self) -> list[str]:
        """Say what a reader of the figures should know."""
        free = sum(fact.answerable for fact in self.facts)
        counted = (
            (free, "question", FREE_WORDING),
            (self._unproven, "question", "not graded by citations and retrieval: {} without reference_contexts"),
            (self._without, "sample", "left out: {} without reference, ground truth and reference_contexts"),
        )
        return [note.format(amount(count, noun)) for count, noun, note in counted if count]


def _contexts(sample: Value) -> tuple[list[str], list[str]]:
    """Give the passages that a pipeline retrieved, and those that prove the reference."""
    proving = texts_of(sample.optional("reference_contexts"), LONGEST_TEXT)
    retrieved = texts_of(sample.optional("retrieved_contexts"), LONGEST_TEXT)
    earlier = texts_of(sample.optional("contexts"), LONGEST_TEXT)
    generated = any(sample.has(name) for name in MADE_BY_GENERATOR) and sample.optional("answer") is None
    return (retrieved, proving + earlier) if generated else (retrieved + earlier, proving)


def _truths(sample: Value) -> list[Value]:
    """Give the answers that are right; RAGAS has had one, and several."""
    several = sample.optional("ground_truths")
    single = sample.optional("reference", "ground_truth")
    found = [*(several.items() if several else ()), *([single] if single else ())]
    return [one for one in found if one.any_text()]
