"""Read a benchmark set: its documents and its questions."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.answer import Turn
from rag.errors import FactsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class CorpusParagraph:
    """Hold one paragraph under the name that questions know it by."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """Hold a document as its paragraphs in order."""

    id: str
    paragraphs: tuple[CorpusParagraph, ...]


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """Hold a question with the paragraphs that answer it; none: the corpus does not say."""

    text: str
    gold: frozenset[str]
    answers: tuple[str, ...] = ()
    asked_of: str | None = None
    """The paragraph that the question was written about, whether it answers or not."""


@dataclass(frozen=True, slots=True)
class FollowUpQuestion:
    """Hold a question that was asked in a conversation."""

    text: str
    history: tuple[Turn, ...]
    gold: frozenset[str] = frozenset()
    """Paragraphs that answer it; none: the set has no corpus."""
    rewrite: str = ""
    """How a person asked the same without the conversation; empty: nobody did."""


def set_names(folder: Path) -> list[str]:
    """Name the sets of a folder that have a corpus and questions, in alphabetical order.

    Raises:
        FactsError: there is none.
    """
    ending = ".corpus.jsonl.gz"
    names = sorted(path.name.removesuffix(ending) for path in folder.glob(f"*{ending}"))
    found = [name for name in names if (folder / f"{name}.questions.jsonl.gz").is_file()]
    if not found:
        message = f"{folder}: expected NAME.corpus.jsonl.gz beside NAME.questions.jsonl.gz, found no such pair"
        raise FactsError(message)
    return found


def load_corpus(folder: Path, name: str) -> list[CorpusDocument]:
    """Read the documents of a set; paragraphs without text are left out."""
    documents: dict[str, list[CorpusParagraph]] = {}
    for line in _lines(folder / f"{name}.corpus.jsonl.gz"):
        if line["text"].strip():
            paragraph = CorpusParagraph(line["para_id"], line["title"], line["text"].strip())
            documents.setdefault(line["doc_id"], []).append(paragraph)
    return [CorpusDocument(document_id, tuple(paragraphs)) for document_id, paragraphs in documents.items()]


def load_questions(folder: Path, name: str, limit: int | None = None) -> list[BenchmarkQuestion]:
    """Read the questions of a set that stand alone; with `limit`, that many, evenly spaced."""
    questions = [
        BenchmarkQuestion(
            line["question"],
            frozenset(line["gold_paragraphs"] if line["answerable"] else ()),
            tuple(line["answers"] if line["answerable"] else ()),
            line.get("gold_paragraph"),
        )
        for line in _lines(folder / f"{name}.questions.jsonl.gz")
        if not line.get("history")
    ]
    step = max(1, len(questions) // limit) if limit else 1
    return questions[::step][:limit]


def conversation_names(folder: Path) -> list[str]:
    """Name the sets of a folder whose questions were asked in conversations, in alphabetical order.

    Raises:
        FactsError: there is none.
    """
    ending = ".questions.jsonl.gz"
    names = sorted(path.name.removesuffix(ending) for path in folder.glob(f"*{ending}"))
    found = [name for name in names if "history" in next(_lines(folder / f"{name}{ending}"), {})]
    if not found:
        message = f"{folder}: expected NAME.questions.jsonl.gz whose questions have a history, found none"
        raise FactsError(message)
    return found


def has_corpus(folder: Path, name: str) -> bool:
    """Tell whether a set has documents to search."""
    return (folder / f"{name}.corpus.jsonl.gz").is_file()


def load_follow_ups(folder: Path, name: str, limit: int | None = None) -> list[FollowUpQuestion]:
    """Read the questions of a set that others went before, and that are answered or rewritten; see `load_questions`."""
    questions = [
        FollowUpQuestion(
            line["question"], _turns(line["history"]), frozenset(line["gold_paragraphs"]), line.get("rewrite", "")
        )
        for line in _lines(folder / f"{name}.questions.jsonl.gz")
        if line.get("history") and line["answerable"] and (line["gold_paragraphs"] or line.get("rewrite"))
    ]
    step = max(1, len(questions) // limit) if limit else 1
    return questions[::step][:limit]


def _turns(history: list[dict[str, str]]) -> tuple[Turn, ...]:
    """Join what the user and the assistant said in turn; several answers to one question are one."""
    turns: list[Turn] = []
    for said in history:
        if said["role"] == "user":
            turns.append(Turn(said["text"]))
        elif turns:
            turns[-1] = Turn(turns[-1].question, f"{turns[-1].answer} {said['text']}".strip())
    return tuple(turns)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)
    except (OSError, ValueError) as error:
        message = f"{path}: expected gzip'd JSON lines, found none that can be read ({error})"
        raise FactsError(message) from error
