from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from eval.benchmarks.commands import app

if TYPE_CHECKING:
    from pathlib import Path


def data(folder: Path) -> Path:
    for name in ("one", "two"):
        corpus = {"doc_id": name, "para_id": f"{name}#0", "title": "Talks", "text": "Qatar mediated the truce."}
        asked = {"question": "Who mediated the truce?", "answers": ["Qatar"], "answerable": True}
        where = {"gold_paragraphs": [f"{name}#0"], "gold_paragraph": f"{name}#0"}
        lines = {"corpus": corpus, "questions": asked | where}
        for kind, line in lines.items():
            with gzip.open(folder / f"{name}.{kind}.jsonl.gz", "wt", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
    return folder


def test_retrieval_shows_each_set_and_their_mean_and_keeps_the_libraries(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    result = CliRunner().invoke(app, ["retrieval", "--data", str(data(tmp_path)), "--cache", str(cache)])
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["one", "hit@1", "hit@5", "MRR@10", "recall@10"] in rows
    assert ["mean", "of", "2", "sets", "hit@1", "hit@5", "MRR@10", "recall@10"] in rows
    assert rows.count(["lexical", "1.000", "1.000", "1.000", "1.000"]) == 3
    assert rows.count(["read,", "belief", "0.5", "1.000", "1.000", "1.000", "1.000"]) == 3
    assert sorted(path.name for path in cache.iterdir()) == ["one", "two"]


def test_ask_shows_times_and_refusals_of_the_named_set(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["ask", "--data", str(data(tmp_path)), "--set", "two"])
    assert result.exit_code == 0, result.output
    cells = next(line.split() for line in result.stdout.splitlines() if line.startswith("two"))
    assert float(cells[1]) > 0
    assert cells[3:] == ["0.000", "-", "1.000", "1.000"]


def test_reading_shows_the_figures_of_the_reader_and_draws_its_calibration(tmp_path: Path) -> None:
    plot = tmp_path / "calibration.svg"
    result = CliRunner().invoke(app, ["reading", "--data", str(data(tmp_path)), "--set", "one", "--plot", str(plot)])
    assert result.exit_code == 0, result.output
    row = next(line.split() for line in result.stdout.splitlines() if line.startswith("one"))
    assert row[:6] == ["one", "1", "1.000", "0.000", "1.000", "0.000"]
    assert "calibration on all: answers" in result.stdout
    assert ET.parse(plot).getroot().tag.endswith("svg")


@pytest.mark.parametrize("judge", ["reading", "nearness"])
def test_evidence_shows_what_each_threshold_refuses_and_the_weights(tmp_path: Path, judge: str) -> None:
    result = CliRunner().invoke(app, ["evidence", "--data", str(data(tmp_path)), "--judge", judge])
    assert result.exit_code == 0, result.output
    assert result.stdout.count("threshold 0.10") == 2
    assert "weights on all: bias" in result.stdout


def test_an_unknown_judge_is_refused_by_name(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evidence", "--data", str(data(tmp_path)), "--judge", "nobody"])
    assert result.exit_code == 2
    assert "nobody" in result.output


def test_followups_shows_what_each_way_finds_and_how_near_it_comes_to_the_rewrite(tmp_path: Path) -> None:
    asked = {"question": "Who mediated it?", "answers": ["Qatar"], "answerable": True, "gold_paragraphs": ["two#0"]}
    history = [{"role": "user", "text": "When was the truce?"}, {"role": "assistant", "text": "In May."}]
    with gzip.open(data(tmp_path) / "two.questions.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(asked | {"history": history, "rewrite": "Who mediated the truce?"}) + "\n")
    result = CliRunner().invoke(app, ["followups", "--data", str(tmp_path)])
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["ours", "1.000", "1.000", "1.000", "1.000"] in rows
    assert [row[2:4] for row in rows if row[:2] == ["with", "history"]] == [["1.000", "1.000"], ["-", "0.615"]]


def test_a_folder_without_data_exits_2_in_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["retrieval", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_support_counts_the_verdicts_of_each_kind_and_shows_the_wrong_ones(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.yaml"
    pairs.write_text(
        "pairs:\n"
        "- paragraphs: [Forty boats left Ostwick on 3 May.]\n"
        "  carried: {paraphrase: ['Forty boats left Ostwick on 3 May.', 'Qatar mediated [a truce].']}\n"
        "  not_carried: {number: [Fifty boats left Ostwick on 3 May.]}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["support", "--pairs", str(pairs), "--show"])
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["paraphrase", "yes", "1", "0", "1"] in rows
    assert ["number", "no", "0", "0", "1"] in rows
    assert ["false", "caught", "1.000", "at", "least", "0.95"] in rows
    assert ["true", "unsupported", "0.500", "at", "most", "0.10"] in rows
    assert result.stdout.startswith("line 3, paraphrase, unsupported: Qatar mediated [a truce].")


def test_pairs_that_cannot_be_read_exit_2_in_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["support", "--pairs", str(tmp_path / "none.yaml")])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
