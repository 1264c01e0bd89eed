from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.loaders import format_of, load
from rag.errors import LoadError

HTML = b"<!DOCTYPE html>\n<html><body><h1>Hours</h1><p>Open from nine.</p></body></html>"
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: S\r\n\r\nText.\r\n"
MBOX = b"From a@example.org Tue May 14 09:12:41 2024\nFrom: a@example.org\nSubject: S\n\nText.\n"
RTF = b"{\\rtf1\\ansi Text.}"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


def archive(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype)
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


def ole2(*streams: str) -> bytes:
    """Make the head of a compound file and the first sector of its directory."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    head[48:52] = (1).to_bytes(4, "little")
    entries = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return bytes(head) + b"\0" * 512 + entries


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
PPTX = archive("[Content_Types].xml", "ppt/presentation.xml")
ODT = archive("content.xml", mimetype="application/vnd.oasis.opendocument.text")
EPUB = archive("META-INF/container.xml", mimetype="application/epub+zip")


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["file", "file.xyz", "file.txt", "file.pdf", "file.html", "file.json"])
@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", ".pdf"),
        (DOCX, ".docx"),
        (XLSX, ".xlsx"),
        (PPTX, ".pptx"),
        (ODT, ".odt"),
        (EPUB, ".epub"),
    ],
    ids=["pdf", "docx", "xlsx", "pptx", "odt", "epub"],
)
def test_a_format_with_marks_of_its_own_is_known_under_any_name(
    tmp_path: Path, name: str, data: bytes, suffix: str
) -> None:
    assert format_of(write(tmp_path, name, data)) == suffix


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("page", HTML, ".html"),
        ("page.pdf", HTML, ".html"),
        ("page.txt", HTML, ".html"),
        ("page.xyz", b"\xef\xbb\xbf <!-- saved --> <HTML lang=en>", ".html"),
        ("page.md", HTML, ".md"),
        ("letter", MAIL, ".eml"),
        ("letter.docx", MAIL, ".eml"),
        ("letter.txt", MAIL, ".txt"),
        ("letters", MBOX, ".mbox"),
        ("data", b'{"a": 1}', ".json"),
        ("data.xyz", b'[{"a": "' + b"x" * 20_000 + b'"}]', ".json"),
        ("braces", b"[1] is the first note of this text.", ".txt"),
        ("braces", b"{not json} but words", ".txt"),
        ("feed", b"<?xml version='1.0'?><rss/>", ".xml"),
        ("page.xhtml", b"<?xml version='1.0'?><html><body>x</body></html>", ".xhtml"),
        ("README", b"Words of plain text.", ".txt"),
        ("notes.rst", "Größe, наука, 港".encode(), ".txt"),
        ("notes.rst", "Größe".encode("utf-16"), ".txt"),
        ("notes.rst", "Die Größe der Höhe über dem Meer".encode("cp1252"), ".txt"),
        ("cut.xyz", "港".encode() * 5000, ".txt"),
        ("script.py", b"MAGIC = b'%PDF-'\n", ".py"),
        ("rtf.doc", RTF, ".rtf"),
        ("late.pdf", b"\0\x01junk\x02\n" + b"%PDF-1.4", ".pdf"),
        ("broken.pdf", bytes(range(0x80, 0x100)), ".pdf"),
        ("broken.docx", b"\0\1\2\3", ".docx"),
    ],
)
def test_text_is_told_by_what_it_says_and_a_text_suffix_is_believed(
    tmp_path: Path, name: str, data: bytes, suffix: str
) -> None:
    assert format_of(write(tmp_path, name, data)) == suffix


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, "cannot be read: it is a JPEG image"),
        ("photo.txt", PNG, "is not text but a PNG image"),
        ("film.mp4", b"\0\0\0\x20ftypisom" + b"\0" * 50, "it is a film"),
        ("sound.wav", b"RIFF\0\0\0\0WAVEfmt ", "it is a sound recording"),
        ("old.doc", ole2("WordDocument"), r"it is an old Word document; save it as \.docx"),
        ("old.xls", ole2("Workbook"), r"it is an old Excel workbook; save it as \.xlsx"),
        ("old.ppt", ole2("PowerPoint Document"), r"it is an old PowerPoint presentation; save it as \.pptx"),
        ("locked.docx", ole2("EncryptedPackage", "EncryptionInfo"), "locked with a password"),
        ("mail.msg", ole2("__properties_version1.0"), r"it is an Outlook message; save it as \.eml"),
        ("thing", ole2("Other"), "an old office document"),
        ("cut.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        ("files.zip", archive("a.txt"), "it is a ZIP archive; unpack it"),
        ("files.txt", archive("a.txt"), "is not text but a ZIP archive"),
        ("torn.docx", DOCX[:60], "a broken one"),
        ("empty.zip", archive(), "it is a ZIP archive"),
        ("part.vsdx", archive("[Content_Types].xml", "visio/document.xml"), "an office document of an unknown kind"),
        ("noise.xyz", bytes(range(0x80, 0x100)) * 9, r"^\.xyz files cannot be read; \.txt"),
        ("noise", b"\0\1\2\3" * 9, "^files without a suffix cannot be read"),
        ("two.jpg", b"\xff\xd8", r"^\.jpg files cannot be read"),
        ("app.exe", b"MZ\x90\0\3\0\0\0", "it is a program"),
        ("base.db", b"SQLite format 3\0", "it is a SQLite database"),
    ],
)
def test_what_no_loader_is_for_fails_by_its_name(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(LoadError, match=reason) as raised:
        load(write(tmp_path, name, data))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\xff" * 5000,
        b"PK\x05\x06" + b"\xff" * 18,
        b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/no-such",
        b"%PDF-",
        b"From " + b"x" * 9000,
        b"<" * 9000,
        b"<!--" * 3000,
        b"a:" * 5000,
        b"A: b\n" * 3000,
        b"[" * 9000,
        b'{"a":' * 2000,
        b" " * 9000,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"{\\rtf",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_hostile_heads_end_in_a_format_or_a_reason(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, "file", data)
    try:
        assert format_of(path).startswith(".")
    except LoadError as error:
        assert str(error)


def test_an_empty_file_of_any_name_is_empty(tmp_path: Path) -> None:
    for name in ("file", "file.xyz", "file.txt"):
        with pytest.raises(LoadError, match="is empty"):
            load(write(tmp_path, name, b""))
