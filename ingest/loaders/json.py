"""JSON and JSON Lines -> blocks: a record is a row of its keys and values, a record a line in JSON Lines."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ingest.block import Block, Loaded
from ingest.dates import stated_date
from ingest.decode import decode
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES = frozenset({".jsonl", ".ndjson"})
DEEPEST_NESTING = 100
"""Levels of objects and lists; a person's data has ten."""
LONGEST_RECORD = 2000
"""Characters of a row up to which a record that holds lists of records is still one row."""
TITLES = ("title", "name", "headline")
NAMES = frozenset({*TITLES, "label", "id", "key"})
DATES = ("date", "published", "datepublished", "date_published", "created", "created_at")
LOWEST_HEADING = 6
NO_NAME = "(no name)"
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class Record:
    """Hold an object's fields in order; a key that stands twice is kept twice."""

    fields: list[tuple[str, Value]]


Value: TypeAlias = Record | list["Value"] | str | bool | None
"""Numbers stay as they are written."""


def load(path: Path) -> Loaded:
    """Read a file's records, each value with the path of keys that leads to it ("address.city: Oslo").

    Raises:
        LoadError: it is not JSON (with the line), or nested too deeply.
    """
    text = decode(path.read_bytes()).lstrip("\ufeff")
    if path.suffix.lower() in LINES:
        return Loaded(list(_lines(text)))
    try:
        value = _parsed(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # one value a line, under the suffix of one value a file
            return Loaded(list(_lines(text)))
        raise LoadError(f"is not JSON: line {error.lineno}, column {error.colno}: {_said(error)}") from error
    own = dict(value.fields) if isinstance(value, Record) else {}
    named = {key.lower(): field for key, field in own.items() if isinstance(field, str)}
    title = next((named[key] for key in TITLES if named.get(key)), "")
    date = next((date for key in DATES if (date := stated_date(named.get(key, "")))), None)
    return Loaded(list(_blocks(value, 1)), title, date)


def _lines(text: str) -> Iterator[Block]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = _parsed(line)
        except json.JSONDecodeError as error:
            msg = f"is not JSON Lines: line {number}, column {error.colno}: {_said(error)}; correct or remove the line"
            raise LoadError(msg) from error
        yield Block(_row(value), "row")


def _parsed(text: str) -> Value:
    try:
        value: Value = json.loads(text, object_pairs_hook=Record, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise LoadError("is nested too deeply to be read as JSON") from error
    _refuse_depth(value)
    return value


def _refuse_depth(value: Value) -> None:
    level = [value]
    for _ in range(DEEPEST_NESTING):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return
    raise LoadError(f"is nested too deeply: its objects and lists go below {DEEPEST_NESTING} levels")


def _inside(value: Value) -> list[Value]:
    values = [field for _, field in value.fields] if isinstance(value, Record) else value
    return [one for one in values if isinstance(one, (Record, list))] if isinstance(values, list) else []


def _blocks(value: Value, level: int) -> Iterator[Block]:
    """Write a value's blocks: a plain field is an item, a record a row, and what holds records a section.

    Plain fields come before the sections beside them, which would else seem to hold them.
    """
    if isinstance(value, Record):
        plain = [one for one in value.fields if not _is_section(one[1])]
        yield from (Block(_row(Record([one])), "item") for one in plain)
        for key, field in value.fields:
            if _is_section(field):
                yield from _section(_folded(key) or NO_NAME, field, level)
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            if isinstance(one, Record) and _holds_records(one) and len(_row(one)) > LONGEST_RECORD:
                yield from _section(_name(one) or f"Record {number}", one, level)
            else:
                yield Block(_row(one), "row" if isinstance(one, (Record, list)) else "item")
    else:
        yield Block(_scalar(value))


def _section(name: str, value: Value, level: int) -> Iterator[Block]:
    """Write what stands under a key with the key as its heading; nothing where it says nothing."""
    if isinstance(value, str):
        blocks = [Block(_folded(paragraph)) for paragraph in BLANK_LINE.split(value)]
    elif isinstance(value, Record) and not _holds_records(value):
        blocks = [Block(_row(value), "row")]
    else:
        blocks = list(_blocks(value, level + 1))
    if any(block.text for block in blocks):
        yield Block(name, "heading", min(level, LOWEST_HEADING))
        yield from blocks


def _is_section(value: Value) -> bool:
    """Tell what is more than one line: a record, a list of records, a text of several paragraphs."""
    if isinstance(value, str):
        return BLANK_LINE.search(value.strip()) is not None
    return isinstance(value, Record) or _holds_records(value)


def _name(record: Record) -> str:
    return next((_scalar(field) for key, field in record.fields if key.lower() in NAMES and _scalar(field)), "")


def _holds_records(value: Value) -> bool:
    """Tell what holds records or lists inside: a section of its own, not a row."""
    if isinstance(value, Record):
        return any(isinstance(field, Record) or _holds_records(field) for _, field in value.fields)
    return isinstance(value, list) and any(isinstance(one, (Record, list)) for one in value)


def _row(value: Value) -> str:
    return "; ".join(f"{path}: {text}" if path else text for path, text in _fields(value, ""))


def _fields(value: Value, path: str) -> Iterator[tuple[str, str]]:
    """Give every value that says something with its path; a list of plain values is one."""
    if isinstance(value, Record):
        for key, field in value.fields:
            yield from _fields(field, f"{path}.{_folded(key)}" if path else _folded(key))
    elif isinstance(value, list):
        if not _holds_records(value):
            text = ", ".join(filter(None, [_scalar(one) for one in value]))
            if text:
                yield path, text
        else:
            for index, one in enumerate(value, 1):
                yield from _fields(one, f"{path}[{index}]")
    elif text := _scalar(value):
        yield path, text


def _scalar(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _folded(value) if isinstance(value, str) else ""


def _folded(text: str) -> str:
    return " ".join(text.split())


def _said(error: json.JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:]
