"""PowerPoint presentations -> blocks: a slide is a page, its title a heading, its notes behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ingest.archives import open_archive
from ingest.block import Block, Loaded
from ingest.office.markup import attribute, child, children, parse_optional, parse_part, relation_id
from ingest.office.package import main_part, properties, relations
from ingest.office.repeating import mark_repeated
from ingest.office.slide import Layouts, placeholder, slide_blocks, text_blocks
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from ingest.archives import Archive
    from ingest.office.package import Relation

MOST_SLIDES = 5_000
UNTITLED = "Slide {}"
"""What a slide without a title is called."""
NO_TITLE = re.compile(r"Slide \d+")
NOTES_HEADING = "Notes"
HIDDEN = "hidden slide"


def load(path: Path) -> Loaded:
    """Read a presentation slide by slide, each in reading order; pages are slides, hidden ones are counted too.

    Raises:
        LoadError: it is no presentation, broken, protected, too large, or nested too deeply.
    """
    with open_archive(path, "a PowerPoint presentation") as archive:
        part = main_part(archive, "ppt/")
        said = properties(archive)
        try:
            blocks = list(_blocks(archive, part))
        except RecursionError as error:
            raise LoadError("is nested too deeply to be read as a presentation") from error
    return Loaded(blocks, said.title or _title(blocks), said.date, said.author)


def _title(blocks: list[Block]) -> str:
    """Take the first title of a slide that somebody wrote."""
    named = (block.text for block in blocks if block.kind == "heading" and block.level == 1 and not block.furniture)
    return next((text for text in named if not NO_TITLE.fullmatch(text)), "")


def _blocks(archive: Archive, part: str) -> Iterator[Block]:
    related = relations(archive, part)
    slides = children(child(parse_part(archive, part), "sldIdLst"), "sldId")
    if len(slides) > MOST_SLIDES:
        raise LoadError(f"is too long: it has {len(slides):,} slides, {MOST_SLIDES:,} are the most; split it")
    layouts: dict[str, Layouts] = {}
    named = [related.get(relation_id(one)) for one in slides]
    read = [None if slide is None else _slide(archive, slide.part, layouts) for slide in named]
    shown = mark_repeated([slide.shown if slide else () for slide in read])
    for page, (slide, blocks) in enumerate(zip(read, shown, strict=True), start=1):
        if slide is not None:
            blocks += slide.notes
            if blocks and not any(block.kind == "heading" and block.level == 1 for block in blocks):
                hidden = HIDDEN if blocks[0].furniture == HIDDEN else ""
                blocks.insert(0, Block(UNTITLED.format(page), "heading", 1, hidden))
            yield from (replace(block, page=page) for block in blocks)


class _Slide(NamedTuple):
    """Hold what a slide shows, and what its speaker wrote below it."""

    shown: list[Block]
    notes: list[Block]


def _slide(archive: Archive, part: str, known: dict[str, Layouts]) -> _Slide:
    root = parse_part(archive, part)
    related = relations(archive, part)
    reason = HIDDEN if attribute(root, "show", "1") in ("0", "false") else ""
    diagrams = {id_: parse_part(archive, one.part) for id_, one in related.items() if _is_diagram(archive, one)}
    shown = slide_blocks(root, _layouts(archive, related, known), diagrams)
    return _Slide(
        [replace(block, furniture=block.furniture or reason) for block in shown],
        [replace(block, furniture=reason) for block in _notes(archive, related)],
    )


def _is_diagram(archive: Archive, related: Relation) -> bool:
    return related.kind == "diagramData" and related.part in archive


def _layouts(archive: Archive, related: dict[str, Relation], known: dict[str, Layouts]) -> Layouts:
    """Read the slide's layout and its master, each layout once."""
    layout = _one(related, "slideLayout")
    if layout not in known:
        master = _one(relations(archive, layout), "slideMaster") if layout in archive else ""
        known[layout] = Layouts.read(parse_optional(archive, layout), parse_optional(archive, master))
    return known[layout]


def _notes(archive: Archive, related: dict[str, Relation]) -> list[Block]:
    """Read what the speaker wrote below the slide."""
    root = parse_optional(archive, _one(related, "notesSlide"))
    found: list[Block] = []
    for shape in children(child(root, "cSld", "spTree"), "sp"):
        if _is_body(placeholder(shape)):
            found += text_blocks(child(shape, "txBody"))
    return [Block(NOTES_HEADING, "heading", 2), *found] if found else []


def _is_body(holder: _Element | None) -> bool:
    return holder is not None and attribute(holder, "type") == "body"


def _one(related: dict[str, Relation], kind: str) -> str:
    return next((one.part for one in related.values() if one.kind == kind), "")
