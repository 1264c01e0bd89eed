"""Markdown -> blocks, as CommonMark with tables, front matter and footnotes reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ingest.block import Block, BlockKind, Loaded
from ingest.dates import head_date, stated_date
from ingest.decode import decode
from ingest.tables import row_text
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token

DEEPEST_NESTING = 100
"""Levels of lists and quotes; markdown-it drops what lies deeper, and nothing may be dropped."""
LONGEST_FRONT_MATTER = 20_000
CONTAINERS: dict[str, BlockKind] = {"list_item": "item", "blockquote": "quote"}
INLINE_SPACES = ("softbreak", "hardbreak")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Hold what a file's head says of it."""

    title: str = ""
    date: str | None = None


def load(path: Path) -> Loaded:
    """Read a Markdown file; inline marks become the plain text that a reader sees.

    Raises:
        LoadError: it is not text, or lists and quotes are nested too deeply.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST_NESTING}).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin)
    try:
        tokens = parser.parse(decode(path.read_bytes()).replace("\ufeff", ""))
    except RecursionError as error:
        raise LoadError("is nested too deeply to be read as Markdown") from error
    if any(token.level >= DEEPEST_NESTING - 1 for token in tokens):
        raise LoadError(f"is nested too deeply: its lists and quotes go below {DEEPEST_NESTING} levels")
    head = _front_matter(tokens)
    blocks = list(_Walk().blocks(tokens))
    return Loaded(blocks, head.title or _first_heading(blocks), head.date or head_date(blocks))


def _front_matter(tokens: Sequence[Token]) -> FrontMatter:
    """Read title and date; a head that is no YAML mapping says nothing."""
    content = next((token.content for token in tokens if token.type == "front_matter"), "")
    if not content or len(content) > LONGEST_FRONT_MATTER:
        return FrontMatter()
    try:
        values = yaml.load(content, Loader=yaml.BaseLoader)  # BaseLoader: plain strings, nothing is constructed
    except (yaml.YAMLError, RecursionError):
        return FrontMatter()
    if not isinstance(values, dict):
        return FrontMatter()
    title, stated = values.get("title"), values.get("date")
    return FrontMatter(
        title if isinstance(title, str) else "", stated_date(stated) if isinstance(stated, str) else None
    )


def _first_heading(blocks: Sequence[Block]) -> str:
    headings = [block for block in blocks if block.kind == "heading"]
    highest = min((block.level for block in headings), default=0)
    return next((block.text for block in headings if block.level == highest), "")


@dataclass
class _Walk:
    """Go through the tokens once, remembering which containers are open."""

    open: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: int = 0

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if token.nesting == 1:
                self.open.append(f"{name} {token.tag}" if name == "heading" else name)
            elif token.nesting == -1:
                self.open.pop()
                yield from self._closed(name)
            else:
                yield from self._leaf(token)

    def _leaf(self, token: Token) -> Iterator[Block]:
        if token.type in ("fence", "code_block"):
            yield Block(token.content.strip("\n"), "code")
        elif token.type == "html_block":
            from ingest.web.walk import fragment_blocks  # here: most Markdown holds no HTML

            yield from fragment_blocks(token.content)
        elif token.type == "inline":
            yield from self._inline(token)

    def _inline(self, token: Token) -> Iterator[Block]:
        text = " ".join(plain_text(token.children or ()).split())
        around = self.open[-1] if self.open else ""
        if around in ("th", "td"):
            self.cells.append(text)
        elif around.startswith("heading"):
            yield Block(text, "heading", int(around[-1]))
        else:
            yield Block(text, self._kind())

    def _kind(self) -> BlockKind:
        return next((CONTAINERS[name] for name in reversed(self.open) if name in CONTAINERS), "text")

    def _closed(self, name: str) -> Iterator[Block]:
        """Give a table's row when it ends; its head alone only where no row follows."""
        if name == "thead":
            self.headers, self.rows = self.cells, 0
            self.cells = []
        elif name == "tr" and "thead" not in self.open:
            yield Block(row_text(self.cells, self.headers), "row")
            self.cells, self.rows = [], self.rows + 1
        elif name == "table":
            if not self.rows:
                yield Block(row_text(self.headers, ()), "row")
            self.headers = []


def plain_text(tokens: Sequence[Token]) -> str:
    """Give inline tokens as a reader sees them: a link its text, an image its alt, marks and tags gone."""
    parts: list[str] = []
    for token in tokens:
        if token.type in INLINE_SPACES or (token.type == "html_inline" and token.content.lower().startswith("<br")):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children or ()))
        elif token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
    return "".join(parts)
