"""What each stage brings: the same facts searched and answered with fewer stages and with more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.facts import FactSet
    from eval.measures import Measure
    from eval.results import EvalReport
    from rag.library.library import Library
    from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Ablated:
    """Hold what one way came to."""

    way: str
    """Its name, as in WAYS."""
    measures: tuple[Measure, ...] = ()
    """Of a way that only searches: those of the search and its time."""
    report: EvalReport | None = None
    """None of a way that only searches, or was skipped."""
    skipped: str = ""
    """Why it did not run, fit to show; empty where it did."""


@dataclass(frozen=True, slots=True)
class Way:
    """Name one way and say what is at work in it."""

    name: str
    meaning: str


WAYS = (
    Way("dense", "vectors alone"),
    Way("lexical", "words alone (BM25)"),
    Way("fused", "both, fused; answers by nearness, without the reader"),
    Way("reranked", "fused, then put in the order that the reader believes in"),
    Way("reader", "reranked, answers quoted where the reader finds them"),
    Way("model", "reranked, answers written by the language model of the settings"),
)


def run(
    facts: FactSet,
    library: Library,
    ways: Sequence[str] = (),
    on_progress: Callable[[], None] | None = None,
    settings: Settings | None = None,
) -> tuple[Ablated, ...]:
    """Run the facts in each way, in the order of WAYS; `ways` are names, none: all. Progress: once a fact and way.

    Raises:
        FactsError: a fact names a paragraph that the library has not, or that could be several.
    """
    raise NotImplementedError
