"""Small libraries in other languages than English, with questions: what is found, answered and refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from rag import Assistant

FOLDER = Path(__file__).parents[1] / "rag" / "languages"
LANGUAGES = tuple(sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()))


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a question; `proof` stands in the paragraph that answers it, and is empty where none does."""

    question: str
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """Count what became of the questions of one language."""

    first: int
    """Questions whose paragraph is the first one found."""
    fifth: int
    """The same among the first five."""
    right: int
    """Questions answered with that paragraph cited first."""
    refused: int
    """Questions without an answer that are refused."""


def questions(language: str) -> tuple[list[Asked], list[Asked]]:
    """Read what the documents answer, and what they do not."""
    said = yaml.safe_load((FOLDER / language / "questions.yaml").read_text("utf-8"))
    answerable = [Asked(one["question"], one["proof"]) for one in said["answerable"]]
    return answerable, [Asked(one) for one in said["unanswerable"]]


def documents(language: str) -> list[Path]:
    """List the documents in a language."""
    return sorted((FOLDER / language).glob("*.md"))


def grade(assistant: Assistant, language: str) -> Graded:
    """Ask all questions of a language."""
    answerable, unanswerable = questions(language)
    ranks = [_rank(assistant, asked) for asked in answerable]
    return Graded(
        first=sum(rank == 1 for rank in ranks),
        fifth=sum(rank <= 5 for rank in ranks),
        right=sum(_is_right(assistant, asked) for asked in answerable),
        refused=sum(assistant.ask(asked.question).refused for asked in unanswerable),
    )


def _rank(assistant: Assistant, asked: Asked) -> int:
    found = [paragraph.text for hit in assistant.search(asked.question) for paragraph in hit.paragraphs]
    return next((rank for rank, text in enumerate(found, start=1) if asked.proof in text), len(found) + 1)


def _is_right(assistant: Assistant, asked: Asked) -> bool:
    answer = assistant.ask(asked.question)
    return bool(answer.citations) and asked.proof in answer.citations[0].paragraph.text
