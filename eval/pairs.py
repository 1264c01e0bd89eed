"""Read pairs: sentences with what they cite, and whether that carries them, strictly and with line numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eval.fields import FieldReader
from eval.nodes import Node, fault, read_yaml

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

CARRIED = ("paraphrase", "date-wording", "number-wording", "condensed")
"""Kinds of sentences that their paragraphs carry."""
NOT_CARRIED = ("number", "name", "date", "negated", "unit", "role", "addition", "wrong-paragraph")
"""Kinds of sentences that they do not; eval/sample/pairs.yaml says what each is."""
_FIELDS = ("paragraphs", "neighbour", "question", "carried", "not_carried")


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold a sentence with what it cites."""

    sentence: str
    paragraphs: tuple[str, ...]
    """They carry it when together they say all of it."""
    carried: bool
    kind: str
    """One of CARRIED or of NOT_CARRIED."""
    question: str = ""
    line: int = field(default=1, compare=False)


def load_pairs(path: str | os.PathLike[str]) -> tuple[Pair, ...]:
    """Read a YAML file of pairs, in its order.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    path = Path(path)
    if path.is_file() and path.suffix.lower() not in (".yaml", ".yml"):
        raise fault(path, 1, "file", f"expected a name that ends in .yaml or .yml, found {path.suffix!r}")
    reader, root = _Reader(path), read_yaml(path)
    fields = reader.whole(root, "pairs", ("pairs",))
    groups = reader.list_of(fields["pairs"], "pairs", reader.pairs)
    return tuple(pair for group in groups for pair in group)


class _Reader(FieldReader):
    """Turn nodes into pairs."""

    def pairs(self, node: Node, name: str) -> tuple[Pair, ...]:
        """Read the paragraphs that are cited together, and the sentences that cite them."""
        fields = self.fields(node, name, _FIELDS)
        if "paragraphs" not in fields:
            raise self.fault(node, f"{name}.paragraphs", "expected a list of paragraphs, found no such field")
        paragraphs = self.list_of(fields["paragraphs"], "paragraphs", self.text)
        question = self.text(fields["question"], "question") if "question" in fields else ""
        if "neighbour" in fields:
            self.text(fields["neighbour"], "neighbour")
        pairs = [
            Pair(sentence, paragraphs, carried, kind, question, line)
            for label, kinds, carried in (("carried", CARRIED, True), ("not_carried", NOT_CARRIED, False))
            if label in fields
            for kind, sentence, line in self._sentences(fields[label], label, kinds)
        ]
        if not pairs:
            raise self.fault(node, f"{name}.carried", "expected carried or not_carried, found neither")
        if "neighbour" not in fields and any(pair.kind == "wrong-paragraph" for pair in pairs):
            raise self.fault(node, "neighbour", "expected the paragraph that a wrong-paragraph sentence is true of")
        return tuple(pairs)

    def _sentences(self, node: Node, label: str, kinds: Collection[str]) -> list[tuple[str, str, int]]:
        """Give kind, sentence and line of each sentence."""
        by_kind = self.fields(node, label, kinds)
        if not by_kind:
            raise self.fault(node, label, "expected at least one kind, found an empty mapping")
        return [
            (kind, sentence, item.line)
            for kind, listed in by_kind.items()
            for sentence, item in zip(self.list_of(listed, f"{label}.{kind}", self.text), listed.items, strict=True)
        ]
