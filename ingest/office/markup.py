"""XML from strangers -> elements: no document type, no entities, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ingest.archives import Archive, Part


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
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(part, error) from error
    return _without_declaration(root, part)


def parse_optional(archive: Archive, part: str) -> _Element | None:
    """Parse a part that a document may lack."""
    return parse_part(archive, part) if part and part in archive else None


def stream_elements(part: Part, name: str, tags: frozenset[str]) -> Iterator[_Element]:
    """Parse a part piece by piece and give each element of these local names when it ends, then forget it.

    An element inside another of them is given first and stays in it.
    """
    steps = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    depth = 0
    root: _Element | None = None
    try:
        while piece := part.read():
            steps.feed(piece)
            for event, element in cast("Iterator[tuple[str, _Element]]", steps.read_events()):
                root = _without_declaration(element, name) if root is None else root
                if local(element) not in tags:
                    continue
                depth += 1 if event == "start" else -1
                if event == "end":
                    yield element
                    if not depth:
                        _forget(element)
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
