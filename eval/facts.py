"""Read facts: questions whose answers are known, from YAML or JSON lines, strictly and with line numbers."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eval.fields import FieldReader
from eval.nodes import Node, fault, read_json_lines, read_yaml
from rag.answer import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

METRICS = ("answer_match", "citation_precision", "citation_recall", "refusal_accuracy", "quote_verbatim")
"""What a threshold may be set for; eval/metrics.py says what each is."""
FACT_FIELDS = (
    "question",
    "answers",
    "unanswerable",
    "answerable",
    "wrong",
    "all_of",
    "paragraphs",
    "history",
    "documents",
    "tags",
)
NEEDS_EVERY_DOCUMENT = frozenset({"two-documents", "differ"})
"""Tags of facts that are proven only when each document that they name is cited."""


@dataclass(frozen=True, slots=True)
class ParagraphReference:
    """Name a paragraph as a person would: "ceasefire.txt", number 3."""

    document: str
    """File name, end of the path, title or id."""
    number: int
    line: int = field(default=1, compare=False)
    version: str = ""
    """The version of the document that was looked at, as links name it; empty: any."""
    digest: str = ""
    """What `paragraph_digest` makes of its text, so that it is found again in a later version; empty: unknown."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one case: a question with its accepted answers, or one that the documents do not answer."""

    question: str
    answers: tuple[str, ...] = ()
    """Any one of them in the answer will do."""
    unanswerable: bool = False
    answerable: bool = False
    """The documents say, in whatever words: a refusal fails."""
    wrong: tuple[str, ...] = ()
    """Answers that must not be given; where nothing else is expected, refusing is right too."""
    all_of: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one must be shown, for questions with several values."""
    paragraphs: tuple[ParagraphReference, ...] = ()
    """What proves it; empty: citations are not graded."""
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()
    """Ids of the documents that are asked; empty: all."""
    tags: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)

    @property
    def expects_answer(self) -> bool:
        """Tell whether a refusal fails it."""
        return bool(self.answers or self.all_of or self.answerable)


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
    fields = reader.fields(root, "facts", ("thresholds", "facts"))
    if "facts" not in fields:
        raise fault(path, root.line, "facts", "expected a list of facts, found no such field")
    thresholds = reader.thresholds(fields["thresholds"]) if "thresholds" in fields else ()
    return FactSet(reader.list_of(fields["facts"], "facts", lambda node, _: reader.fact(node)), thresholds, path)


def load_judged(path: Path) -> FactSet:
    """Read a file that clicks write: JSON lines, perhaps none, the last one perhaps cut off by a crash.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    return _from_lines(path, list(read_json_lines(path, survive_torn_end=True)))


def _load_json_lines(path: Path) -> FactSet:
    facts = _from_lines(path, list(read_json_lines(path)))
    if not facts.facts:
        raise fault(path, 1, "facts", "expected at least one fact, found nothing")
    return facts


def _from_lines(path: Path, nodes: list[Node]) -> FactSet:
    reader = _Reader(path)
    thresholds: tuple[Threshold, ...] = ()
    if nodes and [name for name, _ in nodes[0].fields] == ["thresholds"]:
        thresholds = reader.thresholds(nodes.pop(0).fields[0][1])
    return FactSet(tuple(reader.fact(node) for node in nodes), thresholds, path)


class _Reader(FieldReader):
    """Turn nodes into facts."""

    def fact(self, node: Node) -> Fact:
        fields = self.fields(node, "fact", FACT_FIELDS)
        if "question" not in fields:
            raise self.fault(node, "question", "expected text, found no such field")
        lists = ("answers", "wrong", "documents", "tags")
        texts = {name: self.list_of(fields[name], name, self.text) for name in lists if name in fields}
        flags = {name: name in fields and self.flag(fields[name], name) for name in ("unanswerable", "answerable")}
        fact = Fact(
            question=self.text(fields["question"], "question"),
            answers=texts.get("answers", ()),
            unanswerable=flags["unanswerable"],
            answerable=flags["answerable"],
            wrong=texts.get("wrong", ()),
            all_of=self.list_of(fields["all_of"], "all_of", self._texts) if "all_of" in fields else (),
            paragraphs=self.optional(fields, "paragraphs", self._reference),
            history=self.optional(fields, "history", self._turn),
            documents=texts.get("documents", ()),
            tags=texts.get("tags", ()),
            line=node.line,
        )
        self._check_one_expectation(node, fact, fields)
        return fact

    def _check_one_expectation(self, node: Node, fact: Fact, fields: Mapping[str, Node]) -> None:
        if not fact.unanswerable and not fact.expects_answer and not fact.wrong:
            raise self.fault(node, "answers", "expected a list of accepted answers, or unanswerable: true")
        for name in ("answers", "answerable", "wrong", "all_of", "paragraphs"):
            if fact.unanswerable and name in fields:
                raise self.fault(fields[name], name, "expected no such field beside unanswerable: true")

    def thresholds(self, node: Node) -> tuple[Threshold, ...]:
        fields = self.fields(node, "thresholds", METRICS)
        return tuple(Threshold(name, self._share(value, f"thresholds.{name}")) for name, value in fields.items())

    def _texts(self, node: Node, name: str) -> tuple[str, ...]:
        return self.list_of(node, name, self.text)

    def _share(self, node: Node, name: str) -> float:
        try:
            share = float(node.text) if node.kind == "number" else -1.0
        except ValueError:  # YAML also writes numbers as 0x1f and 1:30
            share = -1.0
        if not 0 <= share <= 1:
            raise self.fault(node, name, f"expected a number from 0 to 1, found {node.described}")
        return share

    def _reference(self, node: Node, name: str) -> ParagraphReference:
        fields = self.fields(node, name, ("document", "number", "version", "digest"))
        for missing in ("document", "number"):
            if missing not in fields:
                raise self.fault(node, f"{name}.{missing}", "expected a value, found no such field")
        number = fields["number"]
        if not (number.kind == "number" and number.text.isdecimal() and len(number.text) < 9 and int(number.text)):
            raise self.fault(number, f"{name}.number", f"expected a whole number from 1, found {number.described}")
        text = {n: self.text(fields[n], f"{name}.{n}") for n in ("document", "version", "digest") if n in fields}
        return ParagraphReference(
            text["document"], int(number.text), node.line, text.get("version", ""), text.get("digest", "")
        )

    def _turn(self, node: Node, name: str) -> Turn:
        fields = self.whole(node, name, ("question", "answer"))
        return Turn(self.text(fields["question"], f"{name}.question"), self.text(fields["answer"], f"{name}.answer"))
