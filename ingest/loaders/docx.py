"""Word documents -> blocks: headings, lists, tables row by row, notes behind what calls them, headers as furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.archives import open_archive
from ingest.block import Loaded
from ingest.dates import head_date
from ingest.office.markup import attribute, child, local, parse_optional, parse_part
from ingest.office.package import main_part, properties, relations
from ingest.office.word import Walk
from ingest.office.wordstyles import Numbering, read_styles
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from ingest.archives import Archive
    from ingest.block import Block
    from ingest.office.package import Relation

NOTES = ("footnotes", "endnotes")


def load(path: Path) -> Loaded:
    """Read a Word document as its reader sees it, tracked changes accepted; nothing that it links to is fetched.

    Raises:
        LoadError: it is no Word document, broken, protected, too large, or nested too deeply.
    """
    with open_archive(path, "a Word document") as archive:
        part = main_part(archive, "word/")
        said = properties(archive)
        try:
            blocks = list(_blocks(archive, part))
        except RecursionError as error:
            raise LoadError("is nested too deeply to be read as a Word document") from error
    title = said.title or _title(blocks)
    return Loaded(blocks, title, head_date(blocks) or said.date, said.author)


def _blocks(archive: Archive, part: str) -> Iterator[Block]:
    body = child(parse_part(archive, part), "body")
    related = relations(archive, part)
    by_kind = {one.kind: one.part for one in related.values()}
    walk = Walk(
        read_styles(parse_optional(archive, by_kind.get("styles", ""))),
        Numbering.read(parse_optional(archive, by_kind.get("numbering", ""))),
        {key: note for kind in NOTES for key, note in _notes(archive, kind, by_kind.get(kind, ""))},
    )
    yield from _around(archive, related, walk, "header")
    if body is not None:
        yield from walk.blocks(body)
    yield from _around(archive, related, walk, "footer")


def _notes(archive: Archive, kind: str, part: str) -> Iterator[tuple[tuple[str, str], _Element]]:
    """Give a part's notes; the lines that separate them from the text are none."""
    root = parse_optional(archive, part)
    for note in [] if root is None else root:
        if local(note) in ("footnote", "endnote") and attribute(note, "type", "normal") == "normal":
            yield (kind, attribute(note, "id")), note


def _around(archive: Archive, related: dict[str, Relation], walk: Walk, kind: str) -> Iterator[Block]:
    """Read the document's headers or footers, each text once."""
    seen: set[str] = set()
    for part in dict.fromkeys(one.part for one in related.values() if one.kind == kind):
        root = parse_optional(archive, part)
        for block in [] if root is None else walk.blocks(root, f"page {kind}"):
            if block.text not in seen:
                seen.add(block.text)
                yield block


def _title(blocks: list[Block]) -> str:
    """Take the first of the highest headings."""
    headings = [block for block in blocks if block.kind == "heading"]
    highest = min((block.level for block in headings), default=0)
    return next((block.text for block in headings if block.level == highest), "")
