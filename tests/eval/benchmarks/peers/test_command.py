from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from eval.benchmarks.commands import app

if TYPE_CHECKING:
    from pathlib import Path


def write_set(folder: Path, name: str, **asked: object) -> None:
    corpus = {"doc_id": "doha", "para_id": "d#0", "title": "Talks", "text": "Qatar mediated the truce in October."}
    question = {
        "question": "Who mediated the truce?",
        "answers": ["Qatar"],
        "answerable": True,
        "gold_paragraphs": ["d#0"],
    }
    for kind, line in {"corpus": corpus, "questions": question | asked}.items():
        with gzip.open(folder / f"{name}.{kind}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def test_the_command_writes_tables_and_plot_of_what_it_measured_and_leaves_conversations_out(tmp_path: Path) -> None:
    write_set(tmp_path, "talks")
    write_set(tmp_path, "spoken", history=[{"role": "user", "text": "When was it?"}])
    table, plot = tmp_path / "README.md", tmp_path / "peers.svg"
    options = ["--data", str(tmp_path), "--venvs", str(tmp_path / "venvs"), "--table", str(table), "--plot", str(plot)]
    result = CliRunner().invoke(app, ["peers", *options, "--peer", "citeback", "--limit", "5"])
    assert result.exit_code == 0, result.output
    written = table.read_text(encoding="utf-8")
    assert "| talks (1 of 7 words) | **1.000** | **1.000** |" in written
    assert "python -m eval.benchmarks peers --data DATA --peer citeback --limit 5 --words 80000 --cores 2" in written
    assert str(tmp_path) not in written
    assert "spoken" not in result.stdout
    assert ET.parse(plot).getroot().tag.endswith("svg")
    assert (tmp_path / "venvs" / "results.jsonl").is_file()


def test_a_set_without_a_question_that_stands_alone_is_told_and_left_out(tmp_path: Path) -> None:
    write_set(tmp_path, "talks")
    write_set(tmp_path, "none", answerable=False)
    options = ["--data", str(tmp_path), "--venvs", str(tmp_path / "venvs"), "--peer", "citeback"]
    result = CliRunner().invoke(app, ["peers", *options])
    assert result.exit_code == 0, result.output
    assert "none: no question that its paragraphs answer by itself; left out" in result.stdout


def test_an_unknown_peer_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    write_set(tmp_path, "talks")
    result = CliRunner().invoke(app, ["peers", "--data", str(tmp_path), "--peer", "nobody"])
    assert result.exit_code == 2
    assert "--peer nobody: expected one of llamaindex, langchain, haystack, txtai" in result.stderr
