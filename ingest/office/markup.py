"""XML from strangers -> elements: no document type, no entities, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ingest.archives import Archive, Part


MOST_MARKUP = 4_000_000
"""Tags and attributes of a part that is held whole: each takes up to 250 bytes of memory."""
MOST_KEPT = 16_000_000
"""Bytes of a part that is read piece by piece which may pass before something is done with them."""


def parse_part(archive: Archive, part: str) -> _Element:
    """Parse one part of a document.

    Raises:
        LoadError: it is missing, not well formed, nested too deeply, or declares a document type.
    """
    data = archive.read(part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data:
        raise _declares(part)
    if data.count(b"<") + (data.count(b'"') + data.count(b"'")) // 2 > MOST_MARKUP:
        raise LoadError(f"is too large: its part {part} has more than {MOST_MARKUP:,} marks; split it")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(part, error) from error
    return _without_declaration(root, part)


def parse_optional(archive: Archive, part: str) -> _Element | None:
    """Parse a part that a document may lack."""
    return parse_part(archive, part) if part and part in archive else None


def stream_elements(part: Part, name: str, tags: tuple[str, ...]) -> Iterator[_Element]:
    """Parse a part piece by piece and give each element of these local names when it ends, then forget it."""
    wanted = [f"{{*}}{tag}" for tag in tags]
    steps = etree.XMLPullParser(
        events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    kept = 0
    try:
        while piece := part.read():
            if b"<!DOCTYPE" in piece:
                raise _declares(name)
            steps.feed(piece)
            kept += len(piece)
            for _, element in cast("Iterator[tuple[str, _Element]]", steps.read_events()):
                yield _without_declaration(element, name)
                _forget(element)
                kept = 0
            if kept > MOST_KEPT:
                raise LoadError(f"is not read: its part {name} holds {kept:,} bytes of markup without a row or a text")
        steps.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(name, error) from error


def local(element: _Element) -> str:
    """Give an element's name without its namespace: the strict and the usual ones then read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element | None, name: str, default: str = "") -> str:
    """Give an attribute's value whatever its namespace."""
    if element is None:
        return default
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), default)


def relation_id(element: _Element) -> str:
    """Give the id by which an element refers to a part; one without a namespace is the element's own."""
    return next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")


def child(element: _Element | None, *path: str) -> _Element | None:
    """Follow local names down, the first child of each."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def children(element: _Element | None, name: str) -> list[_Element]:
    """Give the children of one local name."""
    return [] if element is None else [one for one in element if local(one) == name]


def whole_number(text: str, default: int = 0, most: int = 1 << 31) -> int:
    """Read a number from an attribute; what is none, or beyond all measure, gives the default."""
    digits = text.strip()
    if not digits.isascii() or not digits.lstrip("-").isdigit() or len(digits) > 12:
        return default
    try:
        number = int(digits)
    except ValueError:
        return default
    return number if abs(number) <= most else default


def _without_declaration(root: _Element, part: str) -> _Element:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(part)
    return root


def _forget(element: _Element) -> None:
    """Free what has been read: the element's content, and its finished siblings."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _declares(part: str) -> LoadError:
    return LoadError(f"is not read: its part {part} declares a document type, as no office program does")


def _broken(part: str, error: Exception) -> LoadError:
    told = str(error)
    if "depth" in told.lower():
        return LoadError(f"is nested too deeply: its part {part} goes beyond what any document needs")
    return LoadError(f"is broken: its part {part} is not well-formed XML; fetch or save it again")
