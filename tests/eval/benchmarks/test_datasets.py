from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from eval.benchmarks.datasets import (
    BenchmarkQuestion,
    CorpusDocument,
    CorpusParagraph,
    FollowUpQuestion,
    conversation_names,
    has_corpus,
    load_corpus,
    load_follow_ups,
    load_questions,
    set_names,
)
from rag.answer import Turn
from rag.errors import FactsError

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def paragraph(document: str, number: int, text: str) -> dict[str, Any]:
    return {"doc_id": document, "para_id": f"{document}#{number}", "title": document.title(), "text": text}


def question(text: str, *gold: str, answerable: bool = True, **more: object) -> dict[str, Any]:
    return {"question": text, "answers": [], "answerable": answerable, "gold_paragraphs": list(gold), **more}


def test_a_document_is_its_paragraphs_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [
        paragraph("a", 1, "One."),
        paragraph("b", 1, "Other."),
        paragraph("a", 2, " \n"),
        paragraph("a", 0, "Two."),
    ]
    write(tmp_path / "small.corpus.jsonl.gz", lines)
    assert load_corpus(tmp_path, "small") == [
        CorpusDocument("a", (CorpusParagraph("a#1", "A", "One."), CorpusParagraph("a#0", "A", "Two."))),
        CorpusDocument("b", (CorpusParagraph("b#1", "B", "Other."),)),
    ]


def test_questions_that_need_a_history_are_left_out_and_unanswerable_ones_have_no_gold(tmp_path: Path) -> None:
    history = [{"role": "user", "text": "Who?"}]
    lines = [
        question("One?", "a#1"),
        question("Two?", "a#1", answerable=False),
        question("It?", "a#1", history=history),
    ]
    write(tmp_path / "small.questions.jsonl.gz", lines)
    assert load_questions(tmp_path, "small") == [
        BenchmarkQuestion("One?", frozenset({"a#1"})),
        BenchmarkQuestion("Two?", frozenset()),
    ]


def test_a_limit_takes_questions_evenly_spaced(tmp_path: Path) -> None:
    write(tmp_path / "small.questions.jsonl.gz", [question(f"{number}?", "a#1") for number in range(10)])
    assert [asked.text for asked in load_questions(tmp_path, "small", limit=3)] == ["0?", "3?", "6?"]
    assert len(load_questions(tmp_path, "small", limit=30)) == 10


def test_a_set_is_a_corpus_with_questions(tmp_path: Path) -> None:
    for name in ("b.corpus", "b.questions", "a.corpus", "a.questions", "c.corpus", "d.questions"):
        write(tmp_path / f"{name}.jsonl.gz", [])
    assert set_names(tmp_path) == ["a", "b"]


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"expected NAME\.corpus\.jsonl\.gz beside"):
        set_names(tmp_path)


def test_a_set_that_is_missing_or_not_compressed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plain.corpus.jsonl.gz").write_text("{}\n", encoding="utf-8")
    for name in ("plain", "missing"):
        with pytest.raises(FactsError, match=rf"{name}\.corpus\.jsonl\.gz: expected gzip'd JSON lines"):
            load_corpus(tmp_path, name)


def test_questions_of_a_conversation_come_with_the_turns_before_them(tmp_path: Path) -> None:
    said = [("user", "Who led?"), ("assistant", "Asif."), ("assistant", "In Doha."), ("user", "Really?")]
    history = [{"role": role, "text": text} for role, text in said]
    lines = [
        question("First?", "a#1", history=[]),
        question("It?", "a#1", history=history),
        question("Unknown?", "a#1", history=history, answerable=False),
        question("Why?", "a#1", history=history) | {"gold_paragraphs": [], "rewrite": "Why did Asif lead?"},
    ]
    write(tmp_path / "talk.questions.jsonl.gz", lines)
    write(tmp_path / "alone.questions.jsonl.gz", [question("One?", "a#1")])
    turns = (Turn("Who led?", "Asif. In Doha."), Turn("Really?"))
    assert load_follow_ups(tmp_path, "talk") == [
        FollowUpQuestion("It?", turns, frozenset({"a#1"})),
        FollowUpQuestion("Why?", turns, frozenset(), "Why did Asif lead?"),
    ]
    assert len(load_follow_ups(tmp_path, "talk", limit=1)) == 1
    assert conversation_names(tmp_path) == ["talk"]
    assert not has_corpus(tmp_path, "talk")


def test_a_folder_without_conversations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="whose questions have a history"):
        conversation_names(tmp_path)
