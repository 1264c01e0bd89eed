"""A record as JSON and back: fields in one order, texts as they are, and no folder of this machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from eval.record import SCHEMA, Record
from rag.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 512 * 1024 * 1024
"""Bytes of a report that is read back."""


def write_record(record: Record) -> str:
    """Write a record as JSON that `read_record` reads back as the same record."""
    from pydantic import TypeAdapter  # here: importing it takes a tenth of a second

    plain = TypeAdapter(Record).dump_python(record, mode="json")
    return f"{json.dumps(plain, indent=1, ensure_ascii=False)}\n"


def load_record(path: Path) -> Record:
    """Read a report that an earlier run wrote with --json.

    Raises:
        ReportError: it cannot be read, is something else, or was written by a newer release.
    """
    from pydantic import TypeAdapter, ValidationError

    text = _read(path)
    try:
        fields = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        msg = f"{path}: expected a report that `citeback eval --json` wrote, found no JSON ({_short(error)})"
        raise ReportError(msg) from error
    _check_schema(fields, path)
    try:
        record = TypeAdapter(Record).validate_python(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ReportError(f"{path}: {place}: {first['msg'].lower()}; write the report anew") from error
    if not record.groups:
        raise ReportError(f"{path}: groups: expected at least one, found none; write the report anew")
    return record


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise ReportError(f"{path}: expected a report of at most {LARGEST >> 20} MB; is it the right file?")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{path}: the report to compare with cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{path}: expected a report that `citeback eval --json` wrote, found no text") from error


def _check_schema(fields: object, path: Path) -> None:
    schema = fields.get("schema") if isinstance(fields, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or not isinstance(fields, dict):
        msg = f"{path}: expected a report that `citeback eval --json` wrote, found JSON of another kind"
        raise ReportError(msg)
    if schema != SCHEMA:
        age, cure = ("a newer", "install it") if schema > SCHEMA else ("an older", "write the report anew")
        raise ReportError(f"{path}: written by {age} release (schema {schema}, this one reads {SCHEMA}): {cure}")


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:80]


def _refuse(constant: str) -> float:
    """Refuse what JSON has not, though Python reads it: NaN compares with nothing."""
    raise ValueError(f"{constant} is no number")
