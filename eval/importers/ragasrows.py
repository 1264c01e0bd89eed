"""The ways in which RAGAS's samples are written down -> one value a sample."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from eval.importers.csvrows import read_rows
from eval.importers.jsonfiles import read_json, read_json_lines
from eval.importers.values import LONGEST_TEXT, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.importers.values import Json, Places, Trail

LISTS = ("contexts", "ground_truths", "retrieved_contexts", "reference_contexts")
"""Columns whose cells are lists."""
QUESTIONS = ("user_input", "question")
_ESCAPE = r"""\\(?:[\\'"abfnrtv0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00[01][0-9a-fA-F]{5})"""
_WORD = rf"""'(?:[^'\\\n]|{_ESCAPE})*'|"(?:[^"\\\n]|{_ESCAPE})*\""""
_LITERAL = re.compile(_WORD)
_LIST = re.compile(rf"\[\s*(?:(?:{_WORD})[\s,]*)*\]")


def records(path: Path) -> Iterator[Value]:
    """Read the samples of a file, one at a time where its format lets it.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    read: Callable[[Path], Iterator[Value]] = read_json_lines
    if ".json" in suffixes:
        read = _json
    elif ".csv" in suffixes or ".tsv" in suffixes:
        read = _csv
    return read(path)


def _csv(path: Path) -> Iterator[Value]:
    for row in read_rows(path):
        cells = {
            name: _list(Value(cell, row.places, (name,))) if name in LISTS else cell
            for name, cell in row.mapping().items()
        }
        yield Value(cells, row.places)


def _list(cell: Value) -> Json:
    """Read a list as JSON, Python or numpy writes it; whatever a cell says, nothing is run."""
    if cell.held is None or not isinstance(cell.held, str):
        return None
    text = cell.held.strip()
    if len(text) > LONGEST_TEXT:
        raise cell.because(f"expected at most {LONGEST_TEXT:,} characters, found {len(text):,}")
    try:
        found = json.loads(text)
        if isinstance(found, list):
            return cast("Json", found)
    except (ValueError, RecursionError):
        if _LIST.fullmatch(text):
            return [str(ast.literal_eval(word)) for word in _LITERAL.findall(text)]
    raise cell.fault("""expected a list such as ["one", "two"]""")


def _json(path: Path) -> Iterator[Value]:
    """Read a list of records, or columns: lists as `datasets` writes them, objects by row number as pandas does."""
    root = read_json(path)
    if isinstance(root.held, list):
        yield from root.items()
        return
    asked = root.field(*QUESTIONS)
    if not isinstance(asked.held, (list, dict)):
        raise asked.fault("expected a list of samples, or columns that are lists")
    columns = {name: held for name, held in root.mapping().items() if isinstance(held, type(asked.held))}
    keys: Sequence[str | int] = list(asked.held) if isinstance(asked.held, dict) else range(len(asked.held))
    _refuse_uneven(root, columns, keys)
    places = _Columns(root.places)
    for key in keys:
        yield Value({name: _at(held, key) for name, held in columns.items()}, places, (key,))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Know the lines of samples whose fields stand in columns."""

    file: Places

    @property
    def path(self) -> Path:
        """Name the file."""
        return self.file.path

    def line(self, trail: Trail) -> int:
        """Find a sample's field where it stands: in its column, at the sample's place."""
        return self.file.line((trail[1], trail[0], *trail[2:]) if len(trail) > 1 else ())


def _refuse_uneven(root: Value, columns: Mapping[str, Json], keys: Sequence[str | int]) -> None:
    for name, held in columns.items():
        if isinstance(held, list) and len(held) != len(keys):
            problem = f"expected {len(keys):,} items, one for each question, found {len(held):,}"
            raise root.field(name).because(problem)


def _at(held: Json, key: str | int) -> Json:
    if isinstance(held, dict):
        return held.get(str(key))
    return held[key] if isinstance(held, list) and isinstance(key, int) else None
