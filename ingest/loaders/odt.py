"""OpenDocument texts -> blocks: headings, lists, tables row by row, notes behind what calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.archives import open_archive
from ingest.block import Loaded
from ingest.dates import head_date
from ingest.office.markup import child, local, parse_optional, parse_part
from ingest.office.odf import OdfWalk, read_style_names
from ingest.office.package import Properties, make_properties
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from ingest.archives import Archive
    from ingest.block import Block

TEXT = b"application/vnd.oasis.opendocument.text"
AROUND = {"header": "page header", "footer": "page footer"}


def load(path: Path) -> Loaded:
    """Read an OpenDocument text as its reader sees it, tracked changes accepted; nothing is fetched.

    Raises:
        LoadError: it is no such text, broken, protected, too large, or nested too deeply.
    """
    with open_archive(path, "an OpenDocument text") as archive:
        _refuse_others(archive)
        said = _properties(parse_optional(archive, "meta.xml"))
        try:
            blocks = list(_blocks(archive))
        except RecursionError as error:
            raise LoadError("is nested too deeply to be read as an OpenDocument text") from error
    headings = [block for block in blocks if block.kind == "heading"]
    highest = min((block.level for block in headings), default=0)
    title = said.title or next((block.text for block in headings if block.level == highest), "")
    return Loaded(blocks, title, head_date(blocks) or said.date, said.author)


def _refuse_others(archive: Archive) -> None:
    manifest = parse_optional(archive, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise LoadError("is protected with a password; save it without one and ingest it again")
    kind = archive.read("mimetype").strip() if "mimetype" in archive else TEXT
    if not kind.startswith(TEXT):
        told = kind.decode("ascii", "replace").rpartition(".")[2][:40]
        told = told if told.replace("-", "").isalnum() else "something else"
        raise LoadError(f"is not an OpenDocument text: it says that it is {told}; give it its right suffix")
    if "content.xml" not in archive:
        raise LoadError("is not an OpenDocument text but another ZIP archive; give it its right suffix")


def _blocks(archive: Archive) -> Iterator[Block]:
    content = parse_part(archive, "content.xml")
    styles = parse_optional(archive, "styles.xml")
    walk = OdfWalk(read_style_names(styles, content))
    yield from _around(styles, walk, "header")
    text = child(content, "body", "text")
    if text is not None:
        yield from walk.blocks(text)
    yield from _around(styles, walk, "footer")


def _around(styles: _Element | None, walk: OdfWalk, kind: str) -> Iterator[Block]:
    """Read what the pages repeat, each text once."""
    seen: set[str] = set()
    masters = child(styles, "master-styles")
    pages = [f"{{*}}{kind}{which}" for which in ("", "-left", "-first")]
    for holder in [] if masters is None else masters.iter(*pages):
        for block in walk.blocks(holder, furniture=AROUND[kind]):
            if block.text not in seen:
                seen.add(block.text)
                yield block


def _properties(root: _Element | None) -> Properties:
    meta = child(root, "meta")
    said = {} if meta is None else {local(one): one.text or "" for one in meta}
    stamps = said.get("date", ""), said.get("creation-date", "")
    return make_properties(said.get("title", ""), said.get("initial-creator") or said.get("creator", ""), stamps)
