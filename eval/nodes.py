"""Read YAML and JSON lines into one tree of values that know their line; nothing is ever constructed or run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from rag.errors import FactsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Kind = Literal["text", "number", "boolean", "nothing", "date", "list", "mapping"]

SIZE_LIMIT = 20_000_000
"""Bytes; a facts file is written by people, and YAML is read at about 1 MB a second."""
DEPTH_LIMIT = 12
"""Nested lists and mappings; the schema needs six."""

_TAG_KINDS: dict[str, Kind] = {"str": "text", "int": "number", "float": "number", "bool": "boolean", "null": "nothing"}
_YAML_CURES = {"\\t": "; indent with spaces", "got '?'": "; inside { } or [ ] put a text with ? : , # in quotes"}
_TAG_PREFIX = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Node:
    """Hold one value of the file with the line that it starts on."""

    kind: Kind
    line: int
    text: str = ""
    """A scalar as it is written; empty for lists and mappings."""
    items: tuple[Node, ...] = ()
    fields: tuple[tuple[str, Node], ...] = ()
    """Unique names, in the file's order."""

    @property
    def described(self) -> str:
        """Name what stands there as its writer would."""
        if self.kind in ("list", "mapping", "nothing"):
            return {"list": "a list", "mapping": "a mapping", "nothing": "nothing"}[self.kind]
        shown = self.text if len(self.text) <= 60 else f"{self.text[:57]}..."
        return json.dumps(shown, ensure_ascii=False) if self.kind == "text" else f"the {self.kind} {shown}"


def fault(path: Path, line: int, field: str, problem: str) -> FactsError:
    """Make the one-line error: FILE:LINE: field: expected ..."""
    return FactsError(" ".join(f"{path}:{line}: {field}: {problem}".split()))


def read_text(path: Path) -> str:
    """Read the file whole.

    Raises:
        FactsError: missing, not a plain file, unreadable, larger than SIZE_LIMIT, or not UTF-8.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "something else" if path.exists() else "nothing there"
        raise fault(path, 1, "file", f"expected a facts file, found {found}; check the path")
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= SIZE_LIMIT else b""
    except OSError as error:
        raise fault(path, 1, "file", f"expected a readable file: {error.strerror}") from error
    if size > SIZE_LIMIT:
        raise fault(path, 1, "file", f"expected at most {SIZE_LIMIT:,} bytes, found {size:,}; split it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"expected UTF-8, found the byte 0x{content[error.start]:02x}; save the file as UTF-8"
        raise fault(path, line, "text", problem) from error


class _Composer(yaml.SafeLoader):
    """Compose nodes without aliases, which could blow a small file up, and without deep nesting."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(text)
        self._path = path
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401  # PyYAML's own
        """Compose the next node.

        Raises:
            FactsError: an alias, or nesting beyond DEPTH_LIMIT.
        """
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's own
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise fault(self._path, line, "YAML", f"expected no alias, found *{event.anchor}; write it out")
        if self._depth >= DEPTH_LIMIT:
            raise fault(self._path, line, "YAML", f"expected nesting of at most {DEPTH_LIMIT}")
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def read_yaml(path: Path) -> Node:
    """Read one YAML document; an empty file is "nothing" on line 1.

    Raises:
        FactsError: not valid YAML, or with aliases, tags of programming languages or repeated fields.
    """
    text = read_text(path)
    try:
        root = _Composer(path, text).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        cure = next((cure for sign, cure in _YAML_CURES.items() if sign in str(error.problem)), "")
        raise fault(path, line, "YAML", f"expected valid YAML: {error.problem}{cure}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise fault(path, line, "YAML", f"expected printable text, found the character {error.character!r}") from error
    return Node("nothing", 1) if root is None else _from_yaml(path, root)


def _from_yaml(path: Path, node: yaml.Node) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG_PREFIX}seq":
        return Node("list", line, items=tuple(_from_yaml(path, item) for item in node.value))
    if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG_PREFIX}map":
        pairs = [(_from_yaml(path, key), _from_yaml(path, value)) for key, value in node.value]
        return _mapping(path, line, pairs)
    if isinstance(node, yaml.ScalarNode) and node.tag.startswith(_TAG_PREFIX):
        name = node.tag.removeprefix(_TAG_PREFIX)
        if name in _TAG_KINDS:
            return Node(_TAG_KINDS[name], line, text=node.value)
        if name == "timestamp":
            return Node("date", line, text=node.value)
        if name in ("merge", "value"):  # a plain "<<" or "=": text like any other
            return Node("text", line, text=node.value)
    raise fault(path, line, "YAML", f"expected plain text, numbers, lists and mappings, found the tag {node.tag}")


def _mapping(path: Path, line: int, pairs: list[tuple[Node, Node]]) -> Node:
    fields: dict[str, Node] = {}
    for key, value in pairs:
        if key.kind != "text":
            raise fault(path, key.line, "field name", f"expected text, found {key.described}")
        if key.text in fields:
            raise fault(path, key.line, key.text, f"expected once, found again (first on line {fields[key.text].line})")
        fields[key.text] = value
    return Node("mapping", line, fields=tuple(fields.items()))


def read_json_lines(path: Path, survive_torn_end: bool = False) -> Iterator[Node]:
    """Read one JSON value a line; blank lines are skipped.

    With `survive_torn_end` a last line without its end that is not JSON is skipped too: its writing was cut off.

    Raises:
        FactsError: a line that is not JSON, nests too deep, or repeats a field.
    """
    lines = read_text(path).split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, object_pairs_hook=_Pairs, parse_int=_Number, parse_float=_Number)
        except json.JSONDecodeError as error:
            if survive_torn_end and number == len(lines):
                return
            raise fault(path, number, "JSON", f"expected valid JSON: {error.msg} at column {error.colno}") from error
        except RecursionError as error:
            raise fault(path, number, "JSON", f"expected nesting of at most {DEPTH_LIMIT}") from error
        yield _from_json(path, number, value, DEPTH_LIMIT)


class _Pairs(list[tuple[str, Any]]):
    """Keep a JSON object's pairs as they are written, so that a repeated name is seen."""


class _Number(str):
    """Keep a JSON number as it is written."""

    __slots__ = ()


def _from_json(path: Path, line: int, value: object, depth: int) -> Node:
    if depth == 0:
        raise fault(path, line, "JSON", f"expected nesting of at most {DEPTH_LIMIT}")
    if isinstance(value, _Pairs):
        pairs = [(Node("text", line, text=name), _from_json(path, line, item, depth - 1)) for name, item in value]
        return _mapping(path, line, pairs)
    if isinstance(value, list):
        return Node("list", line, items=tuple(_from_json(path, line, item, depth - 1) for item in value))
    if value is None:
        return Node("nothing", line)
    if isinstance(value, bool):
        return Node("boolean", line, text="true" if value else "false")
    return Node("number" if isinstance(value, (_Number, float)) else "text", line, text=str(value))
