"""The facts that clicks write: facts.jsonl in a library's folder, one fact a line, as `eval.facts` reads it back."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from typing import TYPE_CHECKING

from eval.facts import FactSet, load_judged

if TYPE_CHECKING:
    from pathlib import Path

    from eval.facts import Fact, ParagraphReference

_DIGEST_LENGTH = 16


def facts_path(library: Path) -> Path:
    """Name the file of a library's folder."""
    return library / "facts.jsonl"


def paragraph_digest(text: str) -> str:
    """Make what names a paragraph by its text, whatever its number; the text cannot be read from it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def read_judged(path: Path) -> FactSet:
    """Read the file; none there is no facts.

    Raises:
        FactsError: FILE:LINE: field: expected ...; a person has written in it.
    """
    return load_judged(path) if path.exists() else FactSet((), (), path)


def write_judged(facts: FactSet) -> None:
    """Write the file anew, all or nothing, and have it on the disk; without a fact or a threshold there is no file."""
    lines = [fact_line(fact) for fact in facts.facts]
    if facts.thresholds:
        thresholds = {threshold.metric: threshold.minimum for threshold in facts.thresholds}
        lines.insert(0, json.dumps({"thresholds": thresholds}))
    if not lines:
        facts.path.unlink(missing_ok=True)
        return
    beside = facts.path.with_name(f"{facts.path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(facts.path)
    _settle_name(facts.path.parent)


def fact_line(fact: Fact) -> str:
    """Write a fact as one line of JSON; fields that say nothing are left out."""
    fields: dict[str, object] = {
        "question": fact.question,
        "answers": fact.answers,
        "unanswerable": fact.unanswerable,
        "answerable": fact.answerable,
        "wrong": fact.wrong,
        "all_of": fact.all_of,
        "paragraphs": [_reference(reference) for reference in fact.paragraphs],
        "history": [{"question": turn.question, "answer": turn.answer} for turn in fact.history],
        "documents": fact.documents,
        "tags": fact.tags,
    }
    return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def _reference(reference: ParagraphReference) -> dict[str, object]:
    fields = {
        "document": reference.document,
        "number": reference.number,
        "version": reference.version,
        "digest": reference.digest,
    }
    return {name: value for name, value in fields.items() if value}


def _settle_name(folder: Path) -> None:
    """Have the file's new name on the disk too, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
