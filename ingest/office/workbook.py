"""A workbook's parts: its sheets, the words they share, and how each cell is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.office.folding import fold
from ingest.office.markup import (
    attribute,
    child,
    children,
    local,
    parse_optional,
    parse_part,
    relation_id,
    stream_elements,
    whole_number,
)
from ingest.office.numberformat import BUILT_IN
from ingest.office.package import relations
from rag.errors import LoadError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ingest.archives import Archive

MOST_STRINGS = 3_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Name one sheet of a workbook and the part that holds it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """Hold what all sheets share."""

    sheets: tuple[Sheet, ...]
    strings: list[str] = field(repr=False)
    formats: tuple[str, ...]
    """The number format of each cell style, in order."""
    bold: tuple[bool, ...]
    """Whether each cell style is bold, in order."""
    since_1904: bool


def read_workbook(archive: Archive, part: str) -> Workbook:
    """Read everything but the sheets' cells."""
    root = parse_part(archive, part)
    related = relations(archive, part)
    by_kind = {one.kind: one.part for one in related.values()}
    sheets = []
    for sheet in children(child(root, "sheets"), "sheet"):
        found = related.get(relation_id(sheet))
        if found is not None and found.kind == "worksheet":
            hidden = attribute(sheet, "state") in ("hidden", "veryHidden")
            sheets.append(Sheet(" ".join(attribute(sheet, "name").split()), found.part, hidden))
    styles = parse_optional(archive, by_kind.get("styles", ""))
    return Workbook(
        tuple(sheets),
        _strings(archive, by_kind.get("sharedStrings", "")),
        _formats(styles),
        _bold(styles),
        attribute(child(root, "workbookPr"), "date1904") in ("1", "true"),
    )


def rich_text(element: _Element) -> str:
    """Join the runs of a cell's text; the reading aids of Japanese are left out."""
    parts: list[str] = []
    for one in element:
        if local(one) == "t":
            parts.append(one.text or "")
        elif local(one) == "r":
            parts += [text.text or "" for text in children(one, "t")]
    return fold("".join(parts).replace("_x000D_", " "))


def _strings(archive: Archive, part: str) -> list[str]:
    if not part or part not in archive:
        return []
    strings: list[str] = []
    with archive.open(part) as stream:
        for item in stream_elements(stream, part, ("si",)):
            strings.append(rich_text(item))
            if len(strings) > MOST_STRINGS:
                raise LoadError(f"is too large: it holds more than {MOST_STRINGS:,} different texts; split it")
    return strings


def _formats(styles: _Element | None) -> tuple[str, ...]:
    own = {
        whole_number(attribute(one, "numFmtId")): attribute(one, "formatCode")
        for one in children(child(styles, "numFmts"), "numFmt")
    }
    numbers = [whole_number(attribute(one, "numFmtId")) for one in children(child(styles, "cellXfs"), "xf")]
    return tuple(own.get(number) or BUILT_IN.get(number, "") for number in numbers)


def _bold(styles: _Element | None) -> tuple[bool, ...]:
    fonts = [
        attribute(mark, "val", "1") not in ("0", "false") if (mark := child(font, "b")) is not None else False
        for font in children(child(styles, "fonts"), "font")
    ]
    numbers = [whole_number(attribute(one, "fontId"), -1) for one in children(child(styles, "cellXfs"), "xf")]
    return tuple(0 <= number < len(fonts) and fonts[number] for number in numbers)
