from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from typer.testing import CliRunner, Result

from eval.commands import app
from eval.facts import Fact, FactSet, ParagraphReference
from eval.judged import facts_path, paragraph_digest, write_judged
from eval.mine import load_mine
from eval.reports.json import load_record
from rag.errors import SettingsError
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.document import Document

PATH = "/documents/doha.txt"
ASIF = "Khawaja Asif led Pakistan's delegation in Doha."
TEXTS = ("Talks were held in Doha.", ASIF)
QUESTION = "Who led Pakistan's delegation in Doha?"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        yield library


@pytest.fixture
def document(library: Library) -> Document:
    return library.add([make_draft(PATH, *TEXTS)])[0]


def judge(library: Library, *facts: Fact) -> None:
    write_judged(FactSet(facts, (), facts_path(library.path)))


def judged(document: Document, number: int = 2) -> Fact:
    digest = paragraph_digest(document.paragraphs[number - 1].text)
    reference = ParagraphReference(document.id, number, version=document.version, digest=digest)
    return Fact(QUESTION, answers=("Khawaja Asif",), paragraphs=(reference,), tags=("right",))


def mine(library: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--mine", "--library", str(library), *arguments])


def test_a_paragraph_is_found_by_its_text_in_a_later_version(library: Library, document: Document) -> None:
    judge(library, judged(document))
    library.add([make_draft(PATH, ASIF, "New first.", "Talks were held in Doha.")])
    own = load_mine(library)
    assert own.stale == ()
    assert [(p.document, p.number) for p in own.facts.facts[0].paragraphs] == [(PATH, 1)]


def test_a_fact_whose_paragraph_has_changed_says_so_and_is_not_checked(library: Library, document: Document) -> None:
    judge(library, judged(document), Fact("Who?", wrong=("Nobody",), paragraphs=judged(document).paragraphs))
    library.add([make_draft(PATH, "Talks were held in Doha.", "Another man led them.", title="Doha")])
    own = load_mine(library)
    assert [each.reason for each in own.stale] == [
        'its source "Doha" has changed since, ¶2 too: judge the answer again'
    ]
    assert [fact.question for fact in own.facts.facts] == ["Who?"]


def test_a_fact_whose_document_is_gone_says_so(library: Library, document: Document) -> None:
    judge(library, judged(document), Fact("Where?", answerable=True, documents=(document.id,)))
    library.remove(document.id)
    assert [each.reason for each in load_mine(library).stale] == [
        f"its document {document.id} is no longer in the library",
        "a document that it was asked of is no longer in the library",
    ]


def test_a_fact_whose_words_were_purged_says_so(library: Library, document: Document) -> None:
    judge(library, judged(document), Fact("Who?", wrong=("purged on 2026-11-22",)))
    own = load_mine(library)
    assert [each.reason for each in own.stale] == ["its words were purged on 2026-11-22"]
    assert len(own.facts.facts) == 1


def test_nothing_judged_yet_says_what_to_do(library: Library) -> None:
    with pytest.raises(SettingsError, match="was judged yet: say on the chat page"):
        load_mine(library)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    with Library(folder) as library:
        (document,) = library.add([make_draft(PATH, *TEXTS)])
        right = judged(document)
        gone = Fact("Who paid?", answerable=True, paragraphs=(ParagraphReference("0" * 12, 1, version="1" * 12),))
        judge(library, right, gone, Fact("How deep is the lake?", unanswerable=True, tags=("right",)))
    return folder


def test_mine_grades_what_was_judged_right_and_names_what_it_cannot_check(folder: Path) -> None:
    result = mine(folder)
    assert result.exit_code == 0, result.output
    assert "facts.jsonl:2: Who paid?\n  not checked  its document 000000000000 is no longer in the library" in (
        result.stdout
    )
    assert "all" in result.stdout
    assert "right" in result.stdout


def test_mine_fails_when_a_wrong_answer_is_given_again(folder: Path) -> None:
    with Library(folder) as library:
        judge(
            library,
            Fact(QUESTION, wrong=("Khawaja Asif",), tags=("wrong",)),
            Fact("How deep is the lake?", wrong=("Nine fathoms",), tags=("wrong",)),
        )
    result = mine(folder)
    assert result.exit_code == 1, result.output
    assert "failed    gives the answer that was judged wrong" in result.stdout
    assert "expected  anything but Khawaja Asif" in result.stdout
    assert "How deep is the lake?" not in result.stdout


def test_mine_fails_when_a_refusal_judged_wrong_is_given_again(folder: Path) -> None:
    with Library(folder) as library:
        judge(library, Fact("How deep is the lake?", answerable=True, tags=("wrong",)))
    result = mine(folder)
    assert result.exit_code == 1, result.output
    assert "refused, though the documents say" in result.stdout
    assert "expected  an answer" in result.stdout


def test_mine_asks_only_the_documents_that_were_asked(folder: Path) -> None:
    with Library(folder) as library:
        (other,) = library.add([make_draft("/documents/lake.txt", "The lake lies in the hills.")])
        judge(library, Fact(QUESTION, unanswerable=True, documents=(other.id,), tags=("right",)))
    assert mine(folder).exit_code == 0


def test_mine_writes_the_same_reports_and_what_it_cannot_check_is_skipped(folder: Path, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("mine.json", "mine.xml", "mine.html")]
    result = mine(folder, "--json", str(paths[0]), "--junit", str(paths[1]), "--html", str(paths[2]))
    assert result.exit_code == 0, result.output
    assert [asked.question for asked in load_record(paths[0]).questions] == [QUESTION, "How deep is the lake?"]
    assert 'skipped="1"' in paths[1].read_text(encoding="utf-8")
    assert "Not checked" in paths[2].read_text(encoding="utf-8")


def test_mine_at_which_nothing_can_be_checked_says_so_and_passes(folder: Path) -> None:
    with Library(folder) as library:
        judge(library, Fact("Who paid?", answerable=True, documents=("gone",)))
    result = mine(folder)
    assert result.exit_code == 0, result.output
    assert "0 of 0 questions" in result.stdout
    assert "not checked" in result.stdout


def test_mine_takes_no_other_file(folder: Path, tmp_path: Path) -> None:
    result = mine(folder, str(tmp_path / "facts.yaml"))
    assert result.exit_code == 2
    assert "--mine reads facts.jsonl in the library's folder" in result.stderr
