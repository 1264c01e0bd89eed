"""The package of a book (OPF): title, authors, date, and its chapters in reading order."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from ingest.dates import stated_date
from ingest.web.walk import depth
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ingest.archives import Archive

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_DISGUISES = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to encrypt fonts alone, which are no protection of the text (EPUB 3.3, 4.2.6.3.1)."""
PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
DEEPEST_XML = 200
MOST_CHAPTERS = 5000


@dataclass(frozen=True, slots=True)
class Chapter:
    """Name one page of the spine."""

    name: str
    """Its entry in the archive."""
    label: str = ""
    """What the table of contents calls it; empty where it is not listed."""
    is_contents: bool = False
    """True for the page that is the table of contents."""


@dataclass(frozen=True, slots=True)
class Package:
    """Hold what a book says of itself, and its chapters in reading order."""

    title: str
    authors: tuple[str, ...]
    date: str | None
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """Hold an entry of the manifest."""

    name: str
    media_type: str
    is_contents: bool


def read_package(archive: Archive) -> Package:
    """Read the package document that the container names.

    Raises:
        LoadError: there is none, it is broken, or its chapters are protected by DRM.
    """
    rootfile = next(iter(_all(parse_xml(archive.read(CONTAINER), CONTAINER), "rootfile")), None)
    if rootfile is None:
        raise LoadError("is no EPUB: its container names no package")
    name = posixpath.normpath(unquote(rootfile.get("full-path", "")))
    root = parse_xml(archive.read(name), name)
    items = _manifest(root, posixpath.dirname(name))
    spine = [items[one.get("idref", "")] for one in _all(root, "itemref") if one.get("idref", "") in items]
    if len(spine) > MOST_CHAPTERS:
        raise LoadError(f"has more than {MOST_CHAPTERS:,} chapters; no book is like that")
    _refuse_protected(archive, {item.name for item in spine})
    labels = _labels(archive, root, items)
    chapters = tuple(
        Chapter(item.name, labels.get(item.name, ""), item.is_contents) for item in spine if item.media_type in PAGES
    )
    if not chapters:
        raise LoadError("holds no chapters: its spine lists no pages of text")
    return Package(_first(root, "title"), tuple(_texts(root, "creator")), _date(root), chapters)


def parse_xml(data: bytes, name: str) -> _Element:
    """Parse one of a book's own documents; no entity is read, from outside or inside, and nothing is fetched.

    Raises:
        LoadError: it is not XML, or nested too deeply.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root: _Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LoadError(f"is broken: its part {name!r} is not XML; download or save it again") from error
    if depth(root) > DEEPEST_XML:
        raise LoadError(
            f"is nested too deeply: its part {name!r} has more than {DEEPEST_XML} elements inside each other"
        )
    return root


def _manifest(root: _Element, folder: str) -> dict[str, _Item]:
    return {
        item.get("id", ""): _Item(
            _entry(folder, item.get("href", "")),
            item.get("media-type", "").strip().lower(),
            "nav" in item.get("properties", "").split(),
        )
        for item in _all(root, "item")
    }


def _refuse_protected(archive: Archive, chapters: set[str]) -> None:
    if ENCRYPTION not in archive:
        return
    root = parse_xml(archive.read(ENCRYPTION), ENCRYPTION)
    for encrypted in _all(root, "EncryptedData"):
        methods = {one.get("Algorithm", "") for one in _all(encrypted, "EncryptionMethod")}
        names = {_entry("", one.get("URI", "")) for one in _all(encrypted, "CipherReference")}
        if names & chapters and not methods <= FONT_DISGUISES:
            raise LoadError("is protected by DRM: its chapters are encrypted; Citeback reads books without protection")


def _labels(archive: Archive, root: _Element, items: dict[str, _Item]) -> dict[str, str]:
    """Read what the table of contents calls each page; a broken one says nothing, as the chapters are there."""
    spine = next(iter(_all(root, "spine")), None)
    ncx = items.get("" if spine is None else spine.get("toc", ""))
    contents = next((item for item in items.values() if item.is_contents), None) or ncx
    if contents is None or contents.name not in archive:
        return {}
    try:
        page = parse_xml(archive.read(contents.name), contents.name)
    except LoadError:
        return {}
    labels: dict[str, str] = {}
    for target, label in _listed(page):
        labels.setdefault(_entry(posixpath.dirname(contents.name), target), label)
    return labels


def _listed(page: _Element) -> Iterator[tuple[str, str]]:
    """Give target and label of each entry: a link (EPUB 3) or a point (EPUB 2) of the table of contents."""
    for link in _all(page, "a"):
        yield link.get("href", ""), _text(link)
    for point in _all(page, "navPoint"):
        content, label = next(iter(_all(point, "content")), None), next(iter(_all(point, "text")), None)
        if content is not None and label is not None:
            yield content.get("src", ""), _text(label)


def _date(root: _Element) -> str | None:
    """Take the date of publication; other events (a modification, a conversion) are none."""
    dates = [one for one in _all(root, "date") if _event(one) in ("", "publication", "original-publication")]
    dates.sort(key=lambda one: _event(one) == "")
    return next((date for one in dates if (date := stated_date(_text(one)))), None)


def _event(date: _Element) -> str:
    return next((str(value).lower() for name, value in date.items() if etree.QName(name).localname == "event"), "")


def _entry(folder: str, href: str) -> str:
    """Give the archive's entry that a link leads to; one that leads out of the archive is simply not in it."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.split("#", 1)[0])))


def _first(root: _Element, name: str) -> str:
    return next(iter(_texts(root, name)), "")


def _texts(root: _Element, name: str) -> list[str]:
    return [text for one in _all(root, name) if (text := _text(one))]


def _text(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _all(root: _Element, name: str) -> list[_Element]:
    """Find elements by their name in any namespace, as old books have the wrong ones."""
    return [one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname == name]
