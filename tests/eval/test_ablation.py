from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder
from llm_server import LlmServer

from eval.ablation import OF_A_SEARCH, WAYS, Ablated, run
from eval.facts import Fact, FactSet, ParagraphReference
from eval.measures import METRICS
from eval.prices import Prices
from rag.answer import Turn
from rag.document import Chunk, Draft, Layout, Paragraph
from rag.errors import SettingsError
from rag.library.library import Library
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = {
    "quay.txt": ("The new quay opened on 12 May.", "Forty boats can moor there at a time."),
    "ferry.txt": ("The ferry to Lenham sails at nine every morning.", "Tomas Reed drives the lorry Falcon."),
    "fair.txt": ("The harbour fair runs from 20 to 22 May.",),
}
FACTS = (
    Fact("When did the new quay open?", answers=("12 May",), paragraphs=(ParagraphReference("quay.txt", 1),)),
    Fact(
        "What does he drive?",
        answers=("Falcon",),
        paragraphs=(ParagraphReference("ferry.txt", 2),),
        history=(Turn("Who is Tomas Reed?", "Tomas Reed is a driver."),),
    ),
    Fact("What is the capital of France?", unanswerable=True),
)
SET = FactSet(FACTS, (), Path("facts.yaml"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("library"), embedder=HashEmbedder()) as library:
        for name, texts in TEXTS.items():
            layout = Layout(tuple(Paragraph(number, text) for number, text in enumerate(texts, start=1)))
            chunks = tuple(Chunk(number, number, text, name) for number, text in enumerate(texts, start=1))
            library.add([Draft(f"/{name}", hashlib.sha256(name.encode()).hexdigest(), name, layout, chunks)])
        yield library


@pytest.fixture(scope="module")
def ways(library: Library) -> dict[str, Ablated]:
    return {one.way: one for one in run(SET, library, settings=Settings())}


def value(one: Ablated, name: str) -> float | None:
    return {measure.metric.name: measure.value for measure in one.measures}[name]


def test_every_way_is_run_in_order_from_the_least_to_the_most(ways: dict[str, Ablated]) -> None:
    assert list(ways) == ["dense", "lexical", "fused", "reranked", "reader", "model"] == [way.name for way in WAYS]


def test_a_way_that_only_searches_has_the_metrics_of_a_search_alone(ways: dict[str, Ablated]) -> None:
    for name in ("dense", "lexical", "reranked"):
        assert [measure.metric.name for measure in ways[name].measures] == list(OF_A_SEARCH)
        assert ways[name].report is None
        assert value(ways[name], "recall_at_10") == 1.0


def test_words_alone_find_the_paragraph_that_has_them_and_a_follow_up_is_searched_in_full(
    ways: dict[str, Ablated],
) -> None:
    assert value(ways["lexical"], "reciprocal_rank") == 1.0


def test_a_way_that_answers_has_every_metric_and_its_report(ways: dict[str, Ablated]) -> None:
    for name in ("fused", "reader"):
        assert [measure.metric for measure in ways[name].measures] == list(METRICS)
        report = ways[name].report
        assert report is not None
        assert len(report.results) == len(FACTS)


def test_without_the_reader_there_are_no_very_words_and_with_it_there_are(ways: dict[str, Ablated]) -> None:
    fused, reader = ways["fused"].report, ways["reader"].report
    assert fused is not None
    assert reader is not None
    assert {result.answer.short_answer for result in fused.results} == {None}
    assert reader.results[0].answer.short_answer == "12 May"


def test_the_model_s_way_is_skipped_with_the_cure_where_none_is_set(ways: dict[str, Ablated]) -> None:
    assert ways["model"].skipped == "no language model is set: CITEBACK_LLM names one"
    assert (ways["model"].report, ways["model"].measures) == (None, ())


def test_a_model_s_tokens_and_their_cost_are_measured_and_the_other_ways_call_none(library: Library) -> None:
    with LlmServer("The new quay opened on 12 May [1].") as server:
        settings = Settings(llm="test-model", llm_url=server.url)
        reader, model = run(
            FactSet(FACTS[:1], (), Path("f")), library, ("reader", "model"), None, settings, Prices(1, 2)
        )
    assert (value(reader, "tokens"), value(reader, "cost")) == (None, None)
    assert (value(model, "tokens") or 0) > 20
    assert (value(model, "cost") or 0) > 0
    assert value(model, "answer_match") == 1.0


def test_only_the_ways_that_are_named_are_run_and_progress_counts_facts_and_ways(library: Library) -> None:
    steps: list[int] = []
    found = run(SET, library, ("model", "dense"), lambda: steps.append(1), Settings())
    assert [one.way for one in found] == ["dense", "model"]
    assert len(steps) == 2 * len(FACTS)


def test_a_way_that_is_not_known_is_refused_with_those_that_are(library: Library) -> None:
    with pytest.raises(SettingsError, match="no way is called 'sparse': expected one of dense, lexical, fused"):
        run(SET, library, ("sparse",), settings=Settings())
