"""Plain text -> blocks: blank lines, lines that are paragraphs, or lines wrapped at a width."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.block import Block, Loaded
from ingest.boilerplate import furniture_reason
from ingest.dates import head_date
from ingest.decode import decode
from ingest.lines import BULLET, Wrapping, opens_memo, starts_paragraph
from ingest.running import without_running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULE = re.compile(r"\s*(?:([-*_=~#+.•])\s*)(?:\1\s*){2,}")
UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|\^{3,}|\*{3,})\s*")
SENTENCE_END = re.compile(r"[.!?…。！？:;,][\"'”’»)\]]*$")
LONGEST_TITLE = 120
LONGEST_HEADING = 80
LEAST_CAPITALS = 4
TALLEST_STACK = 30
"""Lines of furniture that follow each other without an empty line."""
MOST_HEADING_WORDS = 8
LEAST_SECTION = 80
"""Characters of the paragraph that must follow an unmarked heading."""


def load(path: Path) -> Loaded:
    """Read a text file's paragraphs, list items and headings; rules of dashes or stars are dropped.

    Raises:
        LoadError: it is not text.
    """
    return read(decode(path.read_bytes()))


def read(text: str) -> Loaded:
    """Read the paragraphs of plain text, wherever it came from."""
    lines = re.sub(r"\r\n?|[\v\x1c-\x1e\x85\u2028]", "\n", text.replace("\ufeff", ""))
    pages = [page.split("\n") for page in lines.replace("\u2029", "\n\n").expandtabs().split("\f")]
    blocks = _headings(list(_pages(pages)))
    title = blocks[0].text if blocks and blocks[0].kind == "heading" else ""
    return Loaded(blocks, title, head_date(blocks))


def _pages(pages: list[list[str]]) -> Iterator[Block]:
    """Read pages one by one; a running head or foot is furniture."""
    own = without_running(pages)
    bodies = [page[within.first : within.last] for page, within in zip(pages, own, strict=True)]
    wrapping = Wrapping.measure([line for body in bodies for line in (*body, "")])
    for page, body, within in zip(pages, bodies, own, strict=True):
        yield from _running(page[: within.first], "head")
        yield from _blocks(body, wrapping)
        yield from _running(page[within.last :], "foot")


def _running(lines: list[str], where: str) -> Iterator[Block]:
    reason = f"running {where}: it repeats on several pages"
    yield from (Block(_fold(line), furniture=reason) for line in lines if line.strip())


def _blocks(lines: list[str], wrapping: Wrapping) -> Iterator[Block]:
    for group in _groups(lines):
        if _is_furniture(group):
            yield from (Block(_fold(line)) for line in group)
        elif len(group) > 1 and UNDERLINE.fullmatch(group[1]) and not BULLET.match(group[0]):
            yield Block(_fold(group[0]), "heading", 1 if group[1].strip()[0] in "=*" else 2)
            yield from _paragraphs(group[2:], wrapping)
        else:
            yield from _paragraphs(group, wrapping)


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Split at blank lines; a rule is dropped and splits too, unless it underlines a heading."""
    group: list[str] = []
    for line in lines:
        underlines = len(group) == 1 and len(group[0].strip()) <= LONGEST_TITLE and UNDERLINE.fullmatch(line)
        if line.strip() and (underlines or not RULE.fullmatch(line)):
            group.append(line)
            continue
        if group:
            yield group
        group = []
    if group:
        yield group


def _is_furniture(group: list[str]) -> bool:
    """Tell a stack of short lines of which one at least is furniture by its words: each stands for itself."""
    short = len(group) <= TALLEST_STACK and all(len(line.strip()) <= LONGEST_HEADING for line in group)
    return short and any(map(furniture_reason, group))


def _paragraphs(group: list[str], wrapping: Wrapping) -> Iterator[Block]:
    """Join the lines of one group into its paragraphs and list items."""
    current: list[str] = []
    kind: str = "text"
    is_list = _is_list(group)
    for line in group:
        bullet = BULLET.match(line)
        begins_item = bullet is not None and (not current or kind == "item" or is_list)
        if current and (begins_item or _breaks(current[-1], line, kind, wrapping)):
            yield _block(current, kind)
            current, kind = [], "text"
        if begins_item and bullet is not None:
            current, kind = [line[bullet.end() :]], "item"
        else:
            current.append(line)
    if current:
        yield _block(current, kind)


def _is_list(group: list[str]) -> bool:
    """Tell whether bullets inside a group are a list: two at least, so that a wrapped "5. " or "- " is none."""
    return sum(1 for line in group if BULLET.match(line)) > 1


def _breaks(before: str, line: str, kind: str, wrapping: Wrapping) -> bool:
    if kind == "item":
        return not line.startswith(" ") and wrapping.separates(before, line)
    return wrapping.separates(before, line)


def _block(lines: list[str], kind: str) -> Block:
    text = _fold(" ".join(lines))
    return Block(text, "item") if kind == "item" else Block(text)


def _headings(blocks: list[Block]) -> list[Block]:
    """Find the headings among the blocks: the title first, capitals, and short lines that stand above a section."""
    if len(blocks) < 2:
        return blocks
    found = list(blocks)
    for index, block in enumerate(blocks[:-1]):
        following = blocks[index + 1]
        level = _heading_level(block, following, index == 0)
        if level and not furniture_reason(block.text):
            found[index] = replace(block, kind="heading", level=level)
    return found


def _heading_level(block: Block, following: Block, is_first: bool) -> int:
    """Judge a block by its looks and by what follows it; 0 for what is no heading."""
    if block.kind != "text" or block.furniture:
        return 0
    if is_first and _is_title(block.text):
        return 1
    return 2 if _is_capitals(block.text) or _is_section_heading(block.text, following) else 0


def _is_title(text: str) -> bool:
    if len(text) > LONGEST_TITLE or opens_memo(text):
        return False
    return not SENTENCE_END.search(text) or (text.endswith("?") and len(text) <= LONGEST_HEADING)


def _is_capitals(text: str) -> bool:
    if not text.isupper():
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(1 for letter in letters if letter.isupper())
    mostly_letters = 2 * len(letters) >= len(text.replace(" ", ""))
    short = len(text) <= LONGEST_HEADING and not SENTENCE_END.search(text)
    return short and mostly_letters and capitals >= LEAST_CAPITALS


def _is_section_heading(text: str, following: Block) -> bool:
    """Tell a short line without figures that stands above a real paragraph: data and addresses stay paragraphs."""
    if len(text) > LONGEST_HEADING or len(text.split()) > MOST_HEADING_WORDS or SENTENCE_END.search(text):
        return False
    plain = starts_paragraph(text) and not any(letter.isdigit() for letter in text) and ":" not in text
    return plain and len(following.text) >= LEAST_SECTION and SENTENCE_END.search(following.text) is not None


def _fold(text: str) -> str:
    return " ".join(text.split())
