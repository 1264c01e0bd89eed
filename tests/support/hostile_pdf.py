"""PDFs that are locked, that hold themselves, or that unfold to more than a machine has."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial
from typing import TYPE_CHECKING

from hostile import Hostile, same
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
LINE = b"BT /F1 10 Tf 60 700 Td (The lamp burned rape oil at first, and paraffin later.) Tj ET"
HELLO = b"The lamp burned rape oil at first, and paraffin later."

_KEYS = b"/O<%s>/U<%s>" % (b"a5" * 48, b"5a" * 48)
_FILTER = (
    b"/Encrypt<</Filter/Standard/P -4/StmF/S/StrF/S/CF<</S<</CFM/%s/AuthEvent/DocOpen/Length %d>>>>%s%s>>/ID[<aa><bb>]"
)
AES = {
    "128": _FILTER % (b"AESV2", 16, b"/V 4/R 4/Length 128", b"/O<%s>/U<%s>" % (b"a5" * 32, b"5a" * 32)),
    "256-r5": _FILTER
    % (
        b"AESV3",
        32,
        b"/V 5/R 5/Length 256",
        _KEYS + b"/OE<%s>/UE<%s>/Perms<%s>" % (b"1f" * 32, b"f1" * 32, b"9c" * 16),
    ),
    "256-r6": _FILTER
    % (
        b"AESV3",
        32,
        b"/V 5/R 6/Length 256",
        _KEYS + b"/OE<%s>/UE<%s>/Perms<%s>" % (b"1f" * 32, b"f1" * 32, b"9c" * 16),
    ),
}
"""Locks with AES whose keys fit no password."""


def document(*objects: bytes, version: bytes = b"1.7", tail: bytes = b"") -> bytes:
    """Write objects, numbered from 1, with a right list of their places; the first is the catalog."""
    data, places = bytearray(b"%%PDF-%s\n" % version), []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, tail, start)
    return bytes(data)


def stream(content: bytes, words: bytes = b"", packed: bool = True) -> bytes:
    """Write a stream object."""
    data = zlib.compress(content) if packed else content
    told = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s%s/Length %d>>stream\n%s\nendstream" % (words, told, len(data), data)


def page(
    content: bytes, *others: bytes, resources: bytes = b"", box: bytes = b"0 0 612 792", more: bytes = b""
) -> bytes:
    """Write a document of one page; objects 6 and on are the others."""
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return document(CATALOG, pages, one % (box, resources, more), stream(content), FONT, *others)


def locked() -> Iterator[Hostile]:
    """Lock with a password, and without one that is asked for."""
    for bits in (40, 128):
        yield Hostile(f"locked/{bits}-bits.pdf", partial(_encrypted, "secret", bits), said="password")
        yield Hostile(f"locked/{bits}-bits-open.pdf", partial(_encrypted, "", bits), "read")
    for revision, words in AES.items():
        yield Hostile(
            f"locked/aes-{revision}.pdf",
            same(page(LINE).replace(b"/Root 1 0 R", b"/Root 1 0 R" + words)),
            said="password",
        )
    handler = b"/Encrypt<</Filter/MyOwnLock/V 4/R 4/O(x)/U(y)/P -4>>/ID[(a)(b)]"
    body = (CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>")
    yield Hostile("locked/own-lock.pdf", same(document(*body, tail=handler)))
    absurd = b"/Encrypt<</Filter/Standard/V 99/R 99/O()/U()/P 0/Length 99999999>>/ID[(a)(b)]"
    yield Hostile("locked/absurd-lock.pdf", same(document(*body, tail=absurd)))


def _encrypted(password: str, bits: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, "owner", strength=bits))
    canvas.drawString(72, 700, HELLO.decode())
    canvas.save()
    return buffer.getvalue()


def looped() -> Iterator[Hostile]:
    """Let what refers refer to itself."""
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>"
    one_page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    deep = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(3, 10_003)]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>/XObject<<%s>>>>"
    itself = stream(LINE + b" /X Do", form % b"/X 6 0 R")
    two = (stream(b"/Y Do", form % b"/Y 7 0 R"), stream(b"/X Do", form % b"/X 6 0 R"))
    resources = b"/XObject<</X 6 0 R>>"
    files = {
        "pages-hold-themselves": document(CATALOG, kids % (b"2 0 R", 1)),
        "pages-hold-each-other": document(CATALOG, kids % (b"3 0 R", 5), b"<</Type/Pages/Kids[2 0 R]/Count 5>>"),
        "pages-10000-deep": document(CATALOG, kids % (b"3 0 R", 1), *deep, one_page),
        "pages-one-too-often": document(CATALOG, kids % (b"3 0 R " * 100_000, 100_000), one_page),
        "pages-negative-count": document(CATALOG, kids % (b"3 0 R", -5), one_page),
        "catalog-is-a-number": document(b"42"),
        "form-holds-itself": page(LINE + b" /X Do", itself, resources=resources),
        "forms-hold-each-other": page(LINE + b" /X Do", *two, resources=resources),
        "list-of-places-follows-itself": _own_previous(),
        "outline-follows-itself": page(LINE, b"<</Title(a)/Next 6 0 R/First 6 0 R>>"),
        "font-holds-itself": _font_holds_itself(),
        "contents-are-the-page": page(LINE).replace(b"/Contents 4 0 R", b"/Contents 3 0 R"),
        "object-stream-holds-itself": page(LINE, stream(b"6 0 <</A 6 0 R>>", b"/Type/ObjStm/N 1/First 4")),
    }
    for name, data in files.items():
        yield Hostile(f"loops/{name}.pdf", same(data), "either")


def _own_previous() -> bytes:
    whole = page(LINE)
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def _font_holds_itself() -> bytes:
    glyph = stream(b"500 0 d0 BT /F1 10 Tf (a) Tj ET")
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97"
        b"/LastChar 97/Widths[500]/Encoding<</Differences[97/a]>>/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    return page(b"BT /F1 10 Tf 60 700 Td (aaaa) Tj ET", glyph).replace(FONT, font)


def unfolding() -> Iterator[Hostile]:
    """Unfold to more than was sent: forms in forms, packed streams in packed streams, pictures of gigabytes."""
    yield Hostile("bombs/forms-ten-times-ten.pdf", partial(_forms, 10, 10), "either", is_heavy=True)
    yield Hostile("bombs/forms-thirty-times-two.pdf", partial(_forms, 30, 2), "either", is_heavy=True)
    yield Hostile("bombs/stream-of-gigabytes.pdf", partial(_packed, 1_000, 1), "either", is_heavy=True)
    yield Hostile("bombs/stream-packed-twice.pdf", partial(_packed, 1_000, 2), "either", is_heavy=True)
    for name, told in {
        "flate": b"/Filter/FlateDecode",
        "predictor": b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000/Colors 32>>",
        "run-length": b"/Filter/RunLengthDecode",
        "fax": b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>",
        "jpeg2000": b"/Filter/JPXDecode",
        "jbig2": b"/Filter/JBIG2Decode",
        "jpeg": b"/Filter/DCTDecode",
    }.items():
        make = partial(_picture, name, told)
        yield Hostile(f"bombs/picture-{name}.pdf", make, "either", is_heavy=name == "jbig2")


def _forms(levels: int, times: int) -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do " * times, form % (7 + level)) for level in range(levels)]
    return page(b"/X Do", *forms, stream(LINE, form % 6), resources=b"/XObject<</X 6 0 R>>")


def _packed(megabytes: int, layers: int) -> bytes:
    packer = zlib.compressobj(9)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    data = block + again * (megabytes - 1) + packer.flush(zlib.Z_SYNC_FLUSH)
    for _ in range(layers - 1):
        data = zlib.compress(data)
    told = b"<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (b"/FlateDecode " * layers, len(data), data)
    return page(LINE).replace(stream(LINE), told)


def _picture(name: str, told: bytes) -> bytes:
    wide = 60_000
    data = zlib.compress(bytes(1_000_000))
    if name == "jpeg2000":
        size = struct.pack(">HHIIIIIIIIH", 0, wide, wide, 0, 0, wide, wide, 0, 0, 0, 1) + b"\x07\x01\x01"
        data = b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size + b"\xff\xd9"
    elif name == "jpeg":
        data = (
            b"\xff\xd8\xff\xc0"
            + struct.pack(">HBHHB", 17, 8, wide, wide, 3)
            + b"\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"
        )
    words = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8%s/Length %d>>"
    image = words % (wide, wide, told, len(data)) + b"stream\n" + data + b"\nendstream"
    return page(b"q 600 0 0 780 0 0 cm /X Do Q", image, resources=b"/XObject<</X 6 0 R>>")


FAMILIES = (locked, looped, unfolding)
