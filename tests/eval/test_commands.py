from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from eval.ablation import WAYS
from eval.commands import app
from rag.document import Chunk, Draft, Layout, Paragraph
from rag.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("Khawaja Asif led Pakistan's delegation in Doha.", "Qatar mediated the truce.")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(TEXTS, start=1))
    chunks = (Chunk(1, 2, "\n".join(TEXTS), "Talks in Doha"),)
    with Library(folder) as library:
        library.add([Draft("/files/doha.txt", "0" * 64, "Talks in Doha", Layout(paragraphs), chunks)])
    return folder


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def facts(folder: Path, minimum: str = "") -> Path:
    path = folder / "facts.yaml"
    head = f"thresholds: {{answer_match: {minimum}}}\n" if minimum else ""
    path.write_text(
        f"{head}facts:\n"
        "- question: Who led Pakistan's delegation in Doha?\n"
        "  answers: [Khawaja Asif]\n"
        "  paragraphs: [{document: doha.txt, number: 1}]\n"
        "- question: Who mediated the truce?\n"
        "  answers: [Nobody]\n",
        encoding="utf-8",
    )
    return path


def test_without_thresholds_it_exits_0_whatever_the_figures(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path), "--library", library)
    assert result.exit_code == 0, result.output
    assert "facts.yaml:5: Who mediated the truce?" in result.stdout
    assert "  expected  Nobody" in result.stdout


def test_met_thresholds_exit_0(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path, "0.5"), "--library", library)
    assert result.exit_code == 0, result.output
    assert "pass  answer match: 50 %, at least 50 % wanted" in result.stdout


def test_a_missed_threshold_exits_1(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path, "0.9"), "--library", library)
    assert result.exit_code == 1, result.output
    assert "FAIL  answer match: 50 %, at least 90 % wanted" in result.stdout


def test_a_wrong_facts_file_exits_2_in_one_line(tmp_path: Path, library: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("facts:\n- question: Who?\n  anwsers: [x]\n", encoding="utf-8")
    result = evaluate(path, "--library", library)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"citeback: {path}:3: anwsers: expected answers?")
    assert result.stderr.count("\n") == 1


def test_a_paragraph_that_the_library_has_not_exits_2_in_one_line(tmp_path: Path, library: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(
        '{"question": "Who?", "answers": ["x"], "paragraphs": [{"document": "doha.txt", "number": 9}]}\n',
        encoding="utf-8",
    )
    result = evaluate(path, "--library", library)
    assert result.exit_code == 2
    assert f"{path}:1: number: expected at most 2" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_missing_facts_file_exits_2_and_makes_no_library(tmp_path: Path) -> None:
    result = evaluate(tmp_path / "none.yaml", "--library", tmp_path / "library")
    assert result.exit_code == 2
    assert "none.yaml:1: file: expected a facts file, found nothing there" in result.stderr
    assert not (tmp_path / "library").exists()


def test_a_library_that_is_a_file_exits_2(tmp_path: Path) -> None:
    result = evaluate(facts(tmp_path), "--library", facts(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_library_without_facts_exits_2_because_the_sample_has_its_own(tmp_path: Path) -> None:
    result = evaluate("--library", tmp_path / "library")
    assert result.exit_code == 2
    assert "expected FACTS before it" in result.stderr
    assert not (tmp_path / "library").exists()


def test_a_bound_of_the_command_line_fails_it_like_one_of_the_file(tmp_path: Path, library: Path) -> None:
    asked = ("--fail-under", "answer_match=60%", "--fail-under", "quote_verbatim=1")
    result = evaluate(facts(tmp_path, "0.5"), "--library", library, *asked)
    assert result.exit_code == 1, result.output
    assert result.stdout.endswith(
        "pass  answer match: 50 %, at least 50 % wanted\n"
        "FAIL  answer match: 50 %, at least 60 % wanted\n"
        "pass  quote verbatim: 100 %, at least 100 % wanted\n"
    )


def test_every_report_is_written_and_can_be_compared_with_later(tmp_path: Path, library: Path) -> None:
    paths = {name: tmp_path / f"report.{name}" for name in ("html", "json", "junit")}
    outputs = [part for name, path in paths.items() for part in (f"--{name}", path)]
    first = evaluate(facts(tmp_path), "--library", library, *outputs)
    assert first.exit_code == 0, first.output
    assert paths["html"].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert paths["junit"].read_text(encoding="utf-8").count("<testcase") == 2
    old, new = paths["json"], tmp_path / "new.json"
    second = evaluate(facts(tmp_path), "--library", library, "--compare", old, "--json", new, "--html", paths["html"])
    assert second.exit_code == 0, second.output
    assert "2 questions compared: 0 better, 0 worse" in second.stdout
    assert "Compared with" in paths["html"].read_text(encoding="utf-8")
    apart = [without_times(json.loads(path.read_text(encoding="utf-8"))) for path in (old, new)]
    assert apart[0] == apart[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "facts.yaml",
        "new.json",
        "report.html",
        "report.json",
        "report.junit",
    ]


def without_times(found: Any) -> Any:  # noqa: ANN401 - any JSON
    """Leave out when it was, and how long anything took: all else is the same in every run."""
    if isinstance(found, dict):
        kept = {name: without_times(value) for name, value in found.items() if name not in {"made", "seconds"}}
        return None if "seconds" in {kept.get("name"), kept.get("metric")} else kept
    return [without_times(each) for each in found] if isinstance(found, list) else found


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--html", "none/report.html"), "none/report.html: there is no folder none: make it"),
        (("--json", "."), ". is a folder: name a file in it"),
        (("--compare", "none.json"), "none.json: the report to compare with cannot be read"),
        (("--fail-under", "answer_mach=1"), "did you mean answer_match"),
        (("--prices", "cheap"), "expected two numbers"),
        (("--html", "a.html", "--json", "./a.html"), "a.html is named twice"),
        (("--json", "facts.yaml"), "facts.yaml is named twice"),
        (("--judge",), "--judge: expected a language model to ask: set CITEBACK_LLM"),
        (("--tag", "whoo"), "--tag whoo: no fact of facts.yaml has it; there are none"),
    ],
)
def test_what_would_stop_the_run_is_said_in_one_line_before_it_begins(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CITEBACK_LLM", raising=False)
    result = evaluate(facts(tmp_path), "--library", library, *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_limit_asks_a_part_and_says_so(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path, "0.9"), "--library", library, "--limit", "1")
    assert result.exit_code == 0, result.output
    assert "1 of 1 questions passed: nothing is wrong with their answer (1 of 2 facts" in result.stdout
    assert "FAIL" not in result.stdout


def test_judges_are_asked_apart_and_a_model_that_fails_is_said(tmp_path: Path, library: Path) -> None:
    from llm_replies import Refusal
    from llm_server import LlmServer

    for reply, said in (("5\nYES", "faithful"), (Refusal(404, "no such model"), "test-model")):
        with LlmServer(reply) as server:
            environment = {"CITEBACK_LLM": "test-model", "CITEBACK_LLM_URL": server.url}
            result = CliRunner().invoke(
                app, [str(facts(tmp_path)), "--library", str(library), "--judge"], env=environment
            )
        assert result.exit_code == 0, result.output
        assert "apart from the figures above" in result.stdout
        assert said in result.stdout


def test_ablation_has_a_row_for_each_way(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path), "--library", library, "--ablate", "--html", tmp_path / "report.html")
    assert result.exit_code == 0, result.output
    for way in WAYS:
        assert f"{way.name}: " in result.stdout
    assert "What each part adds" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_help_shows_an_example() -> None:
    result = evaluate("--help")
    assert result.exit_code == 0
    assert "citeback eval facts.yaml --library my-library" in result.stdout


def test_alone_it_grades_the_sample_in_a_temporary_library_and_leaves_nothing(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "eval"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={"TMPDIR": str(tmp_path), "PATH": "", "CITEBACK_LIBRARY": str(tmp_path / "own"), "PYTHONUTF8": "1"},
        check=False,
    )
    assert result.returncode in (0, 1), result.stderr
    assert "answer match" in result.stdout
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
