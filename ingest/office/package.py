"""An office document's parts: which one is the main one, what each refers to, what the file says of itself."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ingest.dates import stated_date
from ingest.office.markup import attribute, children, local, parse_optional
from rag.errors import LoadError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ingest.archives import Archive

KINDS = (
    ("word/", "a Word document", ".docx"),
    ("xl/", "an Excel workbook", ".xlsx"),
    ("ppt/", "a PowerPoint presentation", ".pptx"),
)
NO_TITLES = frozenset(
    (
        "document|document1|dokument1|presentation|presentation1|präsentation|präsentation1|powerpoint presentation|"
        "powerpoint-präsentation|présentation powerpoint|presentación de powerpoint|word document|"
        "microsoft word document|workbook|book1|mappe1|sheet1|untitled|unbenannt|no title|title|titel|slide 1|template"
    ).split("|")
)
"""Titles that programs give on their own."""
NO_STAMPS = frozenset({"2013-12-23T23:15:00Z", "2013-01-27T09:14:16Z", "2013-01-27T09:15:58Z"})
"""Times of the templates that python-docx and python-pptx start from: of their making, not the document's."""
FIRST_YEAR, LAST_YEAR = 1985, 2100


@dataclass(frozen=True, slots=True)
class Relation:
    """Name a part that another part refers to."""

    kind: str
    """The last word of its type: header, footnotes, slide, notesSlide, ..."""
    part: str


@dataclass(frozen=True, slots=True)
class Properties:
    """Hold what a file says of itself, where it is no program's default."""

    title: str = ""
    author: str = ""
    date: str | None = None


def main_part(archive: Archive, kind: str) -> str:
    """Find the part that the document begins with.

    Raises:
        LoadError: it is an archive of something else.
    """
    found = next((one for one in relations(archive, "").values() if one.kind == "officeDocument"), None)
    if found is not None and found.part in archive and found.part.lower().startswith(kind):
        return found.part
    for folder, name, suffix in KINDS:
        if any(one.startswith(folder) for one in archive.names) and folder != kind:
            raise LoadError(f"is not {archive.name} but {name}: give it the suffix {suffix}")
    if "[Content_Types].xml" not in archive and found is None:
        raise LoadError(f"is not {archive.name} but another ZIP archive; give it its right suffix")
    raise LoadError(f"is not a whole {archive.name.split(' ', 1)[-1]}: its main part is missing")


def relations(archive: Archive, part: str) -> dict[str, Relation]:
    """Read what a part refers to inside the file, by id; what lies outside is left out and never fetched."""
    folder, name = posixpath.split(part)
    root = parse_optional(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}
    for one in children(root, "Relationship"):
        if attribute(one, "TargetMode").lower() == "external":
            continue
        kind = attribute(one, "Type").rpartition("/")[2]
        found[attribute(one, "Id")] = Relation(kind, _inside(folder, attribute(one, "Target")))
    return found


def properties(archive: Archive) -> Properties:
    """Read title, author and date; the date is that of the last change, else that of its making."""
    part = next((one.part for one in relations(archive, "").values() if one.kind == "core-properties"), "")
    root = parse_optional(archive, part)
    if root is None:
        return Properties()
    return make_properties(
        _text(root, "title"), _text(root, "creator"), (_text(root, "modified"), _text(root, "created"))
    )


def make_properties(title: str, author: str, stamps: tuple[str, ...]) -> Properties:
    """Leave out what programs fill in on their own."""
    title = " ".join(title.split())
    is_default = title.lower() in NO_TITLES or title.lower().startswith("microsoft word - ")
    author = " ".join(author.split())
    return Properties(
        "" if is_default else title,
        "" if author.lower() in ("python-docx", "openpyxl", "user", "unknown") else author,
        next((date for date in map(_date, stamps) if date), None),
    )


def _date(stamp: str) -> str | None:
    date = None if stamp.strip() in NO_STAMPS else stated_date(stamp)
    return date if date and FIRST_YEAR <= int(date[:4]) <= LAST_YEAR else None


def _text(root: _Element, name: str) -> str:
    return next((one.text or "" for one in root if local(one) == name), "")


def _inside(folder: str, target: str) -> str:
    """Resolve a target as a name in the archive; what climbs out of it names no part."""
    path = unquote(target.partition("#")[0])
    whole = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(whole).lstrip("/")
