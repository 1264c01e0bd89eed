"""A PDF of three kilobytes that draws its one line billions of times: forms that draw forms."""

from __future__ import annotations

FORMS, TIMES = 9, 12


def form_bomb() -> bytes:
    fonts = b"/Font << /F 5 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << " + fonts + b" /XObject << /X 6 0 R >> >> >>",
        _stream(b"", b"BT /F 12 Tf 50 700 Td (The ferry leaves at nine.) Tj ET /X Do"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %s >>"
    for number in range(7, 6 + FORMS):
        objects.append(_stream(form % (b"/XObject << /X %d 0 R >>" % number), b"/X Do " * TIMES))
    objects.append(_stream(form % fonts, b"BT /F 12 Tf 50 600 Td (Again.) Tj ET"))
    return _pdf(objects)


def _stream(entries: bytes, body: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(body), body)


def _pdf(objects: list[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return written + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
