"""Write an imported set into a folder: its documents as text files, and facts.jsonl."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.factlines import json_line
from eval.nodes import SIZE_LIMIT
from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.facts import Fact
    from eval.importers.imported import ImportedDocument

DOCUMENTS = "documents"
FACTS = "facts.jsonl"


@dataclass(frozen=True, slots=True)
class Folder:
    """Stand for the folder of one imported set; what stands there already is never written over."""

    path: Path
    """Absolute."""

    @property
    def facts(self) -> Path:
        """Name the file of the facts."""
        return self.path / FACTS

    def file_of(self, name: str) -> Path:
        """Name the file of a document."""
        return self.path / DOCUMENTS / name

    def named_here(self, fact: Fact) -> Fact:
        """Name a fact's documents by folder and file, which no other set of a library has."""
        return replace(
            fact, paragraphs=tuple(replace(one, document=self._named(one.document)) for one in fact.paragraphs)
        )

    def write_document(self, document: ImportedDocument) -> str:
        """Write a document for people to read, title and paragraphs parted by empty lines; give its bytes' SHA-256.

        Raises:
            SettingsError: another text stands there.
        """
        content = "\n\n".join((document.title, *document.paragraphs)).encode() + b"\n"
        self._write(self.file_of(document.name), content)
        return hashlib.sha256(content).hexdigest()

    def check_facts(self, facts: Sequence[Fact]) -> None:
        """Hold the facts to what a facts file may be, before any work is done.

        Raises:
            SettingsError: there are too many of them, or others stand there.
        """
        content = _lines(facts)
        if len(content) > SIZE_LIMIT:
            fitting = len(facts) * SIZE_LIMIT // len(content)
            size = f"{len(facts):,} facts make a file of {len(content):,} bytes, {SIZE_LIMIT:,} are the most"
            msg = f"{size}: take fewer with --limit {fitting}"
            raise SettingsError(msg)
        _refuse_other(self.facts, content)

    def write_facts(self, facts: Sequence[Fact]) -> None:
        """Write the facts, one a line.

        Raises:
            SettingsError: other facts stand there.
        """
        self._write(self.facts, _lines(facts))

    def _named(self, document: str) -> str:
        return "/".join(part for part in (self.path.name, DOCUMENTS, document) if part)

    def _write(self, path: Path, content: bytes) -> None:
        if _refuse_other(path, content):
            return
        beside = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as error:
            raise SettingsError(f"{path} cannot be written: {error.strerror}; name another folder with --to") from error


def _lines(facts: Sequence[Fact]) -> bytes:
    return "".join(f"{json_line(fact)}\n" for fact in facts).encode()


def _refuse_other(path: Path, content: bytes) -> bool:
    """Tell whether a file has this content already; refuse to write over any other."""
    try:
        if not path.exists():
            return False
        same = path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}; name another folder with --to") from error
    if not same:
        raise SettingsError(f"{path} is there already and says something else; name another folder with --to")
    return True


def evenly(facts: Sequence[Fact], limit: int | None) -> tuple[Fact, ...]:
    """Take so many facts from all over a set; None: all of them."""
    if limit is None or limit >= len(facts):
        return tuple(facts)
    return tuple(facts[index * len(facts) // limit] for index in range(limit))
