"""Read YAML into a tree of values that know their line; nothing is ever constructed or run."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from rag.errors import FactsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Kind = Literal["text", "number", "boolean", "nothing", "date", "list", "mapping"]

SIZE_LIMIT = 20_000_000
"""Bytes; a facts file is written by people, and YAML is read at about 1 MB a second."""
DEPTH_LIMIT = 12
"""Nested lists and mappings; the schema needs six."""

_TAG_KINDS: dict[str, Kind] = {"str": "text", "int": "number", "float": "number", "bool": "boolean", "null": "nothing"}
MOST_FAULTS = 20
"""Faults of one file that are listed; further ones are counted."""

_YAML_CURES = {
    "\\t": "indent with spaces",
    "but got": "close the bracket; inside { } or [ ] put a text with ? : , # in quotes",
    "mapping values are not allowed": 'put a text with ": " in it in quotes; begin fields in one column',
    "but found '<scalar>'": "put the whole text in quotes, and double a quote of the same kind inside: 'it''s'",
    "cannot start any token": "put a text that begins with it in quotes",
    "could not find expected ':'": 'write "field: value", a text of several lines in quotes',
    "but found": "begin it in the same column as the lines that it belongs to",
    "unexpected end of stream": "close the quotes that open here",
}
"""What PyYAML says, with the cure; the first that fits."""
_CUT_BY_COMMENT = re.compile(r"[ \t]+#\d[^\n]*")
_DIGIT = re.compile(r"\d")
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
        shown = _shown(self.text)
        return shown if self.kind == "text" else f"the {self.kind} {shown[1:-1]}"


def _shown(text: str) -> str:
    return json.dumps(text if len(text) <= 60 else f"{text[:57]}...", ensure_ascii=False)


def fault(path: Path, line: int, field: str, problem: str) -> FactsError:
    """Make the one-line error: FILE:LINE: field: expected ..."""
    return FactsError(" ".join(f"{path}:{line}: {field}: {problem}".split()))


def faults_together(path: Path, faults: Sequence[FactsError], summary: str = "") -> FactsError:
    """Make one error of several, a line for each and one before them; a single one without summary stays as it is."""
    if len(faults) == 1 and not summary:
        return faults[0]
    more = len(faults) - MOST_FAULTS
    tail = [f"and {more} more"] if more > 0 else []
    head = summary or " ".join(f"{len(faults)} mistakes in {path}:".split())
    return FactsError("\n".join([head, *(str(each) for each in faults[:MOST_FAULTS]), *tail]))


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
            problem = f"expected no alias, found *{event.anchor}; write it out, or put it in quotes"
            raise fault(self._path, line, "YAML", problem)
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
    return yaml_tree(path, read_text(path))


def yaml_tree(path: Path, text: str) -> Node:
    """Read the text of a YAML file, as `read_yaml`.

    Raises:
        FactsError: as `read_yaml`.
    """
    try:
        root = _Composer(path, text).get_single_node()
    except yaml.MarkedYAMLError as error:
        opened = error.context_mark if "end of stream" in str(error.problem) else None
        mark = opened or error.problem_mark
        cure = next((f"; {cure}" for sign, cure in _YAML_CURES.items() if sign in str(error.problem)), "")
        there = text.split("\n")[mark.line : mark.line + 1] if mark and cure else []
        shown = "".join(f": {_shown(line.strip())}" for line in there if line.strip())
        problem = f"expected valid YAML: {error.problem}{cure}{shown}"
        raise fault(path, mark.line + 1 if mark else 1, "YAML", problem) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise fault(path, line, "YAML", f"expected printable text, found the character {error.character!r}") from error
    return Node("nothing", 1) if root is None else _from_yaml(path, root)


def _from_yaml(path: Path, node: yaml.Node) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG_PREFIX}seq":
        _check_no_number_is_split(path, node)
        return Node("list", line, items=tuple(_from_yaml(path, item) for item in node.value))
    if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG_PREFIX}map":
        _check_no_text_is_split(path, node)
        pairs = [(_from_yaml(path, key), _from_yaml(path, value)) for key, value in node.value]
        return mapping(path, line, pairs)
    if isinstance(node, yaml.ScalarNode) and node.tag.startswith(_TAG_PREFIX):
        name = node.tag.removeprefix(_TAG_PREFIX)
        _check_no_number_is_a_comment(path, node)
        if name in _TAG_KINDS:
            return Node(_TAG_KINDS[name], line, text=node.value)
        if name == "timestamp":
            return Node("date", line, text=node.value)
        if name in ("merge", "value"):  # a plain "<<" or "=": text like any other
            return Node("text", line, text=node.value)
    problem = f"expected plain text, numbers, lists and mappings, found the tag {node.tag}; put ! in quotes"
    raise fault(path, line, "YAML", problem)


def _check_no_number_is_split(path: Path, node: yaml.SequenceNode) -> None:
    """Refuse [48,200] and [6,3 A]: YAML reads two values where a person may have written one."""
    for one, two in zip(node.value, node.value[1:], strict=False):
        both = isinstance(one, yaml.ScalarNode) and isinstance(two, yaml.ScalarNode)
        if not both or one.style or two.style or one.end_mark.index + 1 != two.start_mark.index:
            continue
        if one.value[-1:].isdigit() and _DIGIT.match(two.value):
            problem = f'expected "{one.value},{two.value}" in quotes, or a space after the comma if these are two'
            raise fault(path, two.start_mark.line + 1, "YAML", problem)


def _check_no_text_is_split(path: Path, node: yaml.MappingNode) -> None:
    """Refuse {quote: no, never}: YAML reads a second field where a person wrote a comma."""
    for (name, one), (two, value) in zip(node.value[:-1], node.value[1:], strict=True):
        texts = isinstance(one, yaml.ScalarNode) and isinstance(two, yaml.ScalarNode)
        if texts and node.flow_style and value.start_mark.index <= two.end_mark.index:
            gap = " " * (two.start_mark.index > one.end_mark.index + 1)
            text = _shown(f"{one.value},{gap}{two.value}")
            problem = f"expected quotes around a text with a comma inside {{ }}: {name.value}: {text}"
            raise fault(path, one.start_mark.line + 1, "YAML", problem)


def _check_no_number_is_a_comment(path: Path, node: yaml.ScalarNode) -> None:
    """Refuse `question: Who wrote issue #4?`: YAML reads a comment where a person wrote a number."""
    mark = node.end_mark
    cut = _CUT_BY_COMMENT.match(mark.buffer, mark.pointer) if mark.buffer and not node.style else None
    if cut:
        problem = f'expected quotes around a text with "#" in it: {_shown(node.value + cut[0])}'
        raise fault(path, node.start_mark.line + 1, "YAML", problem)


def mapping(path: Path, line: int, pairs: list[tuple[Node, Node]]) -> Node:
    """Make a mapping of pairs whose names are texts.

    Raises:
        FactsError: a name that is no text, or that stands there twice.
    """
    fields: dict[str, Node] = {}
    for key, value in pairs:
        if key.kind != "text":
            raise fault(path, key.line, "field name", f"expected text, found {key.described}")
        if key.text in fields:
            raise fault(path, key.line, key.text, f"expected once, found again (first on line {fields[key.text].line})")
        fields[key.text] = value
    return Node("mapping", line, fields=tuple(fields.items()))
