"""Read the fields of a data set that others wrote: unknown ones are let be, the others are what they must be."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from eval.fields import TEXT_LIMIT
from eval.nodes import fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.errors import FactsError

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
Trail: TypeAlias = "tuple[str | int, ...]"

LONGEST_TEXT = 2_000_000
"""Characters of one text that becomes a document: a long book has a million."""
SHOWN = 57
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Places(Protocol):
    """Know where the values of one file stand."""

    @property
    def path(self) -> Path:
        """Name the file."""
        ...

    def line(self, trail: Trail) -> int:
        """Give the line of the value that this trail of fields and indexes leads to, counted from 1."""
        ...


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one value with the way that leads to it; each method raises FactsError: FILE:LINE: field: expected ..."""

    held: Json
    places: Places
    trail: Trail = ()

    @property
    def name(self) -> str:
        """Write the way to it as a program would: data[0].paragraphs[3].context."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{_plain(step)}" for step in self.trail)
        return "".join(steps).removeprefix(".") or "file"

    @property
    def line(self) -> int:
        """Give its line."""
        return self.places.line(self.trail)

    def field(self, *names: str) -> Value:
        """Give the first of these fields that says something."""
        found = self.optional(*names)
        if found is None:
            wanted = " or ".join(names)
            raise self.at(names[0]).because(f"expected {wanted}, found no such field")
        return found

    def optional(self, *names: str) -> Value | None:
        """Give the first of these fields that says something; None where there is none, or null, or not a number."""
        fields = self.mapping()
        said = (name for name in names if name in fields and not _is_nothing(fields[name]))
        return next((self.at(name) for name in said), None)

    def has(self, name: str) -> bool:
        """Tell whether there is such a field, whatever it says."""
        return name in self.mapping()

    def mapping(self) -> Mapping[str, Json]:
        """Give the fields of an object."""
        if not isinstance(self.held, dict):
            raise self.fault("expected an object with named fields")
        return self.held

    def items(self) -> Iterator[Value]:
        """Go through a list."""
        if not isinstance(self.held, list):
            raise self.fault("expected a list")
        return (Value(item, self.places, (*self.trail, index)) for index, item in enumerate(self.held))

    def text(self, limit: int = TEXT_LIMIT) -> str:
        """Read text with something in it; white space is folded, control characters are left out."""
        text = self.any_text(limit)
        if not any(character.isalnum() for character in text):
            raise self.fault("expected text with a letter or a digit")
        return text

    def any_text(self, limit: int = TEXT_LIMIT) -> str:
        """Read text that may say nothing."""
        if not isinstance(self.held, str):
            raise self.fault("expected text")
        if len(self.held) > limit:
            raise self.because(f"expected at most {limit:,} characters, found {len(self.held):,}")
        if _SURROGATES.search(self.held):
            raise self.because("expected whole characters, found half of one (a lone surrogate)")
        return " ".join(_CONTROLS.sub(" ", self.held).split())

    def key(self) -> str:
        """Read an id: text or a whole number."""
        if isinstance(self.held, int) and not isinstance(self.held, bool):
            return str(self.held)
        if not isinstance(self.held, str) or not self.held.strip():
            raise self.fault("expected an id: text or a whole number")
        return self.any_text()

    def flag(self) -> bool:
        """Read true or false."""
        if not isinstance(self.held, bool):
            raise self.fault("expected true or false")
        return self.held

    def fault(self, expected: str) -> FactsError:
        """Say what was expected here, and what stands here."""
        return self.because(f"{expected}, found {_described(self.held)}")

    def because(self, problem: str) -> FactsError:
        """Say what is wrong here."""
        return fault(self.places.path, self.line, self.name, problem)

    def at(self, name: str) -> Value:
        """Give a field whether it is there or not, to say what is wrong with it."""
        return Value(self.mapping().get(name), self.places, (*self.trail, name))


def _is_nothing(held: Json) -> bool:
    return held is None or (isinstance(held, float) and math.isnan(held))


def _described(held: Json) -> str:
    if held is None:
        return "nothing"
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, str):
        return f'"{_plain(held)}"'
    if isinstance(held, (int, float)):
        return f"the number {_plain(repr(held))}"
    return "an object" if isinstance(held, dict) else "a list"


def _plain(text: str) -> str:
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
    return shown if shown.isprintable() else ascii(shown)[1:-1]
