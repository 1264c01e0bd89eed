"""PDFs that hold more than a page can, and state what no page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile import Hostile, same
from hostile_pdf import CATALOG, LINE, document, page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def crowded(count: int = 100_000) -> Iterator[Hostile]:
    """Hold more of something than a page or a document has."""
    deep = (b"[" * count, b"<</A " * count, b"(" * count, b"q " * count + LINE, b"/Span BMC " * count + LINE)
    for number, content in enumerate(deep):
        yield Hostile(f"crowded/nested-{number}.pdf", same(page(content)), "either", is_heavy=b"BMC" in content)
    many_pages = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    blank = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count
    objects = [b"<</A %d 0 R>>" % number for number in range(7, count + 7)]
    lines = b"".join(b"%d 0 m %d 792 l S " % (n % 612, n * 7 % 612) for n in range(count))
    letters = b"BT /F1 3 Tf " + b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (n % 600, n * 7 % 780) for n in range(count))
    stacked = b"BT /F1 9 Tf " + b"1 0 0 1 60 700 Tm (a) Tj " * (count // 2) + b"ET"
    boxes = b"".join(b"%d %d 5 5 re S " % (n % 600, n * 7 % 780) for n in range(count // 4))
    rules = b"".join(b"0 %d m 612 %d l S %d 0 m %d 792 l S " % (n, n, n, n) for n in range(0, 600, 2))
    files = {
        "pages": document(CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (many_pages, count), *blank),
        "objects": page(LINE, *objects),
        "lines": page(lines + LINE),
        "letters": page(letters + b" ET"),
        "letters-on-each-other": page(stacked),
        "boxes": page(boxes + LINE),
        "a-grid-of-90000-cells": page(rules + LINE),
        "marks-at-the-end": page(LINE) + b"\n%" + b"x" * 3_000_000 + b"\n%%EOF",
    }
    for name, data in files.items():
        yield Hostile(f"crowded/{name}.pdf", same(data), "either", is_heavy=name in ("letters", "boxes"))


def _absurd_places() -> Sequence[tuple[str, bytes]]:
    sizes = (
        b"0 0 1000000 1000000",
        b"0 0 0 0",
        b"-1e30 -1e30 1e30 1e30",
        b"612 792 0 0",
        b"0 0 nan inf",
        b"0 0 1 792000",
    )
    return [(f"box-{number}", page(LINE, box=box)) for number, box in enumerate(sizes)]


def absurd() -> Iterator[Hostile]:
    """State sizes, places and turns that no page has."""
    contents = {
        "font-of-a-million-points": LINE.replace(b"/F1 10 Tf", b"/F1 1000000 Tf"),
        "font-of-no-size": LINE.replace(b"/F1 10 Tf", b"/F1 0 Tf"),
        "place-beyond-numbers": LINE.replace(b"60 700 Td", b"9" * 400 + b" 700 Td"),
        "scaled-to-nothing": b"0 0 0 0 0 0 cm " + LINE,
        "scaled-without-end": b"1e30 0 0 1e30 0 0 cm " + LINE,
        "no-such-font": LINE.replace(b"/F1", b"/F9"),
        "no-ends": LINE.removesuffix(b"ET"),
        "a-string-of-a-megabyte": b"BT /F1 1 Tf 60 700 Td (" + b"a b " * 60_000 + b") Tj ET",
    }
    files = [(name, page(content)) for name, content in contents.items()]
    actions = b"/AA<</O<</S/Launch/F(/bin/sh)>>>>/Annots[<</Subtype/Link/A<</S/URI/URI(file:///etc/passwd)>>>>]"
    files += [
        *_absurd_places(),
        ("turned-by-45", page(LINE, more=b"/Rotate 45")),
        ("turned-without-end", page(LINE, more=b"/Rotate 99999999999999999990")),
        ("units-of-a-mile", page(LINE, more=b"/UserUnit 4560000")),
        ("actions", page(LINE, more=actions)),
        ("length-beyond-the-file", page(LINE).replace(b"/Length ", b"/Length 999999999")),
        ("length-below-nothing", page(LINE).replace(b"/Length ", b"/Length -1")),
        ("version-of-nothing", page(LINE).replace(b"%PDF-1.7", b"%PDF-9.9")),
        ("external-stream", page(LINE).replace(b"<</Filter/FlateDecode", b"<</F(/etc/passwd)/Filter/FlateDecode")),
        ("no-list-of-places", page(LINE).replace(b"xref\n0", b"nope\n0")),
        ("places-all-wrong", page(LINE).replace(b"00000 n", b"00007 n")),
    ]
    for name, data in files:
        yield Hostile(f"absurd/{name}.pdf", same(data), "either")


FAMILIES = (crowded, absurd)
