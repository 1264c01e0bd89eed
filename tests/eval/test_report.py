from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from graded import NOBODY, WHO, recorded, refused, right, wrong
from rich.console import Console

from eval.comparing import compare
from eval.facts import Fact, Threshold
from eval.record import Figure, Judged, Opinion, Record, Way
from eval.report import show


def shown(record: Record, old: Record | None = None, width: int | None = None, is_terminal: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, soft_wrap=True, highlight=False, width=width, force_terminal=is_terminal, no_color=True
    )
    show(record, console, compare(old, record) if old else None)
    return stream.getvalue()


def test_a_failed_fact_is_shown_with_what_was_expected_answered_cited_and_where_its_proof_was_found() -> None:
    assert shown(recorded(wrong())).startswith(
        "facts.yaml:7: Who mediated?\n"
        "  failed    no accepted answer in it\n"
        "  expected  Qatar\n"
        "  answered  Turkey. [1]; also Oman\n"
        '  cited     doha.txt ¶1: "Khawaja Asif"\n'
        '  proof     doha.txt ¶3, found as number 2: "Qatar was the mediator."\n'
    )


def test_a_right_answer_is_counted_and_not_listed() -> None:
    output = shown(recorded(right(), refused()))
    assert "Who mediated?" not in output
    assert output.startswith("2 of 2 questions passed: nothing is wrong with their answer\n")


def test_each_figure_has_its_interval_its_count_and_a_line_that_says_what_it_is() -> None:
    output = shown(recorded(right(), wrong(), refused()))
    line, meaning = output[output.index("answer match") :].splitlines()[:2]
    assert line.split() == ["answer", "match", "50", "%", "0", "to", "100", "%", "of", "2"]
    assert meaning.startswith("  ")
    assert len(meaning.split()) > 3


def test_the_time_is_given_with_what_the_slowest_took() -> None:
    output = " ".join(shown(recorded(*(right(seconds=number / 100) for number in range(1, 101)))).split())
    assert "time to answer" in output
    assert "95 of 100 took at most 950 ms." in output


def test_figures_for_experts_stand_apart_on_one_line() -> None:
    output = " ".join(shown(recorded(right(), wrong())).split())
    assert "For those who know them: exact match 50 %, F1 50 %, recall@1 50 %" in output


@pytest.mark.parametrize("width", [80, 140])
def test_figures_and_tags_fit_the_terminal(width: int) -> None:
    output = re.sub(r"\x1b\[[\d;]*m", "", shown(recorded(right(), refused()), width=width, is_terminal=True))
    assert max(len(line) for line in output.splitlines()) <= width
    assert "near-miss" in output


def test_the_groups_have_a_row_each() -> None:
    rows = [line.split() for line in shown(recorded(right(), refused())).splitlines()]
    assert ["who", "1", "1", *["100", "%"] * 5] in rows
    assert ["near-miss", "1", "1", "-", "-", "-", "100", "%", "-"] in rows


def test_an_expected_refusal_is_called_so() -> None:
    assert "  expected  a refusal\n" in shown(recorded(wrong(NOBODY, "Ada.", "answered")))


def test_groups_that_repeat_the_answers_are_expected_once() -> None:
    fact = Fact("How many?", answers=("240", "260"), all_of=(("240",), ("260",)))
    assert "  expected  240; and 260\n" in shown(recorded(wrong(fact)))


def test_what_to_do_next_is_said_with_the_lines_it_is_about() -> None:
    output = " ".join(shown(recorded(wrong(), refused(WHO, "refused, though the documents say"))).split())
    assert "Answered from another place (1 question): read what was cited" in output
    assert "add the paragraph and the wording to the fact; if it is out of date" in output
    assert "tells them apart; facts.yaml:7" in output
    assert "Few facts (2 questions)" in output


def test_each_threshold_is_shown_met_or_missed_last() -> None:
    thresholds = (Threshold("answer_match", 0.8), Threshold("refused_answerable", 0.1))
    output = shown(recorded(wrong(), thresholds=thresholds))
    assert output.endswith(
        "FAIL  answer_match: 0 %, at least 80 % wanted\npass  refused_answerable: 0 %, at most 10 % wanted\n"
    )


def test_no_threshold_no_verdict() -> None:
    output = shown(recorded(right()))
    assert "pass  " not in output
    assert "FAIL" not in output


def test_escape_sequences_and_markup_of_documents_reach_no_terminal() -> None:
    fact = replace(WHO, question="Who [bold]x[/bold]\x1b]0;title\x07?", tags=("[red]\x1b[31m",))
    output = shown(recorded(wrong(fact, "\x1b[31mred[/]\x9b\u202e", "wrong \x1b[2J")), is_terminal=False)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"}.intersection(output)
    assert "Who [bold]x[/bold]" in output
    assert "red[/]" in output


def test_a_long_answer_is_shortened() -> None:
    output = shown(recorded(wrong(text="word " * 1000)))
    answered = next(line for line in output.splitlines() if line.startswith("  answered"))
    assert len(answered) < 450
    assert "…" in answered


def test_a_comparison_names_each_question_that_turned_and_tests_each_figure() -> None:
    output = shown(recorded(wrong()), recorded(right()))
    assert "worse  facts.yaml:7: Who mediated?\n  then      Qatar. [1] (nothing wrong)\n" in output
    assert "  now       Turkey. [1] (no accepted answer in it)" in output
    assert "1 question compared: 0 better, 1 worse" in output
    assert "no difference that" in output


def test_what_was_added_and_removed_is_named_beside_a_comparison() -> None:
    other = replace(WHO, question="Who sold it?")
    output = shown(recorded(right(), refused()), recorded(right(), right(other)))
    assert "1 asked now, not then: Who sang?" in output
    assert "1 asked then, not now: Who sold it?" in output


def test_ways_and_opinions_stand_in_tables_of_their_own() -> None:
    figure = Figure("recall_at_5", "recall@5", "", "more", "share", 0.5, 0.1, 0.9, 8)
    ways = (Way("dense", "vectors alone", (figure,)), Way("model", "", (), "no language model is set"))
    judged = Judged("test-model", (Opinion("faithfulness", "faithful", "Is it carried?", 3, 4, 1),), (), "it broke off")
    output = shown(replace(recorded(right()), ways=ways, judged=judged))
    assert "dense: vectors alone" in output
    assert "no language model is set" in output
    assert "What test-model thinks, apart from the figures above" in output
    assert "it broke off" in output


def test_brackets_of_others_are_no_markup() -> None:
    found = recorded(wrong(), part="[/x] of 9")
    figure = Figure("recall_at_5", "[/x]", "[/x]", "more", "share", 0.5, 0.1, 0.9, 8)
    judged = Judged("[/x]", (Opinion("[/x]", "[/x]", "[/x]", 3, 4, 1),), (), "[/x] said \x1b[31mno")
    old = replace(found, setup=replace(found.setup, made="[/x]", model="[/x]", citeback="[/x]"))
    ways = (Way("[/x]", "[/x]", (figure,), "[/x]"),)
    output = shown(replace(found, ways=ways, judged=judged), old)
    assert output.count("[/x]") >= 10
    assert "\x1b" not in output
