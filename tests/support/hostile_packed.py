"""Office documents and books as archives that exhaust, lie, are locked, or hold what no program writes."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache, partial
from typing import TYPE_CHECKING

from hostile import Entry, Fate, Hostile, archive, bomb, entry, same
from hostile_good import good

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = {
    "docx": "word/document.xml",
    "pptx": "ppt/slides/slide1.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "odt": "content.xml",
    "epub": "OEBPS/1.xhtml",
}
"""The part that holds the words."""
OPENED = {
    "docx": f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>',
    "pptx": "<p:sld><p:cSld><p:spTree>",
    "xlsx": f'<worksheet xmlns="{X}"><sheetData>',
    "odt": "<office:document-content><office:body><office:text>",
    "epub": "<html><body><p>",
}
REPEATED = {
    "docx": "<w:p/>",
    "pptx": "<p:sp/>",
    "xlsx": "<row><c><v>1</v></c></row>",
    "odt": "<text:p/>",
    "epub": "<p>a</p>",
}
STRINGS = "xl/sharedStrings.xml"
BOMB_MEGABYTES = 2_000


def rebuilt(kind: str, changed: Mapping[str, Entry | None], more: tuple[Entry, ...] = ()) -> bytes:
    """Write the good file of a kind with some of its entries replaced or left out, and others added."""
    with zipfile.ZipFile(io.BytesIO(good(kind))) as packed:
        kept = [
            entry(name, packed.read(name), 0 if name == "mimetype" else 8) if name not in changed else changed[name]
            for name in packed.namelist()
        ]
        kept += [one for name, one in changed.items() if name not in packed.namelist()]
    return archive([*(one for one in kept if one is not None), *more])


def with_strings(strings: Entry) -> bytes:
    """Write a workbook whose cell takes its words from that part."""
    relations = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(good("xlsx"))) as packed:
        known = packed.read(relations)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    more = b'<Relationship Id="s1" Type="%s" Target="sharedStrings.xml"/></Relationships>' % kind
    cell = f'<worksheet xmlns="{X}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    changed = {
        relations: entry(relations, known.replace(b"</Relationships>", more)),
        MAIN["xlsx"]: entry(MAIN["xlsx"], cell.encode()),
        STRINGS: Entry(STRINGS, strings.packed, strings.size, strings.checksum),
    }
    return rebuilt("xlsx", changed)


@cache
def _zeros(head: str, filling: str) -> tuple[bytes, int]:
    return bomb(head.encode(), filling.encode(), BOMB_MEGABYTES)


def bombs() -> Iterator[Hostile]:
    """Pack gigabytes of spaces, of elements, and of nothing into the part that is read; and lie about it."""
    for kind, part in MAIN.items():
        spaces, size = _zeros(OPENED[kind], " ")
        elements, more = _zeros(OPENED[kind], REPEATED[kind])
        files = {
            "spaces": Entry(part, spaces, size & 0xFFFFFFFF),
            "elements": Entry(part, elements, more & 0xFFFFFFFF),
            "said-to-be-small": Entry(part, spaces, 100),
            "said-to-be-huge": Entry(part, entry(part, b"<a/>").packed, 0xFFFFFFFE),
            "packed-size-is-a-lie": Entry(part, spaces, size & 0xFFFFFFFF, packed_size=10),
        }
        for name, one in files.items():
            fate: Fate = "either" if kind == "epub" else "refused"
            yield Hostile(f"zip/{name}.{kind}", partial(rebuilt, kind, {part: one}), fate)
        yield Hostile(f"zip/relations.{kind}", partial(_bombed_beside, kind), "either")


def _bombed_beside(kind: str) -> bytes:
    """Put the bomb into a part beside the words."""
    beside = {
        "docx": "word/styles.xml",
        "pptx": "ppt/_rels/presentation.xml.rels",
        "xlsx": "xl/styles.xml",
        "odt": "styles.xml",
        "epub": "OEBPS/content.opf",
    }[kind]
    packed, size = _zeros("<a>", "<b c='d'/>")
    return rebuilt(kind, {beside: Entry(beside, packed, size & 0xFFFFFFFF)})


def entries() -> Iterator[Hostile]:
    """Hold too many entries, the same bytes many times, archives in archives, or names that lead elsewhere."""
    makers: dict[str, Callable[[str], bytes]] = {
        "30000-entries": lambda kind: rebuilt(kind, {}, tuple(Entry(f"x/{n}", b"", 0, 0, 0) for n in range(30_000))),
        "overlapping": _overlapping,
        "archives-in-each-other": lambda kind: rebuilt(kind, {}, (entry("x.zip", _nested(60)),)),
        "names-that-climb": lambda kind: rebuilt(
            kind,
            {},
            tuple(entry(name, b"x") for name in ("../../../tmp/climbed", "/tmp/climbed", "C:\\climbed", "a\0b")),
        ),
        "every-part-twice": _twice,
        "a-name-of-60000": lambda kind: rebuilt(kind, {}, (entry("x" * 60_000, b"x"),)),
        "locked-entries": lambda kind: rebuilt(kind, {MAIN[kind]: Entry(MAIN[kind], b"locked" * 9, 40, flags=1)}),
        "packed-by-lzma": lambda kind: rebuilt(kind, {MAIN[kind]: Entry(MAIN[kind], b"\x09\x04" * 30, 40, method=14)}),
        "packed-by-nobody": lambda kind: rebuilt(kind, {MAIN[kind]: Entry(MAIN[kind], b"?" * 30, 40, method=77)}),
        "main-part-missing": lambda kind: rebuilt(kind, {MAIN[kind]: None}),
        "main-part-is-noise": lambda kind: rebuilt(kind, {MAIN[kind]: entry(MAIN[kind], bytes(range(256)) * 9)}),
        "main-part-is-empty": lambda kind: rebuilt(kind, {MAIN[kind]: entry(MAIN[kind], b"")}),
        "wrong-checksum": lambda kind: rebuilt(kind, {MAIN[kind]: Entry(MAIN[kind], entry("", b"<a/>").packed, 4, 1)}),
        "count-is-a-lie": lambda kind: archive([entry("mimetype", b"x")], count=9_999) + good(kind),
        "end-in-the-comment": lambda kind: good(kind)[:-2] + b"\x16\0PK\x05\x06" + bytes(18),
    }
    harmless = ("archives-in-each-other", "names-that-climb", "every-part-twice", "a-name-of-60000")
    for name, make in makers.items():
        fate: Fate = "read" if name in harmless else "either" if "count" in name or "end" in name else "refused"
        for kind in MAIN:
            # A book goes in without a chapter that cannot be read, which is named; a deck without a slide is empty.
            either = fate == "refused" and kind in ("epub", "pptx")
            yield Hostile(f"entries/{name}.{kind}", partial(make, kind), "either" if either else fate)


def _nested(levels: int) -> bytes:
    data = b"core"
    for level in range(levels):
        data = archive([entry(f"{level}.zip", data)])
    return data


def _twice(kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good(kind))) as packed:
        parts = [entry(name, packed.read(name)) for name in packed.namelist()]
    return archive([*parts, *parts])


def _overlapping(kind: str) -> bytes:
    """Let 5,000 entries be the same bytes: each leads to the place of the first."""
    packed, size = _zeros(OPENED[kind], " ")
    first = Entry(MAIN[kind], packed, size & 0xFFFFFFFF)
    others = [Entry(f"x/{n}.xml", b"", size & 0xFFFFFFFF, packed_size=len(packed), offset=0) for n in range(5_000)]
    return archive([first, *others, entry("[Content_Types].xml", b"<Types/>")])


def old_office() -> Iterator[Hostile]:
    """Be a container of the older office programs, also one that holds a locked document."""
    for suffix in ("docx", "xlsx", "pptx", "odt", "epub", "pdf", "txt"):
        locked = _container("EncryptedPackage", "EncryptionInfo")
        yield Hostile(f"old/locked.{suffix}", same(locked), said="password")
        yield Hostile(f"old/word.{suffix}", same(_container("WordDocument", "1Table")), said="Word|older kind|old")
        yield Hostile(f"old/loop.{suffix}", same(_container("Root", "Root", first=0xFFFFFFFE)))


def _container(*streams: str, first: int = 0) -> bytes:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", head, 48, first)
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *streams))
    return bytes(head) + directory.ljust(4096, b"\0")


FAMILIES = (bombs, entries, old_office)
