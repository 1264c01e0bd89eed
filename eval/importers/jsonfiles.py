"""JSON and JSON Lines, gzip'd or not -> values that know their line."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeVar, cast

from eval.importers.values import Value
from eval.nodes import fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from eval.importers.values import Json, Trail

_T = TypeVar("_T")

LARGEST = 500_000_000
"""Bytes of a file that is read whole; SQuAD's training set has 42 million."""
LONGEST_LINE = 20_000_000
"""Bytes of one line of JSON Lines."""
_GZIP = b"\x1f\x8b"
_SPACE = re.compile(r"[ \t\r\n]*")
_LONGEST_WHOLE = 18
"""Digits; a longer number is nothing that a data set counts."""


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_WHOLE else float(digits)


_DECODER = json.JSONDecoder(parse_int=_whole)


@dataclass(frozen=True)
class Document:
    """Know the lines of one JSON value that spans a file."""

    path: Path
    text: str = field(repr=False)

    def line(self, trail: Trail) -> int:
        """Find a value by going the way again; as far as it leads."""
        return self.text.count("\n", 0, _find(self.text, trail)) + 1


@dataclass(frozen=True, slots=True)
class Line:
    """Know the line of a record that has one of its own."""

    path: Path
    number: int

    def line(self, trail: Trail) -> int:
        """Give the record's line, wherever in it a value stands."""
        return self.number


def read_json(path: Path) -> Value:
    """Read a file that is one JSON value.

    Raises:
        FactsError: FILE:LINE: missing, unreadable, too large, or no JSON.
    """
    text = _decoded(path, read_whole(path), 1)
    return Value(_parsed(path, text, 1), Document(path, text))


def read_json_lines(path: Path) -> Iterator[Value]:
    """Read one JSON value a line, one at a time; blank lines are skipped.

    Raises:
        FactsError: FILE:LINE: missing, unreadable, a line that is too long or no JSON.
    """
    for number, line in enumerate(read_lines(path), start=1):
        if line.strip():
            yield Value(_parsed(path, line.rstrip("\r\n"), number), Line(path, number))


def read_lines(path: Path) -> Iterator[str]:
    """Read the lines of a text file, one at a time.

    Raises:
        FactsError: FILE:LINE: missing, unreadable, a line that is too long or not UTF-8.
    """
    number = 0
    with _opened(path) as file:
        while line := _guarded(path, number + 1, lambda: file.readline(LONGEST_LINE + 1)):
            number += 1
            if len(line) > LONGEST_LINE:
                raise fault(path, number, "line", f"expected at most {LONGEST_LINE:,} bytes in one line, found more")
            yield _decoded(path, line, number)


def read_whole(path: Path) -> bytes:
    """Read a file's bytes, unpacked.

    Raises:
        FactsError: FILE:1: missing, unreadable or too large.
    """
    with _opened(path) as file:
        content = _guarded(path, 1, lambda: file.read(LARGEST + 1))
    if len(content) > LARGEST:
        raise fault(path, 1, "file", f"expected at most {LARGEST:,} bytes, found more; split it")
    return content


def _opened(path: Path) -> IO[bytes]:
    if not path.is_file():
        found = "a folder" if path.is_dir() else "something else" if path.exists() else "nothing there"
        raise fault(path, 1, "file", f"expected a file, found {found}; check the path")

    def opened() -> IO[bytes]:
        with path.open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
        return cast("IO[bytes]", gzip.open(path) if packed else path.open("rb"))

    return _guarded(path, 1, opened)


def _guarded(path: Path, line: int, read: Callable[[], _T]) -> _T:
    try:
        return read()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise fault(path, line, "file", f"expected a whole gzip file: {error}; fetch it again") from error
    except OSError as error:
        raise fault(path, line, "file", f"expected a readable file: {error.strerror}") from error


def _decoded(path: Path, data: bytes, line: int) -> str:
    try:
        return data.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        line += data.count(b"\n", 0, error.start)
        problem = f"expected UTF-8, found the byte 0x{data[error.start]:02x}; save the file as UTF-8"
        raise fault(path, line, "text", problem) from error


def _parsed(path: Path, text: str, line: int) -> Json:
    """Parse one value, which begins on this line of its file."""
    try:
        return cast("Json", _DECODER.decode(text))
    except json.JSONDecodeError as error:
        problem = f"expected valid JSON: {error.msg} at column {error.colno}"
        raise fault(path, line + error.lineno - 1, "JSON", problem) from error
    except RecursionError as error:
        raise fault(path, line, "JSON", "expected objects and lists inside each other a few levels deep") from error


def _find(text: str, trail: Trail) -> int:
    """Find where a value begins: go the way to it, and over what lies beside it."""
    at = _skip(text, 0)
    for step in trail:
        below = _member(text, at, step) if isinstance(step, str) else _item(text, at, step)
        if below is None:
            return at
        at = below
    return at


def _member(text: str, at: int, name: str) -> int | None:
    """Find a field of the object that begins here; of several with one name the last counts."""
    found = None
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, end = _DECODER.raw_decode(text, at)
        begins = _skip(text, _skip(text, end) + 1)
        found = begins if key == name else found
        at = _next(text, begins)
    return found


def _item(text: str, at: int, index: int) -> int | None:
    """Find an item of the list that begins here."""
    at = _skip(text, at + 1)
    for _ in range(index):
        if text[at] == "]":
            return None
        at = _next(text, at)
    return at


def _next(text: str, at: int) -> int:
    """Go over the value that begins here and the comma behind it."""
    at = _skip(text, _DECODER.raw_decode(text, at)[1])
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
