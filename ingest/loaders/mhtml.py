"""Saved web pages (.mhtml, .mht) -> blocks: the page itself, read as any web page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.loaders import html
from ingest.mail.message import header, parse, parts
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.block import Loaded


def load(path: Path) -> Loaded:
    """Read the page of a web archive; frames, pictures and styles that were saved with it are passed over.

    Raises:
        LoadError: it is no web archive, holds no page, or its page cannot be read.
    """
    message = parse(path.read_bytes())
    page = next((part for part in parts(message) if part.content_type == "text/html" and part.data.strip()), None)
    if page is None:
        raise LoadError("holds no web page: none of its parts is HTML; save the page again")
    loaded = html.read(page.data, page.charset)
    return loaded if loaded.title else replace(loaded, title=header(message, "Subject"))
