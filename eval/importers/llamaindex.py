"""LlamaIndex's LabelledRagDataset, as its save_json writes it and as LlamaHub has it (rag_dataset.json).

Each example's reference contexts become documents, one a context, because the set does not say where they stood. A
reference answer is accepted where it is short or stands in a context; one in its writer's own words is not compared.
https://docs.llamaindex.ai/en/stable/module_guides/evaluating/contributing_llamadatasets/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.facts import Fact
from eval.importers.answers import FREE_WORDING, gradable
from eval.importers.contexts import Contexts, texts_of
from eval.importers.imported import Imported, amount
from eval.importers.jsonfiles import read_json
from eval.importers.naming import set_name
from eval.importers.values import LONGEST_TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from eval.importers.values import Value


def read(path: Path) -> Imported:
    """Read a file such as rag_dataset.json.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    contexts = Contexts(set_name(path))
    examples = read_json(path).field("examples")
    facts = tuple(_fact(example, contexts) for example in examples.items())
    if not facts:
        raise examples.because("expected at least one example, found none")
    free = sum(fact.answerable for fact in facts)
    return Imported(contexts.documents, facts, (FREE_WORDING.format(amount(free, "question")),) if free else ())


def _fact(example: Value, contexts: Contexts) -> Fact:
    question = example.field("query").text()
    passages = texts_of(example.optional("reference_contexts"), LONGEST_TEXT)
    given = example.optional("reference_answer")
    if not passages and not (given and given.any_text()):
        raise example.because("expected reference_contexts or a reference_answer, found neither")
    answers = gradable([given] if given else [], passages)
    return Fact(question, answers, answerable=not answers, paragraphs=contexts.take(passages))
