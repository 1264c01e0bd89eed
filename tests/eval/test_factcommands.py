from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from command import environment
from plain_documents import LEASE, MINUTES
from typer.testing import CliRunner, Result

from eval.factcommands import facts
from eval.facts import load_facts
from rag.document import Chunk, Draft
from rag.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "- {question: How much is the rent, answer: '1,150 euros', paragraphs: [The rent is], tags: money}\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    with Library(folder) as library:
        for number, document in enumerate((LEASE, MINUTES)):
            texts = [paragraph.text for paragraph in document.paragraphs]
            chunks = (Chunk(1, len(texts), "\n".join(texts), ""),)
            library.add([Draft(document.path, f"{number:064}", document.title, document.layout, chunks)])
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(facts, [str(argument) for argument in arguments])


def written(folder: Path, text: str) -> Path:
    path = folder / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_checked_with_exit_code_0_and_summed_up(tmp_path: Path, library: Path) -> None:
    result = run("check", written(tmp_path, GOOD), "--library", library)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 fact fits the library of 2 documents: 1 with paragraphs")
    assert "money (1)" in result.stdout


def test_facts_that_do_not_fit_the_library_are_counted_with_exit_code_1(tmp_path: Path, library: Path) -> None:
    wrong = "- {question: Who, answer: x, paragraphs: [whales]}\n- {question: Why, answer: x, documents: none.txt}\n"
    path = written(tmp_path, GOOD + wrong)
    result = run("check", path, "--library", library)
    assert result.exit_code == 1
    assert "3: document: expected one of the 2 documents" in result.stderr
    result = run(
        "check", written(tmp_path, GOOD + wrong.replace(", documents: none.txt", ", paragraphs: also")), "-l", library
    )
    assert result.exit_code == 1
    assert "2 of 3 facts do not fit the library" in result.stderr
    assert result.stdout == ""


def test_a_file_that_cannot_be_read_exits_with_2(tmp_path: Path, library: Path) -> None:
    result = run("check", written(tmp_path, "- {question: Who}\n"), "--library", library)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "1: answers: expected" in result.stderr


def test_a_slip_is_noted_and_no_failure(tmp_path: Path, library: Path) -> None:
    path = written(tmp_path, GOOD.replace("1,150 euros", "two pounds"))
    result = run("check", path, "--library", library)
    assert result.exit_code == 0
    assert f"note: {path}:1: none of its answers stands in lease.txt ¶" in result.stdout


def test_options_add_a_fact_without_asking_anything(tmp_path: Path, library: Path) -> None:
    path = tmp_path / "facts.yaml"
    options = ("--answer", "three", "--document", "lease.txt", "--quote", "has three rooms", "--tag", "size")
    result = run("add", path, "--question", "How many rooms?", *options, "--library", library)
    assert (result.exit_code, result.stdout) == (0, f"written to {path}, line 3\n")
    assert run("add", path, "--question", "Who sings?", "--unanswerable", "--library", library).exit_code == 0
    first, second = load_facts(path).facts
    assert (first.question, first.answers, first.tags) == ("How many rooms?", ("three",), ("size",))
    assert first.paragraphs[0].shown == "lease.txt “has three rooms”"
    assert second.unanswerable


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["add", "facts.yaml", "--answer", "x"], "--answer: expected --question beside it"),
        (["add", "facts.yaml", "--question", "Who?"], "--answer: expected at least one, or --unanswerable"),
        (["add", "facts.yaml"], "this needs a terminal, for you to answer questions; --question"),
        (["draft", "facts.yaml"], "this needs a terminal, for you to confirm the drafts; --yes"),
        (["draft", "facts.csv", "--yes"], "expected a name that ends in .yaml, .yml or .jsonl"),
        (["draft", "none/facts.yaml", "--yes"], "expected a folder that there is"),
        (["check", "none.yaml"], "expected a facts file, found nothing there"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line_with_exit_code_2(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, "--library", library)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr
    assert result.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_an_empty_library_is_named_with_what_fills_it(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("draft", tmp_path / "facts.yaml", "--yes", "--library", tmp_path / "empty")
    assert result.exit_code == 2
    assert f"is empty: bring documents in with `citeback ingest PATH --library {tmp_path / 'empty'}`" in result.stderr


def test_drafts_are_written_unseen_on_request_and_none_twice(tmp_path: Path, library: Path) -> None:
    path = tmp_path / "facts.yaml"
    result = run("draft", path, "--yes", "--count", "3", "--library", library)
    assert result.exit_code == 0
    assert result.stdout.startswith(
        f"3 facts added to {path}; grade the answers with:\n  citeback eval {path} --library"
    )
    assert "nobody has looked at them" in result.stdout
    while run("draft", path, "--yes", "--count", "50", "--library", library).stdout:
        pass
    questions = [fact.question for fact in load_facts(path).facts]
    assert len(questions) == len(set(questions)) > 5
    again = run("draft", path, "--yes", "--library", library)
    assert again.exit_code == 0
    assert again.stderr.startswith("citeback: no more could be drafted from these documents; ")


def test_the_schema_is_printed_for_people_and_for_editors() -> None:
    assert run("schema").stdout.startswith("# Facts: what you know about your documents")
    assert json.loads(run("schema", "--json").stdout)["title"] == "Citeback facts"


def test_the_commands_run_as_a_module_too_beside_eval(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eval", "facts", "check", str(tmp_path / "none.yaml")]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert "expected a facts file, found nothing there" in result.stderr


def test_help_reads_every_command_and_its_options() -> None:
    shown = run("--help").stdout
    assert all(f"  {name}  " in shown for name in ("draft", "add", "check", "schema"))
    assert "citeback facts schema" in shown
