"""Measure follow-up questions: what each way to ask them finds, and how near it comes to what a person wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.benchmarks.build import paragraph_ids
from eval.benchmarks.retrieval import DEPTH, Ranking, grade
from eval.metrics import mean
from rag.followup import FollowUp, follow
from rag.retriever import Retriever
from rag.text.words import stems, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eval.benchmarks.datasets import CorpusDocument, FollowUpQuestion
    from rag.answer import Hit
    from rag.library.library import Library
    from rag.reranker import Reranker


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Hold how one way to ask compares with the person's rewrites; None where there was nothing to compare."""

    way: str
    left_alone: float | None
    """Share of the questions that the person left alone which this way leaves as they are, byte for byte."""
    rouge_1: float | None
    """Mean F1 of all words."""
    recall: float | None
    """Share of the content words that the person brought in which this way brings in too."""
    precision: float | None
    """Share of the content words that this way brings in which the person brought in."""


def ways() -> Mapping[str, Callable[[FollowUpQuestion], FollowUp]]:
    """Name the ways to ask: bare, with the turns before put in front, and ours."""
    return {
        "as asked": lambda asked: FollowUp(asked.text),
        "with last question": lambda asked: FollowUp(f"{asked.history[-1].question} {asked.text}"),
        "with history": lambda asked: FollowUp(
            " ".join([*(f"{turn.question} {turn.answer}" for turn in asked.history), asked.text])
        ),
        "ours": lambda asked: follow(asked.text, asked.history),
    }


def find(
    library: Library,
    documents: Sequence[CorpusDocument],
    questions: Sequence[FollowUpQuestion],
    reranker: Reranker | None,
    on_progress: Callable[[], None],
) -> list[Ranking]:
    """Rank paragraphs for every question asked in every way, as a search does; None: in fusion's order."""
    ids = paragraph_ids(documents)
    retriever = Retriever(library)
    ranks: dict[str, list[tuple[float, float, float, float]]] = {way: [] for way in ways()}
    for asked in questions:
        for way, say in ways().items():
            full = say(asked)
            hits = retriever.retrieve(full.query)
            found = reranker.rerank(full.reading, hits) if reranker else _inside_by_words(full.query, hits)
            order = dict.fromkeys((hit.document.path, p.number) for hit in found for p in hit.paragraphs)
            ranks[way].append(grade([ids[key] for key in list(order)[:DEPTH]], asked.gold))
        on_progress()
    return [Ranking(way, *(mean(column) or 0.0 for column in zip(*rows, strict=True))) for way, rows in ranks.items()]


def _inside_by_words(query: str, hits: Sequence[Hit]) -> list[Hit]:
    """Put the paragraphs of each hit in the order of how many of the query's stems they have."""
    wanted = stems(query)
    return [
        replace(hit, paragraphs=tuple(sorted(hit.paragraphs, key=lambda p: (-len(wanted & stems(p.text)), p.number))))
        for hit in hits
    ]


def compare_rewrites(questions: Sequence[FollowUpQuestion]) -> list[Rewriting]:
    """Compare every way to ask with what a person wrote."""
    return [_compare(way, [(asked, say(asked).query) for asked in questions]) for way, say in ways().items()]


def _compare(way: str, asked: Sequence[tuple[FollowUpQuestion, str]]) -> Rewriting:
    alone = [said == one.text for one, said in asked if tokens(one.text) == tokens(one.rewrite)]
    ours = [stems(said) - stems(one.text) for one, said in asked]
    persons = [stems(one.rewrite) - stems(one.text) for one, _ in asked]
    both = sum(len(one & other) for one, other in zip(ours, persons, strict=True))
    return Rewriting(
        way,
        mean(alone),
        mean(rouge_1(said, one.rewrite) for one, said in asked),
        _share(both, sum(map(len, persons))),
        _share(both, sum(map(len, ours))),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def rouge_1(said: str, wanted: str) -> float:
    """Give the F1 of the words of two texts, each word counted as often as it stands there.

    >>> rouge_1("Who signed it?", "Who signed the truce?")
    0.5714285714285714
    """
    one, other = Counter(tokens(said)), Counter(tokens(wanted))
    words = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / words if words else 1.0
