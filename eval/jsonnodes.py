"""Read JSON lines into the tree of values that YAML is read into: each knows its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from eval.nodes import DEPTH_LIMIT, Node, fault, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def json_trees(path: Path, text: str, survive_torn_end: bool = False) -> Iterator[Node]:
    """Read one JSON value a line of a file's text; blank lines are skipped.

    With `survive_torn_end` a last line without its end that is not JSON is skipped too: its writing was cut off.

    Raises:
        FactsError: a line that is not JSON, nests too deep, or repeats a field.
    """
    lines = text.split("\n")
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
        return mapping(path, line, pairs)
    if isinstance(value, list):
        return Node("list", line, items=tuple(_from_json(path, line, item, depth - 1) for item in value))
    if value is None:
        return Node("nothing", line)
    if isinstance(value, bool):
        return Node("boolean", line, text="true" if value else "false")
    return Node("number" if isinstance(value, (_Number, float)) else "text", line, text=str(value))
