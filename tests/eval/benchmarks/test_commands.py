from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from eval.benchmarks.commands import app

if TYPE_CHECKING:
    from pathlib import Path


def data(folder: Path) -> Path:
    for name in ("one", "two"):
        corpus = {"doc_id": name, "para_id": f"{name}#0", "title": "Talks", "text": "Qatar mediated the truce."}
        asked = {"question": "Who mediated the truce?", "answers": ["Qatar"], "answerable": True}
        lines = {"corpus": corpus, "questions": asked | {"gold_paragraphs": [f"{name}#0"]}}
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
    assert sorted(path.name for path in cache.iterdir()) == ["one", "two"]


def test_ask_shows_times_and_refusals_of_the_named_set(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["ask", "--data", str(data(tmp_path)), "--set", "two"])
    assert result.exit_code == 0, result.output
    cells = result.stdout.splitlines()[1].split()
    assert cells[0] == "two"
    assert float(cells[1]) > 0
    assert cells[3:] == ["0.000", "-"]


def test_a_folder_without_data_exits_2_in_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["retrieval", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
