"""Shades of grey -> a PNG file, by what Python has."""

from __future__ import annotations

import struct
import zlib

EFFORT = 5
"""Of zlib: a page of text takes 20 ms."""


def png(width: int, height: int, shades: bytes) -> bytes:
    """Write one byte a pixel, row by row from the top, as a PNG.

    Raises:
        ValueError: there are not width x height bytes.
    """
    if len(shades) != width * height:
        msg = f"{len(shades)} shades do not fill {width} x {height} pixels"
        raise ValueError(msg)
    rows = b"".join(b"\x00" + shades[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (_part(b"IHDR", head), _part(b"IDAT", zlib.compress(rows, EFFORT)), _part(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
