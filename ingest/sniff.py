"""What a file is by its content, whatever its name says: the suffix of its format, or what to call what has none."""

from __future__ import annotations

import codecs
import json
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from ingest.decode import BYTE_ORDER_MARKS, MAGIC_NUMBERS, MOST_CONTROL, decode
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

HEAD_BYTES = 8192
PDF_WITHIN = 1024
"""Bytes before which a PDF's mark may stand: readers accept that much in front of it (PDF 1.7, appendix H)."""
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LONGEST_CHARACTER = 3
"""Bytes of a UTF-8 character that the end of the head may have cut off."""
HIGH_BYTES = bytes(range(0x80, 0x100))
LEAST_PLAIN = 0.7
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
OFFICE_PARTS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
MIMETYPES = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
OLE2_STREAMS = (
    ("EncryptedPackage", "an office document locked with a password; save a copy without the password"),
    ("WordDocument", "an old Word document; save it as .docx"),
    ("Workbook", "an old Excel workbook; save it as .xlsx"),
    ("Book", "an old Excel workbook; save it as .xlsx"),
    ("PowerPoint Document", "an old PowerPoint presentation; save it as .pptx"),
    ("__properties_version1.0", "an Outlook message; save it as .eml"),
)
OTHER_MAGIC = (
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"BM", "a bitmap image"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"MZ", "a program"),
    (b"Rar!", "a RAR archive; unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it"),
    (b"PAR1", "a Parquet table; export it as .csv"),
    (b"%!PS", "a PostScript file; save it as .pdf"),
)
HTML = re.compile(
    rb"\s*(<\?xml[^>]{0,200}\?>\s*)?(<!--.{0,2000}?-->\s*){0,3}<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
XML = re.compile(rb"\s*<\?xml\b", re.I)
MAIL_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\n]{0,2000}\n([ \t][^\n]{0,2000}\n)*")
MAIL_NAMES = frozenset(
    b"from to subject date message-id received mime-version return-path delivered-to content-type reply-to cc".split()
)
LEAST_MAIL_NAMES = 2
LONGEST_HEADER = 2000
MBOX = re.compile(rb"From \S+ .{0,40}\d{2}:\d{2}.{0,40}\r?\n[A-Za-z][A-Za-z0-9-]{0,60}:")
MULTIPART_PAGE = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Content:
    """Say what a file's bytes are: the suffix of their format or, where no loader can have one, their name."""

    suffix: str = ""
    """".txt" for plain text; empty for bytes of no known format."""
    name: str = ""
    """"a PNG image", with the cure where there is one; empty where the suffix says it."""
    is_text: bool = False
    """True for formats that are text: the file's own suffix may name a closer one."""


def sniff(path: Path) -> Content:
    """Look at a file's first bytes, and at the names inside a ZIP archive.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if head.startswith((ZIP, EMPTY_ZIP)):
            return _zipped(file, head)
        if head.startswith(OLE2):
            return Content(name=_ole2(file, head))
    return _by_magic(head) or _text(head)


def _by_magic(head: bytes) -> Content | None:
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:PDF_WITHIN] and not _is_text(head)):
        return Content(".pdf")
    if head.startswith(b"{\\rtf"):
        return Content(".rtf")
    if head[4:8] == b"ftyp":
        return Content(name="a film, a sound recording or a HEIC image")
    if head.startswith(b"RIFF") and head[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        return Content(name="a sound recording, a film or a WebP image")
    if head.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return None
    name = next((name for magic, name in MAGIC_NUMBERS if head.startswith(magic)), "")
    if not name and b"\0" in head:
        name = next((name for magic, name in OTHER_MAGIC if head.startswith(magic)), "")
    return Content(name=name) if name else None


def _text(head: bytes) -> Content:
    """Tell the formats that are text: web page, saved page, mail, mailbox, JSON, XML, and else plain text."""
    bare = head.removeprefix(codecs.BOM_UTF8)
    if HTML.match(bare):
        suffix = ".html"
    elif MBOX.match(bare):
        suffix = ".mbox"
    elif names := _mail_headers(bare):
        is_page = MULTIPART_PAGE.search(bare) and not names & {b"to", b"received", b"message-id"}
        suffix = ".mhtml" if is_page else ".eml"
    elif XML.match(bare):
        suffix = ".xml"
    elif bare.lstrip()[:1] in (b"{", b"[") and _is_json(bare):
        suffix = ".json"
    else:
        suffix = ".txt" if _is_text(head) else ""
    return Content(suffix, is_text=True)


def _is_text(head: bytes) -> bool:
    """Tell text whose name does not say so: UTF-8, marked UTF-16, or an older encoding of mostly plain letters."""
    try:
        text = decode(head)
    except LoadError:
        return False
    if len(CONTROLS.findall(text)) > MOST_CONTROL * len(text):
        return False
    if head.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return True
    mends = len(head.decode("utf-8", "ignore").encode("utf-8"))
    cut = LONGEST_CHARACTER if len(head) == HEAD_BYTES else 0
    plain = len(head.translate(None, HIGH_BYTES))
    return mends + cut >= len(head) or b"\0" in head or plain >= LEAST_PLAIN * len(head)


def _mail_headers(head: bytes) -> set[bytes]:
    """Name a message's headers: several that mail has, before anything else; none where it is no message."""
    names: set[bytes] = set()
    position = 0
    while found := MAIL_HEADER.match(head, position):
        names.add(found[0].split(b":", 1)[0].lower())
        position = found.end()
    ends_well = position >= len(head) - LONGEST_HEADER or head[position : position + 1] in (b"\r", b"\n")
    found_names = names & MAIL_NAMES
    return found_names if ends_well and len(found_names) >= LEAST_MAIL_NAMES else set()


def _is_json(head: bytes) -> bool:
    """Tell JSON by its first value; a head that is cut is JSON where its last characters are what cannot be read."""
    text = head.decode("utf-8", "replace").lstrip()
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        return len(head) >= HEAD_BYTES and (error.pos > len(text) // 2 or "Unterminated" in error.msg)
    except (RecursionError, ValueError):
        return True
    return text[end:].strip()[:1] in ("", "{", "[")


def _zipped(file: BinaryIO, head: bytes) -> Content:
    """Tell the formats that are ZIP archives by their type or by the names of their parts."""
    for mimetype, suffix in MIMETYPES.items():
        if head[30:38] == b"mimetype" and head[38:].startswith(mimetype):
            return Content(suffix)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            mimetype = _mimetype(archive) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return Content(name="a ZIP archive or an office document, but a broken one; save it again")
    if mimetype in MIMETYPES:
        return Content(MIMETYPES[mimetype])
    if "[Content_Types].xml" in names:
        parts = (suffix for part, suffix in OFFICE_PARTS if any(name.startswith(part) for name in names))
        return next((Content(suffix) for suffix in parts), Content(name="an office document of an unknown kind"))
    return Content(name="a ZIP archive; unpack it")


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open("mimetype") as entry:
            return entry.read(100).strip()
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, EOFError):
        return b""


def _ole2(file: BinaryIO, head: bytes) -> str:
    """Name an old office document by the streams in the first sector of its directory ([MS-CFB] 2.2 and 2.6)."""
    power, first = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
    size = 1 << power if power in (9, 12) else 512
    file.seek((first + 1) * size)
    directory = file.read(HEAD_BYTES)
    return next(
        (name for stream, name in OLE2_STREAMS if f"{stream}\0".encode("utf-16-le") in directory),
        "an old office document; save it in its program's present format",
    )
