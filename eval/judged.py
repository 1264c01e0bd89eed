"""The facts that clicks write: facts.jsonl in a library's folder, one fact a line, as `eval.facts` reads it back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from eval.facts import FactSet, load_judged
from eval.writing import write_facts

if TYPE_CHECKING:
    from pathlib import Path

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
    if facts.facts or facts.thresholds:
        write_facts(facts.path, facts.facts, facts.thresholds)
    else:
        facts.path.unlink(missing_ok=True)
