"""Read facts: questions whose answers are known, from YAML or JSON lines, strictly and with line numbers."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from eval.nodes import Node, fault, read_json_lines, read_yaml
from rag.answer import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from rag.errors import FactsError

_T = TypeVar("_T")

METRICS = ("answer_match", "citation_precision", "citation_recall", "refusal_accuracy", "quote_verbatim")
"""What a threshold may be set for; eval/metrics.py says what each is."""
FACT_FIELDS = ("question", "answers", "unanswerable", "all_of", "paragraphs", "history", "tags")
NEEDS_EVERY_DOCUMENT = frozenset({"two-documents", "differ"})
"""Tags of facts that are proven only when each document that they name is cited."""
TEXT_LIMIT = 10_000
"""Characters of one text in a facts file."""


@dataclass(frozen=True, slots=True)
class ParagraphReference:
    """Name a paragraph as a person would: "ceasefire.txt", number 3."""

    document: str
    """File name, end of the path, title or id."""
    number: int
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one case: a question with its accepted answers, or one that the documents do not answer."""

    question: str
    answers: tuple[str, ...] = ()
    """Any one of them in the answer will do."""
    unanswerable: bool = False
    all_of: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one must be shown, for questions with several values."""
    paragraphs: tuple[ParagraphReference, ...] = ()
    """What proves it; empty: citations are not graded."""
    history: tuple[Turn, ...] = ()
    tags: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Ask that a metric be at least this much."""

    metric: str
    minimum: float


@dataclass(frozen=True, slots=True)
class FactSet:
    """Hold the facts of one file in its order, and what it asks of the figures."""

    facts: tuple[Fact, ...]
    thresholds: tuple[Threshold, ...]
    path: Path


def load_facts(path: str | os.PathLike[str]) -> FactSet:
    """Read a facts file; its suffix says how: .yaml, .yml, .jsonl.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    path = Path(path)
    load = {".yaml": _load_yaml, ".yml": _load_yaml, ".jsonl": _load_json_lines}.get(path.suffix.lower())
    if load is None and path.is_file():
        raise fault(path, 1, "file", f"expected a name that ends in .yaml, .yml or .jsonl, found {path.suffix!r}")
    return (load or _load_yaml)(path)


def _load_yaml(path: Path) -> FactSet:
    reader = _Reader(path)
    root = read_yaml(path)
    if root.kind == "list":
        return FactSet(tuple(reader.fact(item) for item in root.items), (), path)
    if root.kind != "mapping":
        raise fault(path, root.line, "facts", f"expected a mapping with the field facts, found {root.described}")
    fields = reader.fields(root, "", ("thresholds", "facts"))
    if "facts" not in fields:
        raise fault(path, root.line, "facts", "expected a list of facts, found no such field")
    thresholds = reader.thresholds(fields["thresholds"]) if "thresholds" in fields else ()
    return FactSet(reader.list_of(fields["facts"], "facts", lambda node, _: reader.fact(node)), thresholds, path)


def _load_json_lines(path: Path) -> FactSet:
    reader = _Reader(path)
    nodes = list(read_json_lines(path))
    thresholds: tuple[Threshold, ...] = ()
    if nodes and [name for name, _ in nodes[0].fields] == ["thresholds"]:
        thresholds = reader.thresholds(nodes.pop(0).fields[0][1])
    if not nodes:
        raise fault(path, 1, "facts", "expected at least one fact, found nothing")
    return FactSet(tuple(reader.fact(node) for node in nodes), thresholds, path)


class _Reader:
    """Turn nodes into facts; every complaint names the file, the line and the field."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fact(self, node: Node) -> Fact:
        fields = self.fields(node, "fact", FACT_FIELDS)
        if "question" not in fields:
            raise self._fault(node, "question", "expected text, found no such field")
        texts = {name: self.list_of(fields[name], name, self.text) for name in ("answers", "tags") if name in fields}
        fact = Fact(
            question=self.text(fields["question"], "question"),
            answers=texts.get("answers", ()),
            unanswerable=self.flag(fields["unanswerable"], "unanswerable") if "unanswerable" in fields else False,
            all_of=self.list_of(fields["all_of"], "all_of", self._texts) if "all_of" in fields else (),
            paragraphs=self._optional(fields, "paragraphs", self._reference),
            history=self._optional(fields, "history", self._turn),
            tags=texts.get("tags", ()),
            line=node.line,
        )
        self._check_one_expectation(node, fact, fields)
        return fact

    def _check_one_expectation(self, node: Node, fact: Fact, fields: Mapping[str, Node]) -> None:
        if not fact.unanswerable and not fact.answers and not fact.all_of:
            raise self._fault(node, "answers", "expected a list of accepted answers, or unanswerable: true")
        for name in ("answers", "all_of", "paragraphs"):
            if fact.unanswerable and name in fields:
                raise self._fault(fields[name], name, "expected no such field beside unanswerable: true")

    def thresholds(self, node: Node) -> tuple[Threshold, ...]:
        fields = self.fields(node, "thresholds", METRICS)
        return tuple(Threshold(name, self._share(value, f"thresholds.{name}")) for name, value in fields.items())

    def fields(self, node: Node, name: str, known: Collection[str]) -> dict[str, Node]:
        if node.kind != "mapping":
            raise self._fault(node, name or "facts", f"expected a mapping, found {node.described}")
        for key, value in node.fields:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
                hint = f"{near[0]}? (one of: {', '.join(known)})" if near else f"one of: {', '.join(known)}"
                shown = key if key.isprintable() and len(key) <= 60 else ascii(key[:60])
                raise self._fault(value, shown or "(empty name)", f"expected {hint}")
        return dict(node.fields)

    def _optional(self, fields: Mapping[str, Node], name: str, read: Callable[[Node, str], _T]) -> tuple[_T, ...]:
        return self.list_of(fields[name], name, read) if name in fields else ()

    def list_of(self, node: Node, name: str, read: Callable[[Node, str], _T]) -> tuple[_T, ...]:
        if node.kind != "list" or not node.items:
            found = "an empty one" if node.kind == "list" else node.described
            raise self._fault(node, name, f"expected a list with at least one item, found {found}")
        return tuple(read(item, f"{name}[{index}]") for index, item in enumerate(node.items))

    def _texts(self, node: Node, name: str) -> tuple[str, ...]:
        return self.list_of(node, name, self.text)

    def text(self, node: Node, name: str) -> str:
        if node.kind != "text":
            cure = "; put it in quotes" if node.kind in ("number", "boolean", "date") else ""
            raise self._fault(node, name, f"expected text, found {node.described}{cure}")
        if not any(character.isalnum() for character in node.text):
            raise self._fault(node, name, f"expected text with a letter or a digit, found {node.described}")
        if len(node.text) > TEXT_LIMIT:
            raise self._fault(node, name, f"expected at most {TEXT_LIMIT:,} characters, found {len(node.text):,}")
        if any("\ud800" <= character <= "\udfff" for character in node.text):
            raise self._fault(node, name, "expected whole characters, found half of one (a lone surrogate)")
        return node.text.strip()

    def flag(self, node: Node, name: str) -> bool:
        if node.kind != "boolean":
            raise self._fault(node, name, f"expected true or false, found {node.described}")
        return node.text.lower() in ("true", "yes", "on")

    def _share(self, node: Node, name: str) -> float:
        try:
            share = float(node.text) if node.kind == "number" else -1.0
        except ValueError:  # YAML also writes numbers as 0x1f and 1:30
            share = -1.0
        if not 0 <= share <= 1:
            raise self._fault(node, name, f"expected a number from 0 to 1, found {node.described}")
        return share

    def _reference(self, node: Node, name: str) -> ParagraphReference:
        fields = self._whole(node, name, ("document", "number"))
        number = fields["number"]
        if not (number.kind == "number" and number.text.isdecimal() and len(number.text) < 9 and int(number.text)):
            raise self._fault(number, f"{name}.number", f"expected a whole number from 1, found {number.described}")
        return ParagraphReference(self.text(fields["document"], f"{name}.document"), int(number.text), node.line)

    def _turn(self, node: Node, name: str) -> Turn:
        fields = self._whole(node, name, ("question", "answer"))
        return Turn(self.text(fields["question"], f"{name}.question"), self.text(fields["answer"], f"{name}.answer"))

    def _whole(self, node: Node, name: str, known: tuple[str, ...]) -> dict[str, Node]:
        fields = self.fields(node, name, known)
        for missing in (known_name for known_name in known if known_name not in fields):
            raise self._fault(node, f"{name}.{missing}", "expected a value, found no such field")
        return fields

    def _fault(self, node: Node, name: str, problem: str) -> FactsError:
        return fault(self._path, node.line, name, problem)
