"""What a Word document's styles and numbering make of a paragraph: a heading, an item, its number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.office.markup import attribute, child, children, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADING = re.compile(r"heading (\d)")
CONTENTS = re.compile(r"toc \d|toc heading|table of figures|table of authorities|index \d")
DEEPEST_STYLE = 20
"""Styles based on each other; a file may make a ring of them."""
DEEPEST_HEADING = 6
LEVELS = 9
BODY_LEVEL = 9
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Style:
    """Hold what a paragraph's style says, those it is based on included; None where it says nothing."""

    name: str = ""
    level: int | None = None
    """1 to 9 for a heading; 0 for body text."""
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool = False

    @property
    def is_contents(self) -> bool:
        """Tell the lines of a table of contents."""
        return CONTENTS.fullmatch(self.name) is not None

    @property
    def is_title(self) -> bool:
        """Tell the style of the document's own name."""
        return self.name == "title"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """Hold how one level of a list is numbered."""

    form: str
    text: str
    """The number as written, %1 for the first level's: "%1.%2."."""
    start: int


def read_styles(root: _Element | None) -> dict[str, Style]:
    """Read the styles of paragraphs and of runs by id."""
    own = {attribute(one, "styleId"): one for one in children(root, "style")}
    return {id_: _style(id_, own) for id_ in own}


def _style(id_: str, own: dict[str, _Element]) -> Style:
    """Follow what a style is based on until all is said."""
    name = attribute(child(own[id_], "name"), "val").lower()
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden = False
    for _ in range(DEEPEST_STYLE):
        element = own.get(id_)
        if element is None:
            break
        properties = child(element, "pPr")
        if level is None:
            level = heading_level(properties)
        if level is None:
            found = HEADING.match(attribute(child(element, "name"), "val").lower())
            level = whole_number(found[1]) if found else None
        if list_id is None:
            list_id, stated = list_place(properties)
            list_level = stated if list_level is None else list_level
        hidden = hidden or is_on(child(element, "rPr", "vanish"))
        id_ = attribute(child(element, "basedOn"), "val")
    return Style(name, level, list_id, list_level, hidden)


def heading_level(properties: _Element | None) -> int | None:
    """Read a paragraph's outline level: 1 to 9, 0 for body text, None where nothing is said."""
    outline = child(properties, "outlineLvl")
    if outline is None:
        return None
    level = whole_number(attribute(outline, "val"), BODY_LEVEL)
    return level + 1 if 0 <= level < BODY_LEVEL else 0


def list_place(properties: _Element | None) -> tuple[str | None, int | None]:
    """Read which list a paragraph belongs to, and at which level; None where nothing is said."""
    numbering = child(properties, "numPr")
    id_ = child(numbering, "numId")
    level = child(numbering, "ilvl")
    return (
        None if id_ is None else attribute(id_, "val"),
        None if level is None else min(LEVELS - 1, max(0, whole_number(attribute(level, "val")))),
    )


def is_on(switch: _Element | None) -> bool:
    """Tell whether a property that can be switched is there and on."""
    return switch is not None and attribute(switch, "val", "1").lower() not in ("0", "false", "off", "none")


@dataclass
class Numbering:
    """Count the lists of a document as its paragraphs come."""

    _levels: dict[str, tuple[str, dict[int, ListLevel]]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: _Element | None) -> Numbering:
        """Read how every list is numbered, by its id."""
        abstract = {attribute(one, "abstractNumId"): one for one in children(root, "abstractNum")}
        found: dict[str, tuple[str, dict[int, ListLevel]]] = {}
        for number in children(root, "num"):
            key = attribute(child(number, "abstractNumId"), "val")
            levels = _levels(abstract.get(key))
            restarts = children(number, "lvlOverride")
            for override in restarts:
                levels |= _levels(override)
            id_ = attribute(number, "numId")
            found[id_] = (id_ if restarts else f"shared {key}", levels)
        return cls(found)

    def next(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list and write its number as its reader sees it; empty for a bullet."""
        group, levels = self._levels.get(list_id, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts.setdefault(group, [0] * LEVELS)
        counts[level] = min(MOST_COUNTED, counts[level] + 1 if counts[level] else levels[level].start)
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        if levels[level].form in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", lambda found: _part(counts, levels, int(found[1]) - 1), levels[level].text).strip()


def _part(counts: list[int], levels: dict[int, ListLevel], level: int) -> str:
    found = levels.get(level, ListLevel("decimal", "", 1))
    return write_number(counts[level] or found.start, found.form)


def write_number(number: int, form: str) -> str:
    """Write the number of an item in letters, Roman or Arabic figures."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text, left = "", number
        for value, sign in ROMAN:
            text += sign * (left // value)
            left %= value
        return text.upper() if form == "upperRoman" else text
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _levels(holder: _Element | None) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for one in children(holder, "lvl"):
        level = whole_number(attribute(one, "ilvl"), -1)
        if 0 <= level < LEVELS:
            levels[level] = ListLevel(
                attribute(child(one, "numFmt"), "val", "decimal"),
                attribute(child(one, "lvlText"), "val")[:100],
                whole_number(attribute(child(one, "start"), "val"), 1),
            )
    return levels
