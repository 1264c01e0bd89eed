"""Mail (.eml) -> blocks: subject, sender, receiver and date, the text, and what is attached by name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.block import Block, Loaded
from ingest.loaders import text
from ingest.mail.message import DEEPEST_NESTING, header, parse, parts, sent
from ingest.mail.page import page_blocks
from ingest.mail.reply import is_forward, pieces
from ingest.tables import row_text
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ingest.mail.message import Mail, Part

SHOWN_HEADERS = ("From", "To", "Cc", "Date")
LOWEST_HEADING = 6
FLOWED = re.compile(r"(?<!\n--) \n(?=[^\s>])")
"""A soft line end of format=flowed (RFC 3676): the next line runs on, unless it is a signature's rule."""


def load(path: Path) -> Loaded:
    """Read a message; what it quotes and how it is signed is page furniture.

    Raises:
        LoadError: it is no mail, or has too many parts or too deep ones.
    """
    message = parse(path.read_bytes())
    when = sent(message)
    return Loaded(message_blocks(message), header(message, "Subject"), when.date().isoformat() if when else None)


def message_blocks(message: Mail, level: int = 1) -> list[Block]:
    """Read a message as one section: its subject as the heading, a row of its headers, then its text.

    Raises:
        LoadError: as load.
    """
    if level > DEEPEST_NESTING:
        raise LoadError(f"is nested too deeply: {DEEPEST_NESTING} messages inside each other")
    subject = header(message, "Subject")
    blocks = [Block(subject, "heading", min(level, LOWEST_HEADING))] if subject else []
    headers = row_text([header(message, name) for name in SHOWN_HEADERS], SHOWN_HEADERS)
    if headers:
        blocks.append(Block(headers, "row"))
    found = parts(message)
    for part in found:
        blocks += _part_blocks(part, is_forward(subject), level)
    attached = [_attached(part) for part in found if part.is_attached and (part.file_name or part.data)]
    if attached:
        blocks.append(Block(f"Attachments: {'; '.join(attached)}", "row"))
    return blocks


def _part_blocks(part: Part, forward: bool, level: int) -> Sequence[Block]:
    if part.message is not None:
        return message_blocks(part.message, level + 1)
    if part.is_attached or not part.data.strip():
        return ()
    if part.content_type == "text/html":
        return [_lowered(block, level) for block in page_blocks(part.text, forward)]
    flowing = FLOWED.sub(" ", part.text.replace("\r\n", "\n")) if part.is_flowed else part.text.replace("\r\n", "\n")
    return list(_plain(flowing, forward))


def _plain(written: str, forward: bool) -> Iterator[Block]:
    """Read plain text; it has no headings, as a greeting or a short message looks like one and is none."""
    for piece in pieces(written, forward):
        for block in text.read("\n".join(piece.lines)).blocks:
            kind = "text" if block.kind == "heading" else block.kind
            yield replace(block, kind=kind, level=0, furniture=piece.reason)


def _lowered(block: Block, level: int) -> Block:
    return replace(block, level=min(block.level + level, LOWEST_HEADING)) if block.kind == "heading" else block


def _attached(part: Part) -> str:
    """Name a file with its kind and size ("plan.pdf (application/pdf, 12 kB)")."""
    size = f", {max(1, round(len(part.data) / 1000)):,} kB" if part.data else ""
    return f"{part.file_name or 'a file without a name'} ({part.content_type}{size})"
