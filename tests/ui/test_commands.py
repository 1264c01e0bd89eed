from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from repeating import NEWS, write_set
from typer.testing import CliRunner, Result

from rag.library.library import Library
from ui.cli import app

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ("ingest", "ask", "chat", "sources", "remove", "show", "eval")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="session")
def folder(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library filled by the command, to be read."""
    folder = tmp_path_factory.mktemp("commands") / "library"
    result = run("ingest", "--library", folder, files)
    assert (result.exit_code, result.output) == (0, "3 added, 0 updated, 0 unchanged\n")
    return folder


@pytest.fixture
def own_folder(folder: Path, tmp_path: Path) -> Path:
    """A library to be changed."""
    return shutil.copytree(folder, tmp_path / "library")


def first_link(output: str) -> str:
    return next(line.strip() for line in output.splitlines() if line.strip().startswith("citeback:"))


def test_the_command_alone_shows_its_help() -> None:
    result = run()
    assert result.exit_code == 0
    assert all(command in result.output for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_an_example(command: str) -> None:
    assert f"Example: citeback {command}" in run(command, "--help").output


def test_the_version_is_shown() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.output.startswith("citeback 0.")


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["chat", "--help"], ["eval", "--help"]])
def test_help_waits_for_no_framework(arguments: list[str]) -> None:
    code = (
        "import sys; from ui.cli import app\n"
        f"try: app({arguments!r})\n"
        "except SystemExit: pass\n"
        "print([name for name in ('chromadb', 'gradio', 'llama_index', 'numpy', 'onnxruntime') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_ask_prints_each_sentence_with_its_number_and_then_the_sources(folder: Path) -> None:
    result = run("ask", "Who led the works on the quay?", "--library", folder)
    assert result.exit_code == 0
    answer, _, sources = result.output.partition("\n\nSources\n")
    assert "Maria Lopez" in answer
    assert answer.endswith(" [1]\nIn short: Maria Lopez")
    assert "[1] New quay [bold]opens[/bold] <b>now</b>, ¶2\n    “Harbour minister Maria Lopez" in sources


def test_ask_shows_what_a_document_holds_and_obeys_none_of_it(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "ask", "Who is the captain of the Zorblax?", "--library", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "[red]and[/red] �[31mshe sails at nine." in done.stdout
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) > 150  # a piped line is not wrapped


def test_a_refusal_is_an_answer_and_shows_what_came_nearest(folder: Path) -> None:
    result = run("ask", "How many penguins live on Mars?", "--library", folder)
    assert result.exit_code == 0
    assert "The documents do not say." in result.output
    assert "Nearest paragraphs" in result.output


def test_ask_can_print_json(folder: Path) -> None:
    read = json.loads(run("ask", "When does the harbour fair run?", "--json", "--library", folder).output)
    assert read["refused"] is False
    assert "12 to 14 May" in read["citations"][0]["quote"]


def test_ask_can_be_scoped_to_one_document(folder: Path) -> None:
    scoped = run("ask", "Who led the works on the quay?", "--document", "Fair at the harbour", "--library", folder)
    assert (scoped.exit_code, "Maria Lopez" in scoped.output) == (0, False)
    unknown = run("ask", "Who?", "--document", "nowhere.txt", "--library", folder)
    assert unknown.exit_code == 2
    assert unknown.output.strip() == (
        "citeback: the library has no document 'nowhere.txt': `citeback sources` lists what it has"
    )


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    result = run("ask", "Who?", "--library", tmp_path)
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "is empty: bring documents in with `citeback ingest PATH`" in result.output
    listed = run("sources", "--library", tmp_path / "library")
    assert listed.exit_code == 0
    assert "The library is empty" in listed.output


@pytest.mark.parametrize(("question", "said"), [("  ", "the question is empty"), ("x" * 100_001, "limit of 100,000")])
def test_a_question_that_cannot_be_asked_gets_one_line(question: str, said: str, folder: Path) -> None:
    result = run("ask", question, "--library", folder)
    assert result.exit_code == 2
    assert said in result.output
    assert result.output.count("\n") == 1


def test_sources_lists_id_date_title_and_path_as_they_are(folder: Path, files: Path) -> None:
    lines = run("sources", "--library", folder).output.splitlines()
    assert len(lines) == 3
    quay = next(line for line in lines if "quay" in line)
    assert "  New quay [bold]opens[/bold] <b>now</b>  " in quay
    assert quay.endswith(str(files / "quay.html"))


@pytest.fixture
def papers(tmp_path: Path) -> list[str | Path]:
    """Fill a library with three pages of one newspaper and name it as commands do."""
    named = ["--library", tmp_path / "library"]
    run("ingest", *write_set(tmp_path / "papers", dict(list(NEWS.items())[:3])), *named)
    return named


def test_sources_lists_what_is_left_out_and_why(papers: list[str | Path], folder: Path) -> None:
    listed = run("sources", "--furniture", *papers)
    assert listed.exit_code == 0
    assert "      3 documents  “The Ostwick Herald”, as in ferry.md ¶1\n" in listed.output
    ruled = run("sources", "--furniture", "--library", folder)
    assert "<b>now</b>: 1 advertisement\n" in ruled.output
    one = run("sources", "--furniture", "--document", "ferry", *papers)
    assert one.output.splitlines()[0] == ("  “The Ostwick Herald”: line repeated in several documents")


def test_a_repeated_line_is_put_back_and_left_out_again(papers: list[str | Path]) -> None:
    kept = run("sources", "--keep", "The Ostwick Herald", *papers)
    assert (kept.exit_code, kept.output) == (0, "3 documents changed: they search and cite it again\n")
    assert "“The Ostwick Herald”, as in" not in run("sources", "--furniture", *papers).output
    assert run("sources", "--keep", "The Ostwick Herald", *papers).exit_code == 2
    dropped = run("sources", "--drop", "The Ostwick Herald", *papers)
    assert (dropped.exit_code, dropped.output) == (0, "3 documents changed: they leave it out\n")
    nothing = run("sources", "--drop", "", *papers)
    assert nothing.exit_code == 2
    assert "the line is empty" in nothing.output


def test_what_repeats_no_more_once_a_document_is_removed_comes_back(papers: list[str | Path]) -> None:
    run("remove", "ferry", *papers)
    assert "Nothing is left out" in run("sources", "--furniture", *papers).output


def test_show_prints_the_citation_in_its_place_with_the_words_marked(folder: Path) -> None:
    link = first_link(run("ask", "Who led the works on the quay?", "--library", folder).output)
    result = run("show", link, "--library", folder)
    assert result.exit_code == 0
    assert "> ¶2  >>Harbour minister Maria Lopez" in result.output
    assert "their care.<<" in result.output
    assert "  ¶1  Ostwick's new quay opened" in result.output
    assert "(- Advertisement -, not cited: advertisement)" in result.output
    assert "has changed since" not in result.output
    assert json.loads(run("show", link, "--json", "--library", folder).output)["paragraph"] == 2


def test_show_opens_what_was_cited_after_the_document_has_changed(tmp_path: Path) -> None:
    library, ferry = ("--library", tmp_path / "library"), tmp_path / "ferry.txt"
    ferry.write_text("The ferry to Lenham leaves at nine.")
    run("ingest", ferry, *library)
    link = first_link(run("ask", "When does the ferry leave?", *library).output)
    ferry.write_text("The ferry to Lenham leaves at noon.")
    assert "1 updated" in run("ingest", ferry, *library).output
    shown = run("show", link, *library).output
    assert ">>The ferry to Lenham leaves at nine.<<" in shown
    assert "The document has changed since" in shown


def test_a_link_that_opens_nothing_gets_one_line(folder: Path) -> None:
    for link in ("nonsense\x1b[31m", "citeback:0123456789ab@ba9876543210#1:0-4"):
        result = run("show", link, "--library", folder)
        assert result.exit_code == 2
        assert result.output.startswith("citeback: th")
        assert result.output.count("\n") == 1
        assert "\x1b" not in result.output


@pytest.mark.parametrize("named_by", ["path", "title", "id"])
def test_a_document_is_removed_by_path_title_or_id(named_by: str, own_folder: Path, files: Path) -> None:
    listed = run("sources", "--library", own_folder).output.splitlines()
    document_id = next(line.split()[0] for line in listed if "fair.md" in line)
    name = {"path": str(files / "fair.md"), "title": "fair at the harbour", "id": document_id}[named_by]
    result = run("remove", name, "--library", own_folder)
    assert result.exit_code == 0
    assert result.output.startswith(f"removed {document_id}")
    assert "fair.md" not in run("sources", "--library", own_folder).output
    assert run("remove", name, "--library", own_folder).exit_code == 2


def test_a_name_of_two_documents_removes_neither_and_lists_both(tmp_path: Path) -> None:
    library = ("--library", tmp_path / "library")
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "same.md").write_text(f"# The same title\n\nThe text of {place} is its own.")
    run("ingest", tmp_path / "a", tmp_path / "b", *library)
    result = run("remove", "The same title", *library)
    assert result.exit_code == 2
    assert "names 2 documents" in result.output
    assert str(tmp_path / "a" / "same.md") in result.output
    assert str(tmp_path / "b" / "same.md") in result.output
    assert len(run("sources", *library).output.splitlines()) == 2


def test_a_library_that_is_a_file_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("sources", "--library", tmp_path / "file")
    assert result.exit_code == 2
    assert result.output.startswith("citeback: ")


def test_a_mistyped_library_is_named_and_not_made(tmp_path: Path) -> None:
    for command in (["ask", "Who?"], ["remove", "notes.md"], ["show", "citeback:a@b#1:0-1"]):
        result = run(*command, "--library", tmp_path / "typo")
        assert result.exit_code == 2
        assert result.output.startswith("citeback: there is no library ")
    assert not (tmp_path / "typo").exists()


def test_sources_names_the_address_of_a_page_and_what_a_document_lacks(tmp_path: Path) -> None:
    scan = replace(
        make_draft("/a.pdf", "The pier opens.", title="Pier"), gaps=("page 2 has no text, and no OCR is installed",)
    )
    page = replace(make_draft("/library/files/b.html", "It closes."), url="https://example.org/hours")
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.add([scan, page])
    first, second = run("sources", "--library", tmp_path / "library").output.splitlines()
    assert first.endswith("  Pier  /a.pdf  (incomplete: page 2 has no text)")
    assert second.endswith("  https://example.org/hours")
