"""Read the fields of a file that people write, strictly: every complaint names the file, the line and the field."""

from __future__ import annotations

import difflib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from eval.nodes import Node, fault, faults_together
from rag.errors import FactsError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

_T = TypeVar("_T")

TEXT_LIMIT = 10_000
"""Characters of one text."""
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class FieldReader:
    """Turn the nodes of one file into values; each method raises FactsError: FILE:LINE: field: expected ..."""

    def __init__(self, path: Path) -> None:
        """Read nodes of this file."""
        self._path = path
        self._faults: list[FactsError] = []

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Keep the fault that is raised inside, so that the ones after it are found too; `finish` raises them all."""
        try:
            yield
        except FactsError as error:
            self._faults.append(error)

    @property
    def path(self) -> Path:
        """Name the file."""
        return self._path

    @property
    def faults(self) -> int:
        """Count what was collected."""
        return len(self._faults)

    def finish(self) -> None:
        """Raise what was collected, if anything.

        Raises:
            FactsError: a line for each fault, in the order of the file.
        """
        if self._faults:
            raise faults_together(self._path, self._faults)

    def read(self, fields: Mapping[str, Node], name: str, read: Callable[[Node, str], _T], otherwise: _T) -> _T:
        """Read a field that may be left out; a fault in it is collected."""
        if name in fields:
            with self.collecting():
                return read(fields[name], name)
        return otherwise

    def fields(self, node: Node, name: str, known: Collection[str]) -> dict[str, Node]:
        """Give the fields of a mapping, all of them known."""
        if node.kind != "mapping":
            raise self.fault(node, name, f"expected a mapping, found {node.described}")
        for key, value in node.fields:
            if key not in known:
                raise self.unknown(key, value, known)
        return dict(node.fields)

    def unknown(self, key: str, value: Node, known: Collection[str]) -> FactsError:
        """Make the error about a field that there is not."""
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        hint = f"{near[0]}? (one of: {', '.join(known)})" if near else f"one of: {', '.join(known)}"
        shown = key if key.isprintable() and len(key) <= 60 else ascii(key[:60])
        return self.fault(value, shown or "(empty name)", f"expected {hint}")

    def optional(self, fields: Mapping[str, Node], name: str, read: Callable[[Node, str], _T]) -> tuple[_T, ...]:
        """Read a list that may be left out."""
        return self.list_of(fields[name], name, read) if name in fields else ()

    def items(self, node: Node | None, name: str) -> tuple[Node, ...]:
        """Give the items of a list that may be empty or left out."""
        if node is None or node.kind == "nothing":
            return ()
        if node.kind != "list":
            raise self.fault(node, name, f"expected a list with a dash before each item, found {node.described}")
        return node.items

    def list_of(self, node: Node, name: str, read: Callable[[Node, str], _T]) -> tuple[_T, ...]:
        """Read every item of a list, which is not empty; each is told its name, such as `answers[0]`."""
        if node.kind != "list" or not node.items:
            found = "an empty one" if node.kind == "list" else node.described
            raise self.fault(node, name, f"expected a list with at least one item, found {found}")
        return tuple(read(item, f"{name}[{index}]") for index, item in enumerate(node.items))

    def one_or_more(self, node: Node, name: str, read: Callable[[Node, str], _T]) -> tuple[_T, ...]:
        """Read a list, or what may stand for a list of one."""
        return self.list_of(node, name, read) if node.kind == "list" else (read(node, name),)

    def as_written(self, node: Node, name: str) -> str:
        """Read text, or the letters in which a number, a date or a yes is written: 1_000 stays 1_000."""
        is_scalar = node.kind in ("number", "boolean", "date")
        return self.text(replace(node, kind="text") if is_scalar else node, name)

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
        """Read true or false, in quotes or not."""
        if node.text.lower() not in _FLAGS:
            raise self.fault(node, name, f"expected true or false, found {node.described}")
        return _FLAGS[node.text.lower()]

    def whole(self, node: Node, name: str, known: tuple[str, ...]) -> dict[str, Node]:
        """Give the fields of a mapping that has them all."""
        fields = self.fields(node, name, known)
        for missing in (known_name for known_name in known if known_name not in fields):
            raise self.fault(node, f"{name}.{missing}", "expected a value, found no such field")
        return fields

    def fault(self, node: Node, name: str, problem: str) -> FactsError:
        """Make the one-line error about a value of this file."""
        return fault(self._path, node.line, name, problem)
