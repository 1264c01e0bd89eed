"""The same facts give the same figures in every run, with one thread or two; on a slice of the sample."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eval.facts import FactSet, load_facts
from eval.runner import run
from eval.sample import documents_folder, facts_file
from ingest import ingest
from rag.assistant import Assistant
from rag.library.library import Library
from rag.models.embedder import BundledEmbedder
from rag.models.reader import Reader
from rag.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from eval.results import EvalReport, Result

DOCUMENTS = ("doha-understanding.md", "istanbul-round.txt", "flood-relief.md")


def a_slice() -> FactSet:
    """Give every other fact that the three documents prove, and four that no document does."""
    facts = load_facts(facts_file())
    proven = [fact for fact in facts.facts if {one.document for one in fact.paragraphs} <= set(DOCUMENTS)]
    answerable = [fact for fact in proven if fact.expects_answer]
    return FactSet((*answerable[::2], *[fact for fact in proven if fact.unanswerable][:4]), (), facts.path)


def report_of(folder: Path, threads: int) -> EvalReport:
    with Library(folder, embedder=BundledEmbedder(threads)) as library:
        ingest([documents_folder() / name for name in DOCUMENTS], library)
        return run(a_slice(), Assistant(library, Settings(), Reader(threads)), library)


def but_for_the_time(report: EvalReport) -> list[Result]:
    return [replace(result, seconds=0.0) for result in report.results]


def test_two_runs_in_libraries_of_their_own_give_the_same_with_one_thread_and_with_two(tmp_path: Path) -> None:
    one, two = report_of(tmp_path / "one", 1), report_of(tmp_path / "two", 2)
    assert len(one.results) >= 10
    for once, again in zip(but_for_the_time(one), but_for_the_time(two), strict=True):
        assert once == again
    assert one.calibration == two.calibration
    timeless = [[m for m in each.overall.measures if m.metric.name != "seconds"] for each in (one, two)]
    assert timeless[0] == timeless[1]
