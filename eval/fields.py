"""Read the fields of a file that people write, strictly: every complaint names the file, the line and the field."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, TypeVar

from eval.nodes import Node, fault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from rag.errors import FactsError

_T = TypeVar("_T")

TEXT_LIMIT = 10_000
"""Characters of one text."""


class FieldReader:
    """Turn the nodes of one file into values; each method raises FactsError: FILE:LINE: field: expected ..."""

    def __init__(self, path: Path) -> None:
        """Read nodes of this file."""
        self._path = path

    def fields(self, node: Node, name: str, known: Collection[str]) -> dict[str, Node]:
        """Give the fields of a mapping, all of them known."""
        if node.kind != "mapping":
            raise self.fault(node, name, f"expected a mapping, found {node.described}")
        for key, value in node.fields:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
                hint = f"{near[0]}? (one of: {', '.join(known)})" if near else f"one of: {', '.join(known)}"
                shown = key if key.isprintable() and len(key) <= 60 else ascii(key[:60])
                raise self.fault(value, shown or "(empty name)", f"expected {hint}")
        return dict(node.fields)

    def optional(self, fields: Mapping[str, Node], name: str, read: Callable[[Node, str], _T]) -> tuple[_T, ...]:
        """Read a list that may be left out."""
        return self.list_of(fields[name], name, read) if name in fields else ()

    def list_of(self, node: Node, name: str, read: Callable[[Node, str], _T]) -> tuple[_T, ...]:
        """Read every item of a list, which is not empty; each is told its name, such as `answers[0]`."""
        if node.kind != "list" or not node.items:
            found = "an empty one" if node.kind == "list" else node.described
            raise self.fault(node, name, f"expected a list with at least one item, found {found}")
        return tuple(read(item, f"{name}[{index}]") for index, item in enumerate(node.items))

    def text(self, node: Node, name: str) -> str:
        """Read text with something to read in it, white space around it left out."""
        if node.kind != "text":
            cure = "; put it in quotes" if node.kind in ("number", "boolean", "date") else ""
            raise self.fault(node, name, f"expected text, found {node.described}{cure}")
        if not any(character.isalnum() for character in node.text):
            raise self.fault(node, name, f"expected text with a letter or a digit, found {node.described}")
        if len(node.text) > TEXT_LIMIT:
            raise self.fault(node, name, f"expected at most {TEXT_LIMIT:,} characters, found {len(node.text):,}")
        if any("\ud800" <= character <= "\udfff" for character in node.text):
            raise self.fault(node, name, "expected whole characters, found half of one (a lone surrogate)")
        return node.text.strip()

    def flag(self, node: Node, name: str) -> bool:
        """Read true or false."""
        if node.kind != "boolean":
            raise self.fault(node, name, f"expected true or false, found {node.described}")
        return node.text.lower() in ("true", "yes", "on")

    def whole(self, node: Node, name: str, known: tuple[str, ...]) -> dict[str, Node]:
        """Give the fields of a mapping that has them all."""
        fields = self.fields(node, name, known)
        for missing in (known_name for known_name in known if known_name not in fields):
            raise self.fault(node, f"{name}.{missing}", "expected a value, found no such field")
        return fields

    def fault(self, node: Node, name: str, problem: str) -> FactsError:
        """Make the one-line error about a value of this file."""
        return fault(self._path, node.line, name, problem)
