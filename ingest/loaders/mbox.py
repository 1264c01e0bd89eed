"""Mailboxes (.mbox) -> blocks: every message a section under its subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.block import Block, Loaded
from ingest.loaders.email import message_blocks
from ingest.mail.message import header, parse
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEPARATOR = re.compile(
    rb"From \S*\s.{0,60}\d{1,2}:\d{2}(:\d{2})?(\s+[A-Z]{1,5}|\s+[+-]\d{4})?\s+\d{4}\b.{0,20}\s*$", re.DOTALL
)
"""Begins a message after an empty line: "From ADDRESS DAY MONTH DATE TIME YEAR"; no sentence ends so."""
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
NO_SUBJECT = "(no subject)"


def load(path: Path) -> Loaded:
    """Read a mailbox; a message in it that cannot be read is named, and the others go in.

    Raises:
        LoadError: it is no mailbox, or none of its messages can be read.
    """
    blocks: list[Block] = []
    warnings: list[str] = []
    for number, data in enumerate(_messages(path), 1):
        try:
            message = parse(data)
            found = message_blocks(message)
        except LoadError as error:
            warnings.append(f"message {number:,} {error}")
            continue
        if not header(message, "Subject"):
            found.insert(0, Block(NO_SUBJECT, "heading", 1))
        blocks += found
    if warnings and not blocks:
        raise LoadError(f"holds no message that can be read: {warnings[0]}")
    return Loaded(blocks, warnings=tuple(warnings))


def _messages(path: Path) -> Iterator[bytes]:
    """Cut the file at its separators, one message in memory at a time."""
    lines: list[bytes] = []
    is_inside, after_blank = False, True
    with path.open("rb") as file:
        for line in file:
            if after_blank and SEPARATOR.match(line):
                if is_inside:
                    yield ESCAPED.sub(rb"\1", b"".join(lines))
                lines, is_inside = [], True
            elif not is_inside and line.strip():
                raise LoadError('is not a mailbox: its first line is not "From ADDRESS DATE"')
            else:
                lines.append(line)
            after_blank = not line.strip()
    if is_inside:
        yield ESCAPED.sub(rb"\1", b"".join(lines))
