from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

from peer_results import result

from eval.benchmarks.peers.plot import draw
from eval.benchmarks.peers.roster import systems
from eval.benchmarks.peers.summary import columns, goals, losses, set_names
from eval.benchmarks.peers.tables import BEGIN, END, put, report

if TYPE_CHECKING:
    from pathlib import Path

    from eval.benchmarks.peers.summary import Column

OURS = ("read", "fused")


def table(ours: float = 0.9, seconds: float = 0.004, theirs: float = 0.5) -> list[Column]:
    results = [
        *(result("citeback", name, OURS, ours, seconds) for name in ("one", "two")),
        *(result("llamaindex", name, score=theirs) for name in ("one", "two")),
    ]
    return columns(systems(["llamaindex"]), results)


def test_every_way_of_a_system_is_a_column_and_the_usual_one_goes_by_the_systems_name() -> None:
    found = table()
    assert [column.title for column in found] == ["Citeback", "Citeback, fused", "LlamaIndex"]
    assert set_names(found) == ["one", "two"]


def test_goals_are_reached_when_every_set_is_won_and_the_speeds_are_there() -> None:
    assert [goal.reached for goal in goals(table())] == [True, True, True, True]
    assert [goal.found for goal in goals(table())] == [
        "2 above, 0 the same, 0 below",
        "2 above, 0 the same, 0 below",
        "3.8 times",
        "0.27 (4.0 ms against 15.0 ms)",
    ]


def test_a_tie_is_no_win_and_slow_is_no_goal() -> None:
    found = goals(table(ours=0.5, seconds=0.006))
    assert [goal.reached for goal in found] == [False, False, False, False]
    assert found[0].found == "0 above, 2 the same, 0 below"


def test_goals_that_nothing_was_measured_for_are_left_out() -> None:
    found = columns(systems([]), [result("citeback", "one", OURS)])
    assert [goal.wanted for goal in goals(found)] == ["0 above", "0 above"]
    assert goals(columns(systems(["llamaindex"]), [result("llamaindex", "one")])) == []


def test_a_loss_names_set_figure_and_both_values() -> None:
    assert losses(table()) == []
    found = losses(table(ours=0.4, seconds=0.02))
    assert "one, recall@5 0.400: LlamaIndex 0.500" in found
    assert "two, retrieval, median ms 20.0: LlamaIndex 15.0" in found
    assert "two, ingest, words/s 500: LlamaIndex 667" in found
    assert "one, MRR@10 0.500: LlamaIndex 0.500" in losses(table(ours=0.5))


def test_the_report_sets_the_best_in_bold_and_says_what_ran_where() -> None:
    text = report(table(), "python -m eval.benchmarks peers --data DATA")
    assert "| one (2 of 1,000 words) | **0.900** | **0.900** | 0.500 |" in text
    assert "| mean | 2,500 | 2,500 | 667 |".replace("2,500", "**2,500**") in text
    assert "Measured 2026-11-22 on a machine, 2 cores, by\n\n    python -m eval.benchmarks peers --data DATA" in text
    assert "| LlamaIndex | torch 2.13.0 | 2.0 | 1 |" in text


def test_texts_that_could_not_be_graded_are_told() -> None:
    assert "in no file" not in report(table(), "x")
    found = result("llamaindex", "one")
    (way,) = found.ways
    way = replace(way, grades=tuple(grade._replace(lost=2) for grade in way.grades))
    text = report(columns(systems(["llamaindex"]), [replace(found, ways=(way,))]), "x")
    assert "in no file, and count for nothing: LlamaIndex 4." in text


def test_a_set_that_a_system_was_not_measured_on_is_a_dash() -> None:
    results = [result("citeback", "one", OURS), result("citeback", "two", OURS), result("llamaindex", "two")]
    assert "| one (2 of 1,000 words) | **0.500** | **0.500** | - |" in report(
        columns(systems(["llamaindex"]), results), "x"
    )


def test_tables_are_put_between_the_marks_and_leave_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Title\n\nWords.\n", encoding="utf-8")
    put("first", path)
    assert path.read_text(encoding="utf-8") == f"# Title\n\nWords.\n\n{BEGIN}\n\nfirst\n\n{END}\n"
    path.write_text(path.read_text(encoding="utf-8") + "\nAfter.\n", encoding="utf-8")
    put("second", path)
    assert path.read_text(encoding="utf-8") == f"# Title\n\nWords.\n\n{BEGIN}\n\nsecond\n\n{END}\n\nAfter.\n"
    put("alone", tmp_path / "new.md")
    assert (tmp_path / "new.md").read_text(encoding="utf-8") == f"{BEGIN}\n\nalone\n\n{END}\n"


def test_the_plot_has_a_dot_a_column_and_set_and_a_bar_a_speed() -> None:
    drawn = ET.fromstring(draw(table()))
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawn.findall(f"{space}circle")) == 3 + 3 * 2
    assert len(drawn.findall(f"{space}rect")) == 1 + 2 + 3
    texts = [element.text for element in drawn.findall(f"{space}text")]
    assert {"Citeback, fused", "LlamaIndex", "one", "two"} <= set(texts)
