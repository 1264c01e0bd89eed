from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from eval.facts import load_facts
from eval.importers.command import import_command
from eval.references import proofs
from eval.runner import run
from rag.assistant import Assistant
from rag.library.library import Library

SAMPLES = Path(__file__).parent / "samples"
TALKS = "Two sides sent a delegation to Doha.\n\nKhawaja Asif led the talks.\n\nThe next round is on 25 October.\n"


def imported(*arguments: str | Path) -> Result:
    app = typer.Typer()
    app.command()(import_command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("data_format", "name", "documents", "facts"),
    [
        ("squad", "squad.json", 2, 4),
        ("beir", "beir", 5, 4),
        ("llamaindex", "rag_dataset.json", 3, 3),
        ("ragas", "ragas/evaluation.jsonl", 3, 3),
    ],
)
def test_a_set_becomes_a_library_whose_answers_are_graded_against_it(
    tmp_path: Path, data_format: str, name: str, documents: int, facts: int
) -> None:
    result = imported(data_format, SAMPLES / name, "--to", tmp_path / "set")
    assert result.exit_code == 0, result.output
    assert f"{documents} documents and {facts} facts" in result.stdout
    fact_set = load_facts(tmp_path / "set" / "facts.jsonl")
    with Library(tmp_path / "set" / "library") as library:
        assert library.count_documents() == documents
        assert all(
            bool(keys) == bool(fact.paragraphs)
            for fact, keys in zip(fact_set.facts, proofs(fact_set, library.documents()), strict=True)
        )
        overall = run(fact_set, Assistant(library), library).overall
    assert overall.facts == facts
    assert overall.citation_recall is not None
    assert overall.citation_recall >= 0.5, "small and plain: most is found and cited"
    assert overall.quote_verbatim == 1


def test_the_next_command_is_said_and_runs(tmp_path: Path) -> None:
    result = imported("squad", SAMPLES / "squad.json", "--to", tmp_path / "a set")
    assert "every proving paragraph was found in the library as it was given" in result.stdout
    folder = tmp_path / "a set"
    assert f"  citeback eval '{folder}/facts.jsonl' --library '{folder}/library'" in result.stdout


def test_the_same_import_again_is_no_mistake_and_another_into_the_same_folder_is(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    assert imported("squad", SAMPLES / "squad.json", "--to", folder).exit_code == 0
    assert imported("squad", SAMPLES / "squad.json", "--to", folder).exit_code == 0
    result = imported("squad", SAMPLES / "squad.json", "--to", folder, "--limit", "1")
    assert result.exit_code == 2
    assert "facts.jsonl is there already and says something else; name another folder with --to" in result.stderr


def test_facts_of_a_spreadsheet_are_held_to_the_files_they_are_about(tmp_path: Path) -> None:
    documents = tmp_path / "mine"
    documents.mkdir()
    (documents / "talks.txt").write_text(TALKS, encoding="utf-8")
    result = imported("csv", SAMPLES / "facts.csv", "--documents", documents, "--to", tmp_path / "set")
    assert result.exit_code == 0, result.output
    fact_set = load_facts(tmp_path / "set" / "facts.jsonl")
    with Library(tmp_path / "set" / "library") as library:
        assert [sorted(key.number for key in keys) for keys in proofs(fact_set, library.documents())] == [
            [2],
            [3],
            [1],
            [],
        ]


def test_facts_of_a_spreadsheet_may_be_about_a_library_that_there_is(tmp_path: Path) -> None:
    from ingest import ingest

    file = tmp_path / "talks.txt"
    file.write_text(TALKS, encoding="utf-8")
    with Library(tmp_path / "library") as library:
        ingest(file, library)
    result = imported("csv", SAMPLES / "facts.csv", "--library", tmp_path / "library", "--to", tmp_path / "set")
    assert result.exit_code == 0, result.output
    assert f"--library {tmp_path / 'library'}" in result.stdout


def test_a_row_that_names_what_is_not_there_is_shown_by_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    documents = tmp_path / "mine"
    documents.mkdir()
    (documents / "talks.txt").write_text("Nothing of the kind was said there by anybody.\n", encoding="utf-8")
    result = imported("csv", SAMPLES / "facts.csv", "--documents", documents, "--to", tmp_path / "set")
    assert result.exit_code == 2
    assert f"{SAMPLES / 'facts.csv'}:2: " in result.stderr
    assert f"{SAMPLES / 'facts.csv'}:3: " in result.stderr
    assert not (tmp_path / "set" / "facts.jsonl").exists()


def test_without_documents_a_spreadsheet_becomes_facts_alone_and_the_way_on_is_said(tmp_path: Path) -> None:
    result = imported("csv", SAMPLES / "facts.csv", "--to", tmp_path / "set")
    assert result.exit_code == 0, result.output
    assert "citeback ingest YOUR-FILES --library" in result.stdout
    assert len(load_facts(tmp_path / "set" / "facts.jsonl").facts) == 4
    assert not (tmp_path / "set" / "library").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tsv", "x"), "FORMAT tsv: expected one of squad, beir, llamaindex, ragas, csv"),
        (("squad", "nowhere.json"), "nowhere.json:1: file: expected a file, found nothing there; check the path"),
        (("squad", SAMPLES), "samples:1: file: expected a file, found a folder; check the path"),
        (("squad", SAMPLES / "rag_dataset.json"), "rag_dataset.json:1: data: expected data, found no such field"),
        (("squad", SAMPLES / "squad.json", "--documents", "."), "--documents .: only for csv"),
        (("csv", SAMPLES / "facts.csv", "--documents", "nowhere"), "nowhere"),
        (("csv", SAMPLES / "facts.csv", "--library", "nowhere"), "there is no library nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str | Path, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = imported(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("citeback: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_a_folder_it_is_named_after_the_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLES / "facts.csv", tmp_path / "my.facts.csv")
    assert imported("csv", "my.facts.csv").exit_code == 0
    assert (tmp_path / "my.facts-facts" / "facts.jsonl").is_file()
