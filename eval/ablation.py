"""What each stage brings: the same facts searched and answered with fewer stages and with more.

Every way is made of the parts that answer; none has a branch of its own in them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.graded import Result
from eval.measures import BY_NAME, Measure, measure, measures
from eval.references import proofs
from eval.retrieved import DEPTH, ranked_paragraphs
from eval.runner import run as run_answers
from rag.answer import Answer, Hit
from rag.assistant import Assistant
from rag.disarming import disarm
from rag.errors import SettingsError
from rag.followup import standalone
from rag.library.matches import Match
from rag.models.embedder import embed_question
from rag.models.memory import RememberingEmbedder
from rag.models.reader import Reader
from rag.retriever import Candidates, gather
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from eval.facts import Fact, FactSet
    from eval.metrics import ParagraphKey
    from eval.prices import Prices
    from eval.results import EvalReport
    from rag.library.library import Library

    Search = Callable[[str, Collection[str] | None], list[Hit]]
    Progress = Callable[[], None]

OF_A_SEARCH = ("recall_at_1", "recall_at_5", "recall_at_10", "reciprocal_rank", "ndcg_at_10", "seconds")
"""The metrics of a way that only searches."""
NOWHERE = Path(__file__).parent / "no-weights"
"""A folder without a reader: an assistant then answers by nearness."""
NO_READER = "the bundled reader is not installed"


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
    run: Callable[[_Stage], Ablated]


@dataclass(frozen=True, slots=True)
class _Stage:
    """Hold what every way is given."""

    facts: FactSet
    wanted: Sequence[frozenset[ParagraphKey]]
    library: Library
    settings: Settings
    """Without a language model: its way alone takes that of `model`."""
    model: Settings
    prices: Prices | None
    on_progress: Progress


def run(
    facts: FactSet,
    library: Library,
    ways: Sequence[str] = (),
    on_progress: Progress | None = None,
    settings: Settings | None = None,
    prices: Prices | None = None,
) -> tuple[Ablated, ...]:
    """Run the facts in each way, in the order of WAYS; `ways` are names, none: all. Progress: once a fact and way.

    Raises:
        SettingsError: there is no way of such a name.
        FactsError: a fact names a paragraph that the library has not, or that could be several.
    """
    names = [way.name for way in WAYS]
    for name in ways:
        if name not in names:
            message = f"no way is called {name!r}: expected one of {', '.join(names)}"
            raise SettingsError(message)
    settings = settings or Settings.from_environment()
    progress = on_progress or (lambda: None)
    listed = proofs(facts, library.documents())
    stage = _Stage(facts, listed, library, replace(settings, llm=None), settings, prices, progress)
    return tuple(replace(way.run(stage), way=way.name) for way in WAYS if not ways or way.name in ways)


def _ranked_by(score: Callable[[Candidates], Mapping[int, float]]) -> Callable[[_Stage], Ablated]:
    """Search by one score of the chunks that the two halves found."""

    def run_way(stage: _Stage) -> Ablated:
        embedder = RememberingEmbedder(stage.library.embedder)

        def search(query: str, documents: Collection[str] | None) -> list[Hit]:
            found = gather(stage.library, query, embed_question(embedder, query), documents)
            scores = score(found)
            ranked = sorted(scores, key=lambda chunk: (-scores[chunk], chunk))[:DEPTH]
            passages = stage.library.read([Match(chunk, scores[chunk]) for chunk in ranked])
            return disarm(Hit(passage.document, passage.paragraphs, scores[passage.chunk]) for passage in passages)

        return _searched(stage, search)

    return run_way


def _reranked(stage: _Stage) -> Ablated:
    if not Reader().is_installed:
        return _skipped(stage, NO_READER)
    assistant = Assistant(stage.library, stage.settings)
    return _searched(stage, lambda query, documents: assistant.search(query, DEPTH, documents))


def _searched(stage: _Stage, search: Search) -> Ablated:
    """Grade a search alone; the first question is searched once more beforehand."""
    results: list[Result] = []
    for fact, wanted in zip(stage.facts.facts, stage.wanted, strict=True):
        query = standalone(fact.question, fact.history) if stage.settings.follow_up else fact.question
        if not results:
            search(query, fact.documents or None)
        start = time.perf_counter()
        hits = search(query, fact.documents or None)
        seconds = time.perf_counter() - start
        results.append(_found(fact, query, hits, seconds, wanted))
        stage.on_progress()
    return Ablated("", tuple(measure(BY_NAME[name], results) for name in OF_A_SEARCH))


def _found(fact: Fact, query: str, hits: Sequence[Hit], seconds: float, wanted: frozenset[ParagraphKey]) -> Result:
    unasked = Answer(fact.question, query, refused=True)
    found = ranked_paragraphs(query, hits)
    return Result(fact, unasked, seconds, (), (), None, None, None, (), retrieved=found, wanted=wanted)


def _by_nearness(stage: _Stage) -> Ablated:
    return _answered(stage, Assistant(stage.library, stage.settings, Reader(folder=NOWHERE)))


def _with_reader(stage: _Stage) -> Ablated:
    if not Reader().is_installed:
        return _skipped(stage, NO_READER)
    return _answered(stage, Assistant(stage.library, stage.settings))


def _with_model(stage: _Stage) -> Ablated:
    if stage.model.llm is None:
        return _skipped(stage, "no language model is set: CITEBACK_LLM names one")
    return _answered(stage, Assistant(stage.library, stage.model))


def _answered(stage: _Stage, assistant: Assistant) -> Ablated:
    facts = replace(stage.facts, thresholds=())
    report = run_answers(facts, assistant, stage.library, stage.on_progress, stage.prices)
    return Ablated("", measures(report.results), report)


def _skipped(stage: _Stage, reason: str) -> Ablated:
    for _ in stage.facts.facts:
        stage.on_progress()
    return Ablated("", skipped=reason)


WAYS = (
    Way("dense", "vectors alone", _ranked_by(lambda found: found.dense)),
    Way("lexical", "words alone (BM25)", _ranked_by(lambda found: found.lexical)),
    Way("fused", "both, fused; answers by nearness, without the reader", _by_nearness),
    Way("reranked", "fused, then put in the order that the reader believes in", _reranked),
    Way("reader", "reranked, answers quoted where the reader finds them", _with_reader),
    Way("model", "reranked, answers written by the language model of the settings", _with_model),
)
"""From the least at work to the most."""
