"""Rich text (RTF) -> blocks: headings, lists, tables row by row, notes behind what calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.block import Loaded
from ingest.dates import head_date
from ingest.decode import MAGIC_NUMBERS
from ingest.office.package import make_properties
from ingest.office.rtf import RtfReader
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 200_000_000


def load(path: Path) -> Loaded:
    """Read an RTF document as its reader sees it, tracked changes accepted.

    Raises:
        LoadError: it is no RTF, too large, cut short before its text begins, or nested too deeply.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LoadError(f"is too large: it has more than {MOST_BYTES:,} bytes; split it")
    _refuse_others(data)
    reader = RtfReader()
    reader.read(data)
    blocks, info = reader.page.blocks, reader.info
    stamps = info.get("revtim", ""), info.get("creatim", "")
    said = make_properties(info.get("title", ""), info.get("author", ""), stamps)
    headings = [block for block in blocks if block.kind == "heading"]
    highest = min((block.level for block in headings), default=0)
    title = said.title or next((block.text for block in headings if block.level == highest), "")
    return Loaded(blocks, title, head_date(blocks) or said.date, said.author)


def _refuse_others(data: bytes) -> None:
    if not data:
        raise LoadError("is empty: the file has no bytes")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        if data.rstrip(b"\0 \t\r\n").endswith(b"}"):
            return
        raise LoadError("is cut short: its last group does not end; fetch or save it again")
    like = next((kind for magic, kind in MAGIC_NUMBERS if data.startswith(magic)), "")
    told = f"it begins like {like}" if like else "it does not begin as these do"
    raise LoadError(f"is not a rich text (RTF) document: {told}; give it its right suffix")
