"""Read facts: questions whose answers are known, from YAML or JSON lines, strictly and with line numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.fact import NEEDS_EVERY_DOCUMENT, Fact, FactSet, ParagraphReference, Threshold
from eval.factreader import METRICS, FactReader
from eval.nodes import Node, fault, json_trees, read_text, yaml_tree

if TYPE_CHECKING:
    import os

__all__ = [
    "METRICS",
    "NEEDS_EVERY_DOCUMENT",
    "Fact",
    "FactSet",
    "ParagraphReference",
    "Threshold",
    "facts_in",
    "facts_so_far",
    "is_json_lines",
    "load_facts",
    "load_judged",
]

SUFFIXES = (".yaml", ".yml", ".jsonl")


def load_facts(path: str | os.PathLike[str]) -> FactSet:
    """Read a facts file; its suffix says how: .yaml, .yml, .jsonl.

    Raises:
        FactsError: FILE:LINE: field: expected ...; a line for each fault that was found.
    """
    path = Path(path)
    facts = facts_in(path, read_text(path))
    if not facts.facts:
        raise fault(path, 1, "facts", "expected at least one fact, found nothing")
    return facts


def facts_so_far(path: Path) -> FactSet:
    """Read a facts file that may still be missing or without a fact.

    Raises:
        FactsError: as `load_facts`.
    """
    return facts_in(path, read_text(path) if path.exists() else "")


def load_judged(path: Path) -> FactSet:
    """Read a file that clicks write: JSON lines, perhaps none, the last one perhaps cut off by a crash.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    return _from_lines(path, list(json_trees(path, read_text(path), survive_torn_end=True)))


def facts_in(path: Path, text: str) -> FactSet:
    """Read the text of a facts file, perhaps without a fact.

    Raises:
        FactsError: as `load_facts`.
    """
    if is_json_lines(path):
        return _from_lines(path, list(json_trees(path, text)))
    root = yaml_tree(path, text)
    reader = FactReader(path)
    if root.kind == "nothing":
        return FactSet((), (), path)
    if root.kind == "list":
        return reader.fact_set(root.items, ())
    if root.kind != "mapping":
        raise fault(path, root.line, "facts", f"expected a mapping with the field facts, found {root.described}")
    if "question" in dict(root.fields):
        problem = "expected a list of facts, found one; begin it with a dash: - question: ..."
        raise fault(path, root.line, "facts", problem)
    fields = reader.fields(root, "facts", ("thresholds", "facts"))
    nothing: tuple[Threshold, ...] = ()
    thresholds = reader.read(fields, "thresholds", reader.thresholds, nothing)
    return reader.fact_set(reader.items(fields.get("facts"), "facts"), thresholds)


def is_json_lines(path: Path) -> bool:
    """Tell by its suffix whether a facts file is JSON lines; else it is YAML.

    Raises:
        FactsError: another suffix.
    """
    if path.suffix.lower() not in SUFFIXES:
        problem = f"expected a name that ends in .yaml, .yml or .jsonl, found {path.suffix!r}"
        raise fault(path, 1, "file", f"{problem}; `citeback facts import` reads other formats")
    return path.suffix.lower() == ".jsonl"


def _from_lines(path: Path, nodes: list[Node]) -> FactSet:
    reader = FactReader(path)
    thresholds: tuple[Threshold, ...] = ()
    if nodes and [name for name, _ in nodes[0].fields] == ["thresholds"]:
        thresholds = reader.read(dict(nodes.pop(0).fields), "thresholds", reader.thresholds, ())
    return reader.fact_set(nodes, thresholds)
