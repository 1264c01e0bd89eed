"""Books (EPUB) -> blocks: the chapters in reading order, each read as a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.archives import open_archive
from ingest.block import Block, Loaded
from ingest.decode import declared_encoding, decode
from ingest.epub.package import read_package
from ingest.web.walk import parse, walk
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

    from ingest.epub.package import Chapter

CONTENTS = "table of contents"
DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([\w:.-]{1,40})")
SELF_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|wbr)\b)(\w[\w:.-]{0,40})([^<>]{0,2000})/>"
)
"""An empty element as XML writes it; a parser of web pages would take it for one that has only begun."""
NOTES = frozenset("footnote endnote rearnote footnotes endnotes rearnotes note notice tip help".split())
NO_LETTERS = re.compile(r"[\W_]+")


def load(path: Path) -> Loaded:
    """Read a book; nothing is fetched, and a chapter that cannot be read is named while the others go in.

    Raises:
        LoadError: it is no EPUB, is protected or broken, or none of its chapters can be read.
    """
    with open_archive(path, "a book") as archive:
        package = read_package(archive)
        blocks: list[Block] = []
        warnings: list[str] = []
        for chapter in package.chapters:
            try:
                blocks += _chapter(archive.read(chapter.name), chapter)
            except LoadError as error:
                warnings.append(f"chapter {chapter.name!r} {error}")
    if warnings and not blocks:
        raise LoadError(f"holds no chapter that can be read: {warnings[0]}")
    authors = f"Author{'s' if len(package.authors) > 1 else ''}: {', '.join(package.authors)}"
    head = [Block(authors, "row")] if package.authors else []
    return Loaded([*head, *blocks], package.title, package.date, warnings=tuple(warnings))


def _chapter(data: bytes, chapter: Chapter) -> list[Block]:
    found = DECLARED.search(data[:200])
    text = decode(data, declared_encoding(found[1].decode("ascii")) if found else "")
    root = parse(SELF_CLOSED.sub(r"<\1\2></\1>", text))
    _prepare(root)
    blocks = [one.block for one in walk(root)]
    if chapter.is_contents:
        return [replace(block, furniture=CONTENTS) for block in blocks]
    return _headed(blocks, chapter.label)


def _prepare(root: _Element) -> None:
    """Keep a book's notes, which a web page would have beside its text; leave out its page numbers."""
    for element in root.iter():
        kinds = set(element.get("epub:type", "").split()) | {element.get("role", "").removeprefix("doc-")}
        if element.tag in ("aside", "footer") and kinds & NOTES:
            element.tag = "div"
        elif "noteref" in kinds and element.text and not element.text.startswith("["):
            element.text = f"[{element.text.strip()}]"  # a raised 1 behind a year would read as part of it
        elif "pagebreak" in kinds:
            element.set("hidden", "hidden")


def _headed(blocks: list[Block], label: str) -> list[Block]:
    """Give a chapter without a heading the one that the table of contents has for it."""
    if not label or not blocks or any(block.kind == "heading" for block in blocks):
        return blocks
    heading = Block(label, "heading", 1)
    is_first = NO_LETTERS.sub("", blocks[0].text).lower() == NO_LETTERS.sub("", label).lower()
    return [heading, *blocks[1:]] if is_first and len(blocks) > 1 else [heading, *blocks]
